"""Two people talk, one in Chromium and one in Firefox: invited by a link, sealed between the two, each in their own time."""

import re
import sqlite3

import pytest
from phone import SIZE, Phone
from playwright.sync_api import expect


@pytest.fixture
def people(chromium, firefox, server):
    """Two phones of two people, in two browsers."""
    contexts = [engine.new_context(viewport=SIZE, locale="en-GB") for engine in (chromium, firefox)]
    for context in contexts:
        context.set_default_timeout(15_000)
    yield [Phone(context, server.url) for context in contexts]
    for context in contexts:
        context.close()


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
    phone.go("Talk")
    phone.page.get_by_role("button", name=re.compile(name)).click()
    expect(phone.page.get_by_role("textbox", name="Write a few words")).to_be_visible()


def write(phone, text):
    phone.page.get_by_role("textbox", name="Write a few words").fill(text)
    phone.page.get_by_role("button", name="Send", exact=True).click()
    expect(said(phone, text)).to_be_visible()


def said(phone, text):
    return phone.page.get_by_role("listitem").filter(has=phone.page.get_by_text(text, exact=True))


@pytest.fixture
def talking(people):
    sam, jo = people
    sam.start()
    say_hello(jo, invite(sam))
    expect(sam.page.get_by_role("button", name=re.compile("Jo"))).to_be_visible(timeout=20_000)
    open_talk(sam, "Jo")
    return sam, jo


def test_a_link_brings_two_people_together_and_needs_nothing_else(people, server):
    """A1, E2, E6: no approval, no number, no address; who was invited begins a diary by saying hello."""
    sam, jo = people
    sam.start()
    link = invite(sam, "Sam", "I have been there, too.")
    jo.page.goto(link)
    expect(jo.page.get_by_role("heading", name="Sam would like to talk with you.")).to_be_visible()
    expect(jo.page.get_by_text("I have been there, too.")).to_be_visible()
    secret = link.rsplit("/", 1)[-1]
    assert secret not in jo.page.evaluate("location.href")
    no, yes = (jo.page.get_by_role("button", name=name).bounding_box() for name in ("No thanks", "Say hello"))
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    say_hello(jo, link, "Jo", "Hello Sam.")
    expect(sam.page.get_by_role("button", name=re.compile("Jo"))).to_be_visible(timeout=20_000)
    expect(sam.page.get_by_text("New words")).to_be_visible()
    open_talk(sam, "Jo")
    expect(said(sam, "Hello Sam.")).to_be_visible()
    write(sam, "Good to hear from you.")
    expect(said(jo, "Good to hear from you.")).to_be_visible(timeout=10_000)
    expect(jo.page.get_by_text("On Sam’s phone")).to_be_visible(timeout=10_000)
    assert sam.errors + jo.errors == []
    for stored in server.data.glob("newleaf.db*"):
        assert b"Good to hear" not in stored.read_bytes()
        assert secret.encode() not in stored.read_bytes()


def test_words_wait_on_the_phone_and_say_so(talking, server):
    """E2: written without a signal, sent by itself, once; never a word about who read what."""
    sam, jo = talking
    server.stop()
    write(jo, "Could you come with me on Thursday?")
    expect(jo.page.get_by_text("Waiting for signal. It will send by itself.")).to_be_visible()
    server.start()
    jo.page.evaluate("window.dispatchEvent(new Event('online'))")
    sam.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(said(sam, "Could you come with me on Thursday?")).to_be_visible(timeout=30_000)
    expect(jo.page.get_by_text("On Sam’s phone")).to_be_visible(timeout=15_000)
    expect(said(sam, "Could you come with me on Thursday?")).to_have_count(1)
    jo.page.reload()
    open_talk(jo, "Sam")
    expect(said(jo, "Could you come with me on Thursday?")).to_have_count(1)
    for phone in talking:
        expect(phone.page.get_by_text(re.compile(r"\b(seen|read|typing|online|last)\b", re.IGNORECASE))).to_have_count(0)
