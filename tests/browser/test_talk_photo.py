"""Photos in a talk: seen before they go, sealed, on the other's screen, and gone from everywhere when taken back."""

import base64
import re

import pytest
from playwright.sync_api import expect
from screens import PICTURE


@pytest.fixture
def pond(talking):
    """An invented picture, with a camera's note of the place in it."""
    sam, _ = talking
    jpeg = base64.b64decode(sam.page.evaluate(PICTURE))
    note = b"Exif\0\0" + b"51.4613N 0.1156W"
    return jpeg[:2] + b"\xff\xe1" + (len(note) + 2).to_bytes(2) + note + jpeg[2:]


def choose(phone, jpeg):
    phone.page.locator(".write-line input[type=file]").set_input_files(
        {"name": "pond.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
    )
    return phone.page.get_by_role("dialog")


def send(phone, jpeg, words=""):
    sheet = choose(phone, jpeg)
    sheet.get_by_label("A few words with it").fill(words)
    sheet.get_by_role("button", name="Send it").click()
    expect(sheet).to_have_count(0)


def photo(phone, name):
    return phone.page.get_by_role("list", name="What was said").get_by_role("img", name=name)


def files(server):
    return [path for path in (server.data / "files").rglob("*") if path.is_file()]


def test_a_photo_is_seen_first_and_then_on_the_other_screen(talking, server, pond):
    """F3: what leaves the phone was seen first; no note of the camera goes, and the server can see none of it."""
    sam, jo = talking
    sheet = choose(sam, pond)
    expect(sheet.get_by_role("heading", name="This is all they will see. Send it?")).to_be_visible()
    expect(sheet.get_by_role("img", name="Your photo")).to_be_visible()
    no, yes = (sheet.get_by_role("button", name=name).bounding_box() for name in ("Not now", "Send it"))
    assert no["width"] == yes["width"]
    sheet.get_by_role("button", name="Not now").click()
    expect(photo(sam, "Your photo")).to_have_count(0)
    send(sam, pond, "By the pond today.")
    expect(photo(sam, "Your photo")).to_be_visible()
    expect(photo(jo, "Photo from Sam")).to_be_visible(timeout=20_000)
    expect(jo.page.get_by_text("By the pond today.")).to_be_visible()
    photo(jo, "Photo from Sam").click()
    jo.page.get_by_role("dialog").get_by_role("button", name="See it large").click()
    expect(jo.page.locator("dialog.viewer img")).to_be_visible()
    assert len(files(server)) == 1
    for stored in [*files(server), *server.data.glob("newleaf.db*")]:
        content = stored.read_bytes()
        for readable in (b"JFIF", b"Exif", b"51.4613N", b"By the pond"):
            assert readable not in content
    assert sam.errors + jo.errors == []


def test_a_photo_that_was_taken_back_is_gone_from_the_server_too(talking, server, pond):
    """E4: Undo for as long as the talk is open; then nothing of it is left."""
    sam, jo = talking
    send(sam, pond)
    expect(photo(jo, "Photo from Sam")).to_be_visible(timeout=20_000)
    for undo in (True, False):
        photo(sam, "Your photo").click()
        sam.page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
        expect(photo(jo, "Photo from Sam")).to_have_count(0, timeout=15_000)
        if undo:
            sam.page.get_by_role("button", name="Undo").click()
            expect(photo(jo, "Photo from Sam")).to_be_visible(timeout=15_000)
    sam.page.get_by_role("button", name="Back").click()
    sam.page.wait_for_timeout(500)
    for _ in range(100):
        if not files(server):
            break
        sam.page.wait_for_timeout(100)
    assert files(server) == []
    kept = """async () => { const all = await indexedDB.databases(); let found = 0;
      for (const { name } of all) { const database = await new Promise((done) => {
        const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
        for (const store of database.objectStoreNames) found += (await new Promise((done) => {
          const asked = database.transaction(store).objectStore(store).getAllKeys();
          asked.onsuccess = () => done(asked.result); })).filter((key) => /file\\//.test(String(key))).length;
        database.close(); } return found; }"""
    assert jo.page.evaluate(kept) == 0
    assert sam.page.evaluate(kept) == 0


def test_a_photo_waits_on_the_phone_without_a_signal(talking, server, pond):
    """E2: kept at once, sent by itself; the other one is told that it is on its way."""
    sam, jo = talking
    send(sam, pond, "From the platform.")
    expect(photo(jo, "Photo from Sam")).to_be_visible(timeout=20_000)
    server.stop()
    send(sam, pond, "From the train.")
    expect(photo(sam, "Your photo")).to_have_count(2)
    expect(sam.page.get_by_text("Waiting for signal. It will send by itself.")).to_be_visible()
    server.start()
    for phone in talking:
        phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(jo.page.get_by_text("From the train.")).to_be_visible(timeout=30_000)
    expect(photo(jo, "Photo from Sam")).to_have_count(2, timeout=30_000)
    assert sam.errors + jo.errors == []


def test_a_changed_photo_is_not_shown(talking, server, pond):
    """A hostile server: what it changed is never opened, and the talk goes on."""
    sam, jo = talking
    jo.page.route(re.compile("/api/files/"), lambda route: route.abort())
    send(sam, pond)
    expect(jo.page.get_by_text("This photo is on its way.")).to_be_visible(timeout=20_000)
    for _ in range(100):
        if files(server):
            break
        sam.page.wait_for_timeout(100)
    (chunk,) = files(server)
    changed = bytearray(chunk.read_bytes())
    changed[len(changed) // 2] ^= 1
    chunk.write_bytes(changed)
    jo.page.unroute(re.compile("/api/files/"))
    with jo.page.expect_response(re.compile("/api/files/"), timeout=60_000):
        jo.page.evaluate("window.dispatchEvent(new Event('online'))")
    jo.page.wait_for_timeout(500)
    expect(photo(jo, "Photo from Sam")).to_have_count(0)
    expect(jo.page.get_by_text("This photo is on its way.")).to_be_visible()
