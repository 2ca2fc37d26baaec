"""Photos: cut and joined without loss, sealed in their place, and found again in their page's records."""

import asyncio
import os

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import photo
from newleaf_sync.client import Client, photos
from newleaf_sync.client.account import Offering
from newleaf_sync.clock import make_stamp
from newleaf_sync.document import Document
from newleaf_sync.errors import Declined, Misuse, NotAuthentic
from newleaf_sync.model.page import document_name, make_edit, read_page
from newleaf_sync.photo import PART_BYTES, Photo
from newleaf_sync.record import Change

DEVICE, PAGE = bytes([0xA0]) * 16, bytes([0x11]) * 16
NOW = 1_795_000_000_000


def a_photo(chunks: int = 1, number: int = 1) -> Photo:
    return Photo(bytes([number]) * 16, bytes([number]) * 16, bytes(32), chunks, 1600, 1200)


def page_of(*groups: list[Change]) -> Document:
    document = Document("page/x")
    for changes in groups:
        document.confirm(DEVICE, NOW, changes)
    return document


near_the_cut = st.integers(1, 5).flatmap(lambda n: st.integers(max(1, n * PART_BYTES - 2), n * PART_BYTES + 2))


@given(st.one_of(st.integers(1, 3000), near_the_cut))
def test_what_is_cut_and_sealed_joins_to_the_same(size):
    picture = (bytes(range(251)) * (size // 251 + 1))[:size]
    parts = photo.cut(picture)
    assert b"".join(parts) == picture
    assert {len(part) for part in parts[:-1]} <= {PART_BYTES}
    assert 0 < len(parts[-1]) <= PART_BYTES
    one = a_photo(len(parts))
    chunks = photo.seal_picture(one, picture)
    assert photo.open_picture(one, chunks) == picture
    if len(chunks) > 1:
        with pytest.raises(NotAuthentic):
            photo.open_picture(one, [chunks[1], chunks[0], *chunks[2:]])
        with pytest.raises(Misuse):
            photo.open_picture(one, chunks[:-1])


def test_a_picture_has_its_limits():
    assert len(photo.cut(bytes(64 * PART_BYTES))) == 64
    for size in (0, 64 * PART_BYTES + 1):
        with pytest.raises(Misuse):
            photo.cut(bytes(size))


def test_photos_stand_in_the_order_of_their_adding_and_make_their_page():
    late, early = a_photo(number=1), a_photo(number=2)
    document = page_of(photo.make_photo(PAGE, "2026-11-23", late, make_stamp(NOW), ()))
    found = read_page(document.records().values())
    assert (found.id, found.day, found.line) == (PAGE, "2026-11-23", "")
    document.confirm(
        DEVICE, NOW, photo.make_photo(PAGE, "2026-11-24", early, make_stamp(NOW - 5), document.records().values())
    )
    assert [one.id for one in photo.read_photos(document.records().values())] == [early.id, late.id]
    assert msgspec.structs.replace(photo.read_photos(document.records().values())[1], at=b"") == late
    assert read_page(document.records().values()).day == "2026-11-23"


def test_a_photo_leaves_the_words_of_its_page_alone():
    words = make_edit(PAGE, bytes(16), make_stamp(NOW), "2026-11-20", "Broad beans.", b"", ())
    document = page_of(words)
    records = document.records().values()
    document.confirm(DEVICE, NOW, photo.make_photo(PAGE, "2026-11-23", a_photo(), make_stamp(NOW + 1), records))
    page = read_page(document.records().values())
    assert (page.day, page.line) == ("2026-11-20", "Broad beans.")


def test_a_photo_is_taken_out_and_brought_back():
    one = a_photo()
    document = page_of(photo.make_photo(PAGE, "2026-11-23", one, make_stamp(NOW), ()))
    for at, deleted in ((1, True), (2, False)):
        document.confirm(DEVICE, NOW, photo.take_out(PAGE, one.id, make_stamp(NOW + at), deleted=deleted))
        assert len(photo.read_photos(document.records().values())) == (0 if deleted else 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"file": b"x"},
        {"key": bytes(31)},
        {"chunks": 0},
        {"chunks": 65},
        {"chunks": True},
        {"width": 0},
        {"height": "9"},
    ],
)
def test_a_record_that_makes_no_sense_is_left_out(wrong):
    good = photo.make_photo(PAGE, "2026-11-23", a_photo(), make_stamp(NOW), ())
    bad = Change(photo.PHOTO, bytes([9]) * 16, make_stamp(NOW), {**good[1].fields, **wrong})
    assert [one.id for one in photo.read_photos(page_of(good, [bad]).records().values())] == [a_photo().id]


async def second(first: Client, path) -> Client:
    offering = Offering(first.vault.url)
    await offering.leave()
    linking = asyncio.create_task(Client.link(offering, path))
    await first.let_in(await first.accept(offering.code))
    return await linking


@pytest.mark.anyio
async def test_another_device_reads_the_photo_of_a_page(server, tmp_path):
    picture = os.urandom(PART_BYTES + 1)
    one = await Client.create(server.url, tmp_path / "one.db")
    await one.sync_until_quiet()
    page = one.write_page("Beans.", "2026-11-23")
    added = await photos.add_photo(one, page, "2026-11-23", picture, (1600, 1200))
    await one.sync_until_quiet()
    two = await second(one, tmp_path / "two.db")
    await two.sync_until_quiet()
    (found,) = photos.photos(two, page)
    assert await photos.read_photo(two, found) == picture
    assert str(two.read_page(page)) == "Beans."
    assert list(two.diary.records_of(document_name(page))) != []
    await photos.remove_photo(two, page, found)
    await two.sync_until_quiet()
    await one.sync_until_quiet()
    assert photos.photos(one, page) == []
    with pytest.raises(Declined, match="no-file"):
        await photos.read_photo(one, added)
    for client in (one, two):
        assert client.alarms == []
        client.close()


@pytest.mark.anyio
async def test_a_chunk_that_the_server_changed_is_not_taken(server, tmp_path):
    client = await Client.create(server.url, tmp_path / "one.db")
    await client.sync_until_quiet()
    added = await photos.add_photo(client, bytes(16), "2026-11-23", b"a picture", (1, 1))
    path = server.data / "files" / added.file.hex()[:2] / added.file.hex() / "0"
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(NotAuthentic):
        await photos.read_photo(client, added)
    client.close()
