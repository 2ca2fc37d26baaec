"""All SQL of the log. `append` runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.sync.rules import decide, document_of, is_snapshot, stub_of
from newleaf_sync.frames import Entry
from newleaf_sync.snapshot import STUB_BYTES

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

PULL_ENTRIES = 500

# Lengths are summed before any envelope is read, so that a pull never loads more than it sends.
ENTRIES_AFTER = """
WITH sized AS (
    SELECT seq, sum(length(envelope)) OVER (ORDER BY seq) AS total
    FROM (SELECT seq, envelope FROM entry WHERE space = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3)
)
SELECT entry.seq, device.device_id, entry.received, entry.envelope
FROM entry JOIN device ON device.id = entry.device
WHERE entry.space = ?1 AND entry.seq > ?2
    AND entry.seq <= (SELECT max(seq) FROM sized WHERE total <= ?4 OR seq = ?2 + 1)
ORDER BY entry.seq
"""


NEWEST_OF = """
WITH newest AS (
    SELECT seq, device, received, envelope, sum(length(envelope)) OVER (ORDER BY seq DESC) AS total
    FROM entry WHERE space = ?1 AND length(envelope) > ?5 AND substr(envelope, 29, 16) = ?2
    ORDER BY seq DESC LIMIT ?3
)
SELECT newest.seq, device.device_id, newest.received, newest.envelope
FROM newest JOIN device ON device.id = newest.device WHERE total <= ?4 ORDER BY newest.seq
"""
HEAD_AND_EPOCH = """
SELECT head, epoch FROM space JOIN member ON member.space = space.id
WHERE space.id = ?1 AND member.account = ?2 AND here = 1
"""
ENTRY_AT = "SELECT envelope FROM entry WHERE space = ? AND seq = ?"


def _gone() -> Refusal:
    """The person deleted everything, or is no member any more, since this connection began."""
    return Refusal("permanent", "not-a-member", 0, 403)


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a connection writes: a space, and who it is there. space, device, account are short keys."""

    space: int
    space_id: bytes
    account: int
    device: int
    device_id: bytes


class Stored(msgspec.Struct, frozen=True):
    """seqs: one an envelope, 0 where refused; first..head: what is new in the log."""

    seqs: list[int]
    refusals: list[tuple[int, Refusal]]
    first: int
    new: list[bytes]


def append(connection: sqlite3.Connection, place: Place, envelopes: list[bytes], now: int, quota: int) -> Stored:
    """De-duplicate, check, number and append one push."""
    row = connection.execute(HEAD_AND_EPOCH, (place.space, place.account)).fetchone()
    if row is None:
        raise _gone()
    head, epoch = row
    known = connection.execute(
        "SELECT counter, seq FROM author WHERE space = ? AND device = ?", (place.space, place.device)
    ).fetchone()
    last, last_seq = known or (0, 0)
    decision = decide(
        envelopes, place.space_id, epoch, head, last, lambda counter: _first_seq(connection, place, counter, last_seq)
    )
    if decision.new:
        rows = [(place.space, seq, place.device, counter, now, envelope) for seq, counter, envelope in decision.new]
        _insert(connection, place, rows, quota)
    return Stored(decision.seqs, decision.refusals, head + 1, [envelope for _, _, envelope in decision.new])


def _first_seq(connection: sqlite3.Connection, place: Place, counter: int, last_seq: int) -> int:
    """Where an entry stands that was pushed before, 0 for nowhere. Rare, so it may look through the log."""
    low, high = 1, last_seq
    while low <= high:  # a device's counters rise with seq: halving finds it without reading a long log
        middle = (low + high) // 2
        found = connection.execute(
            "SELECT seq, counter FROM entry WHERE space = ? AND seq BETWEEN ? AND ? AND device = ?"
            " ORDER BY seq DESC LIMIT 1",
            (place.space, low, middle, place.device),
        ).fetchone()
        if found is None or found[1] < counter:
            low = middle + 1
        elif found[1] > counter:
            high = found[0] - 1
        else:
            return int(found[0])
    return 0


def _insert(
    connection: sqlite3.Connection, place: Place, rows: list[tuple[int, int, int, int, int, bytes]], quota: int
) -> None:
    size = sum(len(row[5]) for row in rows)
    within = connection.execute(
        "UPDATE account SET stored_bytes = stored_bytes + ?1 WHERE id = ?2 AND stored_bytes + ?1 <= ?3",
        (size, place.account, quota),
    )
    if within.rowcount == 0:
        raise Refusal("retry", "quota-full", 60_000, 507)
    connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
    _, seq, _, counter, _, _ = rows[-1]
    connection.execute("UPDATE space SET head = ? WHERE id = ?", (seq, place.space))
    connection.execute(
        "INSERT INTO author VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET counter = ?3, seq = ?4",
        (place.space, place.device, counter, seq),
    )


def prune(connection: sqlite3.Connection, place: Place, snapshot: int, seqs: list[int]) -> None:
    """Lets the entries go that the snapshot stands for: of its document, before it. What went already stays gone.

    Raises Refusal `malformed` where no snapshot stands there, or it cannot stand for them.
    """
    found = connection.execute(ENTRY_AT, (place.space, snapshot)).fetchone()
    if found is None or not is_snapshot(found[0]):
        raise Refusal("permanent", "malformed")
    document = document_of(found[0])
    freed, stubs = 0, []
    for seq in seqs:
        row = connection.execute(ENTRY_AT, (place.space, seq)).fetchone() if 0 < seq < snapshot else None
        if row is None:
            raise Refusal("permanent", "malformed")
        (envelope,) = row
        if len(envelope) == STUB_BYTES:
            continue
        if document_of(envelope) != document:
            raise Refusal("permanent", "malformed")
        stub = stub_of(envelope)
        freed += len(envelope) - len(stub)
        stubs.append((stub, place.space, seq))
    connection.executemany("UPDATE entry SET envelope = ? WHERE space = ? AND seq = ?", stubs)
    connection.execute("UPDATE account SET stored_bytes = stored_bytes - ? WHERE id = ?", (freed, place.account))


async def place_of(reader: aiosqlite.Connection, space_id: bytes, account: int, device: int, device_id: bytes) -> Place:
    """Raises Refusal where the account is no member of the space."""
    rows = await reader.execute_fetchall(
        "SELECT space.id FROM space JOIN member ON member.space = space.id"
        " WHERE space_id = ? AND member.account = ? AND here = 1",
        (space_id, account),
    )
    for row in rows:
        return Place(row[0], space_id, account, device, device_id)
    raise Refusal("permanent", "not-a-member", 0, 403)


async def head_of(reader: aiosqlite.Connection, place: Place) -> int:
    rows = await reader.execute_fetchall("SELECT head FROM space WHERE id = ?", (place.space,))
    for row in rows:
        return int(row[0])
    raise _gone()


async def newest_of(reader: aiosqlite.Connection, place: Place, document: bytes, most_bytes: int) -> list[Entry]:
    """The newest entries of one document that are not gone, in order. It looks through the whole log: for rare use."""
    rows = await reader.execute_fetchall(NEWEST_OF, (place.space, document, PULL_ENTRIES, most_bytes, STUB_BYTES))
    return [Entry(*row) for row in rows]


async def entries_after(reader: aiosqlite.Connection, place: Place, after: int, most_bytes: int) -> list[Entry]:
    """At most PULL_ENTRIES entries and `most_bytes`, but at least one where there is one."""
    rows = await reader.execute_fetchall(ENTRIES_AFTER, (place.space, after, PULL_ENTRIES, most_bytes))
    return [Entry(*row) for row in rows]
