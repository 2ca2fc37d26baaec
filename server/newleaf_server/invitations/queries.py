"""All SQL of invitations. What writes runs in the writer's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.spaces.room import must_have_room
from newleaf_sync.membership import MOST_MEMBERS

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_OPEN = 50  # of a person, that nobody used yet


class Answered(msgspec.Struct, frozen=True):
    """Somebody waits to be let in. diary: short key of the host's, whose listeners are to be told."""

    diary: int
    space_id: bytes
    head: int


def invitation_of(
    connection: sqlite3.Connection, invitation_id: bytes, auth_hash: bytes, now: int
) -> tuple[int, int | None]:
    """(who invites, the space that it opened). The same refusal for one that is not there and for a wrong proof."""
    row = connection.execute(
        "SELECT account, auth_hash, expires, space FROM invitation WHERE invitation_id = ? AND circle IS NULL",
        (invitation_id,),
    ).fetchone()
    return _must_be_open(row, auth_hash, now)


def _must_be_open(row: tuple[Any, ...] | None, auth_hash: bytes, now: int) -> tuple[int, int | None]:
    if row is None or row[1] != auth_hash:
        raise Refusal("permanent", "no-invitation", 0, 404)
    account, _, expires, space = row
    if space is None and expires < now:
        raise Refusal("permanent", "invitation-expired", 0, 410)
    return account, space


class Link(msgspec.Struct, array_like=True, frozen=True):
    """What a phone asks the server to keep of an invitation. circle: its space, or empty for a talk of two."""

    invitation_id: bytes
    auth_hash: bytes
    card: bytes
    days: int
    circle: bytes = b""


def invite(connection: sqlite3.Connection, account: int, link: Link, expires: int) -> None:
    """Raises Refusal `too-large` from MOST_OPEN on that nobody used, `exists` for an id that is taken."""
    open_ones = connection.execute(
        "SELECT count(*) FROM invitation WHERE account = ? AND space IS NULL AND guest IS NULL", (account,)
    ).fetchone()
    if open_ones[0] >= MOST_OPEN:
        raise Refusal("permanent", "too-large", 0, 413)
    circle = _circle_of(connection, account, link.circle) if link.circle else None
    kept = connection.execute(
        "INSERT INTO invitation (invitation_id, account, auth_hash, card, expires, circle) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (link.invitation_id, account, link.auth_hash, link.card, expires, circle),
    )
    if kept.rowcount == 0:
        raise Refusal("permanent", "exists", 0, 409)


def _circle_of(connection: sqlite3.Connection, account: int, space_id: bytes) -> int:
    row = connection.execute(
        "SELECT id FROM space JOIN member ON member.space = id"
        " WHERE space_id = ? AND member.account = ? AND here = 1 AND kind = 'circle'",
        (space_id, account),
    ).fetchone()
    if row is None:
        raise Refusal("permanent", "not-a-member", 0, 403)
    return int(row[0])


def answer(
    connection: sqlite3.Connection,
    who: SignedIn,
    invitation_id: bytes,
    auth_hash: bytes,
    sealed: bytes,
    proof: bytes,
    now: int,
) -> Answered | None:
    """Somebody would like to be in a circle; None where they were let in already. The same person may say it again.

    Raises Refusal as `invitation_of`, `circle-full`, and `malformed` for the host's own.
    """
    row = connection.execute(
        "SELECT invitation.account, auth_hash, expires, guest, answer IS NULL, circle, space_id, head"
        " FROM invitation JOIN space ON space.id = circle WHERE invitation_id = ?",
        (invitation_id,),
    ).fetchone()
    host, guest = _must_be_open(row and row[:4], auth_hash, now)
    _, _, _, _, settled, circle, space_id, head = row
    if guest == who.account and settled:
        return None
    if guest not in (None, who.account):
        raise Refusal("permanent", "invitation-used", 0, 410)
    members = {
        one[0] for one in connection.execute("SELECT account FROM member WHERE space = ? AND here = 1", (circle,))
    }
    if who.account in members or host not in members:
        raise Refusal("permanent", "malformed")
    must_have_room(connection, who.account)
    if len(members) >= MOST_MEMBERS:
        raise Refusal("permanent", "circle-full", 0, 409)
    connection.execute(
        "UPDATE invitation SET guest = ?, answer = ?, proof = ? WHERE invitation_id = ?",
        (who.account, sealed, proof, invitation_id),
    )
    (diary,) = connection.execute("SELECT id FROM space WHERE kind = 'self' AND account = ?", (host,)).fetchone()
    return Answered(diary, space_id, head)


def withdraw(connection: sqlite3.Connection, account: int, invitation_id: bytes) -> None:
    """One that nobody used is gone; others stay, for what they opened. Whoever answered one need not wait any more."""
    connection.execute(
        "DELETE FROM invitation WHERE invitation_id = ? AND account = ? AND space IS NULL AND guest IS NULL",
        (invitation_id, account),
    )
    connection.execute(
        "UPDATE invitation SET answer = NULL, proof = NULL WHERE invitation_id = ? AND guest = ?",
        (invitation_id, account),
    )


def let_in(connection: sqlite3.Connection, circle: int, guests: set[int]) -> bool:
    """False where one of them did not ask to be in. Their answers wait no more."""
    waiting = connection.execute("SELECT guest FROM invitation WHERE circle = ? AND answer IS NOT NULL", (circle,))
    if not guests <= {row[0] for row in waiting}:
        return False
    connection.executemany(
        "UPDATE invitation SET answer = NULL, proof = NULL WHERE circle = ? AND guest = ?",
        [(circle, guest) for guest in guests],
    )
    return True


async def card_of(
    reader: aiosqlite.Connection, invitation_id: bytes, auth_hash: bytes, now: int
) -> tuple[int, bytes, int]:
    """(who invites, their sealed card, when it expires) of an invitation that can still be used."""
    rows = await reader.execute_fetchall(
        "SELECT account, auth_hash, expires, coalesce(space, guest), card FROM invitation WHERE invitation_id = ?",
        (invitation_id,),
    )
    row = next((tuple(row) for row in rows), None)
    account, space = _must_be_open(row and row[:4], auth_hash, now)
    if row is None or space is not None:
        raise Refusal("permanent", "invitation-used", 0, 410)
    return account, row[4], row[2]


async def answers_to(reader: aiosqlite.Connection, account: int) -> list[tuple[bytes, bytes, bytes, bytes, bytes]]:
    """(invitation id, circle's space id, account id, sealed answer, proof) of each who waits for this host."""
    rows = await reader.execute_fetchall(
        "SELECT invitation_id, space_id, account_id, answer, proof FROM invitation JOIN space ON space.id = circle"
        " JOIN account ON account.id = guest WHERE invitation.account = ? AND answer IS NOT NULL",
        (account,),
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
