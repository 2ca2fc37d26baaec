"""All SQL of shared spaces. What writes runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.invitations.queries import invitation_of
from newleaf_sync.identity import LogEntry
from newleaf_sync.membership import MOST_MEMBERS, NO_KEY, Membership, extend, root_of

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_SPACES = 60  # a person may be in; one connection carries 64
MOST_ENTRIES = 1000  # of a membership log: each is verified at every change
MOST_WRAP = 1200
Wraps = list[tuple[bytes, bytes]]


class Change(msgspec.Struct, frozen=True):
    """A change of members that was kept. diaries: short keys of the spaces whose listeners are to be told."""

    space: int
    head: int
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
        return Change(space, 0, [], [])
    membership = _extend(connection, who, space_id, [], entry)
    accounts = _accounts_of(connection, membership)
    if set(accounts) != {who.account_id, _id_of(connection, inviter)} or inviter == who.account:
        raise Refusal("permanent", "malformed")
    if connection.execute("SELECT 1 FROM space WHERE space_id = ?", (space_id,)).fetchone():
        raise Refusal("permanent", "exists", 0, 409)
    for account in accounts.values():
        count = connection.execute("SELECT count(*) FROM member WHERE account = ? AND here = 1", (account,)).fetchone()
        if count[0] >= MOST_SPACES:
            raise Refusal("permanent", "too-large", 0, 413)
    (space,) = connection.execute(
        "INSERT INTO space (space_id, account, kind, epoch) VALUES (?, ?, 'talk', 1) RETURNING id",
        (space_id, who.account),
    ).fetchone()
    connection.execute(
        "UPDATE invitation SET space = ?, proof = ? WHERE invitation_id = ?", (space, used.proof, used.invitation_id)
    )
    return _keep(connection, space, membership, entry, wraps, accounts)


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
        return Change(space, 0, [], [])
    if len(log) >= MOST_ENTRIES:
        raise Refusal("permanent", "too-large", 0, 413)
    membership = _extend(connection, who, space_id, log, entry)
    accounts = _accounts_of(connection, membership)
    here = connection.execute("SELECT account FROM member WHERE space = ? AND here = 1", (space,)).fetchall()
    if not set(accounts.values()) <= {row[0] for row in here}:
        raise Refusal("permanent", "malformed")  # nobody is put into a talk by others
    return _keep(connection, space, membership, entry, wraps, accounts)


def _extend(
    connection: sqlite3.Connection, who: SignedIn, space_id: bytes, log: list[bytes], entry: bytes
) -> Membership:
    """Checks the new entry; those of the log were checked when they came."""

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
    return after


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
        [(account, space) for account in accounts.values()],
    )
    connection.executemany(
        "INSERT INTO wrap VALUES (?, ?, ?, ?)",
        [(accounts[account_id], space, membership.epoch, blob) for account_id, blob in wraps],
    )
    (head,) = connection.execute("SELECT head FROM space WHERE id = ?", (space,)).fetchone()
    return Change(space, head, left, _diaries(connection, [*accounts.values(), *left]))


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


async def log_of(
    reader: aiosqlite.Connection, account: int, space_id: bytes, after: int
) -> tuple[list[bytes], list[tuple[int, bytes]]]:
    """Entries of the membership log from seq `after` on, and this account's sealed keys of their epochs.

    Raises Refusal where the account never was a member.
    """
    rows = list(
        await reader.execute_fetchall(
            "SELECT space.id FROM space JOIN member ON member.space = space.id"
            " WHERE space_id = ? AND member.account = ? AND kind != 'self'",
            (space_id, account),
        )
    )
    if not rows:
        raise Refusal("permanent", "not-a-member", 0, 403)
    (space,) = rows[0]
    entries = await reader.execute_fetchall(
        "SELECT entry FROM membership_entry WHERE space = ? AND seq >= ? ORDER BY seq", (space, after)
    )
    wraps = await reader.execute_fetchall(
        "SELECT epoch, wrap FROM wrap WHERE account = ? AND space = ? AND epoch > ? ORDER BY epoch",
        (account, space, after),
    )
    return [row[0] for row in entries], [(row[0], row[1]) for row in wraps]


async def identity_log(reader: aiosqlite.Connection, account: int, account_id: bytes, after: int) -> list[bytes]:
    """The identity log of one with whom the account shares, or shared, a space. Raises Refusal for anybody else."""
    rows = await reader.execute_fetchall(
        "SELECT entry FROM identity_entry JOIN account ON account.id = identity_entry.account"
        " WHERE account_id = ?1 AND seq >= ?2 AND EXISTS (SELECT 1 FROM member AS mine JOIN member AS theirs"
        " ON mine.space = theirs.space WHERE mine.account = ?3 AND theirs.account = account.id) ORDER BY seq",
        (account_id, after, account),
    )
    found = [row[0] for row in rows]
    if not found and after == 0:
        raise Refusal("permanent", "not-a-member", 0, 403)
    return found
