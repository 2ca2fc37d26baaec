"""All SQL of files. What takes a `sqlite3.Connection` runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

RETRY_QUOTA_MS = 60_000


class Known(msgspec.Struct, frozen=True):
    """What the database knows of a file. account 0: nothing; sizes: index -> bytes."""

    account: int
    sizes: dict[int, int]
    gone: bool  # its folder is still to be removed


async def known(reader: aiosqlite.Connection, file_id: bytes) -> Known:
    rows = list(
        await reader.execute_fetchall("SELECT account, idx, bytes FROM file_chunk WHERE file_id = ?", (file_id,))
    )
    gone = list(await reader.execute_fetchall("SELECT 1 FROM file_gone WHERE file_id = ?", (file_id,)))
    return Known(rows[0][0] if rows else 0, {index: size for _, index, size in rows}, bool(gone))


async def may_read(reader: aiosqlite.Connection, account: int, owner: int) -> bool:
    """One's own, and of one with whom the account is in a talk, or was together with."""
    if account == owner:
        return True
    rows = await reader.execute_fetchall(
        "SELECT 1 FROM member AS mine JOIN member AS theirs ON mine.space = theirs.space"
        " WHERE mine.account = ? AND theirs.account = ? LIMIT 1",
        (account, owner),
    )
    return bool(rows)


async def must_have_room(reader: aiosqlite.Connection, account: int, size: int, quota: int) -> None:
    """Raises Refusal before anything is written: for a full account, and for one that was deleted."""
    rows = await reader.execute_fetchall(
        "SELECT stored_bytes, EXISTS (SELECT 1 FROM space WHERE account = account.id) FROM account WHERE id = ?",
        (account,),
    )
    for stored, lives in rows:
        if not lives:
            break
        if stored + size > quota:
            raise Refusal("retry", "quota-full", RETRY_QUOTA_MS, 507)
        return
    raise Refusal("permanent", "not-a-member", 0, 403)


def add(connection: sqlite3.Connection, account: int, file_id: bytes, index: int, size: int, quota: int) -> None:
    """A chunk that is durable on disk; counts into the account's quota."""
    if not connection.execute("SELECT 1 FROM space WHERE account = ?", (account,)).fetchone():
        raise Refusal("permanent", "not-a-member", 0, 403)
    within = connection.execute(
        "UPDATE account SET stored_bytes = stored_bytes + ?1 WHERE id = ?2 AND stored_bytes + ?1 <= ?3",
        (size, account, quota),
    )
    if within.rowcount == 0:
        raise Refusal("retry", "quota-full", RETRY_QUOTA_MS, 507)
    connection.execute("INSERT INTO file_chunk VALUES (?, ?, ?, ?)", (file_id, index, account, size))
    connection.execute("DELETE FROM file_gone WHERE file_id = ?", (file_id,))


def forget_file(connection: sqlite3.Connection, account: int, file_id: bytes) -> None:
    """Nobody is given it from now on; its folder is removed after the commit. Another account's is left alone."""
    size = connection.execute(
        "SELECT coalesce(sum(bytes), 0) FROM file_chunk WHERE file_id = ? AND account = ?", (file_id, account)
    ).fetchone()[0]
    _forget(connection, "file_id = ? AND account = ?", (file_id, account))
    connection.execute("UPDATE account SET stored_bytes = stored_bytes - ? WHERE id = ?", (size, account))


def forget_files(connection: sqlite3.Connection, account: int) -> None:
    """The person deleted everything: all files of an account."""
    _forget(connection, "account = ?", (account,))


def _forget(connection: sqlite3.Connection, which: str, values: tuple[object, ...]) -> None:
    connection.execute(f"INSERT OR IGNORE INTO file_gone SELECT file_id FROM file_chunk WHERE {which}", values)  # noqa: S608 - words of our own
    connection.execute(f"DELETE FROM file_chunk WHERE {which}", values)  # noqa: S608


async def all_gone(reader: aiosqlite.Connection) -> list[bytes]:
    return [row[0] for row in await reader.execute_fetchall("SELECT file_id FROM file_gone")]


def cleared(connection: sqlite3.Connection, file_id: bytes) -> None:
    connection.execute("DELETE FROM file_gone WHERE file_id = ?", (file_id,))
