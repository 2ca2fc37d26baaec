"""All SQL of invitations. What writes runs in the writer's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newleaf_server.errors import Refusal

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

MOST_OPEN = 50  # of a person, that nobody used yet


def invitation_of(
    connection: sqlite3.Connection, invitation_id: bytes, auth_hash: bytes, now: int
) -> tuple[int, int | None]:
    """(who invites, the space that it opened). The same refusal for one that is not there and for a wrong proof."""
    row = connection.execute(
        "SELECT account, auth_hash, expires, space FROM invitation WHERE invitation_id = ?", (invitation_id,)
    ).fetchone()
    return _must_be_open(row, auth_hash, now)


def _must_be_open(row: tuple[Any, ...] | None, auth_hash: bytes, now: int) -> tuple[int, int | None]:
    if row is None or row[1] != auth_hash:
        raise Refusal("permanent", "no-invitation", 0, 404)
    account, _, expires, space = row
    if space is None and expires < now:
        raise Refusal("permanent", "invitation-expired", 0, 410)
    return account, space


def invite(
    connection: sqlite3.Connection, account: int, invitation_id: bytes, auth_hash: bytes, card: bytes, expires: int
) -> None:
    """Raises Refusal `too-large` from MOST_OPEN on that nobody used, `exists` for an id that is taken."""
    open_ones = connection.execute(
        "SELECT count(*) FROM invitation WHERE account = ? AND space IS NULL", (account,)
    ).fetchone()
    if open_ones[0] >= MOST_OPEN:
        raise Refusal("permanent", "too-large", 0, 413)
    kept = connection.execute(
        "INSERT INTO invitation VALUES (?, ?, ?, ?, ?, NULL, NULL) ON CONFLICT DO NOTHING",
        (invitation_id, account, auth_hash, card, expires),
    )
    if kept.rowcount == 0:
        raise Refusal("permanent", "exists", 0, 409)


def withdraw(connection: sqlite3.Connection, account: int, invitation_id: bytes) -> None:
    """One that nobody used is gone; others stay, for the talk that they opened."""
    connection.execute(
        "DELETE FROM invitation WHERE invitation_id = ? AND account = ? AND space IS NULL", (invitation_id, account)
    )


async def card_of(
    reader: aiosqlite.Connection, invitation_id: bytes, auth_hash: bytes, now: int
) -> tuple[int, bytes, int]:
    """(who invites, their sealed card, when it expires) of an invitation that can still be used."""
    rows = await reader.execute_fetchall(
        "SELECT account, auth_hash, expires, space, card FROM invitation WHERE invitation_id = ?", (invitation_id,)
    )
    row = next((tuple(row) for row in rows), None)
    account, space = _must_be_open(row and row[:4], auth_hash, now)
    if row is None or space is not None:
        raise Refusal("permanent", "invitation-used", 0, 410)
    return account, row[4], row[2]
