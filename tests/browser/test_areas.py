"""The six areas and milestones: the person's own words, unscored, on all of their phones."""

import re

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_second_phone import link


def open_more(phone, words: str) -> None:
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("link", name=re.compile(words)).click()
    expect(phone.page.get_by_role("heading", level=1, name=words)).to_be_visible()


def open_area(phone, words: str) -> None:
    open_more(phone, "Six areas")
    phone.page.get_by_role("button", name=re.compile(words)).click()
    expect(phone.page.get_by_role("heading", level=1, name=words)).to_be_visible()


def add(phone, button: str, words: str) -> None:
    phone.page.get_by_role("button", name=button, exact=True).click()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill(words)
    phone.page.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def side(phone, words: str):
    return phone.page.get_by_role("region", name=words).get_by_role("listitem")


@pytest.mark.offline
def test_what_helps_and_what_gets_in_the_way_is_written_offline_and_comes_to_the_other_phone(new_phone, server):
    """F1, C1, 1H.1: two lists an area, in own words; nothing is asked and nothing is counted."""
    phone, other = new_phone().start(), new_phone()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    phone.ready_for_offline()
    server.stop()
    open_area(phone, "Belonging")
    expect(phone.page.get_by_text("Nothing here yet.")).to_be_visible()
    add(phone, "Add what helps", "The allotment on Thursdays")
    add(phone, "Add what gets in the way", "Buses that do not come")
    phone.page.reload()
    open_area(phone, "Belonging")
    expect(side(phone, "What helps")).to_have_text(["The allotment on Thursdays"])
    expect(side(phone, "What gets in the way")).to_have_text(["Buses that do not come"])
    open_area(phone, "Someone to love")
    expect(side(phone, "What helps")).to_have_count(0)
    server.start()
    phone.page.goto(f"{phone.url}#/today")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.expect_kept_everywhere()
    link(phone, other)
    open_area(other, "Belonging")
    expect(side(other, "What helps")).to_have_text(["The allotment on Thursdays"])
    assert re.search(r"\d", other.page.get_by_role("main").inner_text()) is None
    assert phone.errors == []


@IN_ONE_ENGINE
def test_a_line_is_changed_and_taken_out_and_comes_back(new_phone):
    """F1: with the keyboard alone."""
    phone = new_phone().start()
    open_area(phone, "Heard and understood")
    add(phone, "Add what helps", "Writing it down")
    phone.page.get_by_role("button", name="Change “Writing it down”").focus()
    phone.page.keyboard.press("Enter")
    phone.page.get_by_role("dialog").get_by_role("textbox").fill("Writing it down first")
    phone.page.get_by_role("button", name="Keep it").press("Enter")
    expect(side(phone, "What helps")).to_have_text(["Writing it down first"])
    phone.page.get_by_role("button", name="Change “Writing it down first”").press("Enter")
    phone.page.get_by_role("dialog").get_by_role("button", name="Take it out").press("Enter")
    expect(side(phone, "What helps")).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").press("Enter")
    expect(side(phone, "What helps")).to_have_text(["Writing it down first"])


@IN_ONE_ENGINE
def test_a_milestone_is_said_with_a_tap_and_taken_back(new_phone):
    """F4, C14: self-declared, at any time, in Appendix 1's words."""
    phone = new_phone().start()
    open_more(phone, "What has changed")
    chip = phone.page.get_by_role("button", name=re.compile("Something I didn.t expect"))
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    phone.page.get_by_role("button", name="Undo").click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    phone.page.reload()
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    phone.page.get_by_role("button", name="Take it back").click()
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert re.search(r"\d", phone.page.get_by_role("main").inner_text()) is None


@IN_ONE_ENGINE
def test_without_this_is_asked_only_where_the_person_opened_it(new_phone):
    """F5: own words, after a word of care; never on the list of milestones itself."""
    phone = new_phone().start()
    open_more(phone, "What has changed")
    expect(phone.page.get_by_text("Without this")).to_have_count(0)
    chip = phone.page.get_by_role("button", name="New friends")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    chip.click()
    sheet = phone.page.get_by_role("dialog", name="New friends")
    expect(sheet.get_by_text("You can leave it empty.")).to_be_visible()
    sheet.get_by_label("When? Only if you like.").fill("this summer")
    sheet.get_by_label(re.compile("Without this, I think")).fill("I would sit at home")
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)
    phone.page.reload()
    chip.click()
    expect(sheet.get_by_label(re.compile("Without this, I think"))).to_have_value("I would sit at home")
    expect(sheet.get_by_label("When? Only if you like.")).to_have_value("this summer")


@IN_ONE_ENGINE
def test_medicine_is_nowhere_among_the_chips_and_own_words_carry_the_quiet_line(new_phone):
    """F4, 1H.9: whoever writes of medicine does so in their own words; no word is looked for."""
    phone = new_phone().start()
    open_more(phone, "What has changed")
    expect(phone.page.get_by_role("button", name=re.compile("medic", re.IGNORECASE))).to_have_count(0)
    phone.page.get_by_role("button", name="Say it in my own words").click()
    expect(phone.page.get_by_text("Talk it through with your doctor or pharmacist")).to_be_visible()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill("Sang in the choir")
    phone.page.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_role("button", name="Sang in the choir")).to_have_attribute("aria-pressed", "true")


@IN_ONE_ENGINE
def test_where_something_grew_is_shown_in_words_to_whoever_wants_it(phone):
    """F14: off by default, no score; an area without anything says nothing. It stays on this phone."""
    phone.start()
    phone.tap("Went out")
    open_more(phone, "Six areas")
    grew = phone.page.get_by_text("Something grew here this month.")
    expect(phone.page.get_by_role("button", name="Show where something grew this month")).to_be_visible()
    expect(grew).to_have_count(0)
    phone.page.get_by_role("button", name="Show where something grew this month").click()
    expect(grew).to_have_count(1)
    expect(phone.page.get_by_role("button", name=re.compile("Belonging"))).to_contain_text("Something grew here")
    phone.page.reload()
    expect(grew).to_have_count(1)
    phone.page.get_by_role("button", name="Do not show what grew").click()
    expect(grew).to_have_count(0)
    assert phone.errors == []
