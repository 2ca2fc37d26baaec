"""A server that lies about a talk: both are told, nothing more is sent, and what was said before stays.

The lies are written into the server's own database, as whoever runs it could.
"""

import re
import secrets
import sqlite3
from contextlib import closing, contextmanager

import pytest
from lies import SEED, another_phone
from playwright.sync_api import expect
from two_people import invite, open_talk, said, say_hello, write

from newleaf_sync import membership

NAMES = ("Jo", "Sam")  # whom Sam, and whom Jo, talks with
SAYS = "The server showed people or keys here that nobody agreed to."


def ghost_member(database):
    """Somebody is in the talk whom nobody asked in: the entry follows, but is signed by the server."""
    space_id, entry = talk_of(database)
    first = membership.decode(0, entry)
    before = membership.extend(space_id, None, entry, lambda _, device: dsk_of(database, device))
    ghost = membership.Member(secrets.token_bytes(16), secrets.token_bytes(32), membership.EQUAL)
    add_entry(
        database,
        membership.make(
            space_id,
            before,
            [*first.members, ghost],
            secrets.token_bytes(32),
            author=first.author,
            device_id=first.device_id,
            dsk_seed=SEED,
        ),
    )


def replayed_entry(database):
    """What was true once is said again, in place of what came after."""
    add_entry(database, talk_of(database)[1])


def another_identity_behind_it(database):
    """Each is told that the other has one more phone, which the server made up."""
    for account, account_id in database.execute("SELECT id, account_id FROM account").fetchall():
        log = [
            entry
            for (entry,) in database.execute(
                "SELECT entry FROM identity_entry WHERE account = ? ORDER BY seq", [account]
            )
        ]
        forged = another_phone(account_id, b"", log)[1][-1]
        database.execute("INSERT INTO identity_entry VALUES (?, ?, ?)", (account, len(log), forged))


def talk_of(database):
    return database.execute(
        "SELECT space_id, entry FROM membership_entry JOIN space ON space.id = membership_entry.space WHERE seq = 0"
    ).fetchone()


def add_entry(database, entry):
    database.execute("INSERT INTO membership_entry SELECT space, 1, ? FROM membership_entry", [entry])


def dsk_of(database, device_id):
    return database.execute("SELECT dsk FROM device WHERE device_id = ?", [device_id]).fetchone()[0]


def alarm(phone):
    return phone.page.get_by_role("region", name="Something is not right with this talk.")


@contextmanager
def database_of(server):
    with closing(sqlite3.connect(server.data / "newleaf.db", timeout=10)) as database, database:
        yield database


def entries_of_talk(database):
    return database.execute(
        "SELECT count(*) FROM entry JOIN space ON space.id = entry.space WHERE kind = 'talk'"
    ).fetchone()[0]


@pytest.mark.parametrize("lie", [ghost_member, replayed_entry, another_identity_behind_it])
def test_both_are_told_and_nothing_more_is_sent(talking, server, lie):
    write(talking[0], "Before the lie.")
    expect(said(talking[1], "Before the lie.")).to_be_visible(timeout=10_000)
    expect(talking[0].page.get_by_text(re.compile("On Jo.s phone"))).to_be_visible(timeout=10_000)
    for phone in talking:
        phone.page.goto("about:blank")
    with database_of(server) as database:
        lie(database)
        sent = entries_of_talk(database)
    for phone, other in zip(talking, NAMES, strict=True):
        phone.page.goto(f"{phone.url}#/today")
        open_talk(phone, other)
        expect(alarm(phone)).to_contain_text(SAYS, timeout=15_000)
        expect(said(phone, "Before the lie.")).to_be_visible()
        write(phone, "After the lie.")
        expect(said(phone, "After the lie.")).to_contain_text("Not sent: see above.")
    for phone in talking:
        expect(said(phone, "After the lie.")).to_have_count(1)
        assert phone.errors == []
    with database_of(server) as database:
        assert entries_of_talk(database) == sent


def test_a_talk_that_was_swapped_is_none(people, server):
    """Another key, or one made by somebody who does not hold the link: nobody can be made to write into it."""
    sam, jo = people
    sam.start()
    link = invite(sam)
    sam.page.goto("about:blank")
    say_hello(jo, link)
    with database_of(server) as database:
        wraps = database.execute("SELECT wrap, account FROM wrap").fetchall()
        database.execute("UPDATE wrap SET wrap = randomblob(length(wrap))")
    stays_unknown(sam)
    with database_of(server) as database:
        database.executemany("UPDATE wrap SET wrap = ? WHERE account = ?", wraps)
        [proof] = database.execute("SELECT proof FROM invitation").fetchone()
        database.execute("UPDATE invitation SET proof = randomblob(32)")
    stays_unknown(sam)
    with database_of(server) as database:
        database.execute("UPDATE invitation SET proof = ?", [proof])
    with sam.page.expect_response("**/api/spaces/log"):
        sam.page.goto(f"{sam.url}#/talk")
    expect(sam.page.get_by_role("button", name=re.compile("Jo"))).to_be_visible(timeout=10_000)
    assert sam.errors == []


def stays_unknown(phone):
    with phone.page.expect_response("**/api/spaces/log"):  # what it shows is being looked at
        phone.page.goto(f"{phone.url}#/talk")
    phone.page.wait_for_timeout(1000)
    expect(phone.page.get_by_role("button", name="Invite somebody")).to_be_visible()
    expect(phone.page.get_by_role("button", name=re.compile("Jo"))).to_have_count(0)
    phone.page.goto("about:blank")
