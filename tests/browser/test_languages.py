"""The language is chosen before anything else, stays, and works without a network; Arabic runs from right to left."""

import pytest
from playwright.sync_api import expect


@pytest.mark.offline
def test_a_language_is_chosen_before_anything_else_and_stays(new_phone, server):
    phone = new_phone()
    phone.open().ready_for_offline()
    choice = phone.page.get_by_role("combobox", name="Language")
    server.stop()
    choice.select_option(label="Español")
    expect(phone.page.locator("html")).to_have_attribute("lang", "es")
    phone.page.locator(".button.go").click()
    expect(phone.page.locator("h1")).to_contain_text("hoy")
    phone.page.reload()
    expect(phone.page.locator("h1")).to_contain_text("hoy")
    assert phone.errors == []


def test_a_language_chosen_in_one_tab_is_that_of_all(phone):
    """3.1.1: what is open elsewhere goes on where it is, in the language that was chosen."""
    phone.open()
    other = phone.context.new_page()
    other.goto(f"{phone.url}#/words")
    expect(other.get_by_role("textbox", name="Word 1", exact=True)).to_be_visible()
    phone.page.get_by_role("combobox", name="Language").select_option(label="Español")
    expect(other.locator("html")).to_have_attribute("lang", "es")
    expect(other.get_by_role("textbox", name="Palabra 1", exact=True)).to_be_visible()
    assert phone.errors == []


# In Chromium every screen is looked at so: test_access.py.
@pytest.mark.parametrize("browser", ["firefox"], indirect=True)
def test_arabic_runs_from_right_to_left_and_nothing_sticks_out(new_phone):
    phone = new_phone()
    phone.open()
    phone.page.get_by_role("combobox", name="Language").select_option(label="العربية")
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    phone.page.locator(".button.go").click()
    expect(phone.page.locator(".tile").first).to_be_visible()
    for screen in ("today", "tree", "journal", "more", "safe", "phones", "copy", "card", "help"):
        phone.page.goto(f"{phone.url}#/{screen}")
        expect(phone.page.locator("main")).to_be_visible()
        phone.page.wait_for_timeout(300)
        wide = phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, screen
    assert phone.errors == []
