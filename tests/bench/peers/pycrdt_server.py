"""pycrdt-websocket with its SQLite store, on hypercorn, as its guide sets it up; run by the peers' own Python."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from hypercorn import Config
from hypercorn.asyncio import serve
from pycrdt.store import SQLiteYStore, YDocNotFound
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


class Store(SQLiteYStore):
    db_path = sys.argv[2]


class Rooms(WebsocketServer):
    opening = asyncio.Lock()
    """Rooms that open together race for the making of the store's tables, so here they open one by one."""

    async def get_room(self, name: str) -> YRoom:
        async with self.opening:
            if name not in self.rooms:
                self.rooms[name] = await self.load(name)
            return self.rooms[name]

    async def load(self, name: str) -> YRoom:
        store = Store(path=name)
        room = YRoom(ready=False, ystore=store, log=self.log)
        await self.start_room(room)
        await store.started.wait()
        try:
            await store.apply_updates(room.ydoc)
        except YDocNotFound:
            pass
        room.ready = True  # only now does it write what changes, so that what was stored is not stored again
        await room.ydoc_observed.wait()
        return room


async def main() -> None:
    config = Config()
    config.bind = [f"127.0.0.1:{sys.argv[1]}"]
    async with Rooms(auto_clean_rooms=False) as rooms:
        await serve(ASGIServer(rooms), config, mode="asgi", shutdown_trigger=partial(asyncio.sleep, 3600))


if __name__ == "__main__":
    asyncio.run(main())
