"""Ideas that a project gives out, brought in as a table; invented."""

import csv
import io
import re

from a_project import open_team
from playwright.sync_api import expect

GARDEN = {
    "Name": "Garden morning",
    "Kind": "group",
    "When": "Wednesdays",
    "Where": "Foxglove Farm",
    "Words": "We dig, plant and drink tea. Nobody has to talk.",
    "Contact": "020 7946 0123\nexample.org/garden",
    "Area": "belong",
    "Tags": "plants",
    "Like": "small group, calm, step-free, watch first",
    "Told": "Dee: Sue meets you at the gate.",
    "Checked": "2026-02-12",
    "Checked by": "Ana",
}
REPAIR = {
    "Name": "Repair café helper",
    "Kind": "job",
    "When": "Two mornings a week",
    "Where": "Mill Lane",
    "Words": "We mend lamps and toasters. You learn as you go.",
    "Contact": "ana@example.org",
    "Pay": "13.60 an hour",
    "Area": "enough",
    "Tags": "fixing",
    "Like": "meets you, small group",
    "Checked": "2026-02-12",
    "Checked by": "Ana",
}
SINGING = {
    "Name": "Singing for fun",
    "Kind": "social",
    "When": "Tuesdays at seven",
    "Where": "The hall on Mill Lane",
    "Words": "No notes, no stage.",
    "Area": "heard",
    "Tags": "choir, music",
    "Like": "come and go, free",
}
MONEY = {
    "Name": "Money advice",
    "Kind": "benefits",
    "When": "Any weekday",
    "Where": "Library",
    "Words": "Somebody looks at your letters with you.",
    "Contact": "020 7946 0999",
    "Area": "enough",
    "Like": "quiet space, free",
    "Checked": "2024-01-02",
    "Checked by": "Ana",
}


def as_table(*ideas):
    """As a spreadsheet in much of Europe writes it."""
    written = io.StringIO()
    table = csv.DictWriter(written, [*GARDEN, "Pay"], delimiter=";")
    table.writeheader()
    table.writerows(ideas)
    return "\ufeff" + written.getvalue()


TABLE = as_table(GARDEN, REPAIR, SINGING, MONEY)


def take_in(phone, table=TABLE, name="ideas.csv"):
    """The phone is at the list that coordinators give out."""
    phone.page.get_by_role("button", name="Bring in a list").click()
    sheet = phone.page.get_by_role("dialog")
    file = {"name": name, "mimeType": "text/csv", "buffer": table.encode()}
    sheet.get_by_label("Choose the file").set_input_files(file)
    sheet.get_by_role("button", name="Take them in").click()
    expect(sheet).to_have_count(0)


def give_out(phone):
    phone.page.get_by_role("button", name="See it first").click()
    expect(phone.page.get_by_text("All who have your code will read this. Give it out?")).to_be_visible()
    phone.page.get_by_role("button", name="Give it out").click()
    expect(phone.page.get_by_text(re.compile("^Given out")).first).to_be_visible(timeout=15_000)


def open_editor(phone, name="Vocation Matters"):
    open_team(phone, name)
    phone.page.get_by_role("button", name="Ideas to give out").click()
    expect(phone.page.get_by_role("heading", name="Ideas to give out")).to_be_visible()


def open_ideas(phone):
    phone.page.goto(f"{phone.url}#/ideas")
    expect(phone.page.get_by_role("heading", name="Ideas near me")).to_be_visible()
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")


def say_strength(phone, words):
    phone.page.goto(f"{phone.url}#/week")
    phone.page.get_by_role("button", name="Add one").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("textbox").fill(words)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)
