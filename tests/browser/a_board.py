"""What people do with a project's board, its words and its numbers, by what is on their screens."""

import re

from playwright.sync_api import expect


def suggest(phone, words, name="", learned=False):
    """The phone is in one project."""
    page = phone.page
    page.goto(f"{phone.url}#/board")
    page.get_by_role("button", name="Write to them").click(timeout=20_000)
    if learned:
        page.get_by_role("radio", name="Something I learned").check(force=True)
    page.get_by_label("In your own words").fill(words)
    page.get_by_label("A name beside it").fill(name)
    page.get_by_role("button", name="See it first").click()


def send(phone):
    phone.page.get_by_role("button", name="Send it").click()
    expect(phone.page.get_by_text("Sent.", exact=True).first).to_be_visible(timeout=20_000)


def open_edit(phone, name):
    """A screen of those who coordinate, from the team's."""
    phone.page.goto(f"{phone.url}#/talk")
    phone.page.get_by_role("button", name=re.compile("Vocation Matters")).click(timeout=20_000)
    phone.page.get_by_role("button", name=re.compile(name)).click(timeout=20_000)
    expect(phone.page.get_by_role("heading", name=name)).to_be_visible()


def entry(phone, words):
    return phone.page.get_by_role("article").filter(has_text=words)


def put_on_board(phone, words):
    entry(phone, words).get_by_role("button", name="Put on the board").click(timeout=20_000)
    expect(phone.page.get_by_text("It is on the board, word for word.").first).to_be_visible(timeout=20_000)


def answer_in(phone, words, state, answer):
    entry(phone, words).get_by_role("button", name="Answer", exact=True).click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("radio", name=state, exact=True).check(force=True)
    sheet.get_by_label("What would you like to say?").fill(answer)
    sheet.get_by_role("button", name="Give it out").click()
    expect(sheet).to_have_count(0, timeout=20_000)


def name_area(phone, area, name, helps=""):
    """At the editor of words."""
    phone.page.get_by_role("button", name=area).click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_label("What do you call it?").fill(name)
    sheet.get_by_label("The first question").fill(helps)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)


def give_out(phone, why=None):
    if why is not None:
        phone.page.get_by_label("What changed, and why?").fill(why)
    phone.page.get_by_role("button", name="Give it out").click()
    expect(phone.page.get_by_text("Given out.").first).to_be_visible(timeout=20_000)


def add_number(phone, name, number, fact="Evenings, free", by="By a call"):
    """At the editor of numbers."""
    phone.page.get_by_role("button", name="Add a number").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_label("Who answers?").fill(name)
    sheet.get_by_label("When, and for whom?").fill(fact)
    sheet.get_by_label("The number", exact=True).fill(number)
    sheet.get_by_role("radio", name=by).check(force=True)
    sheet.get_by_role("button", name="Keep it").click()
    return sheet
