"""What becomes of a chunk that comes, and of files that are gone.

Rule 1: a row is committed after its chunk is durable; what has no row is given to nobody.
Rule 2: a place is written once: the same bytes again are well, others are refused.
Rule 3: rows go before folders, and what is still to be removed is written down for the next start.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from newleaf_server.errors import Refusal
from newleaf_server.files import queries
from newleaf_server.log import logger

if TYPE_CHECKING:
    from newleaf_server.context import Context

MOST_CHUNK = 160 * 1024
MOST_CHUNKS = 64
LEAST_CHUNK = 72  # a seal around nothing


async def keep(context: Context, account: int, file_id: bytes, index: int, chunk: bytes) -> None:
    """Durable when it returns."""
    if index >= MOST_CHUNKS or len(chunk) > MOST_CHUNK:
        raise Refusal("permanent", "too-large", 0, 413)
    if len(chunk) < LEAST_CHUNK:
        raise Refusal("permanent", "malformed")
    disk, quota = context.disk, context.settings.quota_bytes
    async with disk.turn(file_id):
        known = await queries.known(context.reader, file_id)
        if known.account not in (0, account):
            raise Refusal("permanent", "exists", 0, 409)
        if index in known.sizes:
            await _again(context, file_id, index, chunk, known.sizes[index])
            return
        await queries.must_have_room(context.reader, account, len(chunk), quota)
        if known.gone:
            await asyncio.to_thread(disk.remove, file_id)
        await asyncio.to_thread(disk.write, file_id, index, chunk)
        try:
            await context.writer.write(
                partial(queries.add, account=account, file_id=file_id, index=index, size=len(chunk), quota=quota)
            )
        except Refusal:
            await asyncio.to_thread(disk.drop, file_id, index)
            raise


async def _again(context: Context, file_id: bytes, index: int, chunk: bytes, size: int) -> None:
    """A chunk that has a row. Where its bytes are missing (a backup without them), they are taken once more."""
    held = await asyncio.to_thread(context.disk.read, file_id, index)
    if held is None and size == len(chunk):
        await asyncio.to_thread(context.disk.write, file_id, index, chunk)
    elif held != chunk:
        raise Refusal("permanent", "exists", 0, 409)


async def held(context: Context, account: int, file_id: bytes) -> list[int]:
    """The indexes that are there, rows and bytes."""
    known = await queries.known(context.reader, file_id)
    if known.account != account:
        return []
    return [index for index in sorted(known.sizes) if context.disk.path(file_id, index).is_file()]


async def read(context: Context, account: int, file_id: bytes, index: int) -> bytes:
    """Its owner's, and that of whoever is in a talk with its owner: its id is told only inside of what is sealed."""
    known = await queries.known(context.reader, file_id)
    chunk = None
    if index in known.sizes and await queries.may_read(context.reader, account, known.account):
        chunk = await asyncio.to_thread(context.disk.read, file_id, index)
    if chunk is None:
        raise Refusal("permanent", "no-file", 0, 404)
    return chunk


async def remove(context: Context, account: int, file_id: bytes) -> None:
    async with context.disk.turn(file_id):
        await context.writer.write(partial(queries.forget_file, account=account, file_id=file_id))
    await clear(context)


async def clear(context: Context) -> None:
    """Takes what is gone off the disk: after a deletion, and at start what a stop left."""
    for file_id in await queries.all_gone(context.reader):
        async with context.disk.turn(file_id):
            if not (await queries.known(context.reader, file_id)).gone:
                continue  # sent again meanwhile
            try:
                await asyncio.to_thread(context.disk.remove, file_id)
            except OSError as error:
                logger.error("a file could not be removed", extra={"facts": {"errno": error.errno}})
                continue
            await context.writer.write(partial(queries.cleared, file_id=file_id))
