"""Photos of a headless client: sealed here, kept at the server, read back. Needs the network, unlike words."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from newleaf_sync import photo
from newleaf_sync.client.diary import now_ms
from newleaf_sync.model.page import document_name

if TYPE_CHECKING:
    from newleaf_sync.client import Client


def photos(client: Client, page_id: bytes) -> list[photo.Photo]:
    return photo.read_photos(client.diary.records_of(document_name(page_id)))


async def add_photo(client: Client, page_id: bytes, day: str, jpeg: bytes, size: tuple[int, int]) -> photo.Photo:
    """Its chunks are at the server when it returns, its record is in the outbox. `client` has synced before."""
    ids = (secrets.token_bytes(16), secrets.token_bytes(photo.FILE_BYTES), secrets.token_bytes(32))
    made = photo.Photo(*ids, len(photo.cut(jpeg)), *size)
    for index, chunk in enumerate(photo.seal_picture(made, jpeg)):
        await client.api.raw("PUT", f"{_path(made)}/{index}", chunk)
    name, stamp = document_name(page_id), client.diary.clock.tick(now_ms())
    client.diary.save(name, photo.make_photo(page_id, day, made, stamp, client.diary.records_of(name)))
    return made


async def read_photo(client: Client, wanted: photo.Photo) -> bytes:
    """Raises Declined `no-file` while a chunk of it is not at the server, NotAuthentic where one was changed."""
    chunks = [await client.api.raw("GET", f"{_path(wanted)}/{index}") for index in range(wanted.chunks)]
    return photo.open_picture(wanted, chunks)


async def remove_photo(client: Client, page_id: bytes, unwanted: photo.Photo) -> None:
    """For good: its file is deleted at the server as well."""
    stamp = client.diary.clock.tick(now_ms())
    client.diary.save(document_name(page_id), photo.take_out(page_id, unwanted.id, stamp, deleted=True))
    await client.api.call("DELETE", _path(unwanted))


def _path(one: photo.Photo) -> str:
    return f"/api/files/{one.file.hex()}"
