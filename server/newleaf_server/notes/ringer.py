"""Sends the notes that wait: by day, few, and one at a time for each phone until its person has looked.

Rule 1: nothing waits for this: whoever wrote has their answer before a push service is asked.
Rule 2: a push service that is slow or down is left alone for a while, and no note comes twice.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

from newleaf_server.clock import now_ms
from newleaf_server.errors import Refusal
from newleaf_server.log import logger
from newleaf_server.notes import queries
from newleaf_server.notes.push_service import GONE, push

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Coroutine

    import aiosqlite

    from newleaf_server.store.writer import Writer

LOOK_S = 60  # for those whose morning has come
AT_ONCE = 8
REST_S = 600
TRY_MS = 5000
MOST_REST_S = 24 * 3600
OK = range(200, 300)


class Ringer:
    def __init__(self, writer: Writer, reader: aiosqlite.Connection, key: bytes, origin: str, rung: set[int]) -> None:
        self.key = key
        self._writer = writer
        self._reader = reader
        self._origin = origin
        self._rung = rung  # devices for which a note waits, or is there
        self._tried: dict[int, int] = {}  # device -> when, ms
        self._rests: dict[int, int] = {}  # device -> until when, ms
        self._bell = asyncio.Event()
        self._bell.set()  # some may have waited while the server was away
        self._asked: set[asyncio.Task[None]] = set()
        self._task = asyncio.create_task(self._run())

    def written(self, space: int, author: int, listening: set[int]) -> None:
        """Somebody wrote; `listening`: devices that hear it at once."""
        self._later(self._wait(partial(queries.written, space=space, author=author, listening=listening)))

    def sent(self, accounts: list[int]) -> None:
        """A letter came for these people."""
        if accounts:
            self._later(self._wait(partial(queries.sent, accounts=accounts)))

    def opened(self, device: int) -> None:
        if device in self._rung:
            self._rung.discard(device)
            self._later(self._writer.write(partial(queries.opened, device=device)))

    def look(self) -> None:
        """Something changed of when notes may come."""
        self._bell.set()

    async def try_one(self, device: int) -> bool:
        """One now, for whoever wants to see what it looks like; it is not counted. False where notes are off."""
        asked = await queries.asked_by(self._reader, device)
        now = now_ms()
        if asked is None:
            return False
        if self._tried.get(device, 0) > now - TRY_MS:
            raise Refusal("retry", "rate", TRY_MS, 429)
        self._tried = {one: at for one, at in self._tried.items() if at > now - TRY_MS} | {device: now}
        self._later(self._push_once(asked))
        return True

    async def _push_once(self, asked: queries.Asked) -> None:
        await asyncio.to_thread(push, asked, self.key, self._origin, now_ms())

    async def close(self) -> None:
        for task in (self._task, *self._asked):
            task.cancel()
        await asyncio.gather(self._task, *self._asked, return_exceptions=True)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._asked.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._asked.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("a note was not kept", exc_info=task.exception())

    async def _wait(self, write: Callable[[sqlite3.Connection], list[int]]) -> None:
        found = await self._writer.write(write)
        if found:
            self._rung.update(found)
            self._bell.set()

    async def _run(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), LOOK_S)
            self._bell.clear()
            try:
                await self._send_all()
            except Exception:  # noqa: BLE001 - a full disk; notes are sent again when it can be written
                logger.exception("notes were not sent")

    async def _send_all(self) -> None:
        now = now_ms()
        self._rests = {device: until for device, until in self._rests.items() if until > now}
        found = [one for one in await queries.waiting(self._reader) if one.device not in self._rests]
        due = [(one, day) for one in found if (day := one.due(now)) is not None]
        for at in range(0, len(due), AT_ONCE):
            await asyncio.gather(*(self._send(one, day) for one, day in due[at : at + AT_ONCE]))

    async def _send(self, one: queries.Waiting, day: int) -> None:
        await self._writer.write(partial(queries.told, device=one.device, day=day))
        answer = await asyncio.to_thread(push, one.asked, self.key, self._origin, now_ms())
        if answer.status in OK:
            return
        if answer.status in GONE:  # the app is no more on that phone, or the person said no there
            await self._writer.write(partial(queries.stop, device=one.device))
            return
        logger.warning("a push service did not take a note", extra={"facts": {"status": answer.status}})
        self._rests[one.device] = now_ms() + 1000 * min(max(answer.rest_s, REST_S), MOST_REST_S)
        await self._writer.write(partial(queries.not_told, device=one.device))
