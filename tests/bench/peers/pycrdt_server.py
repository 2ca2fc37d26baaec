"""pycrdt-websocket with its SQLite store, on hypercorn, as its guide sets it up; run by the peers' own Python."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from hypercorn import Config
from hypercorn.asyncio import serve
from pycrdt.store import SQLiteYStore
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


class Store(SQLiteYStore):
    db_path = sys.argv[2]


class Rooms(WebsocketServer):
    async def get_room(self, name: str) -> YRoom:
        if name not in self.rooms:
            self.rooms[name] = YRoom(ystore=Store(path=name), ready=self.rooms_ready, log=self.log)
            room = self.rooms[name]
            await self.start_room(room)
            await room.ystore.apply_updates(room.ydoc) if await stored(room) else None
        return self.rooms[name]


async def stored(room: YRoom) -> bool:
    """Whether the store has updates of this room already."""
    try:
        async for _ in room.ystore.read():
            return True
    except Exception:  # an empty store says so by an error
        return False
    return False


async def main() -> None:
    config = Config()
    config.bind = [f"127.0.0.1:{sys.argv[1]}"]
    config.websocket_ping_interval = None
    async with Rooms(auto_clean_rooms=False) as rooms:
        await serve(ASGIServer(rooms), config, mode="asgi", shutdown_trigger=partial(asyncio.sleep, 3600))


if __name__ == "__main__":
    asyncio.run(main())
