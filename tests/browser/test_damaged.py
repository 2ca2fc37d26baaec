"""The server's database breaks: the phone keeps its words and says so, and fills the next database, words and all."""

import re

import pytest
from damage import begin_afresh, damage, page_of_authors
from middleman import Middleman
from playwright.sync_api import expect
from serving import Server, free_port
from test_recovery import make_card, type_words

TRIES = 200


@pytest.fixture
def between(tmp_path):
    port = free_port()
    between = Middleman(port).start()
    server = Server(tmp_path / "data", port=port, origins=between.url).start()
    yield between
    server.stop()
    between.stop()


@pytest.fixture
def browser(chromium):
    """What a phone does about a refusal is the same in every browser."""
    return chromium


def test_a_phone_keeps_what_a_damaged_server_cannot_and_fills_a_new_one(new_phone, server):
    phone, fresh = new_phone(), new_phone()
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    words = make_card(phone)
    phone.page.goto(f"{phone.url}#/today")
    server.stop()
    damage(server.data, page_of_authors)
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.tap("Went out")
    for _ in range(TRIES):
        if "SQLITE_CORRUPT" in server.log_text():
            break
        phone.page.wait_for_timeout(50)
    else:
        raise AssertionError("the server was not told of the leaf")
    phone.settle()
    expect(phone.tile("Went out")).to_have_attribute("aria-pressed", "true")
    expect(phone.page.get_by_text("Saved on this phone").first).to_be_visible()
    server.stop()
    begin_afresh(server)
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    notice = phone.page.get_by_role("region", name=re.compile("older copy"))
    expect(notice).to_be_visible(timeout=40_000)
    notice.get_by_role("button", name="OK").click()
    phone.expect_kept_everywhere()
    type_words(fresh, words)
    for tile in ("Got up", "Went out"):
        expect(fresh.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=30_000)
    assert phone.errors + fresh.errors == []


def test_a_pull_that_was_refused_for_now_is_asked_again(new_phone, between):
    refused = []

    def once(frame):
        if frame[0] != "entries" or refused:
            return frame
        refused.append(frame)
        return ["refused", frame[1], "retry", "busy", "", 1, -1]

    between.rewrite = once
    phone = new_phone(url=between.url)
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    assert len(refused) == 1
    assert phone.errors == []
