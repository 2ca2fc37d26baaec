"""A circle: whoever answers a link waits for the host; nobody is put in, and who is taken out hears nothing more."""

import sqlite3

import pytest
from bare_circle import Circle, member
from bare_talk import WRAP, Talk, root
from caller import Device

from newleaf_sync.membership import EQUAL, HOST, NO_KEY, Member


@pytest.fixture
def circle(device):
    begun = Circle(device)
    assert begun.begin() == (201, [])
    return begun


@pytest.fixture
def guest(shared):
    return Device(shared.url).sign_in()


def test_a_circle_begins_with_its_host_alone_and_the_same_again_changes_nothing(circle):
    assert circle.begin(entry=circle.log[0]) == (201, [])
    assert circle.host.call("GET", "/api/spaces")[1] == [[circle.space, 1, None, None]]


def test_only_oneself_begins_a_circle(device, guest):
    for members in (
        [member(device, EQUAL)],
        [member(device, HOST), member(guest)],
        [Member(device.account, root(guest), HOST)],
    ):
        assert Circle(device).begin(members)[0] == 400


def test_who_answers_a_link_waits_and_the_host_hears_it(circle, guest):
    one, (status, _) = circle.invite()
    assert status == 201
    _, (card, log, _) = guest.call("POST", "/api/invitations/open", [one.invitation_id, one.auth])
    assert (one.open_card(card).circle, log) == ("Garden", list(circle.host.vault.log))
    wire = circle.host.connect()
    wire.say("subscribe", circle.host.space)
    wire.silent()
    assert circle.answer(one, guest) == (200, [])
    assert wire.hear("changed")[1] == circle.space
    ((invitation_id, space, account, sealed, proof),) = circle.host.call("GET", "/api/invitations/answers")[1]
    assert (invitation_id, space, account) == (one.invitation_id, circle.space, guest.account)
    assert one.open_answer(sealed) == "Jo"
    assert proof == one.join_proof(circle.space, account, root(guest), sealed)
    assert circle.host.call("POST", "/api/identities", [account, 0])[1] == list(guest.vault.log)
    assert guest.call("GET", "/api/spaces")[1] == []  # not in yet
    assert guest.call("POST", "/api/spaces/log", [circle.space, 0])[0] == 403


def test_they_are_let_in_once_and_the_answer_waits_no_more(circle, guest):
    one, _ = circle.invite()
    circle.answer(one, guest)
    assert circle.answer(one, guest) == (200, [])  # the answer of the server was lost
    assert circle.change(circle.host, [*circle.members, member(guest)]) == (200, [])
    assert circle.host.call("GET", "/api/invitations/answers")[1] == []
    assert circle.answer(one, guest) == (200, [])
    entries, wraps = guest.call("POST", "/api/spaces/log", [circle.space, 0])[1]
    assert (entries, wraps) == (circle.log, [[2, WRAP]])  # the key of before is not theirs
    assert circle.push(guest.connect(), 1, epoch=2)[3] == [1]


def test_a_link_lets_one_person_in(circle, guest, shared):
    one, _ = circle.invite()
    circle.answer(one, guest)
    assert circle.answer(one, Device(shared.url))[1][3] == "invitation-used"
    assert guest.call("POST", "/api/invitations/open", [one.invitation_id, one.auth])[1][3] == "invitation-used"
    talk = Talk(circle.host, Device(shared.url))
    talk.invitation, _ = circle.invite()
    assert talk.found()[1][3] == "no-invitation"  # nor does it open a talk of two


def test_nobody_is_put_into_a_circle_who_did_not_ask(circle, guest, shared):
    circle.devices.append(guest)
    assert circle.change(circle.host, [*circle.members, member(guest)])[0] == 400
    circle.answer(circle.invite()[0], guest)
    other = Device(shared.url).sign_in()
    assert circle.change(circle.host, [*circle.members, member(guest), member(other)])[0] == 400
    assert other.call("GET", "/api/spaces")[1] == []


def test_who_takes_their_answer_back_is_not_let_in(circle, guest):
    one, _ = circle.invite()
    circle.answer(one, guest)
    guest.call("POST", "/api/invitations/withdraw", [one.invitation_id])
    assert circle.host.call("GET", "/api/invitations/answers")[1] == []
    assert circle.change(circle.host, [*circle.members, member(guest)])[0] == 400


def test_an_equal_lets_nobody_in_and_takes_nobody_out(circle, guest, shared):
    other = Device(shared.url)
    circle.let_in(guest)
    circle.let_in(other)
    third = Device(shared.url).sign_in()
    circle.answer(circle.invite(guest)[0], third)
    for after in ([*circle.members, member(third)], [one for one in circle.members if one.account_id != other.account]):
        entry = circle.entry(guest, after)
        wraps = [(one.account_id, WRAP) for one in after]
        assert guest.call("POST", "/api/spaces/members", [circle.space, entry, wraps])[0] == 400


def test_a_stranger_makes_no_link_to_a_circle(circle, guest):
    assert circle.invite(guest)[1][0] == 403


def test_who_is_taken_out_hears_nothing_more_and_may_be_asked_in_again(circle, guest):
    circle.let_in(guest)
    wire, host = guest.connect(), circle.host.connect()
    wire.say("subscribe", circle.space)
    assert circle.push(wire, 1, epoch=2)[3] == [1]
    assert circle.change(circle.host, [member(circle.host, HOST)]) == (200, [])
    assert circle.push(host, 1, epoch=3)[3] == [2]
    assert circle.push(wire, 2, epoch=3)[3] == "not-a-member"
    assert wire.ask("pull", 7, circle.space, 0, 1000)[3] == "not-a-member"
    assert guest.call("POST", "/api/spaces/log", [circle.space, 2])[1] == [circle.log[2:], []]
    assert circle.change(circle.host, [member(circle.host, HOST), member(guest)])[0] == 400  # by the same answer
    assert circle.let_in(guest) == (200, [])
    assert circle.push(wire, 2, epoch=4)[3] == [3]


def test_a_host_hands_on_and_leaves(circle, guest):
    circle.let_in(guest)
    assert circle.change(circle.host, [member(guest, EQUAL)], NO_KEY)[0] == 400
    assert circle.change(circle.host, [member(guest, HOST)], NO_KEY) == (200, [])
    assert circle.change(guest, [member(guest, HOST)]) == (200, [])
    assert circle.push(guest.connect(), 1, epoch=4)[3] == [1]


def test_identity_logs_of_all_are_one_answer_and_of_others_nothing(circle, guest, shared):
    circle.let_in(guest)
    stranger = Device(shared.url).sign_in()
    asked = [[circle.host.account, 1], [guest.account, 0], [stranger.account, 0]]
    logs = [list(circle.host.vault.log[1:]), list(guest.vault.log), []]
    assert guest.call("POST", "/api/spaces/identities", [circle.space, asked]) == (200, logs)
    assert stranger.call("POST", "/api/spaces/identities", [circle.space, asked])[0] == 403


def test_somebody_who_deleted_everything_holds_nobody_up(circle, guest, shared):
    from newleaf_sync import identity

    other = Device(shared.url)
    circle.let_in(guest)
    circle.let_in(other)
    data = identity.retired(guest.vault.identity(), guest.aik_seed, 0)
    assert guest.call("POST", "/api/log", [[data], 0, b""]) == (200, [])
    assert circle.change(other, circle.members) == (200, [])  # a new epoch, by one who may take nobody out
    with sqlite3.connect(shared.data / "newleaf.db") as database:
        here = database.execute(
            "SELECT here FROM member JOIN account ON account.id = member.account JOIN space ON space.id = member.space"
            " WHERE account_id = ? AND space_id = ?",
            (guest.account, circle.space),
        ).fetchone()
    database.close()
    assert here == (0,)
    assert circle.change(circle.host, [one for one in circle.members if one.account_id != guest.account]) == (200, [])


def test_a_full_circle_says_so(circle, shared):
    one, _ = circle.invite()
    with sqlite3.connect(shared.data / "newleaf.db") as database:
        (space,) = database.execute("SELECT id FROM space WHERE space_id = ?", (circle.space,)).fetchone()
        for at in range(29):
            account_id = circle.space[:15] + bytes([at])
            (account,) = database.execute(
                "INSERT INTO account (account_id, keybag_version, keybag) VALUES (?, 0, x'') RETURNING id",
                (account_id,),
            ).fetchone()
            database.execute("INSERT INTO member (account, space) VALUES (?, ?)", (account, space))
    database.close()
    assert circle.answer(one, Device(shared.url))[1][3] == "circle-full"


def test_nonsense_is_refused(device):
    device.sign_in()
    for path in ("/api/circles", "/api/invitations/answer", "/api/spaces/identities"):
        for body in ([], [b"x"], [bytes(16), b"", []], [bytes(16), b"", b"", b""], [bytes(16), [[b"", "x"]]]):
            assert device.call("POST", path, body)[0] in (400, 403, 404), (path, body)
