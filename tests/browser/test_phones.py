"""The phones of a tree: named, seen, taken off; and whoever comes is told of."""

import re

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_recovery import make_card, type_words
from test_second_phone import link


def open_phones(phone) -> None:
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("link", name=re.compile("Your phones")).click()
    expect(phone.page.get_by_role("heading", name="Your phones", level=1)).to_be_visible()


def test_a_phone_is_named_and_taken_off(new_phone):
    old, new = new_phone(), new_phone()
    old.start()
    old.tap("Got up")
    old.expect_kept_everywhere()
    link(old, new)
    expect(new.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    open_phones(old)
    expect(old.page.get_by_role("heading", level=2)).to_have_count(2)
    old.page.get_by_role("button", name="Give it a name").last.click()
    old.page.get_by_role("textbox").fill("The tablet")
    old.page.get_by_role("button", name="Keep it").click()
    expect(old.page.get_by_role("heading", name="The tablet")).to_be_visible()
    old.page.get_by_role("button", name="Take it off").click()
    old.page.get_by_role("dialog").get_by_role("button", name="Take it off").click()
    expect(old.page.get_by_role("heading", level=2)).to_have_count(1)
    new.page.reload()
    expect(new.page.get_by_text("This phone was taken off your tree.")).to_be_visible(timeout=30_000)
    new.tap("Rested")
    old.page.goto(f"{old.url}#/today")
    old.tap("Went out")
    old.expect_kept_everywhere()
    expect(old.tile("Rested")).to_have_attribute("aria-pressed", "false")
    assert old.errors == []


@IN_ONE_ENGINE
def test_a_phone_that_comes_with_the_card_is_told_of(new_phone):
    """Somebody found the card: the person's own phone says so the next time it is opened."""
    own, other = new_phone(), new_phone()
    own.start()
    own.tap("Got up")
    own.expect_kept_everywhere()
    words = make_card(own)
    own.page.goto(f"{own.url}#/today")
    own.expect_kept_everywhere()
    own.page.wait_for_timeout(1500)
    type_words(other, words)
    expect(other.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    own.page.reload()
    notice = own.page.get_by_role("region", name="A phone was added to your tree.")
    expect(notice).to_be_visible(timeout=20_000)
    notice.get_by_role("button", name="OK").click()
    expect(notice).to_have_count(0)
    own.page.reload()
    expect(own.tile("Got up")).to_be_visible()
    own.page.wait_for_timeout(1000)
    expect(notice).to_have_count(0)
    expect(other.page.get_by_role("region", name="A phone was added to your tree.")).to_have_count(0)


@IN_ONE_ENGINE
def test_a_phone_that_was_away_while_another_was_taken_off_loses_nothing(new_phone, server):
    """All keys changed meanwhile: what it wrote is sealed anew and comes once, and it reads what was written."""
    own, away, lost = new_phone(), new_phone(), new_phone()
    own.start()
    own.tap("Got up")
    own.expect_kept_everywhere()
    for other in (away, lost):
        link(own, other)
        expect(other.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    away.expect_kept_everywhere()
    server.stop()
    away.tap("Rested")
    away.tap("Helped someone")
    away.page.close()
    server.start()
    own.page.evaluate("window.dispatchEvent(new Event('online'))")
    open_phones(own)
    expect(own.page.get_by_role("heading", level=2)).to_have_count(3)
    own.page.get_by_role("button", name="Take it off").last.click()
    own.page.get_by_role("dialog").get_by_role("button", name="Take it off").click()
    expect(own.page.get_by_role("heading", level=2)).to_have_count(2, timeout=20_000)
    own.page.goto(f"{own.url}#/today")
    own.tap("Went out")
    own.expect_kept_everywhere()
    away.page = away.context.new_page()
    away.open()
    for phone in (own, away):
        for tile in ("Got up", "Rested", "Helped someone", "Went out"):
            expect(phone.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=30_000)
        expect(phone.did()).to_have_count(4)
        phone.expect_kept_everywhere()
    assert own.errors + away.errors == []


@IN_ONE_ENGINE
def test_a_phone_forgets_the_tree_and_goes_off_the_list(new_phone):
    """E4: what is given away or sold holds nothing; the tree stays where else it is open."""
    old, new = new_phone().start(), new_phone()
    old.tap("Got up")
    old.expect_kept_everywhere()
    link(old, new)
    expect(new.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    new.tap("Rested")
    new.expect_kept_everywhere()
    open_phones(new)
    new.page.get_by_role("button", name="Forget this phone").click()
    sheet = new.page.get_by_role("dialog")
    expect(sheet.get_by_text("Another phone or your 12 words open it as before.")).to_be_visible()
    sheet.get_by_role("button", name="Forget this phone").click()
    expect(new.page.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=20_000)
    new.page.reload()
    expect(new.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    open_phones(old)
    expect(old.page.get_by_role("heading", level=2)).to_have_count(1)
    old.page.goto(f"{old.url}#/today")
    expect(old.tile("Rested")).to_have_attribute("aria-pressed", "true")
    old.tap("Went out")
    old.expect_kept_everywhere()
    assert old.errors == []
    assert new.errors == []


@IN_ONE_ENGINE
def test_a_phone_that_alone_opens_the_tree_says_so_before_it_forgets(new_phone):
    """E4: nobody loses a tree by a tap that they did not mean."""
    phone = new_phone().start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    open_phones(phone)
    phone.page.get_by_role("button", name="Forget this phone").click()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet.get_by_text("Without your 12 words this tree would end here.")).to_be_visible()
    sheet.get_by_role("button", name="Leave it as it is").click()
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.tile("Got up")).to_have_attribute("aria-pressed", "true")
