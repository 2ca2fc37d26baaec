"""A tablet that others use: everything is in the page's memory, and gone with it (mission D12)."""

import re

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_phones import open_phones
from test_recovery import make_card, type_words
from test_second_phone import let_in

ROWS = """async () => {
    const names = indexedDB.databases ? (await indexedDB.databases()).map(({ name }) => name) : ["newleaf"];
    if (!names.includes("newleaf")) return 0;
    const database = await new Promise((done, fail) => {
        const asked = indexedDB.open("newleaf");
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
    });
    const count = await new Promise((done) => {
        const asked = database.transaction("rows").objectStore("rows").count();
        asked.onsuccess = () => done(asked.result);
    });
    database.close();
    return count;
}"""


def borrow(tablet, how="Start here"):
    tablet.open()
    tablet.page.get_by_role("button", name="This is not my phone").click()
    tablet.page.get_by_role("button", name=how).click()
    return tablet


def close_and_wipe(tablet) -> None:
    tablet.page.get_by_role("button", name="Close and wipe").click()
    tablet.page.get_by_role("dialog").get_by_role("button", name="Wipe it").click()
    expect(tablet.page.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=20_000)


def test_what_is_written_on_a_borrowed_tablet_goes_on_at_home_and_leaves_nothing(new_phone):
    """D12, B9: somebody on a ward begins here; the words on paper bring the tree to their own phone."""
    tablet, own = borrow(new_phone()), new_phone()
    tablet.tap("Got up")
    tablet.expect_kept_everywhere()
    words = make_card(tablet)
    tablet.go("Today")
    tablet.expect_kept_everywhere()
    assert tablet.page.evaluate(ROWS) == 0
    tablet.page.wait_for_timeout(1500)  # the card's lock is put on the account
    close_and_wipe(tablet)
    tablet.page.reload()
    expect(tablet.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    type_words(own, words)
    expect(own.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    open_phones(own)
    expect(own.page.get_by_role("heading", level=2)).to_have_count(1)
    assert tablet.errors == []


def test_a_page_that_is_closed_is_wiped(new_phone):
    """D12: also where nobody tapped Close."""
    tablet = borrow(new_phone())
    tablet.tap("Rested")
    tablet.page.reload()
    expect(tablet.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert tablet.page.evaluate(ROWS) == 0


@IN_ONE_ENGINE
def test_a_tablet_that_came_with_the_own_phone_is_off_the_tree_again(new_phone):
    """D12, E4: the person's phone lets it in, and sees it go."""
    own, tablet = new_phone().start(), new_phone()
    own.tap("Went out")
    own.expect_kept_everywhere()
    tablet.open()
    tablet.page.get_by_role("button", name="This is not my phone").click()
    let_in(own, tablet)
    expect(tablet.tile("Went out")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    tablet.tap("Helped someone")
    tablet.expect_kept_everywhere()
    close_and_wipe(tablet)
    own.page.goto(f"{own.url}#/today")
    expect(own.tile("Helped someone")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    open_phones(own)
    expect(own.page.get_by_role("heading", level=2)).to_have_count(1)
    own.page.goto(f"{own.url}#/today")
    own.tap("Rested")  # under the keys of after
    own.expect_kept_everywhere()
    assert own.errors == []


@IN_ONE_ENGINE
def test_words_that_are_nowhere_else_are_told_of_before_the_wipe(new_phone):
    """D12, A5: going on and wiping are the same size, and neither asks why."""
    tablet = borrow(new_phone())
    tablet.tap("Got up")
    tablet.expect_kept_everywhere()
    tablet.page.get_by_role("button", name="Close and wipe").click()
    sheet = tablet.page.get_by_role("dialog")
    expect(sheet.get_by_text("Without your 12 words this tree would end here.")).to_be_visible()
    sizes = [sheet.get_by_role("button", name=re.compile(name)).bounding_box() for name in ("Go on", "Wipe it")]
    assert sizes[0]["height"] == sizes[1]["height"]
    assert sizes[0]["width"] == sizes[1]["width"]
    sheet.get_by_role("button", name="Your 12 words").click()
    expect(tablet.page.get_by_role("heading", name="Your 12 words")).to_be_visible()


@IN_ONE_ENGINE
def test_a_tablet_that_nobody_touches_covers_itself_and_is_wiped_once_all_is_safe_elsewhere(new_phone):
    """D12: words that are nowhere else stay, covered, until somebody answers."""
    own, tablet = new_phone().start(), new_phone()
    own.tap("Went out")
    own.expect_kept_everywhere()
    tablet.page.clock.install()
    tablet.open()
    tablet.page.get_by_role("button", name="This is not my phone").click()
    let_in(own, tablet)
    tablet.tap("Helped someone")
    tablet.expect_kept_everywhere()
    tablet.page.clock.fast_forward("10:01")
    expect(tablet.page.get_by_role("dialog", name="Still there?")).to_be_visible()
    tablet.page.get_by_role("button", name="Go on").click()
    tablet.page.clock.fast_forward("02:00")
    expect(tablet.tile("Helped someone")).to_be_visible()
    tablet.expect_kept_everywhere()
    tablet.page.clock.fast_forward("10:01")
    tablet.page.clock.fast_forward("01:01")
    expect(tablet.page.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=20_000)
    expect(tablet.page.get_by_role("dialog")).to_have_count(0)
