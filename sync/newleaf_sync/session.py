"""One connection as a state machine: frames in, events out, frames to send in `out`. No I/O.

    offline -> greeting (hello sent) -> [proving (auth sent)] -> open -> offline

Rule 1: nothing but hello and auth is sent before `open`.
Rule 2: an answer counts only for what was asked on this connection; an answer to nothing is dropped.
Rule 3: after the end every asked thing is forgotten; what must survive lives in Outbox and Replica.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from newleaf_sync import events, frames
from newleaf_sync.errors import Misuse

State = Literal["offline", "greeting", "proving", "open"]

PULL_BYTES = 256 * 1024
_decoder: msgspec.msgpack.Decoder[frames.ServerFrame] = msgspec.msgpack.Decoder(frames.ServerFrame)
_encoder = msgspec.msgpack.Encoder()


def encode_frame(frame: frames.ClientFrame | frames.ServerFrame) -> bytes:
    return _encoder.encode(frame)


def decode_frame(data: bytes) -> frames.ServerFrame | None:
    """None for what this version does not know: it is ignored."""
    try:
        return _decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


class _Pull(msgspec.Struct, frozen=True):
    space: bytes


class _Push(msgspec.Struct, frozen=True):
    space: bytes
    counters: tuple[int, ...]


class _Prune(msgspec.Struct, frozen=True):
    space: bytes
    snapshot: int


_Asked = _Pull | _Push | _Prune


class Session:
    def __init__(self, account: bytes, device: bytes) -> None:
        self.account = account
        self.device = device
        self.state: State = "offline"
        self.out: list[frames.ClientFrame] = []
        self._asked: dict[int, _Asked] = {}
        self._last_id = 0

    # What the caller does

    def start(self) -> None:
        # A new connection stands.
        self.state = "greeting"
        self._asked.clear()
        self.out = [frames.Hello(frames.PROTOCOL_VERSION, self.account, self.device)]

    def end(self) -> None:
        # The connection is gone.
        self.state = "offline"
        self._asked.clear()
        self.out = []

    def prove(self, nonce: bytes, signature: bytes) -> None:
        if self.state == "offline":
            raise Misuse(self.state)
        self.out.append(frames.Auth(nonce, signature))
        self.state = "proving"

    def subscribe(self, space: bytes) -> None:
        self._must_be_open()
        self.out.append(frames.Subscribe(space))

    def pull(self, space: bytes, after: int, max_bytes: int = PULL_BYTES) -> None:
        self._must_be_open()
        self.out.append(frames.Pull(self._ask(_Pull(space)), space, after, max_bytes))

    def push(self, space: bytes, counters: tuple[int, ...], envelopes: list[bytes]) -> None:
        self._must_be_open()
        self.out.append(frames.Push(self._ask(_Push(space, counters)), space, envelopes))

    def prune(self, space: bytes, snapshot: int, seqs: list[int]) -> None:
        self._must_be_open()
        self.out.append(frames.Prune(self._ask(_Prune(space, snapshot)), space, snapshot, seqs))

    def ping(self) -> None:
        self._last_id += 1
        self.out.append(frames.Ping(self._last_id))

    def take_out(self) -> list[frames.ClientFrame]:
        # The frames to send now, in order.
        out, self.out = self.out, []
        return out

    def pulling(self, space: bytes) -> bool:
        return any(isinstance(asked, _Pull) and asked.space == space for asked in self._asked.values())

    # What the server says

    def receive(self, frame: frames.ServerFrame) -> events.Event | None:  # noqa: PLR0911 - one line a frame
        match frame:
            case _ if self.state == "offline":
                return None
            case frames.Challenge(nonce, expires):
                self.state = "greeting"
                return events.Prove(nonce, expires)
            case frames.Welcome(_, log_id, time, limits):
                self.state = "open"
                return events.Opened(log_id, time, limits)
            case frames.Goodbye(code, _, retry_ms):
                self.end()
                return events.Ended(code, retry_ms)
            case frames.Changed(space, head):
                return events.Rang(space, head)
            case frames.Entries():
                return self._entries(frame)
            case frames.Pushed():
                return self._pushed(frame)
            case frames.Pruned():
                return self._pruned(frame)
            case frames.Refused():
                return self._refused(frame)
            case _:
                return None

    def _entries(self, frame: frames.Entries) -> events.Event | None:
        answer = frame.id != 0
        if answer:
            asked = self._asked.get(frame.id)
            if not isinstance(asked, _Pull) or asked.space != frame.space:
                return None
            del self._asked[frame.id]
        items = tuple(frame.items)
        return events.Arrived(frame.space, frame.first, frame.last, items, frame.head, answer)

    def _pushed(self, frame: frames.Pushed) -> events.Event | None:
        asked = self._asked.get(frame.id)
        if not isinstance(asked, _Push) or asked.space != frame.space or len(asked.counters) != len(frame.seqs):
            return None
        del self._asked[frame.id]
        return events.Acknowledged(frame.space, asked.counters, tuple(frame.seqs), frame.received)

    def _pruned(self, frame: frames.Pruned) -> events.Event | None:
        asked = self._asked.get(frame.id)
        if not isinstance(asked, _Prune) or asked.space != frame.space:
            return None
        del self._asked[frame.id]
        return events.Pruned(asked.snapshot)

    def _refused(self, frame: frames.Refused) -> events.Event | None:
        asked = self._asked.get(frame.id)
        if asked is None and frame.id != 0:
            return None  # of an answer that came twice: what it was about may have been asked again since
        space, counter = (asked.space, 0) if asked is not None else (b"", 0)
        if isinstance(asked, _Push) and 0 <= frame.index < len(asked.counters):
            counter = asked.counters[frame.index]
        elif asked is not None:
            del self._asked[frame.id]
        kind = "retry" if frame.kind == "reseal" and counter == 0 else frame.kind  # only a named entry is sealed again
        return events.Refused(kind, frame.code, frame.text, frame.retry_ms, space, counter, isinstance(asked, _Push))

    # Helpers

    def _ask(self, what: _Asked) -> int:
        self._last_id += 1
        self._asked[self._last_id] = what
        return self._last_id

    def _must_be_open(self) -> None:
        if self.state != "open":
            raise Misuse(self.state)
