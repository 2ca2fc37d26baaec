"""A photo in a page: added without a network, seen on the other phone, taken out; nothing of the camera's in it."""

import base64
import re
import shutil
import struct
import subprocess
import sys
import time
import zipfile

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_copy import delete_everything, open_copy
from test_journal import open_journal, pages, write
from test_second_phone import link

CANARY = b"TAKEN-AT-HOME"
DRAW = """([width, height]) => { const canvas = document.createElement("canvas");
  canvas.width = width; canvas.height = height; const pen = canvas.getContext("2d");
  for (let x = 0; x < width; x += 8) for (let y = 0; y < height; y += 8) {
    pen.fillStyle = `rgb(${x * 7 % 256}, ${y * 5 % 256}, ${x * y % 256})`; pen.fillRect(x, y, 8, 8); }
  return canvas.toDataURL("image/jpeg").split(",")[1]; }"""
HEAR = """() => { const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = blob => { window.blob = blob; return make(blob); }; }"""
SEEN = "blob.arrayBuffer().then(buffer => [...new Uint8Array(buffer)])"


def exif() -> bytes:
    """As a camera writes it: held upright (orientation 6), its maker, and where it was."""
    place = struct.pack(">6L", 51, 1, 29, 1, 9, 1)  # degrees, minutes, seconds
    maker = CANARY + b"\0"
    ifd0, gps_at = 8, 8 + 2 + 3 * 12 + 4
    place_at = gps_at + 2 + 2 * 12 + 4
    maker_at = place_at + len(place)
    entries = struct.pack(">H", 3)
    entries += struct.pack(">HHLL", 0x010F, 2, len(maker), maker_at)
    entries += struct.pack(">HHLHH", 0x0112, 3, 1, 6, 0)
    entries += struct.pack(">HHLL", 0x8825, 4, 1, gps_at) + bytes(4)
    gps = struct.pack(">H", 2) + struct.pack(">HHL4s", 1, 2, 2, b"N\0\0\0")
    gps += struct.pack(">HHLL", 2, 5, 3, place_at) + bytes(4)
    body = b"Exif\0\0MM\0*" + struct.pack(">L", ifd0) + entries + gps + place + maker
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def camera_picture(phone, width=2400, height=1200) -> dict:
    plain = base64.b64decode(phone.page.evaluate(DRAW, [width, height]))
    assert plain[:2] == b"\xff\xd8"
    taken = plain[:2] + exif() + plain[2:]
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": taken}


def choose(phone, file: dict) -> None:
    expect(phone.page.get_by_role("button", name="Add a photo")).to_be_visible()
    phone.page.locator("input[type=file]").set_input_files(file)


def photos(phone):
    return phone.page.get_by_role("img", name=re.compile("^Photo, added on"))


def open_page(phone) -> None:
    open_journal(phone)
    pages(phone).first.get_by_role("button").click()


def on_server(server) -> list:
    return [path for path in (server.data / "files").rglob("*") if path.is_file()]


def wait_until(holds) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height by the frame header, walking over every segment; none of them may hold a camera's notes."""
    at = 2
    while True:
        marker, length = struct.unpack(">HH", jpeg[at : at + 4])
        assert marker not in (0xFFE1, 0xFFED, 0xFFFE), "EXIF or XMP, IPTC, a comment"
        if marker in (0xFFC0, 0xFFC2):
            height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
            return width, height
        at += 2 + length


@pytest.mark.offline
def test_a_photo_added_without_a_signal_comes_to_the_other_phone_without_its_place(new_phone, server):
    """1H.10: the camera had written down where it was; neither the server nor the other phone learns it."""
    old, new = new_phone(), new_phone()
    old.start().ready_for_offline()
    write(old, "The allotment.")
    old.page.goto(f"{old.url}#/today")
    old.expect_kept_everywhere()
    link(old, new)
    new.ready_for_offline()
    server.stop()
    open_page(old)
    choose(old, camera_picture(old))
    expect(photos(old)).to_be_visible()
    old.page.goto(f"{old.url}#/today")
    old.settle()
    expect(old.page.get_by_text(re.compile("^Saved on this phone")).first).to_be_visible()
    open_page(old)
    expect(photos(old)).to_be_visible()
    server.start()
    for phone in (old, new):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
    old.page.goto(f"{old.url}#/today")
    old.expect_kept_everywhere()
    new.page.evaluate(HEAR)
    open_page(new)
    expect(photos(new)).to_be_visible(timeout=30_000)
    seen = bytes(new.page.evaluate(SEEN))
    assert size_of(seen) == (800, 1600), "made smaller, and turned as it was held"
    for traces in (b"Exif", CANARY):
        assert traces not in seen
    sealed = on_server(server)
    assert len(sealed) == -(-len(seen) // (128 * 1024))
    for path in sealed:
        assert not any(traces in path.read_bytes() for traces in (seen[:16], b"Exif", CANARY))
    server.stop()
    new.settle()
    open_page(new)
    expect(photos(new)).to_be_visible()
    assert old.errors + new.errors == []


def test_a_photo_alone_is_a_page_and_grows_its_leaf(new_phone):
    phone = new_phone()
    phone.start()
    open_journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    choose(phone, camera_picture(phone, 300, 200))
    expect(photos(phone)).to_be_visible()
    phone.page.get_by_role("button", name="Keep it").click()
    expect(pages(phone)).to_have_count(1)
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.did().first).to_contain_text("Wrote a page")
    phone.expect_kept_everywhere()
    phone.settle()
    open_page(phone)
    expect(photos(phone)).to_be_visible()
    assert phone.errors == []


@IN_ONE_ENGINE
def test_a_photo_is_taken_out_brought_back_and_in_the_end_gone_everywhere(new_phone, server):
    phone = new_phone()
    phone.start()
    write(phone, "Two herons.")
    open_page(phone)
    for width in (400, 500):
        choose(phone, camera_picture(phone, width, 300))
    expect(photos(phone)).to_have_count(2)
    wait_until(lambda: len(on_server(server)) == 2)
    take_out = phone.page.get_by_role("button", name="Take this photo out")
    take_out.first.click()
    expect(photos(phone)).to_have_count(1)
    undo = phone.page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect(photos(phone)).to_have_count(2)
    assert len(on_server(server)) == 2
    take_out.first.click()
    expect(photos(phone)).to_have_count(1)
    phone.page.get_by_role("button", name="Keep it").click()
    wait_until(lambda: len(on_server(server)) == 1)
    open_page(phone)
    expect(photos(phone)).to_have_count(1)
    expect(undo).to_have_count(0)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_a_photo_that_is_not_here_yet_says_where_it_is_and_comes_by_itself(new_phone, server, tmp_path):
    old, new = new_phone(), new_phone()
    old.start()
    write(old, "By the pond.")
    open_page(old)
    choose(old, camera_picture(old, 400, 300))
    expect(photos(old)).to_be_visible()
    wait_until(lambda: len(on_server(server)) == 1)
    old.page.goto(f"{old.url}#/today")
    old.expect_kept_everywhere()
    shutil.move(server.data / "files", tmp_path / "files")
    link(old, new)
    open_page(new)
    expect(new.page.get_by_text("This photo is on your other phone.")).to_be_visible()
    shutil.move(tmp_path / "files", server.data / "files")
    expect(photos(new)).to_be_visible(timeout=30_000)
    assert old.errors + new.errors == []


def test_a_file_that_is_no_picture_changes_nothing(new_phone):
    phone = new_phone()
    phone.start()
    write(phone, "A page.")
    open_page(phone)
    choose(phone, {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"})
    expect(phone.page.get_by_role("alert")).to_contain_text("show that file as a photo")
    expect(photos(phone)).to_have_count(0)
    assert phone.errors == []


def test_a_copy_holds_the_photos_and_brings_them_back(new_phone, server, tmp_path):
    phone = new_phone()
    phone.start()
    write(phone, "By the pond.")
    open_page(phone)
    phone.page.evaluate(HEAR)
    choose(phone, camera_picture(phone, 400, 300))
    expect(photos(phone)).to_be_visible()
    seen = bytes(phone.page.evaluate(SEEN))
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    open_copy(phone)
    phone.page.get_by_role("button", name="Take a copy").click()
    expect(phone.page.get_by_text("The copy is with your downloads.").first).to_be_visible()
    copy = tmp_path / "copy.zip"
    copy.write_bytes(bytes(phone.page.evaluate(SEEN)))
    with zipfile.ZipFile(copy) as file:
        (picture,) = (name for name in file.namelist() if name.startswith("photos/"))
        assert file.read(picture) == seen
        for page in ("index.html", "my-days.md"):
            assert picture in file.read(page).decode()
    delete_everything(phone)
    wait_until(lambda: on_server(server) == [])
    phone.start()
    for _ in range(2):  # a second time adds nothing
        open_copy(phone)
        phone.page.locator("input[type=file]").set_input_files(copy)
        expect(phone.page.get_by_text("It is all here now.").first).to_be_visible(timeout=20_000)
    phone.page.evaluate(HEAR)
    open_page(phone)
    expect(photos(phone)).to_have_count(1)
    expect(photos(phone)).to_be_visible()
    assert bytes(phone.page.evaluate(SEEN)) == seen
    wait_until(lambda: len(on_server(server)) == 1)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_a_server_that_came_back_from_an_older_copy_gets_the_photos_again(new_phone, server, tmp_path):
    phone = new_phone()
    phone.start()
    write(phone, "Two herons.")
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    server.stop()
    shutil.copy(server.data / "newleaf.db", tmp_path / "backup.db")
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    open_page(phone)
    choose(phone, camera_picture(phone, 400, 300))
    wait_until(lambda: len(on_server(server)) == 1)
    server.stop()
    for file in server.data.glob("newleaf.db*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.db", server.data / "newleaf.db")
    shutil.rmtree(server.data / "files")
    told = [sys.executable, "-m", "newleaf_server", "restored", "--data", str(server.data)]
    subprocess.run(told, check=True, capture_output=True)
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    wait_until(lambda: len(on_server(server)) == 1)
    expect(photos(phone)).to_be_visible()
    assert phone.errors == []


@IN_ONE_ENGINE
def test_a_full_server_takes_the_words_and_says_that_the_photo_waits(new_phone, new_server):
    server = new_server(quota_bytes=30_000)
    phone = new_phone(server.url)
    phone.start()
    write(phone, "The pond.")
    open_page(phone)
    choose(phone, camera_picture(phone))
    expect(photos(phone)).to_be_visible()
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.page.get_by_text("Saved on this phone; the server is full").first).to_be_visible(timeout=20_000)
    phone.settle()
    expect(phone.page.get_by_text("Saved on this phone; the server is full").first).to_be_visible(timeout=20_000)
    assert on_server(server) == []
    server.stop()
    server._settings["quota_bytes"] = 10_000_000
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.expect_kept_everywhere()
    assert len(on_server(server)) > 0
    assert phone.errors == []
