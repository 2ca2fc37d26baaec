"""All SQL of letters, and who may write to whom.

Rule 1: a letter goes to exactly those for whom its kind is; nobody writes to a stranger.
Rule 2: what a person wrote they can take back; it is gone for everybody then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.projects.queries import diaries
from newleaf_sync.letter import CONCERN, HELLO, NEWS, NONE, OFFER, REPORT, SUGGESTION
from newleaf_sync.project import LEAD, SUPPORTER

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_A_DAY = 40  # of one person
LEAST_LEADS = {CONCERN: 2, REPORT: 1}  # nobody carries a concern alone (mission section 4)
ANSWERS = {
    OFFER: (HELLO,),
    NEWS: (CONCERN, REPORT, SUGGESTION),
}  # what a letter of this kind is about; the others are about none
HOUR_MS, DAY_MS = 3_600_000, 86_400_000


class Sent(msgspec.Struct, frozen=True):
    """As a phone sends it. wraps: (account id, key of the letter sealed to it)."""

    letter_id: bytes
    project_id: bytes
    kind: int
    about: bytes
    blob: bytes
    wraps: list[tuple[bytes, bytes]]


class Kept(msgspec.Struct, frozen=True):
    """accounts: whom it is for; diaries: short keys of the spaces whose listeners are to be told."""

    accounts: list[int]
    diaries: list[int]


# Changes


def send(connection: sqlite3.Connection, who: SignedIn, sent: Sent, now: int) -> Kept:
    """Keeps a letter; the same again changes nothing.

    Raises Refusal `no-project`; `project-moved` where those whom it is for are others now; `not-a-member` for one who
    may not write it; `exists` for a hello beside another; `rate`.
    """
    known = connection.execute("SELECT blob, author FROM letter WHERE letter_id = ?", (sent.letter_id,)).fetchone()
    if known is not None:
        if known != (sent.blob, who.account):
            raise Refusal("permanent", "exists", 0, 409)
        return Kept([], [])
    row = connection.execute("SELECT id FROM project WHERE project_id = ?", (sent.project_id,)).fetchone()
    if row is None:
        raise Refusal("permanent", "no-project", 0, 404)
    (project,) = row
    workers = dict(connection.execute("SELECT account, role FROM worker WHERE project = ?", (project,)))
    about = _about(connection, who, project, sent)
    accounts = _must_be_for(connection, who, sent, workers, about)
    _count(connection, who.account, now)
    hour = now - now % HOUR_MS
    (key,) = connection.execute(
        "INSERT INTO letter (letter_id, project, kind, about, author, sent, blob) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " RETURNING id",
        (sent.letter_id, project, sent.kind, about and about[0], who.account, hour, sent.blob),
    ).fetchone()
    wraps = [(accounts[account_id], key, wrap) for account_id, wrap in sent.wraps]
    connection.executemany("INSERT INTO letter_key VALUES (?, ?, ?)", wraps)
    others = set(accounts.values()) - {who.account}
    return Kept(sorted(others), diaries(connection, set(accounts.values())))


def _count(connection: sqlite3.Connection, account: int, now: int) -> None:
    """Raises Refusal `rate` where too many were written today, whether or not they were taken back since."""
    day = now // DAY_MS
    (number,) = connection.execute(
        "INSERT INTO letters_written VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1 RETURNING number",
        (account, day),
    ).fetchone()
    if number > MOST_A_DAY:
        raise Refusal("retry", "rate", (day + 1) * DAY_MS - now, 429)
    connection.execute("DELETE FROM letters_written WHERE account = ? AND day < ?", (account, day))


def _about(connection: sqlite3.Connection, who: SignedIn, project: int, sent: Sent) -> tuple[int, int, int] | None:
    """(key, kind, author) of the letter that this one answers: one that its author wrote, or has."""
    if sent.about == NONE:
        return None
    row = connection.execute(
        "SELECT id, kind, author FROM letter WHERE letter_id = ?1 AND project = ?2 AND (author = ?3"
        " OR EXISTS (SELECT 1 FROM letter_key WHERE letter = letter.id AND account = ?3))",
        (sent.about, project, who.account),
    ).fetchone()
    if row is None:
        raise Refusal("permanent", "no-letter", 0, 404)
    return int(row[0]), int(row[1]), int(row[2])


def _must_be_for(
    connection: sqlite3.Connection,
    who: SignedIn,
    sent: Sent,
    workers: dict[int, int],
    about: tuple[int, int, int] | None,
) -> dict[bytes, int]:
    """Those whom it is for, by id. Raises Refusal where its kind may not go to them, or not from this one."""
    answered = about[1] if about else 0
    if answered not in ANSWERS.get(sent.kind, (0,)):
        raise Refusal("permanent", "malformed")
    leads = {account for account, role in workers.items() if role == LEAD}
    coordinators = {account for account, role in workers.items() if role != SUPPORTER}
    asked = {about[2]} if about else set()
    some_leads = REPORT in (sent.kind, answered)  # all but the one whom it is about, whom only phones know
    answering = coordinators if answered == SUGGESTION else leads
    may, wanted = {
        HELLO: (True, set(workers)),
        OFFER: (who.account in workers, asked),
        CONCERN: (who.account in workers, leads),
        REPORT: (True, leads),
        NEWS: (who.account in answering | asked, answering | asked),
        SUGGESTION: (True, coordinators),
    }[sent.kind]
    if not may:
        raise Refusal("permanent", "not-a-member", 0, 403)
    if len(leads) < LEAST_LEADS.get(sent.kind, 0):
        raise Refusal("permanent", "no-leads", 0, 409)
    if sent.kind == HELLO and _said_hello(connection, who, sent.project_id):
        raise Refusal("permanent", "exists", 0, 409)
    ids = {}
    for account_id, _ in sent.wraps:
        row = connection.execute("SELECT id FROM account WHERE account_id = ?", (account_id,)).fetchone()
        ids[account_id] = int(row[0]) if row else 0
    named = set(ids.values())
    right = asked <= named <= wanted and named != set() if some_leads else named == wanted
    if not right or len(ids) != len(sent.wraps):
        raise Refusal("permanent", "project-moved", 0, 409)
    return ids


def _said_hello(connection: sqlite3.Connection, who: SignedIn, project_id: bytes) -> bool:
    row = connection.execute(
        "SELECT 1 FROM letter JOIN project ON project.id = project WHERE author = ? AND kind = ? AND project_id = ?",
        (who.account, HELLO, project_id),
    ).fetchone()
    return row is not None


def put_away(connection: sqlite3.Connection, account: int, letter_id: bytes) -> list[int]:
    """The author takes it back, for everybody; anybody else puts it away for themselves. Diaries to be told."""
    row = connection.execute("SELECT id, author FROM letter WHERE letter_id = ?", (letter_id,)).fetchone()
    if row is None:
        return []
    letter, author = row
    others = {row[0] for row in connection.execute("SELECT account FROM letter_key WHERE letter = ?", (letter,))}
    if author == account:
        connection.execute("DELETE FROM letter WHERE id = ?", (letter,))
        return diaries(connection, others)
    connection.execute("DELETE FROM letter_key WHERE letter = ? AND account = ?", (letter, account))
    return []


# Reading


async def letters_of(reader: aiosqlite.Connection, account: int) -> list[tuple[bytes, bytes, int, bytes, int, bool]]:
    """(letter id, project id, kind, about, sent, own) of each letter that the account has, or wrote; oldest first."""
    rows = await reader.execute_fetchall(
        "SELECT letter.letter_id, project_id, letter.kind, answered.letter_id, letter.sent, letter.author = ?1"
        " FROM letter JOIN project ON project.id = letter.project LEFT JOIN letter AS answered"
        " ON answered.id = letter.about WHERE letter.author = ?1 OR EXISTS"
        " (SELECT 1 FROM letter_key WHERE letter = letter.id AND account = ?1) ORDER BY letter.id",
        (account,),
    )
    return [(row[0], row[1], row[2], row[3] or NONE, row[4], bool(row[5])) for row in rows]


async def letter_of(reader: aiosqlite.Connection, account: int, letter_id: bytes) -> tuple[bytes, bytes, list[bytes]]:
    """(sealed letter, its key sealed to this account, identity log of its author). Raises Refusal `no-letter`."""
    rows = list(
        await reader.execute_fetchall(
            "SELECT blob, wrap, author FROM letter JOIN letter_key ON letter = letter.id AND account = ?"
            " WHERE letter_id = ?",
            (account, letter_id),
        )
    )
    if not rows:
        raise Refusal("permanent", "no-letter", 0, 404)
    blob, wrap, author = rows[0]
    log = await reader.execute_fetchall("SELECT entry FROM identity_entry WHERE account = ? ORDER BY seq", (author,))
    return blob, wrap, [row[0] for row in log]
