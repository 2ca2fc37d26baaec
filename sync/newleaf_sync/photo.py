"""Photos of journal pages: a file of sealed chunks, and the record that names it (PROTOCOL.md section 5.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u32
from newleaf_sync.errors import Misuse
from newleaf_sync.model.page import PAGE, read_page
from newleaf_sync.record import Change, Record, gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PHOTO = "photo"
PART_BYTES = 128 * 1024
MOST_CHUNKS = 64
FILE_BYTES = 16


class Photo(msgspec.Struct, frozen=True):
    id: bytes
    file: bytes
    key: bytes
    chunks: int
    width: int
    height: int
    at: bytes = b""  # of its `file`: when it was added


def cut(picture: bytes) -> list[bytes]:
    """The parts of a picture. Raises Misuse for one that is empty or too large."""
    parts = [picture[at : at + PART_BYTES] for at in range(0, len(picture), PART_BYTES)]
    if not 0 < len(parts) <= MOST_CHUNKS:
        raise Misuse(f"a picture of {len(picture)} bytes")
    return parts


def seal_chunk(photo: Photo, index: int, part: bytes) -> bytes:
    return suite.cobblestone_seal(_key(photo), _place(photo, index), part)


def open_chunk(photo: Photo, index: int, chunk: bytes) -> bytes:
    """Raises NotAuthentic for anything but this chunk of this file."""
    return suite.cobblestone_open(_key(photo), _place(photo, index), chunk)


def seal_picture(photo: Photo, picture: bytes) -> list[bytes]:
    return [seal_chunk(photo, index, part) for index, part in enumerate(cut(picture))]


def open_picture(photo: Photo, chunks: Sequence[bytes]) -> bytes:
    if len(chunks) != photo.chunks:
        raise Misuse(f"{len(chunks)} chunks of {photo.chunks}")
    return b"".join(open_chunk(photo, index, chunk) for index, chunk in enumerate(chunks))


def _key(photo: Photo) -> bytes:
    return suite.hkdf(photo.key, "newleaf/v1/file", photo.file)


def _place(photo: Photo, index: int) -> bytes:
    return pae("newleaf/v1/file/chunk", photo.file, u32(index), u32(photo.chunks))


def make_photo(page_id: bytes, day: str, photo: Photo, stamp: bytes, records: Iterable[Record]) -> list[Change]:
    """One entry for a page of these records: the page first, so that a reader can tell which one it is."""
    page = read_page(records)
    of_page: dict[str, Any] = {"day": day, "line": ""} if page is None else {"day": page.day}
    fields = {name: getattr(photo, name) for name in ("file", "key", "chunks", "width", "height")}
    return [Change(PAGE, page_id, stamp, of_page), Change(PHOTO, photo.id, stamp, fields)]


def take_out(page_id: bytes, photo_id: bytes, stamp: bytes, *, deleted: bool) -> list[Change]:
    return [Change(PAGE, page_id, stamp, {}), Change(PHOTO, photo_id, stamp, {"deleted": deleted})]


def read_photos(records: Iterable[Record]) -> list[Photo]:
    """In the order of their adding; those that are taken out or make no sense are left out."""
    found = [photo for record in records if not gone(record) and (photo := _read(record)) is not None]
    return sorted(found, key=lambda photo: (photo.at, photo.id))


def _read(record: Record) -> Photo | None:
    values = {name: field.value for name, field in record.fields.items()}
    match values:
        case {
            "file": bytes(file),
            "key": bytes(key),
            "chunks": int(chunks),
            "width": int(width),
            "height": int(height),
        }:
            sizes = (len(file), len(key)) == (FILE_BYTES, suite.KEY_BYTES) and 0 < chunks <= MOST_CHUNKS
            numbers = not any(isinstance(number, bool) for number in (chunks, width, height))
            if record.type == PHOTO and sizes and numbers and width > 0 and height > 0:
                return Photo(record.id, file, key, chunks, width, height, record.fields["file"].at)
    return None
