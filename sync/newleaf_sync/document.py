"""A document: what is acknowledged, and this device's own pending changes laid over it.

`confirmed` depends only on the set of entries taken, never on their order, so it is equal on all of a person's devices.
Pending changes count with their own stamp until the server's `received` is known; then they are confirmed, clamped.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync.clock import clamp
from newleaf_sync.errors import Malformed, NewerReader
from newleaf_sync.record import Change, Record, as_record, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA = 1
READER = 1
SETTINGS = "settings"
LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32  # arrays and maps within each other, as in the browser

Key = tuple[str, bytes]


def month_name(day: str) -> str:
    # The document of a day `YYYY-MM-DD`.
    return f"days/{day[:7]}"


def encode_content(changes: Iterable[Change]) -> bytes:
    # The content of a kind 1 envelope. Field names are sorted, so that both languages write equal bytes.
    rows = [[c.type, c.id, c.stamp, dict(sorted(c.fields.items()))] for c in changes]
    return msgspec.msgpack.encode([SCHEMA, READER, rows])


def decode_content(content: bytes) -> tuple[Change, ...]:
    # Raises NewerReader for content of a newer program (park it), Malformed for anything not readable at all.
    try:
        value = msgspec.msgpack.decode(content, type=list[Any])
        if not known_to_all(value):
            raise Malformed("content")
        _schema, reader, *rest = value
        if not isinstance(reader, int) or isinstance(reader, bool):
            raise Malformed("content")
        if reader > READER:
            raise NewerReader(reader)
        changes = msgspec.convert(rest[0], tuple[Change, ...])
    except (msgspec.MsgspecError, ValueError, IndexError, RecursionError) as error:
        raise Malformed("content") from error
    if any(len(c.id) != 16 or len(c.stamp) != 8 for c in changes):  # noqa: PLR2004 - widths of PROTOCOL section 4
        raise Malformed("content")
    return changes


def known_to_all(value: Any, depth: int = 0) -> bool:
    """Whether every language reads the same value and writes the same bytes of it.

    JavaScript would round an integer beyond 2^53, and writes the float 1.0 as the integer 1.
    """
    if depth > DEEPEST:
        return False
    match value:
        case int():
            return abs(value) <= LARGEST_INTEGER
        case float():
            return not (math.isnan(value) or (abs(value) <= LARGEST_INTEGER and value.is_integer()))
        case list():
            return all(known_to_all(inner, depth + 1) for inner in value)
        case dict():
            return all(isinstance(name, str) and known_to_all(inner, depth + 1) for name, inner in value.items())
        case _:
            return value is None or isinstance(value, str | bytes)


def clamped(change: Change, received: int) -> Change:
    return Change(change.type, change.id, clamp(change.stamp, received), change.fields)


class InLog(msgspec.Struct, array_like=True, frozen=True):
    """Where a document's entries stand in the log."""

    seqs: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()
    received: int = 0


class Document:
    def __init__(self, name: str, records: Iterable[Record] = (), in_log: InLog | None = None) -> None:
        self.name = name
        self.confirmed: dict[Key, Record] = {(r.type, r.id): r for r in records}
        in_log = in_log or InLog()
        self.seqs = set(in_log.seqs)  # entries that stand for themselves
        self.covered = set(in_log.covered)  # entries that a snapshot stands for
        self.received = in_log.received  # time of the newest entry
        self.pending: dict[int, tuple[bytes, tuple[Change, ...]]] = {}

    def confirm(self, device: bytes, received: int, changes: Iterable[Change]) -> None:
        # Takes an entry of the log; taking it again changes nothing.
        for change in changes:
            _lay(self.confirmed, as_record(clamped(change, received), device))

    def in_log(self) -> InLog:
        return InLog(tuple(sorted(self.seqs)), tuple(sorted(self.covered)), self.received)

    def place(self, seq: int, received: int) -> None:
        # An entry of this document stands at `seq`.
        if seq not in self.covered:
            self.seqs.add(seq)
        self.received = max(self.received, received)

    def lay(self, record: Record) -> None:
        _lay(self.confirmed, record)

    def propose(self, device: bytes, counter: int, changes: Iterable[Change]) -> None:
        """Lays an own change on top that the server has not acknowledged yet."""
        self.pending[counter] = (device, tuple(changes))

    def settle(self, counter: int, received: int) -> None:
        # The own entry `counter` is in the log since `received`.
        waiting = self.pending.pop(counter, None)
        if waiting is not None:
            self.confirm(waiting[0], received, waiting[1])

    def records(self) -> Mapping[Key, Record]:
        # What a screen shows: confirmed, with the pending changes over it.
        if not self.pending:
            return self.confirmed
        shown = dict(self.confirmed)
        for device, changes in self.pending.values():
            for change in changes:
                _lay(shown, as_record(change, device))
        return shown


def _lay(records: dict[Key, Record], record: Record) -> None:
    key = (record.type, record.id)
    records[key] = merge(records[key], record) if key in records else record
