"""What the server has not acknowledged yet, for one space.

Rule 1: an entry leaves the outbox only when the server answered for it, never when it was sent.
Rule 2: entries go in counter order, one push in flight, at most 64 entries or 256 KiB.
Rule 3: `received` in an answer is the time of THIS push. For an entry that was sent before and may be in the log since
        then, it is not its time of receipt, and phones would clamp it differently. So an entry that was ever sent
        before stays (but is not sent again) until it comes back in the log, which tells its true time.
Rule 4: a refusal sets one entry aside or holds the queue for a while; it never loses and never blocks for good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

PUSH_ENTRIES = 64
PUSH_BYTES = 256 * 1024


class Pending(msgspec.Struct, frozen=True):
    """A sealed entry, and what it takes to seal it again."""

    counter: int
    document: str
    content: bytes
    envelope: bytes
    hash: bytes  # of the sealed entry's signature input: the next entry's `prev`


class Accepted(msgspec.Struct, frozen=True):
    pending: Pending
    seq: int
    received: int


class Outbox:
    def __init__(self, stored: Iterable[Pending] = ()) -> None:
        # `stored`: the rows kept by the store; whether they were sent before, nobody knows.
        self._entries = {pending.counter: pending for pending in sorted(stored, key=lambda p: p.counter)}
        self._sent_before = set(self._entries)
        self._in_flight: tuple[int, ...] = ()
        self._answered: set[int] = set()
        self._held_until = 0
        self.set_aside: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self) -> tuple[Pending, ...]:
        return tuple(self._entries.values())

    @property
    def awaiting_log(self) -> bool:
        """True while an acknowledged entry must come back in the log: pull."""
        return bool(self._answered)

    def add(self, pending: Pending) -> None:
        self._entries[pending.counter] = pending

    def next_push(self, now: int) -> tuple[Pending, ...]:
        # What to push now; empty while a push is in flight, the queue is held, or nothing waits.
        if self._in_flight or now < self._held_until:
            return ()
        chosen: list[Pending] = []
        size = 0
        for counter, pending in self._entries.items():
            if counter in self._answered or counter in self.set_aside:
                continue
            size += len(pending.envelope)
            if chosen and (len(chosen) == PUSH_ENTRIES or size > PUSH_BYTES):
                break
            chosen.append(pending)
        self._in_flight = tuple(pending.counter for pending in chosen)
        return tuple(chosen)

    def acknowledged(self, counters: Iterable[int], seqs: Iterable[int], received: int) -> list[Accepted]:
        """Those that are in the log for certain at `received`, and leave the outbox now."""
        accepted: list[Accepted] = []
        for counter, seq in zip(counters, seqs, strict=True):
            if seq == 0 or counter not in self._entries:
                continue
            if counter in self._sent_before:
                self._answered.add(counter)
            else:
                accepted.append(Accepted(self._entries.pop(counter), seq, received))
        self._land()
        return accepted

    def seen_in_log(self, counter: int) -> bool:
        # An own entry came with the log: it is kept there. True if it was waiting here.
        self._answered.discard(counter)
        self._sent_before.discard(counter)
        self.set_aside.pop(counter, None)
        return self._entries.pop(counter, None) is not None

    def refused(self, kind: str, code: str, counter: int, until: int) -> None:
        # counter 0: the whole push was refused; of one entry, an answer to the push follows.
        # until: before that time nothing is sent (kind retry).
        alone = self._in_flight[0] if len(self._in_flight) == 1 else 0
        if kind == "permanent" and (counter or alone):
            self.set_aside[counter or alone] = code
        if kind == "retry":
            self._held_until = max(self._held_until, until)
        if counter == 0:
            self._land()

    def disconnected(self) -> None:
        """Nobody knows whether what was in flight arrived."""
        self._land()

    def replace(self, pending: Pending) -> None:
        # The same entry under the current epoch (refusal `reseal`).
        self._entries[pending.counter] = pending

    def _land(self) -> None:
        self._sent_before.update(counter for counter in self._in_flight if counter in self._entries)
        self._in_flight = ()
