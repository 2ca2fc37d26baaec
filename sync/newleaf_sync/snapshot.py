"""Snapshots: one entry that stands for all entries of a document so far, which may then go (PROTOCOL.md section 6.3).

Rule 1: a snapshot names each entry that it stands for; what the log lacks is a hole only where a snapshot names it.
Rule 2: nobody lets entries go for a snapshot that lacks anything which this device knows.
Rule 3: what two devices do at once stays right: snapshots merge as changes do, and letting go twice is letting go once.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Annotated, Any

import msgspec

from newleaf_sync.document import LARGEST_INTEGER, READER, SCHEMA, known_to_all
from newleaf_sync.errors import Malformed, NewerReader
from newleaf_sync.model import page
from newleaf_sync.record import Field, Record
from newleaf_sync.restore import missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newleaf_sync.document import Document
    from newleaf_sync.record import Change

STUB_BYTES = 40
DAY_MS = 86_400_000
GRACE_MS = 30 * DAY_MS  # so long a device that is away keeps others from letting go
MANY = 64  # entries of a document that make a snapshot worth its own
MANY_OF_A_PAGE = 16


class Snapshot(msgspec.Struct, frozen=True):
    """records: as acknowledged, each field with its stamp (clamped) and device; covers: ascending seqs."""

    records: tuple[Record, ...]
    covers: tuple[int, ...]


class Stub(msgspec.Struct, frozen=True):
    """What the log keeps of an entry that went: its hash, so that the chain of the log still verifies."""

    envelope_hash: bytes
    counter: int


def read_stub(envelope: bytes) -> Stub | None:
    """None for an envelope: those are longer."""
    return Stub(envelope[:32], int.from_bytes(envelope[32:], "big")) if len(envelope) == STUB_BYTES else None


def encode_snapshot(snapshot: Snapshot) -> bytes:
    # The content of a kind 2 envelope. Everything is sorted, so that both languages write equal bytes.
    records = sorted(snapshot.records, key=lambda record: (record.type, record.id))
    ats = sorted({field.at for record in records for field in record.fields.values()})
    place = {at: index for index, at in enumerate(ats)}
    rows = [[r.type, r.id, {name: [f.value, place[f.at]] for name, f in sorted(r.fields.items())}] for r in records]
    steps = [seq - before for before, seq in zip((0, *snapshot.covers), snapshot.covers, strict=False)]
    return msgspec.msgpack.encode([SCHEMA, READER, ats, rows, steps])


class _Field(msgspec.Struct, array_like=True, frozen=True):
    value: Any
    at: Annotated[int, msgspec.Meta(ge=0)]  # its place among the stamps


class _Row(msgspec.Struct, array_like=True, frozen=True):
    type: str
    id: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    fields: dict[str, _Field]


_Ats = tuple[Annotated[bytes, msgspec.Meta(min_length=24, max_length=24)], ...]
_Steps = tuple[Annotated[int, msgspec.Meta(ge=1)], ...]


def decode_snapshot(content: bytes) -> Snapshot:
    # Raises NewerReader for content of a newer program (park it), Malformed for anything not readable at all.
    try:
        value = msgspec.msgpack.decode(content, type=list[Any])
        if not known_to_all(value):
            raise Malformed("snapshot")
        _schema, reader, *rest = value
        if not isinstance(reader, int) or isinstance(reader, bool):
            raise Malformed("snapshot")
        if reader > READER:
            raise NewerReader(reader)
        ats = msgspec.convert(rest[0], _Ats)
        rows = msgspec.convert(rest[1], tuple[_Row, ...])
        steps = msgspec.convert(rest[2], _Steps)
        records = tuple(
            Record(row.type, row.id, {name: Field(one.value, ats[one.at]) for name, one in row.fields.items()})
            for row in rows
        )
    except (msgspec.MsgspecError, ValueError, IndexError, RecursionError) as error:
        raise Malformed("snapshot") from error
    covers = tuple(accumulate(steps))
    if covers and covers[-1] > LARGEST_INTEGER:
        raise Malformed("snapshot")
    return Snapshot(records, covers)


def worth_it(document: Document) -> bool:
    many = MANY_OF_A_PAGE if page.has_text(document.confirmed.values()) else MANY
    return len(document.seqs) >= many


def make(document: Document, seen_by_all: int, at: bytes, now: int) -> Snapshot | None:
    """Of all that is acknowledged; None where it cannot be made now.

    seen_by_all: the seq that every other device of the account had seen when it last wrote. Edits of a page become one
    only where nobody can still be writing after an older one. at: stamp || device of the edit that takes their place.
    """
    records: Iterable[Record] | None = document.confirmed.values()
    if page.has_text(document.confirmed.values()):
        if max(document.seqs, default=0) > seen_by_all and document.received > now - GRACE_MS:
            return None
        records = page.compacted(document.confirmed.values(), at)
    covers = tuple(sorted(document.covered | document.seqs))
    return None if records is None or not covers else Snapshot(tuple(records), covers)


def lacking(document: Document, snapshot: Snapshot) -> list[Change] | None:
    """What this device knows and the snapshot lacks; None where it knows entries that are not covered."""
    if document.seqs - set(snapshot.covers):
        return None
    mine = document.confirmed
    theirs = {(record.type, record.id): record for record in snapshot.records}
    if page.same_text(mine.values(), snapshot.records):
        mine = {key: record for key, record in mine.items() if record.type != page.TEXT}
    return missing(mine, theirs)


def adopt(document: Document, seq: int, received: int, snapshot: Snapshot) -> None:
    """Takes a snapshot that stands at `seq`; taking it again changes nothing."""
    for record in snapshot.records:
        document.lay(record)
    page.drop_superseded(document.confirmed)
    document.covered |= set(snapshot.covers)
    document.place(seq, received)
    document.seqs -= document.covered
