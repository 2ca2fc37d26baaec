"""Between a client and the real server: passes every byte on, and lets a test rewrite what the server says."""

from __future__ import annotations

import asyncio
import contextlib
import struct
import threading
from typing import TYPE_CHECKING, Any

import msgspec
from serving import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

BINARY = 2
ANSWER = b"content-type: application/x-msgpack"


class Middleman:
    """Two things that a test may set. Both get a list and give the one that the client hears.

    `rewrite`         each frame that the server says over a WebSocket
    `rewrite_answer`  "GET /api/account" or the like, and each body with which the server answers it
    """

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.rewrite: Callable[[list[Any]], list[Any]] = honest
        self.rewrite_answer: Callable[[str, list[Any]], list[Any]] = honest_answer
        self._server_port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> Middleman:
        self._thread.start()
        listening = asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self._listener = asyncio.run_coroutine_threadsafe(listening, self._loop).result(10)
        return self

    def stop(self) -> None:
        async def end() -> None:
            self._listener.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)  # transports close in the next turn

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_writer = None
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
            if b"upgrade: websocket" in head.lower():
                # Compressed frames could not be rewritten.
                up_writer.write(_without(head, b"sec-websocket-extensions"))
                answers = self._frames(up_reader, writer)
            else:
                # One call a connection: an answer is whole when the server ends it.
                up_writer.write(_without(head, b"connection", b"connection: close"))
                answers = self._answer(_called(head), up_reader, writer)
            ways = [asyncio.create_task(_bytes(reader, up_writer)), asyncio.create_task(answers)]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        for end in (writer, up_writer):
            if end is not None:
                end.close()

    async def _frames(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(await reader.readuntil(b"\r\n\r\n"))
        while True:
            first, length = await reader.readexactly(2)
            if length > 125:
                length = int.from_bytes(await reader.readexactly(2 if length == 126 else 8), "big")
            data = await reader.readexactly(length)
            if first & 15 == BINARY:
                data = msgspec.msgpack.encode(self.rewrite(msgspec.msgpack.decode(data)))
            writer.write(struct.pack(">BBQ", first, 127, len(data)) if len(data) > 65535 else _short(first, data))
            writer.write(data)
            await writer.drain()

    async def _answer(self, called: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " in head.partition(b"\r\n")[0] and ANSWER in head.lower():
            told = self.rewrite_answer(called, msgspec.msgpack.decode(await reader.read()))
            body = msgspec.msgpack.encode(told)
            writer.write(_without(head, b"content-length", b"content-length: %d" % len(body)) + body)
            await writer.drain()
        else:
            writer.write(head)
            await _bytes(reader, writer)


def honest(frame: list[Any]) -> list[Any]:
    return frame


def honest_answer(_called: str, body: list[Any]) -> list[Any]:
    return body


def _called(head: bytes) -> str:
    method, path, *_ = head.decode("latin-1").split(" ")
    return f"{method} {path.partition('?')[0]}"


def _without(head: bytes, name: bytes, *instead: bytes) -> bytes:
    """The head of a message without a header, and with another in its place."""
    first, *lines = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    others = [line for line in lines if line.partition(b":")[0].lower() != name]
    return b"\r\n".join([first, *others, *instead, b"", b""])


def _short(first: int, data: bytes) -> bytes:
    return struct.pack(">BB", first, len(data)) if len(data) < 126 else struct.pack(">BBH", first, 126, len(data))


async def _bytes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
