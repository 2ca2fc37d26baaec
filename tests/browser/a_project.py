"""What people do with a project, by what is on their screens."""

import re

from playwright.sync_api import expect


def make_project(phone, name="Vocation Matters", words="Thursdays in the library.", called="Sam"):
    """Gives the link that the poster shows."""
    page = phone.page
    page.goto(f"{phone.url}#/new-project")
    page.get_by_label("What is it called?").fill(name)
    page.get_by_label("A few words about it").fill(words)
    page.get_by_label("What shall they call you?").fill(called)
    page.get_by_label("A few words about you").fill("I have been there, too.")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="Poster").click(timeout=20_000)
    code = page.get_by_test_id("project-code").inner_text()
    page.get_by_role("link", name="Back").or_(page.get_by_role("button", name="Back")).click()
    return f"{phone.url}#/project/{code.replace('-', '')}"


def say_hello_to(phone, link, name="Jo", words="", wish="To talk with a peer supporter"):
    page = phone.page
    page.goto(link)
    page.get_by_role("radio", name=wish).check(force=True)
    page.get_by_label("What shall they call you?").fill(name)
    page.get_by_label("A few words to begin with").fill(words)
    page.get_by_role("button", name="Say hello").click()
    expect(page.get_by_text("You said hello.").first).to_be_visible(timeout=20_000)


def open_team(phone, name="Vocation Matters"):
    phone.page.goto(f"{phone.url}#/talk")
    phone.page.get_by_role("button", name=re.compile(name)).click()
    expect(phone.page.get_by_role("heading", name="They said hello")).to_be_visible()


def offer_to(phone, name="Jo"):
    """The phone is at the team's screen."""
    expect(phone.page.get_by_role("heading", name=name)).to_be_visible(timeout=15_000)
    phone.page.get_by_role("button", name="I can talk").click()
    expect(phone.page.get_by_text("You offered to talk. They choose.").first).to_be_visible(timeout=15_000)


def pick(phone, name="Sam"):
    """The phone is at the project's screen, and takes what is offered."""
    phone.page.get_by_role("button", name=f"Talk with {name}").click(timeout=20_000)
    expect(phone.page.get_by_role("textbox", name="Write a few words")).to_be_visible(timeout=20_000)


def become_lead(lead, phone, link, name="Kim"):
    """Says hello to work there, is welcomed, and takes concerns from then on."""
    say_hello_to(phone, link, name, "I work here.", "To be a peer supporter here")
    open_team(lead)
    lead.page.get_by_role("button", name="Welcome them").click(timeout=15_000)
    lead.page.get_by_role("button", name=re.compile(f"{name}.*Peer supporter")).click(timeout=15_000)
    lead.page.get_by_role("dialog").get_by_role("radio", name="Takes concerns").check(force=True)
    lead.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(lead.page.get_by_role("button", name=re.compile(f"{name}.*Takes concerns"))).to_be_visible(timeout=15_000)
