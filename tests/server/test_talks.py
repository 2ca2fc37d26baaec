"""Two people come to talk by an invitation; the server keeps who belongs, and lets nobody in that was not asked."""

import secrets
import sqlite3

import pytest
from bare_talk import WRAP, Talk, members, root
from caller import Device

from newleaf_sync.membership import EQUAL, NO_KEY, Member


@pytest.fixture
def talk(device, shared):
    begun = Talk(device, Device(shared.url))
    assert begun.invite()[0] == 201
    assert begun.found()[0] == 201
    return begun


def test_an_invitation_shows_who_invites_and_is_used_once(device, shared):
    talk = Talk(device, Device(shared.url))
    talk.invite()
    status, (card, log, _) = talk.open(Device(shared.url))
    assert (status, talk.invitation.open_card(card).name) == (200, "Sam")
    assert log == list(device.vault.log)
    assert talk.found() == (201, [])
    assert talk.open()[1][3] == "invitation-used"
    other = Talk(device, Device(shared.url))
    other.invitation = talk.invitation
    status, refusal = other.found()
    assert (status, refusal[3]) == (410, "invitation-used")


def test_founding_again_after_a_lost_answer_changes_nothing(talk):
    (entry,) = talk.log
    assert talk.found(entry=entry) == (201, [])
    assert talk.invited.call("POST", "/api/spaces/log", [talk.space, 0])[1][0] == [entry]


def test_each_reads_what_the_other_pushed_and_hears_it(talk):
    one, other = talk.inviter.connect(), talk.invited.connect()
    other.say("subscribe", talk.space)
    other.silent()
    assert talk.push(one, 1)[3] == [1]
    frame = other.hear("entries")
    assert (frame[2], frame[5][0][1]) == (talk.space, talk.inviter.id)
    one.say("pull", 9, talk.space, 0, 2**18)
    assert [item[1] for item in one.hear("entries")[5]] == [talk.inviter.id]


def test_the_inviter_is_told_of_the_talk_and_finds_the_proof(device, shared):
    talk = Talk(device, Device(shared.url))
    talk.invite()
    wire = device.connect()
    wire.say("subscribe", device.space)
    wire.silent()
    talk.found()
    assert wire.hear("changed")[1] == talk.space
    ((space, length, invitation, proof),) = device.call("GET", "/api/spaces")[1]
    assert (space, length, invitation) == (talk.space, 1, talk.invitation.invitation_id)
    assert proof == talk.invitation.proof(talk.space, talk.log[0])


def test_a_stranger_reads_writes_and_asks_nothing(talk, shared):
    stranger = Device(shared.url).sign_in()
    wire = stranger.connect()
    assert talk.push(wire, 1)[3] == "not-a-member"
    assert wire.ask("subscribe", talk.space)[3] == "not-a-member"
    assert wire.ask("pull", 5, talk.space, 0, 1000)[3] == "not-a-member"
    for path, body in (
        ("/api/spaces/log", [talk.space, 0]),
        ("/api/identities", [talk.inviter.account, 0]),
        ("/api/spaces/members", [talk.space, talk.log[0], []]),
    ):
        assert stranger.call("POST", path, body)[0] == 403
    assert stranger.call("GET", "/api/spaces")[1] == []


def test_members_read_each_others_identity_log(talk):
    assert talk.invited.call("POST", "/api/identities", [talk.inviter.account, 0])[1] == list(talk.inviter.vault.log)
    assert talk.inviter.call("POST", "/api/identities", [talk.invited.account, 1])[1] == list(
        talk.invited.vault.log[1:]
    )


def test_nobody_is_put_into_a_talk_by_others(talk, shared):
    victim = Device(shared.url).sign_in()
    both = members(talk.inviter, talk.invited)
    assert talk.change(talk.inviter, [*both, *members(victim)])[0] == 400
    assert victim.call("GET", "/api/spaces")[1] == []
    alone = Talk(victim, talk.invited)
    assert alone.found()[1][3] == "no-invitation"


@pytest.mark.parametrize("who", ["three", "one", "swapped", "unsealed", "stranger"])
def test_only_the_two_of_the_invitation_found_the_talk(device, shared, who):
    talk = Talk(device, Device(shared.url))
    talk.invite()
    third = Device(shared.url)
    both = members(talk.inviter, talk.invited)
    wrong = {
        "three": lambda: talk.found([*both, *members(third)]),
        "one": lambda: talk.found(members(talk.invited)),
        "swapped": lambda: talk.found([both[1], Member(talk.inviter.account, root(third), EQUAL)]),
        "unsealed": lambda: talk.found(wraps=[(talk.invited.account, WRAP)]),
        "stranger": lambda: talk.found(members(talk.invited, third)),
    }
    assert wrong[who]()[0] == 400
    assert talk.open()[0] == 200  # it can still be used


def test_a_new_epoch_is_asked_of_what_is_sealed_under_the_old_one(talk):
    wire = talk.inviter.connect()
    assert talk.push(wire, 1)[3] == [1]
    assert talk.change(talk.invited, members(talk.inviter, talk.invited)) == (200, [])
    assert talk.push(wire, 2)[2:4] == ["reseal", "old-epoch"]
    wire.hear("pushed")
    assert talk.push(wire, 2, epoch=2)[3] == [2]
    entries, wraps = talk.inviter.call("POST", "/api/spaces/log", [talk.space, 1])[1]
    assert (entries, wraps) == (talk.log[1:], [[2, WRAP]])


def test_two_changes_at_once_are_one_and_a_refusal(talk):
    both = members(talk.inviter, talk.invited)
    late = talk.entry(talk.inviter, both)
    assert talk.change(talk.invited, both)[0] == 200
    assert (
        talk.inviter.call("POST", "/api/spaces/members", [talk.space, late, [(m.account_id, WRAP) for m in both]])[1][3]
        == "members-moved"
    )


def test_who_leaves_hears_nothing_more_and_posts_nothing(talk):
    leaver, stayer = talk.invited.connect(), talk.inviter.connect()
    leaver.say("subscribe", talk.space)
    assert talk.push(leaver, 1)[3] == [1]
    assert talk.change(talk.invited, members(talk.inviter), NO_KEY) == (200, [])
    assert talk.push(leaver, 2, epoch=2)[3] == "not-a-member"
    assert leaver.ask("pull", 7, talk.space, 0, 1000)[3] == "not-a-member"
    assert talk.change(talk.inviter, members(talk.inviter))[0] == 200
    assert talk.push(stayer, 1, epoch=3)[3] == [2]
    assert leaver.silent()
    entries, _ = talk.invited.call("POST", "/api/spaces/log", [talk.space, 1])[1]
    assert entries == talk.log[1:]  # they may read that they left
    assert talk.change(talk.inviter, members(talk.inviter, talk.invited))[0] == 400  # nor are they put back


def test_an_invitation_can_be_withdrawn_and_runs_out(device, shared, new_server):
    talk = Talk(device, Device(shared.url))
    talk.invite()
    device.call("POST", "/api/invitations/withdraw", [talk.invitation.invitation_id])
    assert talk.open()[1][3] == "no-invitation"
    own = new_server()
    old = Talk(Device(own.url), Device(own.url))
    old.invite(days=1)
    with sqlite3.connect(own.data / "newleaf.db") as database:
        database.execute("UPDATE invitation SET expires = 1")
    database.close()
    assert old.open()[1][3] == "invitation-expired"
    assert old.found()[1][3] == "invitation-expired"


@pytest.mark.parametrize("days", [0, 31])
def test_an_invitation_lasts_some_days(device, shared, days):
    assert Talk(device, Device(shared.url)).invite(days)[0] == 400


def test_there_is_an_end_to_invitations_that_nobody_uses(device, shared):
    other = Device(shared.url)
    for _ in range(50):
        assert Talk(device, other).invite()[0] == 201
    assert Talk(device, other).invite()[1][3] == "too-large"


def test_a_person_who_deletes_everything_leaves_their_talks(talk, shared):
    from newleaf_sync import identity

    data = identity.retired(talk.invited.vault.identity(), talk.invited.aik_seed, 0)
    assert talk.invited.call("POST", "/api/log", [[data], 0, b""]) == (200, [])
    wire = talk.inviter.connect()
    assert talk.push(wire, 1)[3] == [1]  # what was said stays with the other one
    with sqlite3.connect(shared.data / "newleaf.db") as database:
        rows = database.execute(
            "SELECT count(*) FROM wrap JOIN account ON account.id = account WHERE account_id = ?",
            (talk.invited.account,),
        ).fetchone()
    database.close()
    assert rows == (0,)


@pytest.mark.parametrize("path", ["", "/members", "/log"])
def test_nonsense_is_refused(device, path):
    device.sign_in()
    for body in (
        [],
        [b"x"],
        [bytes(16), b"", [], b"", b"", b""],
        [secrets.token_bytes(16), secrets.token_bytes(99), []],
    ):
        assert device.call("POST", f"/api/spaces{path}", body)[0] in (400, 403, 404)
