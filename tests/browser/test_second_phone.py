"""A second phone is added by a code, and two phones that wrote apart show the same days again."""

import re

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect


def link(old, new) -> None:
    new.open()
    let_in(old, new)


def let_in(old, new) -> None:
    """Adds the new phone by its typed code; the people compare the digits, as the screens ask them to."""
    new.page.get_by_role("button", name="Add to a phone I already use").click()
    code = new.page.get_by_test_id("link-code")
    expect(code).to_have_text(re.compile(r"^[0-9A-Z]{4}(\W[0-9A-Z]{4}){4}$"), timeout=20_000)
    old.go("More")
    old.page.get_by_role("link", name="Add another phone").click()
    old.page.get_by_role("textbox").fill(code.inner_text())
    old.page.get_by_role("button", name="Continue").click()
    digits = old.page.get_by_test_id("link-digits")
    expect(digits).to_have_text(re.compile(r"\d{3}\s?\d{3}"), timeout=20_000)
    assert digits.inner_text() == new.page.get_by_test_id("link-digits").inner_text()
    old.page.get_by_role("button", name="Yes").click()
    expect(new.page.get_by_role("heading", name="What did you do today?")).to_be_visible(timeout=30_000)
    old.page.goto(f"{old.url}#/today")


def test_a_leaf_grows_on_the_second_phone(new_phone):
    old, new = new_phone(), new_phone()
    old.start()
    old.tap("Went out")
    old.expect_kept_everywhere()
    link(old, new)
    expect(new.tile("Went out")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    old.tap("Helped someone")
    expect(new.tile("Helped someone")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    assert old.errors + new.errors == []


@IN_ONE_ENGINE
def test_two_phones_that_wrote_apart_converge(new_phone, server):
    old, new = new_phone(), new_phone()
    old.start()
    old.tap("Got up")
    old.expect_kept_everywhere()
    link(old, new)
    expect(new.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    server.stop()
    old.tap("Went out")
    new.tap("Rested")
    server.start()
    for phone in (old, new):
        phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    for phone in (old, new):
        for tile in ("Got up", "Went out", "Rested"):
            expect(phone.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=40_000)
