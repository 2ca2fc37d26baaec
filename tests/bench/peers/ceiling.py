"""What this language and database can do at most: takes bytes, commits them together, says so; no checks of any kind.

One thread commits whatever has gathered since its last commit, in WAL with synchronous FULL, then all are answered.
"""

from __future__ import annotations

import asyncio
import sqlite3
import struct
import sys
from collections import defaultdict

import uvloop
from websockets.asyncio.server import ServerConnection, serve

COLUMNS = "document blob, seq integer, data blob, primary key (document, seq)"
TABLE = f"create table if not exists entry ({COLUMNS}) without rowid"


class Log:
    def __init__(self, path: str) -> None:
        self.database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("pragma synchronous=full")
        self.database.execute(TABLE)
        self.heads = defaultdict(int, self.database.execute("select document, max(seq) from entry group by 1"))
        self.waiting: list[tuple[bytes, list[bytes], asyncio.Future[int]]] = []
        self.some = asyncio.Event()

    async def append(self, document: bytes, entries: list[bytes]) -> int:
        future = asyncio.get_running_loop().create_future()
        self.waiting.append((document, entries, future))
        self.some.set()
        return await future

    async def commit_for_ever(self) -> None:
        while True:
            await self.some.wait()
            self.some.clear()
            group, self.waiting = self.waiting, []
            rows = []
            for document, entries, _ in group:
                first = self.heads[document] + 1
                self.heads[document] += len(entries)
                rows += [(document, first + at, entry) for at, entry in enumerate(entries)]
            await asyncio.to_thread(self.commit, rows)
            for document, _, future in group:
                if not future.done():
                    future.set_result(self.heads[document])

    def commit(self, rows: list[tuple[bytes, int, bytes]]) -> None:
        self.database.execute("begin")
        self.database.executemany("insert into entry values (?, ?, ?)", rows)
        self.database.execute("commit")

    def after(self, document: bytes) -> bytes:
        return b"".join(
            data for (data,) in self.database.execute("select data from entry where document = ?", [document])
        )


async def main(port: int, path: str) -> None:
    log = Log(path)
    listeners: dict[bytes, set[ServerConnection]] = defaultdict(set)

    async def talk(wire: ServerConnection) -> None:
        document = wire.request.path.encode()
        listeners[document].add(wire)
        try:
            async for message in wire:
                if message[:1] == b"p":
                    await wire.send(b"e" + log.after(document))
                    continue
                (size,) = struct.unpack_from(">H", message, 1)
                entries = [message[at : at + size] for at in range(3, len(message), size)]
                head = await log.append(document, entries)
                await wire.send(struct.pack(">cQ", b"a", head))
                for other in listeners[document] - {wire}:
                    await other.send(b"e" + message[3:])
        finally:
            listeners[document].discard(wire)

    async with serve(talk, "127.0.0.1", port, compression=None, max_size=2**24):
        await log.commit_for_ever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), sys.argv[2]))
