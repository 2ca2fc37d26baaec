"""What the server checks of an entry without being able to read it (PROTOCOL.md section 6). Pure."""

from __future__ import annotations

import struct

from newleaf_server.errors import Refusal
from newleaf_sync.frames import Limits

LIMITS = Limits()
HEADER_BYTES = 52
LEAST_ENVELOPE = HEADER_BYTES + 72 + 256  # the least padded plaintext, sealed
KINDS = range(1, 6)
SUITE = 1
_HEADER = struct.Struct(">4sBBH16sI16sQ")
_PLACE = struct.Struct(">Q")
_LARGEST_COUNTER = 2**63 - 1  # SQLite's integers end there


def counter_of(envelope: bytes) -> int:
    """The author's counter, or 0 where the envelope is too short to have one."""
    counter: int = _PLACE.unpack_from(envelope, 44)[0] if len(envelope) >= HEADER_BYTES else 0
    return counter


def check(envelope: bytes, space_id: bytes, epoch: int) -> None:
    """Raises Refusal for the first thing that is wrong with the readable part of an envelope."""
    if len(envelope) < LEAST_ENVELOPE:
        raise Refusal("permanent", "malformed")
    if len(envelope) > LIMITS.entry_bytes:
        raise Refusal("permanent", "too-large")
    magic, suite, kind, flags, space, entry_epoch, _, counter = _HEADER.unpack_from(envelope)
    if magic != b"NLF1" or not 0 < counter <= _LARGEST_COUNTER:
        raise Refusal("permanent", "malformed")
    if suite != SUITE:
        raise Refusal("permanent", "unknown-suite")
    if kind not in KINDS:
        raise Refusal("permanent", "unknown-kind")
    if flags != 0:
        raise Refusal("permanent", "bad-flags")
    if space != space_id:
        raise Refusal("permanent", "wrong-space")
    if entry_epoch != epoch:
        raise Refusal("reseal", "old-epoch")
