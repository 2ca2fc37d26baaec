"""The only way from one phone to the server: it passes every byte on until it is cut, in the middle of anything."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anyio.from_thread import BlockingPortal


class Cable:
    """Listens on `port` all the time, so that nobody else takes it while there is no network."""

    def __init__(self, portal: BlockingPortal, port: int, server_port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._portal = portal
        self._server_port = server_port
        self._whole = True
        self._ends: set[asyncio.StreamWriter] = set()
        self._calls: set[asyncio.Task] = set()
        self._listener = portal.call(asyncio.start_server, self._pass_on, "127.0.0.1", port)

    def cut(self) -> None:
        self._portal.call(self._cut)

    def mend(self) -> None:
        self._whole = True

    def close(self) -> None:
        self._portal.call(self._listener.close)
        self.cut()

    async def _cut(self) -> None:
        self._whole = False
        for end in self._ends:
            end.transport.abort()
        await asyncio.gather(*self._calls, return_exceptions=True)

    async def _pass_on(self, near: asyncio.StreamReader, near_end: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._calls.add(task)
        ends = [near_end]
        self._ends.add(near_end)
        try:
            if self._whole:
                far, far_end = await asyncio.open_connection("127.0.0.1", self._server_port)
                ends.append(far_end)
                self._ends.add(far_end)
                if not self._whole:  # cut meanwhile
                    return
                await asyncio.gather(_copy(near, far_end), _copy(far, near_end))
        except OSError:
            pass
        finally:
            self._calls.discard(task)
            for end in ends:
                self._ends.discard(end)
                end.transport.abort()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    with contextlib.suppress(OSError):
        writer.write_eof()
