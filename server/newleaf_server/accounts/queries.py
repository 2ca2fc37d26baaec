"""All SQL of accounts, devices, sessions and recovery."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal

import msgspec

from newleaf_server.clock import now_ms
from newleaf_server.errors import Refusal
from newleaf_server.files.queries import forget_files
from newleaf_sync.errors import NotAuthentic
from newleaf_sync.identity import CardKeys, Identity, LogEntry, verify_log
from newleaf_sync.identity import extend as follow
from newleaf_sync.proof import NO_DEVICE, Proof
from newleaf_sync.suite import ed25519_public, sha256

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.context import Context
    from newleaf_sync.frames import Auth

SESSION_MS = 15 * 60 * 1000
MOST_LOG = 1000  # each entry is verified at every change; nobody has so many phones
NOBODYS_CARD = (0, b"", ed25519_public(secrets.token_bytes(32)))
Purpose = Literal["device", "recover"]


class SignedIn(msgspec.Struct, frozen=True, gc=False):
    """device 0: by recovery words; such a session may only append to the identity log."""

    account: int
    device: int
    account_id: bytes
    device_id: bytes


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """What an account fetches when it comes back: GET /api/account."""

    account_id: bytes
    keybag_version: int
    keybag: bytes
    log: list[bytes]


async def prove_device(context: Context, account_id: bytes, device_id: bytes, auth: Auth) -> SignedIn:
    rows = await context.reader.execute_fetchall(
        "SELECT account.id, device.id, dsk, revoked FROM device JOIN account ON account.id = device.account"
        " WHERE account_id = ? AND device_id = ?",
        (account_id, device_id),
    )
    for account, device, dsk, revoked in rows:
        if revoked:
            raise Refusal("permanent", "revoked", 0, 403)
        if not _is_proof(context, "device", account_id, device_id, auth, dsk):
            raise Refusal("reauth", "bad-signature", 0, 401)
        return SignedIn(account, device, account_id, device_id)
    raise Refusal("permanent", "unknown-account", 0, 403)


async def prove_card(context: Context, lookup: bytes, auth: Auth) -> SignedIn:
    """Whoever holds the words. The same refusal whatever was wrong."""
    rows = await context.reader.execute_fetchall(
        "SELECT account.id, account_id, auth FROM recovery JOIN account ON account.id = recovery.account"
        " WHERE lookup = ?",
        (lookup,),
    )
    for account, account_id, public in [*rows, NOBODYS_CARD]:  # the unknown cost a verification, too
        if _is_proof(context, "recover", lookup, NO_DEVICE, auth, public):
            return SignedIn(account, 0, account_id, NO_DEVICE)
    raise Refusal("permanent", "no-match", 0, 403)


def _is_proof(
    context: Context, purpose: Purpose, account_id: bytes, device_id: bytes, auth: Auth, public: bytes
) -> bool:
    """Whether a signature of now proves it, for one of our origins; its nonce is spent then."""
    now = now_ms()
    expires = context.nonces.check(auth.nonce, now)
    for origin in context.settings.all_origins():
        try:
            Proof(origin, purpose, account_id, device_id, auth.nonce, expires).verify(public, auth.signature)
        except NotAuthentic:
            continue
        context.nonces.spend(auth.nonce, now)
        return True
    return False


# Sessions


def open_session(connection: sqlite3.Connection, who: SignedIn, now: int) -> bytes:
    """A new token; the database keeps only its hash."""
    token = secrets.token_bytes(32)
    connection.execute("DELETE FROM session WHERE expires < ?", (now,))
    connection.execute(
        "INSERT INTO session VALUES (?, ?, ?, ?)", (sha256(token), who.account, who.device or None, now + SESSION_MS)
    )
    return token


async def session_of(reader: aiosqlite.Connection, token: bytes, now: int) -> tuple[SignedIn, int] | None:
    """Who the token is, and when it expires."""
    rows = await reader.execute_fetchall(
        "SELECT session.account, coalesce(session.device, 0), account_id, coalesce(device_id, zeroblob(16)), expires"
        " FROM session JOIN account ON account.id = session.account LEFT JOIN device ON device.id = session.device"
        " WHERE token_hash = ? AND expires > ? AND coalesce(revoked, 0) = 0",
        (sha256(token), now),
    )
    for account, device, account_id, device_id, expires in rows:
        return SignedIn(account, device, account_id, device_id), expires
    return None


def renew_session(connection: sqlite3.Connection, token: bytes, now: int) -> None:
    connection.execute("UPDATE session SET expires = ? WHERE token_hash = ?", (now + SESSION_MS, sha256(token)))


# Accounts


def create(connection: sqlite3.Connection, identity: Identity, log: list[bytes], keybag: bytes) -> set[int]:
    """A new account with its devices and its own space; the same again changes nothing.

    Raises Refusal `log-moved` where the log goes on from the known one: only a phone that is signed in may tell that,
    for a phone that was taken off still holds the key which signs the log. `exists` where it is another log.
    Returns the devices that the log removes.
    """
    known = connection.execute("SELECT id FROM account WHERE account_id = ?", (identity.account_id,)).fetchone()
    if known is not None:
        old = stored_log(connection, known[0])
        if old[: len(log)] != log:
            raise Refusal("permanent", "log-moved" if log[: len(old)] == old else "exists", 0, 409)
        return set()
    if connection.execute("SELECT 1 FROM space WHERE space_id = ?", (identity.space_id,)).fetchone():
        raise Refusal("permanent", "exists", 0, 409)
    (account,) = connection.execute(
        "INSERT INTO account (account_id, keybag_version, keybag) VALUES (?, ?, ?) RETURNING id",
        (identity.account_id, identity.keybag_version, keybag),
    ).fetchone()
    (space,) = connection.execute(
        "INSERT INTO space (space_id, account, kind, epoch) VALUES (?, ?, 'self', 1) RETURNING id",
        (identity.space_id, account),
    ).fetchone()
    connection.execute("INSERT INTO member (space, account) VALUES (?, ?)", (space, account))
    return _append(connection, account, 0, log, identity)


def _set_keybag(connection: sqlite3.Connection, account: int, version: int, keybag: bytes) -> None:
    connection.execute("UPDATE account SET keybag_version = ?, keybag = ? WHERE id = ?", (version, keybag, account))


def _append(
    connection: sqlite3.Connection, account: int, start: int, entries: list[bytes], identity: Identity
) -> set[int]:
    """Checked entries of the identity log from seq `start`; returns the devices that they remove."""
    for seq, entry in enumerate(entries, start):
        connection.execute("INSERT INTO identity_entry VALUES (?, ?, ?)", (account, seq, entry))
    connection.execute("UPDATE space SET epoch = ? WHERE space_id = ?", (identity.epoch, identity.space_id))
    if identity.card is not None:
        _set_card(connection, account, identity.card)
    for device_id, dsk in identity.devices.items():
        connection.execute(
            "INSERT OR IGNORE INTO device (account, device_id, dsk) VALUES (?, ?, ?)", (account, device_id, dsk)
        )
    return _remove(connection, account, identity)


def stored_log(connection: sqlite3.Connection, account: int) -> list[bytes]:
    rows = connection.execute("SELECT entry FROM identity_entry WHERE account = ? ORDER BY seq", (account,))
    return [row[0] for row in rows]


async def kept(reader: aiosqlite.Connection, account: int) -> Kept:
    # In one statement: keybag and log change together, and must be read together.
    rows = await reader.execute_fetchall(
        "SELECT account_id, keybag_version, CASE seq WHEN 0 THEN keybag END, entry"
        " FROM identity_entry JOIN account ON account.id = account WHERE account = ? ORDER BY seq",
        (account,),
    )
    log = list(rows)
    account_id, version, keybag, _ = log[0]
    return Kept(account_id, version, keybag, [row[3] for row in log])


def extend(connection: sqlite3.Connection, who: SignedIn, new: list[bytes], version: int, keybag: bytes) -> set[int]:
    """Appends checked entries to the identity log; returns the devices that these remove.

    Raises LogBroken for what the account did not sign, Refusal `log-moved` where it does not follow.
    """
    old = stored_log(connection, who.account)
    if len(old) + len(new) > MOST_LOG:
        raise Refusal("permanent", "too-large", 0, 413)
    identity = verify_log(who.account_id, old)
    if _place(new[0]) != (identity.seq + 1, identity.head):
        raise Refusal("permanent", "log-moved", 0, 409)
    epoch = identity.epoch
    for entry in new:
        identity = follow(who.account_id, identity, entry)
    if identity.epoch != epoch and not keybag:
        raise Refusal("permanent", "malformed")
    before = connection.execute("SELECT keybag_version FROM account WHERE id = ?", (who.account,)).fetchone()[0]
    if keybag:
        if identity.keybag_version != version or identity.keybag_hash != sha256(keybag) or version <= before:
            raise Refusal("permanent", "malformed")
        _set_keybag(connection, who.account, version, keybag)
    elif identity.keybag_version != before and not identity.retired:
        raise Refusal("permanent", "malformed")
    removed = _append(connection, who.account, len(old), new, identity)
    if identity.retired:
        _forget(connection, who.account)
    return removed


def _forget(connection: sqlite3.Connection, account: int) -> None:
    """The person deleted everything. The signed log stays, so that their other phones can see it for themselves.

    Of talks they left their part stays with the other person, who was sent it; talks without anybody go.
    """
    connection.execute("DELETE FROM wrap WHERE account = ?", (account,))
    connection.execute("UPDATE member SET here = 0 WHERE account = ?", (account,))
    connection.execute("DELETE FROM invitation WHERE account = ?", (account,))
    connection.execute("UPDATE invitation SET answer = NULL, proof = NULL WHERE guest = ?", (account,))
    connection.execute("DELETE FROM letter_key WHERE account = ?", (account,))
    connection.execute(
        "DELETE FROM letter WHERE author = ? AND kind IN (1, 2, 6)", (account,)
    )  # no concern is lost by it
    connection.execute("DELETE FROM wish WHERE account = ?", (account,))
    connection.execute("DELETE FROM letters_written WHERE account = ?", (account,))
    connection.execute("DELETE FROM note WHERE account = ?", (account,))
    connection.execute("DELETE FROM recovery WHERE account = ?", (account,))
    empty = connection.execute(
        "SELECT space FROM member WHERE account = ? AND space NOT IN (SELECT space FROM member WHERE here = 1)",
        (account,),
    ).fetchall()
    for table in ("entry", "author", "member", "membership_entry", "wrap", "invitation"):
        connection.executemany(f"DELETE FROM {table} WHERE space = ?", empty)  # noqa: S608 - names of our own
    connection.executemany("DELETE FROM invitation WHERE circle = ?", empty)
    connection.executemany("DELETE FROM space WHERE id = ?", empty)
    connection.execute("UPDATE space SET account = NULL WHERE account = ?", (account,))
    forget_files(connection, account)
    connection.execute("UPDATE account SET keybag = x'', stored_bytes = 0 WHERE id = ?", (account,))


def _place(data: bytes) -> tuple[int, bytes]:
    try:
        entry = msgspec.msgpack.decode(data, type=LogEntry)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Refusal("permanent", "malformed") from None
    return entry.seq, entry.prev


def _remove(connection: sqlite3.Connection, account: int, identity: Identity) -> set[int]:
    """Raises Refusal `log-moved` where a device wrote more than the log says of it: that must be taken first."""
    removed: set[int] = set()
    for device_id, pin in identity.revoked.items():
        rows = connection.execute(
            "UPDATE device SET revoked = 1 WHERE account = ? AND device_id = ? AND revoked = 0 RETURNING id",
            (account, device_id),
        ).fetchall()
        removed.update(row[0] for row in rows)
        for (device,) in rows:
            if connection.execute(
                "SELECT 1 FROM author JOIN space ON space.id = author.space"
                " WHERE device = ? AND counter > ? AND kind = 'self'",  # a pin is of the diary
                (device, pin.counter),
            ).fetchone():
                raise Refusal("permanent", "log-moved", 0, 409)
    for device in removed:
        connection.execute("DELETE FROM session WHERE device = ?", (device,))
        connection.execute("DELETE FROM note WHERE device = ?", (device,))
    return removed


def _set_card(connection: sqlite3.Connection, account: int, card: CardKeys) -> None:
    taken = connection.execute("SELECT 1 FROM recovery WHERE lookup = ? AND account != ?", (card.lookup, account))
    if taken.fetchone():
        raise Refusal("permanent", "exists", 0, 409)
    connection.execute("INSERT OR REPLACE INTO recovery VALUES (?, ?, ?)", (account, card.lookup, card.auth))
