"""What people do in a circle, by what is on their screens."""

import re

from playwright.sync_api import expect


def begin(phone, name="Garden", called="Sam"):
    page = phone.page
    page.goto(f"{phone.url}#/circle-new")
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("What is it for?").fill("Thursdays, spades and tea.")
    page.get_by_label("What shall they call you?").fill(called)
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("textbox", name="Write a few words")).to_be_visible(timeout=20_000)


def open_circle(phone, name="Garden"):
    phone.page.goto(f"{phone.url}#/talk")
    phone.page.get_by_role("button", name=re.compile(f"{name}(?!.*Waiting)")).click(timeout=20_000)
    expect(phone.page.get_by_role("textbox", name="Write a few words")).to_be_visible()


def link_into(phone, circle="Garden"):
    phone.page.get_by_role("button", name=f"Who is in {circle}").click()
    phone.page.get_by_role("button", name="Invite somebody").click()
    phone.page.get_by_role("button", name="Make a link").click()
    link = phone.page.get_by_test_id("invitation").inner_text(timeout=20_000)
    phone.page.get_by_role("button", name="Close").click()
    return link


def answer(phone, link, name, words=""):
    phone.page.goto(link)
    expect(phone.page.get_by_role("heading", name="Sam would like you in Garden.")).to_be_visible(timeout=20_000)
    phone.page.get_by_label("What shall they call you?").fill(name)
    phone.page.get_by_label("A few words to begin with").fill(words)
    phone.page.get_by_role("button", name="Say hello").click()
    expect(phone.page.get_by_role("heading", name="Talk")).to_be_visible(timeout=20_000)
