"""Ideas that a project gives out, brought in as a table; invented."""

import re

from a_project import open_team
from playwright.sync_api import expect

TABLE = """\ufeffName;Kind;When;Where;Words;Contact;Pay;Area;Tags;Like;Told;Checked;Checked by\r
Garden morning;group;Wednesdays;Foxglove Farm;"We dig, plant and drink tea. Nobody has to talk.";"020 7946 0123\nexample.org/garden";;belong;\
plants;"small group, calm, step-free, watch first";Dee: Sue meets you at the gate.;2026-02-12;Ana\r
Repair café helper;job;Two mornings a week;Mill Lane;We mend lamps and toasters. You learn as you go.;ana@example.org;13.60 an hour;enough;\
fixing;"meets you, small group";;2026-02-12;Ana\r
Singing for fun;social;Tuesdays at seven;The hall on Mill Lane;No notes, no stage.;;;heard;"choir, music";"come and go, free";;;\r
Money advice;benefits;Any weekday;Library;Somebody looks at your letters with you.;020 7946 0999;;enough;;"quiet space, free";;2024-01-02;Ana\r
"""


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
