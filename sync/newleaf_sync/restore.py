"""A log that is read anew (PROTOCOL.md section 6.1): of another generation, where the server was brought back from an
older copy; or the same one, where something that nobody could open turned out to be something else.

Rule 1: a device reads the new log from its beginning beside what it holds, and adopts it whole or not at all.
Rule 2: what it holds and the new log lacks it writes again, with the stamps of old, so that nothing changes its age.
Rule 3: its chain may break once a generation, at an entry in which the device itself signs that it starts again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync.document import READER, SCHEMA, Document
from newleaf_sync.record import Change, Record
from newleaf_sync.replica import Replica, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newleaf_sync.document import Key
    from newleaf_sync.frames import Entry

RESTART = "restart"
STAMP_BYTES = 8
ENTRY_CHANGES = 64


def encode_restart(log_id: bytes) -> bytes:
    # The content of a kind 4 envelope: this device goes on in the log `log_id`.
    return msgspec.msgpack.encode([SCHEMA, READER, [RESTART, log_id]])


def read_restart(content: bytes) -> bytes:
    # The log that a control entry goes on in; empty for any other control, which says nothing to this version.
    try:
        _schema, _reader, control, *_ = msgspec.msgpack.decode(content, type=list[Any])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return b""
    match control:
        case [str(name), bytes(log_id), *_] if name == RESTART:
            return log_id
        case _:
            return b""


class Restoring:
    """A log as it is read from its beginning, beside what this device holds."""

    def __init__(self, log_id: bytes) -> None:
        self.replica = Replica(State(log_id=log_id))
        self.documents: dict[bytes, Document] = {}
        self.parked: list[Entry] = []

    def document(self, document_id: bytes) -> Document:
        return self.documents.setdefault(document_id, Document(""))

    def lost(self, kept: Mapping[bytes, Document]) -> list[tuple[bytes, list[Change]]]:
        # What this device holds, shown or pending, and the new log lacks; at most ENTRY_CHANGES an entry.
        found: list[tuple[bytes, list[Change]]] = []
        for document_id, document in sorted(kept.items(), key=lambda pair: pair[0]):
            changes = missing(document.records(), self.document(document_id).records())
            found += [(document_id, changes[at : at + ENTRY_CHANGES]) for at in range(0, len(changes), ENTRY_CHANGES)]
        return found


def missing(kept: Mapping[Key, Record], found: Mapping[Key, Record]) -> list[Change]:
    """What `kept` holds and `found` lacks or has older, as changes with their old stamps.

    Only stamps are compared: another device may have written the same thing again already.
    """
    changes: list[Change] = []
    for key, record in sorted(kept.items()):
        there = found.get(key)
        by_stamp: dict[bytes, dict[str, Any]] = {}
        for name, field in sorted(record.fields.items()):
            known = there.fields.get(name) if there is not None else None
            stamp = field.at[:STAMP_BYTES]
            if known is None or known.at[:STAMP_BYTES] < stamp:
                by_stamp.setdefault(stamp, {})[name] = field.value
        changes += [Change(record.type, record.id, stamp, fields) for stamp, fields in sorted(by_stamp.items())]
    return changes
