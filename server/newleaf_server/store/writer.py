"""The one writer: everything that all connections want written now goes into one transaction (group commit).

Rule 1: a job's future resolves only after the commit, so acknowledged means durable.
Rule 2: a job that fails is undone alone, by a savepoint; the others of its group are kept.
Rule 3: when the commit itself fails (a full disk), nothing of the group is stored and every job hears of it.
Rule 4: what SQLite cannot do now is a Refusal to try again (`storage-full`, `damaged`, `busy`), never a fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from newleaf_server.errors import Refusal
from newleaf_server.log import logger

T = TypeVar("T")
Job = tuple[Callable[[sqlite3.Connection], Any], "asyncio.Future[Any]"]
GROUP = 512
RETRY_FULL_MS = 60_000
RETRY_DAMAGED_MS = 300_000  # somebody has to come and mend it
FULL = ("SQLITE_FULL", "SQLITE_IOERR")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_CANTOPEN")


class Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="newleaf-writer", daemon=True)
        self._thread.start()

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `job` in the next transaction and returns its result once that is on disk."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((job, future))
        return await future

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            group, last = self._gather(first)
            self._commit(group)
            if last:
                return

    def _gather(self, first: Job) -> tuple[list[Job], bool]:
        group = [first]
        while len(group) < GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return group, True
            group.append(job)
        return group, False

    def _commit(self, group: list[Job]) -> None:
        outcomes: list[tuple[asyncio.Future[Any], Any, BaseException | None]] = []
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for job, future in group:
                outcomes.append((future, *self._one(job)))
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - this thread must live on, and everyone who waits must hear
            with contextlib.suppress(sqlite3.Error):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            outcomes = [(future, None, as_refusal(error)) for _, future in group]
        group[0][1].get_loop().call_soon_threadsafe(_settle, outcomes)

    def _one(self, job: Callable[[sqlite3.Connection], Any]) -> tuple[Any, BaseException | None]:
        self._connection.execute("SAVEPOINT job")
        try:
            result = job(self._connection)
        except Exception as error:
            if not self._connection.in_transaction:
                raise  # SQLite gave up the whole transaction: rule 3
            self._connection.execute("ROLLBACK TO job")
            self._connection.execute("RELEASE job")
            return None, as_refusal(error)
        self._connection.execute("RELEASE job")
        return result, None


def as_refusal(error: Exception) -> Exception:
    """What a phone hears of an error of SQLite; any other error as it is."""
    name: str = getattr(error, "sqlite_errorname", "")
    damaged = name.startswith(DAMAGED)
    if not damaged and not isinstance(error, sqlite3.OperationalError):
        return error
    logger.error("the database failed", extra={"facts": {"sqlite": name}})
    if damaged:
        return Refusal("retry", "damaged", RETRY_DAMAGED_MS, 503)
    if name.startswith(FULL):
        return Refusal("retry", "storage-full", RETRY_FULL_MS, 507)
    return Refusal("retry", "busy", 1000, 503)


def _settle(outcomes: list[tuple[asyncio.Future[Any], Any, BaseException | None]]) -> None:
    for future, result, error in outcomes:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
