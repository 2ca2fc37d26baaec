"""The journal: a page is kept as it is written, comes to the second phone, and two who rewrite it lose nothing."""

import re

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_second_phone import link


def open_journal(phone) -> None:
    phone.page.goto(f"{phone.url}#/journal")
    expect(phone.page.get_by_role("heading", name="Journal", level=1)).to_be_visible()


def paper(phone):
    return phone.page.get_by_role("textbox", name="Your words")


def pages(phone):
    return phone.page.get_by_role("list", name="Your pages").get_by_role("listitem")


def write(phone, text: str) -> None:
    open_journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    paper(phone).fill(text)
    phone.page.get_by_role("button", name="Keep it").click()
    expect(pages(phone).first).to_contain_text(text.splitlines()[0])


def test_a_page_grows_a_leaf_and_is_found_again(new_phone):
    phone = new_phone()
    phone.start()
    open_journal(phone)
    expect(phone.page.get_by_text("Your pages will be here.")).to_be_visible()
    for text in (
        "Walked to the allotment.\nThe broad beans are up.",
        "Tea with Dee.",
        "Rain. Stayed in.",
        "Café later.",
    ):
        write(phone, text)
    search = phone.page.get_by_role("searchbox")
    search.fill("beans")
    expect(pages(phone)).to_have_count(1)
    search.fill("cafe")
    expect(pages(phone).first).to_contain_text("Café later.")
    search.fill("nowhere")
    expect(phone.page.get_by_text("No page has these words.")).to_be_visible()
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.did()).to_have_count(4)
    expect(phone.did().first).to_contain_text("Wrote a page")
    assert phone.errors == []


def test_what_was_typed_survives_the_end_of_the_app(new_phone):
    """No button was pressed: the tab ends in the middle of a sentence."""
    phone = new_phone()
    phone.start()
    open_journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    paper(phone).press_sequentially("I said yes to going back on")
    phone.page.wait_for_timeout(900)
    page = phone.context.new_page()
    phone.page.close()
    phone.page = page
    open_journal(phone)
    expect(pages(phone).first).to_contain_text("I said yes to going back on")


@IN_ONE_ENGINE
def test_a_page_can_be_taken_out_and_brought_back(new_phone):
    phone = new_phone()
    phone.start()
    write(phone, "One I do not want.")
    pages(phone).first.get_by_role("button").click()
    phone.page.get_by_role("button", name="Take this page out").click()
    expect(pages(phone)).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(pages(phone).first).to_contain_text("One I do not want.")


@pytest.mark.offline
def test_two_phones_rewrite_a_page_apart_and_keep_both(new_phone, server):
    old, new = new_phone(), new_phone()
    old.start()
    write(old, "I walked.\nNight.")
    old.page.goto(f"{old.url}#/today")
    old.expect_kept_everywhere()
    link(old, new)
    open_journal(new)
    expect(pages(new).first).to_contain_text("I walked.", timeout=20_000)
    server.stop()
    for phone, text in ((old, "I walked far.\nNight."), (new, "I stayed in.\nNight.")):
        open_journal(phone)
        pages(phone).first.get_by_role("button").click()
        expect(paper(phone)).to_have_value("I walked.\nNight.")
        paper(phone).fill(text)
        phone.page.get_by_role("button", name="Keep it").click()
        expect(pages(phone)).to_have_count(1)
    server.start()
    for phone in (old, new):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
        phone.page.goto(f"{phone.url}#/today")
        phone.expect_kept_everywhere()
    open_journal(new)
    pages(new).first.get_by_role("button").click()
    expect(new.page.get_by_role("heading", name=re.compile("on two phones"))).to_be_visible(timeout=20_000)
    new.page.get_by_role("button", name="Keep both").click()
    expect(paper(new)).to_have_value(re.compile(r"^I (walked far|stayed in)\.\nI (walked far|stayed in)\.\nNight\.$"))
    both = paper(new).input_value()
    open_journal(old)
    pages(old).first.get_by_role("button").click()
    expect(paper(old)).to_have_value(both, timeout=20_000)
    assert old.errors + new.errors == []
