"""What a project gives out: a board that answers, words that people there chose, and numbers that stand in Help."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from a_board import (
    add_number,
    answer_in,
    entry,
    give_out,
    name_area,
    open_edit,
    put_on_board,
    send,
    suggest,
)
from a_project import make_project, say_hello_to
from axe import violations
from playwright.sync_api import expect
from test_projects import nowhere

IDEA = "The kettle is always broken.\nCould we have a flask?"
COMPLAINT = "Ash spoke over me on Thursday."
TIP = "I go at four, when it is quiet."


@pytest.fixture
def joined(people):
    """Who coordinates a project, and who is in it."""
    sam, jo = people
    sam.start()
    say_hello_to(jo, make_project(sam), "Dee")
    return sam, jo


def test_an_idea_is_answered_where_all_can_read(joined, server):
    """F11, F3, S13: seen word for word before it goes, put up as it is, answered and thanked; or answered alone."""
    sam, jo = joined
    suggest(jo, IDEA, "Dee")
    parcel = jo.page.locator(".parcel")
    expect(parcel).to_have_text(re.compile(r"^The kettle is always broken.\s*Could we have a flask\?\s*Dee$"))
    expect(jo.page.get_by_text("Sam. They look after the project.")).to_be_visible()
    expect(jo.page.get_by_text(re.compile("code, and whoever runs this server."))).to_be_visible()
    send(jo)
    expect(entry(jo, "kettle").get_by_text("Sent. Not on the board yet.")).to_be_visible()
    nowhere(server, "kettle", "flask")
    suggest(jo, "Never mind.")
    send(jo)
    entry(jo, "Never mind.").get_by_role("button", name="Take it back").click()
    expect(entry(jo, "Never mind.")).to_have_count(0, timeout=15_000)
    suggest(jo, COMPLAINT)
    expect(jo.page.locator(".parcel")).to_have_text(re.compile("No name$"))
    send(jo)

    open_edit(sam, "Ideas and complaints")
    expect(entry(sam, "kettle")).to_be_visible(timeout=20_000)
    expect(sam.page.get_by_role("textbox")).to_have_count(0)
    expect(entry(sam, "Never mind.")).to_have_count(0)
    no, yes = (
        entry(sam, "kettle").get_by_role("button", name=name).bounding_box()
        for name in ("Answer them alone", "Put on the board")
    )
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    put_on_board(sam, "kettle")
    answer_in(sam, "kettle", "Done", "There is one now, in the cupboard.")
    entry(sam, COMPLAINT).get_by_role("button", name="Answer them alone").click()
    sheet = sam.page.get_by_role("dialog")
    sheet.get_by_label("In your own words").fill("Thank you. We talked with Ash.")
    sheet.get_by_role("button", name="Send it").click()
    expect(sam.page.get_by_text("Nothing is waiting.")).to_be_visible(timeout=20_000)

    jo.page.goto(f"{jo.url}#/more")
    jo.page.get_by_role("link", name=re.compile("Change this app")).click()
    done = entry(jo, "kettle")
    expect(done.get_by_text("There is one now, in the cupboard.")).to_be_visible(timeout=20_000)
    expect(done.get_by_text("From an idea of Dee")).to_be_visible()
    expect(entry(jo, COMPLAINT).get_by_text("Thank you. We talked with Ash.")).to_be_visible()
    expect(jo.page.get_by_text("Once on the board")).to_have_count(0)
    assert violations(jo.page) == []
    nowhere(server, "spoke over", "talked with Ash")
    assert sam.errors + jo.errors == []

    server.stop()
    suggest(jo, "A second flask.", "Dee")
    jo.page.get_by_role("button", name="Send it").click()
    expect(jo.page.get_by_text("No signal. Nothing is lost.")).to_be_visible(timeout=20_000)
    jo.page.goto(f"{jo.url}#/board")
    expect(entry(jo, "There is one now")).to_be_visible()
    jo.page.get_by_role("button", name="Write to them").click()
    expect(jo.page.get_by_label("In your own words")).to_have_value("A second flask.")


def test_who_would_like_it_too_is_counted_and_not_named(joined):
    """F11, F3: a tap says so and a tap takes it back; its author has it taken off the board."""
    sam, jo = joined
    suggest(jo, IDEA, "Dee")
    send(jo)
    open_edit(sam, "Ideas and complaints")
    put_on_board(sam, "kettle")
    sam.page.goto(f"{sam.url}#/board")
    too = entry(sam, "kettle").get_by_role("checkbox", name="I would like that, too")
    too.check(force=True)
    expect(entry(sam, "kettle").get_by_text("One person would like it, too.")).to_be_visible(timeout=20_000)
    too.uncheck(force=True)
    expect(sam.page.get_by_text("would like it, too.")).to_have_count(0, timeout=20_000)
    too.check(force=True)
    expect(entry(sam, "kettle").get_by_text("One person would like it, too.")).to_be_visible(timeout=20_000)
    jo.page.goto(f"{jo.url}#/more")
    jo.page.goto(f"{jo.url}#/board")
    expect(entry(jo, "kettle").get_by_text("One person would like it, too.")).to_be_visible(timeout=20_000)
    expect(entry(jo, "kettle").get_by_role("checkbox")).to_have_count(0)
    expect(jo.page.get_by_text(re.compile(r"\bSam\b"))).to_have_count(0)
    entry(jo, "kettle").get_by_role("button", name="Take it off the board").click()
    expect(jo.page.get_by_text("Asked. A coordinator takes it off.").first).to_be_visible(timeout=20_000)
    open_edit(sam, "Ideas and complaints")
    expect(sam.page.get_by_text("Whoever wrote this would like it off the board.")).to_be_visible(timeout=20_000)
    entry(sam, "kettle").get_by_role("button", name="Take it off the board").click()
    expect(entry(sam, "kettle")).to_have_count(0, timeout=20_000)
    assert sam.errors + jo.errors == []


def test_the_words_of_a_project_are_amended_and_offered_once(joined):
    """F10, A5, D10: names, questions and what people learned, with their history; a no as large as a yes."""
    sam, jo = joined
    suggest(jo, TIP, "Dee", learned=True)
    expect(jo.page.get_by_text("Read it once more. This is all they will see.").first).to_be_visible()
    send(jo)
    open_edit(sam, "Our own words")
    name_area(sam, "Somewhere to dwell", "A place of my own", "What makes it home?")
    entry(sam, TIP).get_by_role("button", name="Give it out as it is").click(timeout=20_000)
    sam.page.get_by_role("button", name="Give it out", exact=True).click()
    expect(sam.page.get_by_text("Please write what changed, and why.")).to_be_visible()
    sam.page.reload()  # the phone closed the app: nothing of it is lost
    expect(sam.page.get_by_role("button", name="A place of my own")).to_be_visible(timeout=20_000)
    give_out(sam, "Dwell sounded like a church.")

    jo.page.goto(f"{jo.url}#/areas")
    expect(jo.page.get_by_role("heading", name="Six areas")).to_be_visible()
    jo.page.reload()
    expect(jo.page.get_by_text("Use the words of Vocation Matters?")).to_be_visible(timeout=30_000)
    no, yes = (jo.page.get_by_role("button", name=name).bounding_box() for name in ("No thanks", "Use them"))
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    expect(jo.page.get_by_role("button", name="Somewhere to dwell")).to_be_visible()
    jo.page.get_by_role("button", name="No thanks").click()
    expect(jo.page.get_by_text("Use the words of")).to_have_count(0)
    jo.page.get_by_role("button", name="Words of the project").click()
    expect(jo.page.get_by_text("Dwell sounded like a church.")).to_be_visible()
    expect(entry(jo, TIP).get_by_text("Dee")).to_be_visible()
    jo.page.get_by_role("button", name="Their words").click()
    expect(jo.page.get_by_text("You use the words of Vocation Matters.")).to_be_visible()
    assert violations(jo.page) == []
    jo.page.goto(f"{jo.url}#/areas")
    jo.page.get_by_role("button", name="A place of my own").click()
    expect(jo.page.get_by_role("heading", name="What makes it home?")).to_be_visible()
    expect(jo.page.get_by_role("heading", name="What gets in the way")).to_be_visible()
    jo.page.reload()
    expect(jo.page.get_by_role("heading", name="A place of my own")).to_be_visible(timeout=30_000)
    jo.page.goto(f"{jo.url}#/our-words")
    jo.page.get_by_role("button", name=re.compile("own words")).click()
    jo.page.goto(f"{jo.url}#/areas")
    expect(jo.page.get_by_role("button", name="Somewhere to dwell")).to_be_visible()
    expect(jo.page.get_by_text("Use the words of")).to_have_count(0)
    assert sam.errors + jo.errors == []


def test_numbers_of_a_project_stand_first_in_help(joined, server):
    """S9: checked by who gives them out, who is told when that is long ago; there when locked and with no signal."""
    sam, jo = joined
    open_edit(sam, "Numbers for Help now")
    wrong = add_number(sam, "Harbour café", "0800 CAFE")
    expect(wrong.get_by_text("Please write a number, with digits only.")).to_be_visible()
    wrong.get_by_role("textbox", name=re.compile("^The number")).fill("020 7946 0123")
    wrong.get_by_role("button", name="Keep it").click()
    expect(sam.page.get_by_role("link", name=re.compile("Harbour café"))).to_have_attribute("href", "tel:02079460123")
    sam.page.get_by_role("button", name="Give it out").click()
    expect(sam.page.get_by_text("Please check each number first.")).to_be_visible()
    sam.page.get_by_role("checkbox", name="Checked today").check(force=True)
    give_out(sam)
    assert violations(sam.page) == []
    old = sam.page.get_by_text("These were last checked more than half a year ago.")
    expect(old).to_have_count(0)
    sam.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=182))
    open_edit(sam, "Numbers for Help now")
    expect(old).to_be_visible()

    jo.page.reload()
    for _ in range(20):  # Help shows what was there when it was opened: numbers do not change under a thumb
        jo.page.get_by_role("link", name="Help now").click()
        expect(jo.page.get_by_role("link", name=re.compile("Samaritans"))).to_be_visible()
        if jo.page.get_by_role("link", name=re.compile("Harbour café")).count() > 0:
            break
        jo.page.get_by_role("button", name="Close").click()
        jo.page.wait_for_timeout(1000)
    jo.page.goto(f"{jo.url}#/lock")
    jo.page.get_by_role("radio", name="A number only I know").check(force=True)
    for label in ("Your number, 6 digits or more", "The same once more"):
        jo.page.get_by_label(label).fill("482193")
    jo.page.get_by_role("button", name="Set the lock").click()
    expect(jo.page.get_by_text("The lock is on.").first).to_be_visible(timeout=30_000)
    jo.page.reload()
    expect(jo.page.get_by_role("heading", name="Locked")).to_be_visible(timeout=30_000)
    jo.page.wait_for_timeout(1000)
    asked: list[str] = []
    jo.context.on("request", lambda request: asked.append(request.url))
    jo.page.get_by_role("link", name="Help now").click()
    rows = jo.page.locator(".crisis a")
    expect(rows.first).to_have_attribute("href", "tel:02079460123")
    expect(jo.page.get_by_role("heading", name="Vocation Matters")).to_be_visible()
    expect(jo.page.get_by_role("link", name=re.compile("Samaritans"))).to_have_attribute("href", "tel:116123")
    assert [url for url in asked if "/api/" in url or "/packs/" in url] == []
    server.stop()
    jo.page.get_by_role("button", name="Close").click()
    jo.page.get_by_role("link", name="Help now").click()
    expect(rows.first).to_have_attribute("href", "tel:02079460123")
    assert sam.errors + jo.errors == []
