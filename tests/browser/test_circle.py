"""A circle: begun by its host, each let in by a link of their own, and whoever is out reads nothing more."""

import re

import pytest
from a_circle import answer, begin, link_into, open_circle
from phone import SIZE, Phone
from playwright.sync_api import expect
from two_people import said, write


@pytest.fixture
def third(firefox, address):
    context = firefox.new_context(viewport=SIZE, locale="en-GB", service_workers="block")
    context.set_default_timeout(15_000)
    yield Phone(context, address)
    context.close()


@pytest.fixture
def circle(people, third):
    sam, jo = people
    sam.start()
    begin(sam)
    write(sam, "Before anybody came.")
    for phone, name in ((jo, "Jo"), (third, "Kit")):
        answer(phone, link_into(sam), name)
        open_circle(phone)
        open_circle(sam)
    return sam, jo, third


def test_a_circle_grows_one_by_one_and_all_hear_all(circle, server):
    """C13, E6: who is in it is always one tap away; who came later reads nothing from before."""
    sam, jo, kit = circle
    write(jo, "I bring the tea.")
    for phone in (sam, kit):
        expect(said(phone, "I bring the tea.")).to_be_visible(timeout=20_000)
    write(kit, "And I the spades.")
    expect(said(jo, "And I the spades.")).to_be_visible(timeout=20_000)
    for phone in (jo, kit):
        expect(said(phone, "Before anybody came.")).to_have_count(0)
        expect(phone.page.get_by_text("You can read what was said since you came.")).to_be_visible()
    kit.page.get_by_role("button", name="Who is in Garden").click()
    people = kit.page.get_by_role("dialog").locator(".in-circle").get_by_role("listitem")
    expect(people).to_have_count(3)
    for at, name in enumerate(("You", "Jo", "Sam")):
        expect(people.nth(at)).to_contain_text(name)
    expect(kit.page.get_by_role("dialog").get_by_role("button", name="Invite somebody")).to_have_count(0)
    assert sam.errors + jo.errors + kit.errors == []
    for stored in server.data.glob("newleaf.db*"):
        for text in (b"bring the tea", b"Thursdays, spades", b"Garden"):
            assert text not in stored.read_bytes()


def test_who_was_taken_out_while_offline_keeps_what_they_had_and_cannot_post(circle):
    """A member removed while offline: told in plain words, without a reason; the others go on under a new key."""
    sam, jo, kit = circle
    write(sam, "The beans are up.")
    expect(said(kit, "The beans are up.")).to_be_visible(timeout=20_000)
    kit.context.set_offline(True)
    sam.page.get_by_role("button", name="Who is in Garden").click()
    sam.page.get_by_role("dialog").get_by_role("button", name="Kit").click()
    sam.page.get_by_role("button", name="Take out").click()
    sam.page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(sam.page.get_by_role("dialog").get_by_role("button", name="Kit")).to_have_count(0, timeout=20_000)
    sam.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    write(sam, "Only for us two.")
    expect(said(jo, "Only for us two.")).to_be_visible(timeout=20_000)
    write(kit, "Written in a tunnel.")
    kit.context.set_offline(False)
    kit.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(kit.page.get_by_text("You are not in this circle any more.")).to_be_visible(timeout=30_000)
    expect(said(kit, "The beans are up.")).to_be_visible()
    expect(kit.page.get_by_role("textbox", name="Write a few words")).to_have_count(0)
    for phone, text in ((kit, "Only for us two."), (sam, "Written in a tunnel."), (jo, "Written in a tunnel.")):
        expect(said(phone, text)).to_have_count(0)
    write(jo, "Still here.")
    expect(said(sam, "Still here.")).to_be_visible(timeout=20_000)


def test_the_only_host_hands_it_on_and_leaves(circle):
    """E8: out at once, without a reason; a circle is never without somebody who lets people in."""
    sam, jo, kit = circle
    sam.page.get_by_role("button", name="Who is in Garden").click()
    sam.page.get_by_role("button", name="Leave the circle").click()
    sheet = sam.page.get_by_role("dialog")
    sheet.get_by_role("button", name="Leave the circle").click()
    expect(sheet.get_by_text("Please choose who lets people in after you.")).to_be_visible()
    sheet.get_by_role("radio", name="Jo").check(force=True)
    sheet.get_by_role("button", name="Leave the circle").click()
    expect(sam.page.get_by_text("You left this circle.").first).to_be_visible(timeout=20_000)
    jo.page.get_by_role("button", name="Who is in Garden").click()
    expect(jo.page.get_by_role("dialog").get_by_role("button", name="Invite somebody")).to_be_visible(timeout=20_000)
    expect(jo.page.get_by_role("dialog").get_by_role("button", name="Sam")).to_have_count(0)
    jo.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    write(jo, "Good luck, Sam.")
    expect(said(kit, "Good luck, Sam.")).to_be_visible(timeout=20_000)
    expect(said(sam, "Good luck, Sam.")).to_have_count(0)


def test_who_waits_can_stop_waiting(people):
    """A5: nobody is in before the host's phone was there, and nobody must wait."""
    sam, jo = people
    sam.start()
    begin(sam)
    link = link_into(sam)
    sam.context.set_offline(True)
    sam.page.close()
    answer(jo, link, "Jo")
    jo.page.get_by_role("button", name=re.compile("Garden.*Waiting")).click()
    jo.page.get_by_role("button", name="I do not want to wait").click()
    expect(jo.page.get_by_text("You no longer wait for this circle.").first).to_be_visible()
    expect(jo.page.get_by_role("button", name=re.compile("Garden"))).to_have_count(0)
    assert jo.errors == []
