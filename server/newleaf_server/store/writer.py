"""The one writer: everything that all connections want written now goes into one transaction (group commit).

Rule 1: a job's future resolves only after the commit, so acknowledged means durable.
Rule 2: a job that fails is undone alone; the others of its group are kept. Failures are rare, so a group is run without
        savepoints first, and again with them where one of it failed.
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
Outcome = tuple["asyncio.Future[Any]", Any, BaseException | None]
Job = tuple[Callable[[sqlite3.Connection], Any], "asyncio.Future[Any]"]
GROUP = 512
RETRY_FULL_MS = 60_000
RETRY_DAMAGED_MS = 300_000  # somebody has to come and mend it
FULL = ("SQLITE_FULL", "SQLITE_IOERR")
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_CANTOPEN")


class Writer:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._asked: list[Job] = []  # in this turn of the loop
        self._groups: queue.SimpleQueue[list[Job] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="newleaf-writer", daemon=True)
        self._thread.start()

    async def write(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `job` in the next transaction and returns its result once that is on disk.

        It may be run twice: where another of its group fails, all are undone and each is tried by itself.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        if not self._asked:
            loop.call_soon(self._hand_over)  # what is asked in one turn wakes the thread once
        self._asked.append((job, future))
        return await future

    def close(self) -> None:
        self._hand_over()
        self._groups.put(None)
        self._thread.join()
        self._connection.close()

    def _hand_over(self) -> None:
        asked, self._asked = self._asked, []
        if asked:
            self._groups.put(asked)

    def _run(self) -> None:
        while (group := self._groups.get()) is not None:
            last = self._gather(group)
            self._commit(group)
            if last:
                return

    def _gather(self, group: list[Job]) -> bool:
        """Adds what was asked meanwhile; True where nothing will come after."""
        while len(group) < GROUP:
            try:
                more = self._groups.get_nowait()
            except queue.Empty:
                return False
            if more is None:
                return True
            group += more
        return False

    def _commit(self, group: list[Job]) -> None:
        outcomes: list[Outcome]
        try:
            outcomes = self._together(group) or self._one_by_one(group)
        except Exception as error:  # noqa: BLE001 - this thread must live on, and everyone who waits must hear
            self._undo()
            outcomes = [(future, None, as_refusal(error)) for _, future in group]
        group[0][1].get_loop().call_soon_threadsafe(_settle, outcomes)

    def _together(self, group: list[Job]) -> list[Outcome]:
        """One transaction for all; nothing is stored, and nothing returned, where one of them fails."""
        outcomes: list[Outcome] = []
        self._connection.execute("BEGIN IMMEDIATE")
        for job, future in group:
            try:
                outcomes.append((future, job(self._connection), None))
            except Exception:  # noqa: BLE001 - it is run again alone, and whoever asked hears of it then
                self._undo()
                return []
        self._connection.execute("COMMIT")
        return outcomes

    def _one_by_one(self, group: list[Job]) -> list[Outcome]:
        """One transaction in which each job is undone by itself where it fails."""
        self._connection.execute("BEGIN IMMEDIATE")
        outcomes = [(future, *self._alone(job)) for job, future in group]
        self._connection.execute("COMMIT")
        return outcomes

    def _alone(self, job: Callable[[sqlite3.Connection], Any]) -> tuple[Any, BaseException | None]:
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

    def _undo(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


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


def _settle(outcomes: list[Outcome]) -> None:
    for future, result, error in outcomes:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
