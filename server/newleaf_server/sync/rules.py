"""What the server checks of an entry without being able to read it (PROTOCOL.md section 6). Pure."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import msgspec

from newleaf_server.errors import Refusal
from newleaf_sync.envelope import KIND_MESSAGE, KIND_SNAPSHOT
from newleaf_sync.frames import Limits
from newleaf_sync.suite import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


def document_of(envelope: bytes) -> bytes:
    return envelope[28:44]


def is_snapshot(envelope: bytes) -> bool:
    return len(envelope) >= LEAST_ENVELOPE and envelope[5] == KIND_SNAPSHOT


def is_message(envelope: bytes) -> bool:
    """Something that a person said to another: the one kind that is worth a note."""
    return len(envelope) >= LEAST_ENVELOPE and envelope[5] == KIND_MESSAGE


def stub_of(envelope: bytes) -> bytes:
    """What stays of an entry that goes: its hash, for the chain of the log, and its author's counter."""
    return sha256(envelope) + envelope[44:52]


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


class Decision(msgspec.Struct, frozen=True):
    """seqs: one an envelope, 0 where refused; new: (seq, counter, envelope) of each that goes into the log."""

    seqs: list[int]
    refusals: list[tuple[int, Refusal]]
    new: list[tuple[int, int, bytes]]


def decide(
    envelopes: Iterable[bytes], space_id: bytes, epoch: int, head: int, last: int, first_seq: Callable[[int], int]
) -> Decision:
    """What becomes of each entry of one device's push: new, seen before, or refused.

    head: of the log; last: the device's greatest counter in it; first_seq: where a counter stands there, 0 for nowhere.
    What follows an entry that must be sealed again waits for it: each names the one before.
    """
    decision = Decision([], [], [])
    placed: dict[int, int] = {}
    reseal: Refusal | None = None
    for index, envelope in enumerate(envelopes):
        counter, seq = counter_of(envelope), 0
        if 0 < counter <= last:
            seq = placed.get(counter) or first_seq(counter)
            refusal = None if seq else Refusal("permanent", "counter-behind")
        else:
            refusal = reseal or _wrong(envelope, space_id, epoch)
            reseal = refusal if refusal is not None and refusal.kind == "reseal" else None
        if refusal is not None:
            decision.refusals.append((index, refusal))
        elif not seq:
            head += 1
            last, seq = counter, head
            placed[counter] = seq
            decision.new.append((seq, counter, envelope))
        decision.seqs.append(seq)
    return decision


def _wrong(envelope: bytes, space_id: bytes, epoch: int) -> Refusal | None:
    try:
        check(envelope, space_id, epoch)
    except Refusal as refusal:
        return refusal.with_traceback(None)  # else it keeps alive all that was on the way here
    return None
