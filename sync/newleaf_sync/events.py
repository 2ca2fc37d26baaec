"""What a session tells: frozen records, one for each thing that can happen on a connection."""

from __future__ import annotations

import msgspec

from newleaf_sync.frames import Entry, Limits, RefusalKind  # noqa: TC001 - msgspec reads the types


class Event(msgspec.Struct, frozen=True):
    """The base of every event."""


class Prove(Event, frozen=True):
    """The server asks for a signature: answer with `Session.prove`."""

    nonce: bytes
    expires: int


class Opened(Event, frozen=True):
    log_id: bytes
    time: int
    limits: Limits


class Arrived(Event, frozen=True):
    """Entries first..last; `answer` tells a pull's answer from what comes by itself."""

    space: bytes
    first: int
    last: int
    items: tuple[Entry, ...]
    head: int
    answer: bool


class Acknowledged(Event, frozen=True):
    """One seq a counter, 0 where refused."""

    space: bytes
    counters: tuple[int, ...]
    seqs: tuple[int, ...]
    received: int


class Pruned(Event, frozen=True):
    """What the snapshot at this seq stands for is gone from the server."""

    snapshot: int


class Refused(Event, frozen=True):
    """space is empty and counter 0 where it is not about one. of_push: of the push in flight, or of an entry in it."""

    kind: RefusalKind
    code: str
    text: str
    retry_ms: int
    space: bytes
    counter: int
    of_push: bool


class Rang(Event, frozen=True):
    space: bytes
    head: int


class Ended(Event, frozen=True):
    code: str
    retry_ms: int
