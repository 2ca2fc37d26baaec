"""Projects and letters as the server keeps them: who may make, change and write, and who never reads."""

import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from bare_project import Place, aek_seed
from caller import Device

from newleaf_sync import letter
from newleaf_sync.identity import retired
from newleaf_sync.letter import CONCERN, HELLO, NEWS, NONE, OFFER, REPORT

LEAD, COORDINATOR, SUPPORTER = 3, 1, 2


@pytest.fixture
def people(device, shared):
    return [device.sign_in(), *(Device(shared.url).sign_in() for _ in range(3))]


@pytest.fixture
def place(people):
    """Ana leads, Ben leads, Sam supports; the fourth is anybody."""
    place = Place(people[0])
    assert place.found() == (201, [place.project.code])
    assert place.change([(people[0], LEAD), (people[1], LEAD), (people[2], SUPPORTER)]) == (200, [])
    return place


def ids(answer):
    return [row[0] for row in answer[1]]


def test_whoever_has_the_code_reads_the_project_before_any_account(place, shared, people):
    status, (log, card, identities) = Device(shared.url).call("GET", f"/api/projects/{place.project.code}")
    assert (status, log, card) == (200, place.log, place.card)
    assert identities == [[people[0].account, list(people[0].vault.log)]]
    assert Device(shared.url).call("GET", f"/api/projects/{'0' * 20}")[1][3] == "no-project"


def test_founding_again_after_a_lost_answer_changes_nothing(place, people):
    assert people[0].call("POST", "/api/projects", [place.log[0], place.card, b""])[0] == 400  # another card by now
    assert people[0].call("GET", "/api/projects")[1] == [[place.project.code, LEAD]]
    assert people[2].call("GET", "/api/projects")[1] == [[place.project.code, SUPPORTER]]
    assert people[3].call("GET", "/api/projects")[1] == []


def test_nobody_but_a_coordinator_changes_it_and_a_supporter_can_leave(place, people):
    ana, ben, sam, eve = people
    all_of_them = place.people
    assert place.change([*all_of_them, (eve, SUPPORTER)], who=sam)[0] == 400
    assert place.change([*all_of_them, (eve, SUPPORTER)], who=eve)[0] == 400
    assert place.change(all_of_them[:2], who=sam, card=b"") == (200, [])
    assert sam.call("GET", "/api/projects")[1] == []
    assert place.change([(ben, LEAD)], who=ana)[0] == 200
    assert place.change([(ana, LEAD), (ben, LEAD)], who=ana)[0] == 400


def test_two_coordinators_at_once_and_the_second_reads_again(place, people):
    entry = place.entry(people[1], place.people, place.card)
    assert place.change(place.people) == (200, [])
    status, refusal = people[1].call("POST", "/api/projects/change", [place.project.project_id, entry, b""])
    assert (status, refusal[3]) == (409, "project-moved")


def test_a_person_makes_three_projects_and_no_more(people):
    for _ in range(3):
        assert Place(people[0]).found()[0] == 201
    assert Place(people[0]).found()[1][3] == "too-large"


def test_a_hello_goes_to_all_who_work_there_and_is_taken_back(place, people):
    """A5, A6: what was taken back leaves nothing."""
    *workers, eve = people
    heading, status, _ = place.write(eve, HELLO, workers)
    assert status == 201
    for worker in workers:
        assert worker.call("GET", "/api/letters")[1] == [
            [heading.letter_id, place.project.project_id, HELLO, NONE, pytest.approx(0, abs=2**53), False]
        ]
        blob, wrap, log = worker.call("POST", "/api/letters/open", [heading.letter_id])[1]
        read = letter.unseal(
            heading, blob, wrap, worker.account, [aek_seed(worker)], lambda *_: eve.vault.identity().devices[eve.id]
        )
        assert (read.author, log) == (eve.account, list(eve.vault.log))
    assert eve.call("GET", "/api/letters")[1][0][5] is True
    assert place.write(eve, HELLO, workers)[2][3] == "exists"
    assert eve.call("POST", "/api/letters/put-away", [heading.letter_id]) == (200, [])
    assert [one.call("GET", "/api/letters")[1] for one in people] == [[], [], [], []]


def test_a_letter_is_for_those_for_whom_its_kind_is(place, people):
    ana, ben, sam, eve = people
    assert place.write(eve, HELLO, [ana, ben])[2][3] == "project-moved"  # not all who work there
    assert place.write(eve, HELLO, [ana, ben, sam, eve])[2][3] == "project-moved"
    assert place.write(eve, CONCERN, [ana, ben])[2][3] == "not-a-member"
    assert place.write(sam, CONCERN, [ana])[2][3] == "project-moved"
    assert place.write(sam, OFFER, [eve])[2][3] == "malformed"  # nobody said hello
    hello = place.write(eve, HELLO, [ana, ben, sam])[0].letter_id
    assert place.write(sam, OFFER, [ben], about=hello)[2][3] == "project-moved"
    assert place.write(eve, OFFER, [eve], about=hello)[2][3] == "not-a-member"
    assert place.write(sam, OFFER, [eve], about=hello)[1] == 201
    assert place.write(sam, NEWS, [ana, ben, eve], about=hello)[2][3] == "malformed"


def test_a_concern_needs_two_and_all_of_them_hear_what_came_of_it(people):
    """4: raising a concern is sealed to two leads at least."""
    ana, ben, sam, eve = people
    place = Place(ana)
    place.found()
    place.change([(ana, LEAD), (ben, COORDINATOR), (sam, SUPPORTER)])
    assert place.write(sam, CONCERN, [ana])[2][3] == "no-leads"
    place.change([(ana, LEAD), (ben, LEAD), (sam, SUPPORTER)])
    concern = place.write(sam, CONCERN, [ana, ben])[0].letter_id
    assert place.write(eve, NEWS, [ana, ben, sam], about=concern)[2][3] == "no-letter"
    news = place.write(ben, NEWS, [ana, ben, sam], about=concern)
    assert news[1] == 201
    assert ids(sam.call("GET", "/api/letters")) == [concern, news[0].letter_id]
    assert ids(ana.call("GET", "/api/letters")) == [concern, news[0].letter_id]
    assert eve.call("POST", "/api/letters/open", [concern])[1][3] == "no-letter"
    ana.call("POST", "/api/letters/put-away", [concern])
    assert ids(ben.call("GET", "/api/letters")) == [concern, news[0].letter_id]


def test_who_is_let_in_has_been_answered(place, people):
    ana, ben, sam, eve = people
    place.write(eve, HELLO, [ana, ben, sam])
    place.change([*place.people, (eve, 2)])
    assert ids(ana.call("GET", "/api/letters")) == ids(eve.call("GET", "/api/letters")) == []


def test_anybody_reports_to_whoever_leads(place, people):
    ana, ben, _, eve = people
    assert place.write(eve, REPORT, [ana, ben])[1] == 201


def test_whoever_is_reported_is_left_out_of_it_and_of_its_news(place, people):
    ana, ben, sam, eve = people
    assert place.write(eve, REPORT, [])[2][3] == "project-moved"
    assert place.write(eve, REPORT, [ben, sam])[2][3] == "project-moved"  # he does not lead
    report = place.write(eve, REPORT, [ben])[0].letter_id
    assert place.write(ben, NEWS, [ben], about=report)[2][3] == "project-moved"  # she is not told
    assert place.write(ben, NEWS, [ben, eve], about=report)[1] == 201
    assert ids(ana.call("GET", "/api/letters")) == []


def test_a_flood_is_told_to_wait(place, people):
    """Bad input: rate limits with a Retry-After."""
    ana, ben, sam, _ = people
    answers = [place.write(sam, CONCERN, [ana, ben])[1] for _ in range(41)]
    assert answers == [201] * 40 + [429]


def test_what_was_taken_back_was_written_all_the_same(place, people):
    """Each hello rings for those who work there."""
    *workers, eve = people
    answers = []
    for _ in range(41):
        heading, status, _ = place.write(eve, HELLO, workers)
        answers.append(status)
        eve.call("POST", "/api/letters/put-away", [heading.letter_id])
    assert answers == [201] * 40 + [429]


def test_the_same_letter_again_changes_nothing(place, people):
    *workers, eve = people
    heading, *_ = place.write(eve, HELLO, workers)
    again = place.write(eve, HELLO, workers, letter_id=heading.letter_id)
    assert again[2][3] == "exists"  # sealed anew, so it is another
    assert len(ids(workers[0].call("GET", "/api/letters"))) == 1


def test_phones_of_those_whom_it_is_for_hear_of_it(place, people):
    *workers, eve = people
    wire = workers[2].connect()
    wire.say("subscribe", workers[2].space)
    wire.silent()
    place.write(eve, HELLO, workers)
    assert wire.hear("changed")[1] == place.project.project_id


def test_who_deleted_everything_takes_their_hello_along_and_no_concern(place, people):
    ana, ben, sam, eve = people
    place.write(eve, HELLO, [ana, ben, sam])
    concern = place.write(sam, CONCERN, [ana, ben])[0].letter_id
    for one in (eve, sam):
        end = retired(one.vault.identity(), one.vault.open_keybag().aik_seed, 1)
        assert one.call("POST", "/api/log", [[end], 0, b""])[0] == 200
    assert ids(ana.call("GET", "/api/letters")) == [concern]


def test_where_the_operator_asks_a_link_makes_one_project(new_server):
    server = new_server(projects="link")
    ana = Device(server.url).sign_in()
    assert Place(ana).found()[1][3] == "no-link"
    command = [sys.executable, "-m", "newleaf_server", "project", "create", "--data", str(server.data)]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    token = bytes.fromhex(said.split("/#/new-project/")[1].split()[0])
    assert Place(ana).found(secrets.token_bytes(16))[1][3] == "no-link"
    assert Place(ana).found(token)[0] == 201
    assert Place(ana).found(token)[1][3] == "no-link"
    with closing(sqlite3.connect(server.data / "newleaf.db")) as database:
        assert database.execute("SELECT count(*) FROM project").fetchone() == (1,)
