"""What a device knows of one space's log: how far it has it, and the chains that show when a server lies.

Rule 1: the cursor moves only over entries that were checked, one after the other; a hole means pulling again.
Rule 2: what cannot be right is not taken: the state stays as it was and `Tampered` says what it is.
Rule 3: an own acknowledged entry needs no second trip: the cursor walks over it when everything before is here.

    dropped       an entry between two of a device is missing       forked     two truths for one place in a chain
    replayed      an entry comes a second time at a new place       stranger   an entry of no device of this account
    reordered     entries stand before what they had seen           rolled-back  the log is shorter than it was
"""

from __future__ import annotations

from typing import Literal

import msgspec

from newleaf_sync.encoding import pae, u64
from newleaf_sync.suite import sha256

What = Literal["dropped", "reordered", "forked", "replayed", "stranger", "rolled-back"]

NO_HASH = bytes(32)
REMEMBERED = 4096
"""So many chain hashes are kept to check what others had seen; a claim about older ones cannot be checked."""


class Opened(msgspec.Struct, frozen=True):
    """An entry of the log as the replica sees it. A parked one has no hash (it could not be opened)."""

    seq: int
    device: bytes
    counter: int
    envelope_hash: bytes
    prev: bytes = NO_HASH
    hash: bytes = b""
    seen_seq: int = 0
    seen_hash: bytes = NO_HASH
    stranger: bool = False
    hole: bool = False  # only its stub is left: a snapshot must stand for it
    covers: tuple[int, ...] = ()  # of a snapshot: what it stands for
    past: bool = False  # of an epoch that the reader was no member in: counted into the chain, and never opened
    restarts: bytes = b""  # the log that its device signs to go on in, from here (restore.py); empty for most


class Take(msgspec.Struct, frozen=True):
    """These seqs are new: keep them, with the replica's new state, in one transaction."""

    seqs: tuple[int, ...]


class Gap(msgspec.Struct, frozen=True):
    """Something before is missing: pull after `after`."""

    after: int


class Tampered(msgspec.Struct, frozen=True):
    what: What


class Head(msgspec.Struct, array_like=True, frozen=True):
    counter: int
    hash: bytes  # empty where the entry is parked or a stub
    seen: int = 0  # how far its author had read the log


class State(msgspec.Struct, array_like=True, frozen=True):
    """What the store keeps of a replica."""

    cursor: int = 0
    chain: bytes = NO_HASH
    heads: dict[bytes, Head] = {}
    ahead: dict[int, Opened] = {}
    parked: tuple[int, ...] = ()
    log_id: bytes = b""
    holes: tuple[int, ...] = ()


def next_chain(chain: bytes, seq: int, envelope_hash: bytes) -> bytes:
    return sha256(pae("newleaf/v1/hash/log", chain, u64(seq), envelope_hash))


class Replica:
    def __init__(self, state: State | None = None) -> None:
        state = state or State()
        self.cursor = state.cursor
        self.chain = state.chain
        self.heads = dict(state.heads)
        self.ahead = dict(state.ahead)
        self.parked = set(state.parked)
        self.holes = set(state.holes)  # stubs that no snapshot stood for so far
        self.log_id = state.log_id
        self._chains = {self.cursor: self.chain, 0: NO_HASH}

    def state(self) -> State:
        parked, holes = tuple(sorted(self.parked)), tuple(sorted(self.holes))
        return State(self.cursor, self.chain, dict(self.heads), dict(self.ahead), parked, self.log_id, holes)

    def seen(self) -> tuple[int, bytes]:
        # What an entry that is sealed now says its author had seen: as far as it could open everything. Whoever vouched
        # for an entry that nobody can open, and that a server may have made up, would look like a liar to the others.
        at = min(self.parked) - 1 if self.parked else self.cursor
        chain = self._chains.get(at)
        return (0, NO_HASH) if chain is None else (at, chain)

    def opened(self, log_id: bytes) -> bool:
        # False: this is a log of another generation; it is not adopted in silence (restore.py).
        if self.log_id in (b"", log_id):
            self.log_id = log_id
            return True
        return False

    def goes_on_from(self, before: Replica) -> bool:
        # Whether this log, read anew, holds at least what the earlier reading knew for certain.
        if self.cursor < before.cursor:
            return False
        for device, known in before.heads.items():
            head = self.heads.get(device, Head(0, b""))
            other = head.counter == known.counter and head.hash and head.hash != known.hash
            if known.hash and (head.counter < known.counter or other):
                return False
        return True

    def arrived(self, first: int, last: int, items: list[Opened], head: int, *, answer: bool) -> Take | Gap | Tampered:
        """`answer`: to a pull after first - 1; what comes by itself may be late and is believed less."""
        if answer and head < first - 1:
            return Tampered("rolled-back")
        if [item.seq for item in items] != list(range(first, last + 1)):
            return Tampered("dropped" if len(items) <= last - first else "reordered")
        if first > self.cursor + 1 and not self._own_between(first):
            return Gap(self.cursor)
        trial = _Trial(self)
        for item in items:
            wrong = trial.take(item, items)
            if wrong is not None:
                return Tampered(wrong)
        trial.walk()
        if trial.cursor >= head and trial.holes and not trial.parked | self.parked:
            return Tampered("dropped")  # all is here, and nobody signed that these may be gone
        self._adopt(trial)
        return Take(tuple(trial.taken))

    def acknowledged(self, own: Opened) -> Tampered | None:
        # The server says that it keeps the own entry at `own.seq`.
        known = self._chains.get(own.seq)
        if own.seq <= self.cursor:
            before = self._chains.get(own.seq - 1)
            same = known is None or before is None or known == next_chain(before, own.seq, own.envelope_hash)
            return None if same else Tampered("forked")
        if self.ahead.get(own.seq, own) != own:
            return Tampered("forked")
        self.ahead[own.seq] = own
        trial = _Trial(self)
        trial.walk()
        self._adopt(trial)
        return None

    def _own_between(self, first: int) -> bool:
        return all(seq in self.ahead for seq in range(self.cursor + 1, first))

    def _adopt(self, trial: _Trial) -> None:
        self.cursor, self.chain = trial.cursor, trial.chain
        self.heads, self.ahead = trial.heads, trial.ahead
        self.parked |= trial.parked
        self.holes = trial.holes
        self._chains.update(trial.chains)
        for seq in [seq for seq in self._chains if 0 < seq <= self.cursor - REMEMBERED]:
            del self._chains[seq]

    def chain_at(self, seq: int) -> bytes | None:
        return self._chains.get(seq)


class _Trial:
    """The replica as it would be after a batch: adopted whole or not at all."""

    def __init__(self, replica: Replica) -> None:
        self.cursor = replica.cursor
        self.chain = replica.chain
        self.heads = dict(replica.heads)
        self.ahead = dict(replica.ahead)
        self.parked: set[int] = set()
        self.holes = set(replica.holes)
        self.chains: dict[int, bytes] = {}
        self.taken: list[int] = []
        self._replica = replica

    def take(self, item: Opened, batch: list[Opened]) -> What | None:
        self.walk(item.seq)
        if item.seq <= self.cursor:
            return self._known(item)
        mine = self.ahead.get(item.seq)
        if mine is not None and mine.envelope_hash != item.envelope_hash:
            return "forked"
        wrong = self._check(item, batch)
        if wrong is None:
            self.taken.append(item.seq)
            self._advance(item)
        return wrong

    def walk(self, before: int | None = None) -> None:
        """Over own acknowledged entries that are next."""
        while self.cursor + 1 in self.ahead and (before is None or self.cursor + 1 < before):
            self._advance(self.ahead[self.cursor + 1])

    def _known(self, item: Opened) -> What | None:
        """Something sent again must be what it was."""
        before, after = self._chain_at(item.seq - 1), self._chain_at(item.seq)
        if before is None or after is None or next_chain(before, item.seq, item.envelope_hash) == after:
            return None
        return "forked"

    def _check(self, item: Opened, batch: list[Opened]) -> What | None:
        if item.stranger:
            return "stranger"
        head = self.heads.get(item.device, Head(0, NO_HASH))
        if item.counter <= head.counter:
            same = not item.hash or item.counter < head.counter or item.hash == head.hash
            return "replayed" if same else "forked"
        # Whichever log it names: a copy that is brought back holds earlier restarts. Its `seen` binds it to this log.
        if item.hash and head.hash and item.prev != head.hash and not item.restarts:
            return self._broken_chain(item, head, batch)
        if item.seen_seq >= item.seq:
            return "reordered"
        seen = self._chain_at(item.seen_seq)
        return "forked" if item.hash and seen is not None and seen != item.seen_hash else None

    @staticmethod
    def _broken_chain(item: Opened, head: Head, batch: list[Opened]) -> What:
        if item.counter == head.counter + 1:
            return "forked"
        later = any(other.device == item.device and other.hash == item.prev for other in batch if other.seq > item.seq)
        return "reordered" if later else "dropped"

    def _advance(self, item: Opened) -> None:
        self.ahead.pop(item.seq, None)
        self.cursor = item.seq
        self.chain = next_chain(self.chain, item.seq, item.envelope_hash)
        self.chains[item.seq] = self.chain
        before = self.heads.get(item.device)
        self.heads[item.device] = Head(item.counter, item.hash, max(item.seen_seq, before.seen if before else 0))
        self.holes.difference_update(item.covers)
        if item.hole:
            self.holes.add(item.seq)
        elif not item.hash and not item.past:
            self.parked.add(item.seq)

    def _chain_at(self, seq: int) -> bytes | None:
        return self.chains.get(seq, self._replica.chain_at(seq))
