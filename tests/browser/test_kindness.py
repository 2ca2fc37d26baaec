"""What somebody meets on the way in, and what they do not: no gate, no scale of worth, no reading of their words."""

from __future__ import annotations

import re

import msgspec
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from screen_words import messages

from newleaf_sync.identity import verify_log
from newleaf_sync.suite import sha256

WORDS = "Your words"
LINES = {text for key, text in messages("en.ftl").items() if re.fullmatch(r"kind-\d", key)}


def write(phone, text: str) -> None:
    phone.page.goto(f"{phone.url}#/journal")
    phone.page.get_by_role("button", name="Write", exact=True).click()
    phone.page.get_by_role("textbox", name=WORDS).fill(text)
    expect(phone.page.get_by_text("Kept as you write")).to_be_visible()


def told(phone) -> list[str]:
    """Everything that leaves the phone from now on: requests, and frames of open connections."""
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.url))
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)))
    return sent


def test_the_first_leaf_is_two_taps_from_nothing(phone):
    """A1, 1H.4, B1: nothing is asked and nothing is typed; the server is told random numbers and keys, and no more."""
    made: list[bytes] = []
    phone.context.on(
        "request", lambda request: made.append(request.post_data_buffer) if request.url.endswith("/accounts") else None
    )
    phone.open()
    assert phone.page.locator("input, textarea").count() == 0
    expect(phone.page.get_by_role("combobox")).to_have_count(1)  # the language
    phone.page.get_by_role("button", name="Start", exact=True).click()
    expect(phone.page.get_by_role("heading", name="What did you do today?")).to_be_visible()
    assert phone.page.locator("input, textarea, select").count() == 0
    phone.tap("Got up")
    expect(phone.page.get_by_text("Saved on this phone").first).to_be_visible()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    phone.expect_kept_everywhere()
    if made[0] is not None:  # not every driver shows what was sent
        account, log, version, keybag = msgspec.msgpack.decode(made[0], type=tuple[bytes, list[bytes], int, bytes])
        identity = verify_log(account, log)  # entries of keys and ids; it refuses any that hold more
        assert (identity.keybag_version, identity.keybag_hash) == (version, sha256(keybag))
    assert phone.errors == []


@IN_ONE_ENGINE
def test_every_answer_weighs_the_same(phone):
    """B2, B3: getting up, resting and working are tiles of one size; each is answered from the same lines."""
    phone.start()
    tiles = phone.page.locator(".tile")
    expect(tiles).to_have_count(12)
    expect(tiles.filter(has_text="Got up")).to_have_count(1)
    expect(tiles.filter(has_text="Rested")).to_have_count(1)
    phone.tap("Rested")
    lines = set()
    for words in ("Got up", "Volunteered or worked", "Got through today"):
        lines.add(phone.page.locator(".reply").inner_text().splitlines()[0])
        phone.tap(words)
    boxes = [tile.bounding_box() for tile in tiles.all()]
    assert len({round(box["width"]) for box in boxes}) == 1
    heights = [box["height"] for box in boxes]
    assert max(heights) - min(heights) < 20, "a line of words at most, and that for a whole row"
    assert len({tile.evaluate("it => getComputedStyle(it).font") for tile in tiles.all()}) == 1
    leaves = phone.page.locator(".tile-top svg:nth-child(2)").all()
    assert {leaf.get_attribute("width") for leaf in leaves} == {"24"}
    assert lines <= LINES
    assert phone.errors == []


@IN_ONE_ENGINE
def test_the_app_does_not_read_what_is_written(new_phone):
    """1H.9: the darkest words are kept like any others; nothing else is shown, nothing else is sent."""
    seen = []
    for text in ("The heron was back at the pond today.", "I want to die. I will hurt myself tonight."):
        phone = new_phone()
        phone.start()
        phone.tap("Got up")
        phone.expect_kept_everywhere()
        write(phone, text)
        phone.page.goto(f"{phone.url}#/today")
        phone.expect_kept_everywhere()
        phone.page.wait_for_timeout(500)
        home = phone.page.locator("#app").inner_text()
        phone.page.goto(f"{phone.url}#/journal")
        expect(phone.page.get_by_text(text)).to_be_visible()
        phone.page.wait_for_timeout(300)
        journal = phone.page.locator("#app").inner_text().replace(text, "")
        seen.append((home, journal, phone.page.get_by_role("dialog").count()))
        assert phone.errors == []
    assert seen[0] == seen[1]


@IN_ONE_ENGINE
def test_a_no_is_told_to_nobody(phone):
    """A6, 1H.7: the phone keeps it; not one byte of it leaves, and a restart sends none either."""
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    phone.page.goto(f"{phone.url}#/journal")
    phone.page.get_by_role("button", name="Write", exact=True).click()
    idea = phone.page.get_by_role("region", name="An idea, if you like")
    expect(idea).to_be_visible()
    phone.page.wait_for_timeout(4500)  # what the app asks for by itself after its start
    sent = told(phone)
    idea.get_by_role("button", name="Not again").click()
    expect(idea).to_have_count(0)
    phone.page.wait_for_timeout(1500)
    assert sent == []
    assert phone.errors == []
