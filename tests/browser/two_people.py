"""Two people and what they do in a talk, by what is on their screens."""

import re

from playwright.sync_api import expect


def invite(phone, name="Sam", words=""):
    """Gives the link that the phone shows."""
    phone.go("Talk")
    phone.page.get_by_role("button", name="Invite somebody").click()
    phone.page.get_by_label("What shall they call you?").fill(name)
    phone.page.get_by_label("A few words from you").fill(words)
    phone.page.get_by_role("button", name="Make a link").click()
    expect(phone.page.get_by_test_id("invitation")).to_be_visible()
    link = phone.page.get_by_test_id("invitation").inner_text()
    phone.page.get_by_role("button", name="Close").click()
    return link


def say_hello(phone, link, name="Jo", words=""):
    phone.page.goto(link)
    phone.page.get_by_label("What shall they call you?").fill(name)
    phone.page.get_by_label("A few words to begin with").fill(words)
    phone.page.get_by_role("button", name="Say hello").click()
    expect(phone.page.get_by_role("textbox", name="Write a few words")).to_be_visible(timeout=20_000)


def open_talk(phone, name):
    phone.page.goto(f"{phone.url}#/talk")
    phone.page.get_by_role("button", name=re.compile(name)).click()
    expect(phone.page.get_by_role("textbox", name="Write a few words")).to_be_visible()


def write(phone, text):
    phone.page.get_by_role("textbox", name="Write a few words").fill(text)
    phone.page.get_by_role("button", name="Send", exact=True).click()
    expect(said(phone, text)).to_be_visible()


def said(phone, text):
    messages = phone.page.get_by_role("list", name="What was said").get_by_role("listitem")
    return messages.filter(has=phone.page.get_by_text(text, exact=True))
