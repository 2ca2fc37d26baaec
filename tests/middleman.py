"""Between a client and the real server: passes every byte on, and lets a test rewrite what the server says on /sync."""

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


class Middleman:
    """`rewrite` gets each frame of the server as a list and gives the one that the client hears."""

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.rewrite: Callable[[list[Any]], list[Any]] = lambda frame: frame
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
            # Compressed frames could not be rewritten.
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"sec-websocket-extensions")]
            up_writer.write(b"\r\n".join(lines))
            answers = self._frames if b"upgrade: websocket" in head.lower() else _bytes
            ways = [asyncio.create_task(_bytes(reader, up_writer)), asyncio.create_task(answers(up_reader, writer))]
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


def _short(first: int, data: bytes) -> bytes:
    return struct.pack(">BB", first, len(data)) if len(data) < 126 else struct.pack(">BBH", first, 126, len(data))


async def _bytes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
