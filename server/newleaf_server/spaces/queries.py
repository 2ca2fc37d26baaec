"""All SQL of shared spaces. What writes runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.invitations.queries import invitation_of, let_in
from newleaf_server.spaces.room import must_have_room
from newleaf_sync.identity import LogEntry
from newleaf_sync.membership import HOST, MOST_MEMBERS, NO_KEY, Membership, extend, root_of

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_ENTRIES = 1000  # of a membership log: each is verified at every change
MOST_WRAP = 1200
LARGEST = 2**53 - 1
Wraps = list[tuple[bytes, bytes]]


class Change(msgspec.Struct, frozen=True):
    """A change of members that was kept. diaries: short keys of the spaces whose listeners are to be told."""

    space: int
    head: int
    joined: list[int]
    left: list[int]
    diaries: list[int]


class Used(msgspec.Struct, frozen=True):
    """An invitation as whoever holds it uses it: proof is for the inviter."""

    invitation_id: bytes
    auth_hash: bytes
    proof: bytes


# Changes


def found(
    connection: sqlite3.Connection, who: SignedIn, space_id: bytes, entry: bytes, wraps: Wraps, used: Used, now: int
) -> Change:
    """A talk of the one who was invited with the one who invited; the same again changes nothing.

    Raises Refusal `no-invitation`, `invitation-used` or `invitation-expired`; `malformed` for other members.
    """
    inviter, space = invitation_of(connection, used.invitation_id, used.auth_hash, now)
    if space is not None:
        known = connection.execute("SELECT space_id FROM space WHERE id = ?", (space,)).fetchone()
        if known != (space_id,) or _log(connection, space) != [entry]:
            raise Refusal("permanent", "invitation-used", 0, 410)
        return Change(space, 0, [], [], [])
    _, membership = _extend(connection, who, space_id, [], entry)
    accounts = _accounts_of(connection, membership)
    if set(accounts) != {who.account_id, _id_of(connection, inviter)} or inviter == who.account:
        raise Refusal("permanent", "malformed")
    space = _begin(connection, who, space_id, "talk", accounts)
    connection.execute(
        "UPDATE invitation SET space = ?, proof = ? WHERE invitation_id = ?", (space, used.proof, used.invitation_id)
    )
    return _keep(connection, space, membership, entry, wraps, accounts, joined=set(accounts.values()))


def begin_circle(connection: sqlite3.Connection, who: SignedIn, space_id: bytes, entry: bytes, wraps: Wraps) -> Change:
    """A circle whose host is alone in it as yet; the same again changes nothing."""
    known = connection.execute("SELECT id FROM space WHERE space_id = ?", (space_id,)).fetchone()
    if known is not None and _log(connection, known[0])[:1] == [entry]:
        return Change(known[0], 0, [], [], [])
    _, membership = _extend(connection, who, space_id, [], entry)
    accounts = _accounts_of(connection, membership)
    if [(member.account_id, member.role) for member in membership.members] != [(who.account_id, HOST)]:
        raise Refusal("permanent", "malformed")
    space = _begin(connection, who, space_id, "circle", accounts)
    return _keep(connection, space, membership, entry, wraps, accounts, joined={who.account})


def _begin(
    connection: sqlite3.Connection, who: SignedIn, space_id: bytes, kind: str, accounts: dict[bytes, int]
) -> int:
    if connection.execute("SELECT 1 FROM space WHERE space_id = ?", (space_id,)).fetchone():
        raise Refusal("permanent", "exists", 0, 409)
    for account in accounts.values():
        must_have_room(connection, account)
    (space,) = connection.execute(
        "INSERT INTO space (space_id, account, kind, epoch) VALUES (?, ?, ?, 1) RETURNING id",
        (space_id, who.account, kind),
    ).fetchone()
    return int(space)


def change(connection: sqlite3.Connection, who: SignedIn, space_id: bytes, entry: bytes, wraps: Wraps) -> Change:
    """One more entry of the membership log.

    Raises Refusal `members-moved` where another came first, MembershipBroken for what may not follow.
    """
    row = connection.execute(
        "SELECT id FROM space JOIN member ON member.space = id WHERE space_id = ? AND member.account = ? AND here = 1"
        " AND kind != 'self'",
        (space_id, who.account),
    ).fetchone()
    if row is None:
        raise Refusal("permanent", "not-a-member", 0, 403)
    (space,) = row
    log = _log(connection, space)
    if entry == log[-1]:
        return Change(space, 0, [], [], [])
    if len(log) >= MOST_ENTRIES:
        raise Refusal("permanent", "too-large", 0, 413)
    before, membership = _extend(connection, who, space_id, log, entry)
    accounts = _accounts_of(connection, membership)
    known = before.accounts if before else frozenset()
    joined = {account for account_id, account in accounts.items() if account_id not in known}
    if not let_in(connection, space, joined):
        raise Refusal("permanent", "malformed")  # nobody is put into a talk by others
    return _keep(connection, space, membership, entry, wraps, accounts, joined=joined)


def _extend(
    connection: sqlite3.Connection, who: SignedIn, space_id: bytes, log: list[bytes], entry: bytes
) -> tuple[Membership | None, Membership]:
    """What was before and what is after the new entry, checked."""

    def dsk_of(account_id: bytes, device_id: bytes) -> bytes | None:
        found = connection.execute(
            "SELECT dsk FROM device JOIN account ON account.id = device.account WHERE account_id = ? AND device_id = ?",
            (account_id, device_id),
        ).fetchone()
        return bytes(found[0]) if found else None

    membership = None
    for known in log:
        membership = extend(space_id, membership, known, dsk_of)
    moved = membership is not None and _place(entry) != (membership.seq + 1, membership.head)
    if moved:
        raise Refusal("permanent", "members-moved", 0, 409)
    after = extend(space_id, membership, entry, dsk_of)
    if after.author != who.account_id:
        raise Refusal("permanent", "malformed")
    return membership, after


def _place(entry: bytes) -> tuple[int, bytes]:
    try:
        seq, prev, *_ = msgspec.msgpack.decode(entry, type=list)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError):
        raise Refusal("permanent", "malformed") from None
    return seq, prev


def _accounts_of(connection: sqlite3.Connection, membership: Membership) -> dict[bytes, int]:
    """The members' short keys by id. Raises Refusal where one is nobody here, or another than the log says."""
    accounts = {}
    for member in membership.members:
        row = connection.execute(
            "SELECT account.id, entry FROM account JOIN identity_entry ON account = account.id AND seq = 0"
            " WHERE account_id = ?",
            (member.account_id,),
        ).fetchone()
        if row is None or root_of(msgspec.msgpack.decode(row[1], type=LogEntry).payload[:32]) != member.root:
            raise Refusal("permanent", "malformed")
        accounts[member.account_id] = int(row[0])
    return accounts


def _keep(
    connection: sqlite3.Connection,
    space: int,
    membership: Membership,
    entry: bytes,
    wraps: Wraps,
    accounts: dict[bytes, int],
    *,
    joined: set[int],
) -> Change:
    sealed_to = sorted(account_id for account_id, _ in wraps)
    wanted = [] if membership.key_hash == NO_KEY else sorted(accounts)
    if sealed_to != wanted or len(wraps) > MOST_MEMBERS or any(len(blob) > MOST_WRAP for _, blob in wraps):
        raise Refusal("permanent", "malformed")
    before = {row[0] for row in connection.execute("SELECT account FROM member WHERE space = ? AND here = 1", (space,))}
    left = sorted(before - set(accounts.values()))
    connection.execute("INSERT INTO membership_entry VALUES (?, ?, ?)", (space, membership.seq, entry))
    connection.execute("UPDATE space SET epoch = ? WHERE id = ?", (membership.epoch, space))
    connection.executemany(
        "UPDATE member SET here = 0 WHERE space = ? AND account = ?", [(space, gone) for gone in left]
    )
    connection.executemany(
        "INSERT INTO member (account, space) VALUES (?, ?) ON CONFLICT DO UPDATE SET here = 1",
        [(account, space) for account in joined],
    )
    connection.executemany(
        "INSERT INTO wrap VALUES (?, ?, ?, ?)",
        [(accounts[account_id], space, membership.epoch, blob) for account_id, blob in wraps],
    )
    (head,) = connection.execute("SELECT head FROM space WHERE id = ?", (space,)).fetchone()
    return Change(space, head, sorted(joined), left, _diaries(connection, [*accounts.values(), *left]))


def _diaries(connection: sqlite3.Connection, accounts: list[int]) -> list[int]:
    marks = ", ".join("?" * len(accounts))
    rows = connection.execute(f"SELECT id FROM space WHERE kind = 'self' AND account IN ({marks})", accounts)  # noqa: S608
    return [row[0] for row in rows]


def _log(connection: sqlite3.Connection, space: int) -> list[bytes]:
    rows = connection.execute("SELECT entry FROM membership_entry WHERE space = ? ORDER BY seq", (space,))
    return [row[0] for row in rows]


def _id_of(connection: sqlite3.Connection, account: int) -> bytes:
    return bytes(connection.execute("SELECT account_id FROM account WHERE id = ?", (account,)).fetchone()[0])


# Reading


async def spaces_of(reader: aiosqlite.Connection, account: int) -> list[tuple[bytes, int, bytes | None, bytes | None]]:
    """(space id, length of its membership log, invitation that opened it, its proof) of each shared space."""
    rows = await reader.execute_fetchall(
        "SELECT space_id, (SELECT count(*) FROM membership_entry WHERE membership_entry.space = space.id),"
        " invitation_id, proof FROM member JOIN space ON space.id = member.space"
        " LEFT JOIN invitation ON invitation.space = space.id WHERE member.account = ? AND kind != 'self'",
        (account,),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def _space_of(reader: aiosqlite.Connection, account: int, space_id: bytes) -> int:
    """Short key of a space that the account is or was in. Raises Refusal for any other."""
    rows = await reader.execute_fetchall(
        "SELECT space.id FROM space JOIN member ON member.space = space.id"
        " WHERE space_id = ? AND member.account = ? AND kind != 'self'",
        (space_id, account),
    )
    space = next((int(row[0]) for row in rows), None)
    if space is None:
        raise Refusal("permanent", "not-a-member", 0, 403)
    return space


async def log_of(
    reader: aiosqlite.Connection, account: int, space_id: bytes, after: int
) -> tuple[list[bytes], list[tuple[int, bytes]]]:
    """Entries of the membership log from seq `after` on, and this account's sealed keys of their epochs.

    Raises Refusal where the account never was a member.
    """
    space = await _space_of(reader, account, space_id)
    entries = await reader.execute_fetchall(
        "SELECT entry FROM membership_entry WHERE space = ? AND seq >= ? ORDER BY seq", (space, after)
    )
    wraps = await reader.execute_fetchall(
        "SELECT epoch, wrap FROM wrap WHERE account = ? AND space = ? AND epoch > ? ORDER BY epoch",
        (account, space, after),
    )
    return [row[0] for row in entries], [(row[0], row[1]) for row in wraps]


async def identities_in(
    reader: aiosqlite.Connection, account: int, space_id: bytes, known: list[tuple[bytes, int]]
) -> list[list[bytes]]:
    """What follows in the identity log of each who is or was in the space, in one answer; of others nothing."""
    space = await _space_of(reader, account, space_id)
    after = dict(known)
    rows = await reader.execute_fetchall(
        "SELECT account_id, seq, entry FROM member JOIN account ON account.id = member.account"
        " JOIN identity_entry ON identity_entry.account = account.id WHERE member.space = ? ORDER BY account_id, seq",
        (space,),
    )
    found: dict[bytes, list[bytes]] = {account_id: [] for account_id, _ in known}
    for account_id, seq, entry in rows:
        if seq >= after.get(account_id, LARGEST):
            found[account_id].append(entry)
    return [found[account_id] for account_id, _ in known]


async def identity_log(reader: aiosqlite.Connection, account: int, account_id: bytes, after: int) -> list[bytes]:
    """The identity log of one with whom the account shares, or shared, a space, or who answered its invitation.

    Raises Refusal for anybody else.
    """
    rows = await reader.execute_fetchall(
        "SELECT entry FROM identity_entry JOIN account ON account.id = identity_entry.account"
        " WHERE account_id = ?1 AND seq >= ?2 AND (EXISTS (SELECT 1 FROM member AS mine JOIN member AS theirs"
        " ON mine.space = theirs.space WHERE mine.account = ?3 AND theirs.account = account.id)"
        " OR EXISTS (SELECT 1 FROM invitation WHERE invitation.account = ?3 AND guest = account.id)) ORDER BY seq",
        (account_id, after, account),
    )
    found = [row[0] for row in rows]
    if not found and after == 0:
        raise Refusal("permanent", "not-a-member", 0, 403)
    return found
