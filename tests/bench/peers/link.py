"""A WebSocket of bare bytes for load: what is sent is made beforehand, what comes is only cut into frames."""

from __future__ import annotations

import selectors
import socket
import struct
import time
from collections.abc import Callable, Iterator

PATIENCE = 20


def frame(payload: bytes) -> bytes:
    """A binary message; its mask is of zeros, which costs nothing and is allowed."""
    if len(payload) < 126:
        return struct.pack(">BB4x", 0x82, 0x80 | len(payload)) + payload
    if len(payload) < 65536:
        return struct.pack(">BBH4x", 0x82, 0xFE, len(payload)) + payload
    return struct.pack(">BBQ4x", 0x82, 0xFF, len(payload)) + payload


def dial(port: int, path: str) -> Link:
    link = Link(socket.create_connection(("127.0.0.1", port), PATIENCE))
    head = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    link.socket.sendall(head.encode())
    while b"\r\n\r\n" not in link.rest:
        link.fill()
    answer, _, link.rest = link.rest.partition(b"\r\n\r\n")
    assert b" 101 " in answer, answer
    return link


class Link:
    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""
        self.state: dict[str, bytes] = {}

    def fill(self) -> None:
        data = self.socket.recv(1 << 20)
        if not data:
            raise ConnectionError("the server closed")
        self.rest += data

    def cut(self) -> Iterator[bytes]:
        """The frames that are here already."""
        rest, at = self.rest, 0
        while len(rest) - at >= 2:
            size, start = rest[at + 1] & 127, at + 2
            if size > 125:
                start += 2 if size == 126 else 8
                size = int.from_bytes(rest[at + 2 : start], "big")
            if len(rest) < max(start + size, start):
                break
            yield rest[start : start + size]
            at = start + size
        self.rest = rest[at:]

    def wait(self, enough: Callable[[bytes], bool], patience: float = PATIENCE, times: int = 1) -> None:
        """Reads until `enough` said so of that many frames. Patience is for all: some servers talk on for ever."""
        end = time.monotonic() + patience
        while True:
            times -= sum(map(enough, self.cut()))
            if times <= 0:
                return
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.socket.settimeout(left)
            self.fill()

    def close(self) -> None:
        self.socket.close()


def drive(links: list[Link], turns: list[list[bytes]], units: int, count: Callable[[bytes], int], end: float) -> float:
    """Every link says its next turn when the last one was acknowledged in full; gives turns a second."""
    selector = selectors.DefaultSelector()
    missing, queues = {}, {}
    for link, queue in zip(links, turns, strict=True):
        link.socket.settimeout(PATIENCE)
        selector.register(link.socket, selectors.EVENT_READ, link)
        missing[link], queues[link] = units, iter(queue)
    begun, done, active = time.perf_counter(), 0, set(links)
    for link in links:
        link.socket.sendall(next(queues[link]))
    while active and time.perf_counter() < begun + end:
        for key, _ in selector.select(1):
            link = key.data
            link.fill()
            missing[link] -= sum(map(count, link.cut()))
            if missing[link] > 0:
                continue
            done, missing[link] = done + 1, units
            turn = next(queues[link], None)
            if turn is None:  # a link that is out of turns ends the time, so that all are loaded alike
                active.clear()
                break
            link.socket.sendall(turn)
    seconds = time.perf_counter() - begun
    selector.close()
    return done / seconds
