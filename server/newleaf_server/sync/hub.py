"""Who hears of what: each new range of a log is encoded once and offered to everyone else who listens.

Rule 1: an offer never waits. A listener whose queue is full gets a doorbell when it has room again, and pulls.
Rule 2: the sender of a push does not hear it; `pushed` tells it the seqs.
Rule 3: a device that was removed from its account hears nothing more, from the moment of the removal.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync.frames import Changed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024
encode = msgspec.msgpack.Encoder().encode


class Listener:
    """One connection's way out: a bounded queue that is emptied in order by a task that lives while it has work."""

    __slots__ = ("_bells", "_bytes", "_drain", "_queue", "_send", "account", "device")

    def __init__(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        self.account = 0
        self.device = 0
        self._send = send
        self._queue: list[bytes] = []  # a deque takes 760 bytes of each connection, though most are idle
        self._bytes = 0
        self._bells: dict[bytes, int] = {}
        self._drain: asyncio.Task[None] | None = None

    def say(self, frame: msgspec.Struct) -> None:
        """An answer: always queued; whoever reads the questions waits for `room` before the next."""
        self._put(encode(frame))

    def offer(self, space_id: bytes, data: bytes, head: int) -> None:
        full = len(self._queue) >= MOST_FRAMES or self._bytes >= MOST_BYTES
        if full or space_id in self._bells:
            self._bells[space_id] = head
        else:
            self._put(data)

    def ring(self, space_id: bytes, head: int) -> None:
        """Something about a space that is no entry: who belongs to it."""
        self._put(encode(Changed(space_id, head)))

    async def room(self) -> None:
        """Waits while the other side asks more than it reads."""
        if self._bytes >= MOST_BYTES:
            await self.flush()

    async def flush(self) -> None:
        """Waits until everything that was said is sent."""
        while self._drain is not None:
            await asyncio.shield(self._drain)

    def _put(self, data: bytes) -> None:
        self._queue.append(data)
        self._bytes += len(data)
        if self._drain is None:
            self._drain = asyncio.get_running_loop().create_task(self._empty())

    async def _empty(self) -> None:
        try:
            while self._queue:
                queue, self._queue = self._queue, []
                for data in queue:
                    self._bytes -= len(data)
                    await self._send(data)
                if not self._queue:
                    self._ring()
        except Exception:  # noqa: BLE001 - the other side is gone; its reading half ends the connection
            self._queue.clear()
            self._bytes = 0
        finally:
            self._drain = None

    def _ring(self) -> None:
        bells, self._bells = self._bells, {}
        for space_id, head in bells.items():
            self._put(encode(Changed(space_id, head)))


class Hub:
    def __init__(self) -> None:
        self.removed: set[int] = (
            set()
        )  # devices that are no longer of their account; a new start forgets their sessions
        self.left: set[tuple[int, int]] = set()  # (space, account) of those who are no member any more
        self._listeners: dict[int, dict[Listener, None]] = {}

    def subscribe(self, space: int, listener: Listener) -> None:
        self._listeners.setdefault(space, {})[listener] = None

    def leave(self, spaces: set[int], listener: Listener) -> None:
        for space in spaces:
            listeners = self._listeners.get(space, {})
            listeners.pop(listener, None)
            if not listeners:
                self._listeners.pop(space, None)

    def others(self, space: int, sender: Listener) -> list[Listener]:
        return [listener for listener in self._listeners.get(space, ()) if listener is not sender]

    def tell(self, space: int, space_id: bytes, head: int) -> None:
        """Rings every connection that listens to `space`, the diary of a person, about the space `space_id`."""
        for listener in list(self._listeners.get(space, ())):
            listener.ring(space_id, head)

    def expel(self, space: int, account: int) -> None:
        """A person who is no member any more hears nothing of it from this moment on."""
        self.left.add((space, account))
        listeners = self._listeners.get(space, {})
        for listener in [listener for listener in listeners if listener.account == account]:
            del listeners[listener]

    def remove(self, devices: set[int]) -> None:
        self.removed |= devices
        for listeners in self._listeners.values():
            for listener in [listener for listener in listeners if listener.device in devices]:
                del listeners[listener]
