"""All SQL of projects. What writes runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_sync.identity import LogEntry
from newleaf_sync.letter import HELLO
from newleaf_sync.membership import root_of
from newleaf_sync.project import Project, decode, extend, read_card

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_PROJECTS = 3  # that a person may coordinate, so that nobody fills a server with posters
MOST_ENTRIES = 1000  # of a log: each is verified at every change


# Changes


def found(
    connection: sqlite3.Connection, who: SignedIn, entry: bytes, card: bytes, token_hash: bytes | None, now: int
) -> Project:
    """A new project; the same again changes nothing.

    token_hash: of the link that the operator gave, or None where anybody may. Raises Refusal `no-link`, `too-large`.
    """
    project = _extend(connection, who, [], entry)
    read_card(project, card)
    row = connection.execute("SELECT id FROM project WHERE project_id = ?", (project.project_id,)).fetchone()
    if row is not None:
        return project
    if token_hash is not None:
        used = connection.execute(
            "DELETE FROM project_link WHERE token_hash = ? AND expires >= ?", (token_hash, now)
        ).rowcount
        if not used:
            raise Refusal("permanent", "no-link", 0, 404)
    (count,) = connection.execute(
        "SELECT count(*) FROM worker WHERE account = ? AND role != 2", (who.account,)
    ).fetchone()
    if count >= MOST_PROJECTS:
        raise Refusal("permanent", "too-large", 0, 413)
    (key,) = connection.execute(
        "INSERT INTO project (project_id, code, card) VALUES (?, ?, ?) RETURNING id",
        (project.project_id, project.code, card),
    ).fetchone()
    _keep(connection, key, project, entry)
    return project


def change(connection: sqlite3.Connection, who: SignedIn, project_id: bytes, entry: bytes, card: bytes) -> list[int]:
    """One more entry of the log; the diaries of all who work for it, or did, are given: their phones are to be told.

    card: empty where it stays. Raises Refusal `no-project`, `project-moved`; ProjectBroken for what may not follow.
    """
    row = connection.execute("SELECT id, card FROM project WHERE project_id = ?", (project_id,)).fetchone()
    if row is None:
        raise Refusal("permanent", "no-project", 0, 404)
    key, known_card = row
    log = _log(connection, key)
    if entry == log[-1]:
        return []
    if len(log) >= MOST_ENTRIES:
        raise Refusal("permanent", "too-large", 0, 413)
    project = _extend(connection, who, log, entry)
    read_card(project, card or known_card)
    if card:
        connection.execute("UPDATE project SET card = ? WHERE id = ?", (card, key))
    before = workers(connection, key)
    _keep(connection, key, project, entry)
    connection.execute(  # who works there now has been answered
        "DELETE FROM letter WHERE project = ?1 AND kind = ?2"
        " AND author IN (SELECT account FROM worker WHERE project = ?1)",
        (key, HELLO),
    )
    return diaries(connection, {*before, *workers(connection, key)})


def _extend(connection: sqlite3.Connection, who: SignedIn, log: list[bytes], entry: bytes) -> Project:
    """Checks the new entry; those of the log were checked when they came."""
    project = _project(connection, log) if log else None
    new = decode(len(log), entry)
    if project is not None and (new.seq, new.prev) != (project.seq + 1, project.head):
        raise Refusal("permanent", "project-moved", 0, 409)
    after = extend(project, entry, partial(dsk_of, connection))
    if after.author != who.account_id or new.device_id != who.device_id:
        raise Refusal("permanent", "malformed")
    return after


def _project(connection: sqlite3.Connection, log: list[bytes]) -> Project:
    project = None
    for entry in log:
        project = extend(project, entry, partial(dsk_of, connection))
    assert project is not None  # noqa: S101 - a project has its first entry from the beginning
    return project


def project_now(connection: sqlite3.Connection, project_id: bytes) -> tuple[int, Project]:
    """Short key, and what its log says now. Raises Refusal `no-project`."""
    row = connection.execute("SELECT id FROM project WHERE project_id = ?", (project_id,)).fetchone()
    if row is None:
        raise Refusal("permanent", "no-project", 0, 404)
    return row[0], _project(connection, _log(connection, row[0]))


def dsk_of(connection: sqlite3.Connection, account_id: bytes, device_id: bytes) -> bytes | None:
    found = connection.execute(
        "SELECT dsk FROM device JOIN account ON account.id = device.account WHERE account_id = ? AND device_id = ?",
        (account_id, device_id),
    ).fetchone()
    return bytes(found[0]) if found else None


def _keep(connection: sqlite3.Connection, key: int, project: Project, entry: bytes) -> None:
    accounts = []
    for worker in project.workers:
        row = connection.execute(
            "SELECT account.id, entry FROM account JOIN identity_entry ON account = account.id AND seq = 0"
            " WHERE account_id = ?",
            (worker.account_id,),
        ).fetchone()
        if row is None or root_of(msgspec.msgpack.decode(row[1], type=LogEntry).payload[:32]) != worker.root:
            raise Refusal("permanent", "malformed")
        accounts.append((row[0], key, worker.role))
    connection.execute("INSERT INTO project_entry VALUES (?, ?, ?)", (key, project.seq, entry))
    connection.execute("DELETE FROM worker WHERE project = ?", (key,))
    connection.executemany("INSERT INTO worker VALUES (?, ?, ?)", accounts)


def _log(connection: sqlite3.Connection, key: int) -> list[bytes]:
    rows = connection.execute("SELECT entry FROM project_entry WHERE project = ? ORDER BY seq", (key,))
    return [row[0] for row in rows]


def workers(connection: sqlite3.Connection, key: int) -> set[int]:
    """Accounts of those who work there."""
    return {row[0] for row in connection.execute("SELECT account FROM worker WHERE project = ?", (key,))}


def diaries(connection: sqlite3.Connection, accounts: set[int]) -> list[int]:
    """Short keys of the spaces whose listeners are to be told."""
    marks = ", ".join("?" * len(accounts))
    rows = connection.execute(
        f"SELECT id FROM space WHERE kind = 'self' AND account IN ({marks})",  # noqa: S608 - question marks
        tuple(accounts),
    )
    return [row[0] for row in rows]


def keep_link(connection: sqlite3.Connection, token_hash: bytes, expires: int, now: int) -> None:
    connection.execute("DELETE FROM project_link WHERE expires < ?", (now,))
    connection.execute("INSERT INTO project_link VALUES (?, ?)", (token_hash, expires))


# Reading


async def project_of(
    reader: aiosqlite.Connection, code: str
) -> tuple[list[bytes], bytes, list[tuple[bytes, list[bytes]]]]:
    """(entries, card, identity logs of those who made them). Raises Refusal `no-project`."""
    rows = list(await reader.execute_fetchall("SELECT id, card FROM project WHERE code = ?", (code,)))
    if not rows:
        raise Refusal("permanent", "no-project", 0, 404)
    key, card = rows[0]
    entries = await reader.execute_fetchall("SELECT entry FROM project_entry WHERE project = ? ORDER BY seq", (key,))
    log = [row[0] for row in entries]
    authors = sorted({decode(seq, entry).author for seq, entry in enumerate(log)})
    identities = []
    for author in authors:
        found = await reader.execute_fetchall(
            "SELECT entry FROM identity_entry JOIN account ON account.id = identity_entry.account"
            " WHERE account_id = ? ORDER BY seq",
            (author,),
        )
        identities.append((author, [row[0] for row in found]))
    return log, card, identities


async def worked_for(reader: aiosqlite.Connection, account: int) -> list[tuple[str, int]]:
    """(code, role) of each project that the account works for."""
    rows = await reader.execute_fetchall(
        "SELECT code, role FROM worker JOIN project ON project.id = project WHERE account = ? ORDER BY code", (account,)
    )
    return [(row[0], row[1]) for row in rows]
