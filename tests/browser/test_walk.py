"""Someone comes along, a meeting has space first, and what two people share can be seen and ended in one place."""

import datetime
import re

from playwright.sync_api import expect
from two_people import invite, said


def line(phone):
    return phone.page.get_by_role("button", name=re.compile("come along|go together"))


def sheet(phone):
    return phone.page.get_by_role("dialog")


def ask(phone, to="Pottery, have a go", words=""):
    """From the talk that is open; gives the words as they were shown before they went."""
    phone.page.get_by_role("button", name=re.compile("About you and")).click()
    phone.page.get_by_role("button", name="Go somewhere together").click()
    phone.page.get_by_label("Where to").fill(to)
    phone.page.get_by_label("A few words with it").fill(words)
    shown = phone.page.get_by_test_id("parcel").inner_text()
    phone.page.get_by_role("button", name=re.compile("^Ask ")).click()
    expect(line(phone)).to_be_visible()
    return shown


def in_week(phone, words):
    phone.page.goto(f"{phone.url}#/week")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    return phone.page.get_by_role("button", name=re.compile(words))


def test_someone_comes_along_until_the_person_says_that_they_can_go_alone(talking):
    """C7, A5, F3: what was shown is what is asked; both change the plan; one tap ends it, without a word of praise."""
    sam, jo = talking
    shown = ask(jo, words="I have never been.")
    assert shown == "Would you come with me? Pottery, have a go\nI have never been."
    expect(sam.page.get_by_text("I have never been.")).to_be_visible(timeout=10_000)
    assert said_by_other(sam) == shown
    expect(line(sam)).to_contain_text("Jo asks you to come along")
    line(sam).click()
    no, yes = (sheet(sam).get_by_role("button", name=name) for name in ("Not this time", "Yes, I will come with you"))
    assert [no.bounding_box()[side] for side in ("width", "height")] == [
        yes.bounding_box()[side] for side in ("width", "height")
    ]
    yes.click()
    expect(said(jo, "Yes, I will come with you")).to_be_visible(timeout=10_000)
    expect(line(jo)).to_contain_text("You and Sam go together")

    tomorrow = datetime.datetime.now().astimezone() + datetime.timedelta(days=1)
    line(jo).click()
    sheet(jo).get_by_role("button", name="Change the plan").click()
    sheet(jo).get_by_role("radio", name="Each week").check(force=True)
    sheet(jo).get_by_role("radio", name=f"{tomorrow:%A}").check(force=True)
    sheet(jo).get_by_label("Where you meet first").fill("The bus stop")
    sheet(jo).get_by_role("radio", name="Sam does").check(force=True)
    sheet(jo).get_by_label("A word for").fill("Lemons")
    sheet(jo).get_by_role("button", name="Keep it").click()
    expect(line(sam)).to_contain_text(f"{tomorrow:%A} {tomorrow.day} {tomorrow:%B} · The bus stop", timeout=10_000)
    line(sam).click()
    expect(sheet(sam).get_by_text("I do")).to_be_visible()
    expect(sheet(sam).get_by_text("Lemons")).to_be_visible()
    expect(sheet(sam).get_by_role("button", name=re.compile("by myself|alone"))).to_have_count(0)
    sheet(sam).get_by_role("button", name="Change the plan").click()
    sheet(sam).get_by_role("checkbox").check()
    sheet(sam).get_by_role("button", name="Keep it").click()
    card = in_week(jo, "Pottery, have a go, with Sam.*The bus stop")
    expect(card).to_be_visible()
    card.click()
    line(jo).click()
    expect(sheet(jo).get_by_text("A word from home")).to_be_visible(timeout=10_000)

    sheet(jo).get_by_role("button", name="I would like to go alone").click()
    expect(said(sam, "I would like to go alone")).to_be_visible(timeout=10_000)
    later = tomorrow + datetime.timedelta(days=7)
    expect(line(sam)).to_contain_text(f"{later:%A} {later.day} {later:%B}", timeout=10_000)
    jo.page.get_by_role("button", name="Undo").click()
    expect(line(sam)).to_contain_text(f"{tomorrow:%A} {tomorrow.day} {tomorrow:%B}", timeout=10_000)

    line(jo).click()
    sheet(jo).get_by_role("button", name="I can go by myself now").click()
    expect(said(sam, "I can go by myself now")).to_be_visible(timeout=10_000)
    for phone in talking:
        expect(line(phone)).to_have_count(0, timeout=10_000)
        praised = re.compile(r"well done|proud|great|independen|achiev|congrat", re.IGNORECASE)
        expect(phone.page.get_by_text(praised)).to_have_count(0)
    expect(in_week(jo, "Pottery")).to_have_count(0)
    assert sam.errors + jo.errors == []


def said_by_other(phone):
    return phone.page.locator(".messages .theirs .own-words").last.inner_text()


def test_a_no_is_one_tap_and_nobody_is_asked_again(talking):
    """C7, A5, A6: not this time, from either; no reason, no count, and the talk goes on."""
    sam, jo = talking
    ask(jo)
    line(sam).click(timeout=10_000)
    sheet(sam).get_by_role("button", name="Not this time").click()
    for phone in talking:
        expect(line(phone)).to_have_count(0, timeout=10_000)
        expect(said(phone, "Not this time")).to_be_visible(timeout=10_000)
    sam.page.get_by_role("button", name="Undo").click()
    expect(line(jo)).to_contain_text("You asked Sam to come along", timeout=10_000)
    line(jo).click()
    sheet(jo).get_by_role("button", name="I would like to go alone").click()
    expect(line(sam)).to_have_count(0, timeout=10_000)
    assert sam.errors + jo.errors == []


def test_who_has_nobody_yet_is_shown_the_ways_and_the_words_stay(phone):
    """C7, A1: from a plan of one's own week; a project or a friend by a link, and where to is still there after."""
    phone.start()
    phone.page.goto(f"{phone.url}#/week")
    phone.page.get_by_role("button", name="Add something").click()
    sheet(phone).get_by_role("textbox", name="What would you like to plan?").fill("Repair café")
    sheet(phone).get_by_role("button", name="Keep it").click()
    phone.page.get_by_role("button", name="Change", exact=True).click()
    sheet(phone).get_by_role("button", name="Ask someone to come with me").click()
    expect(phone.page.get_by_label("Where to")).to_have_value("Repair café")
    expect(phone.page.get_by_role("button", name="A project near me")).to_be_visible()
    phone.page.get_by_role("button", name="Ask a friend, with a link").click()
    expect(phone.page.get_by_role("heading", name="Invite somebody")).to_be_visible()
    phone.page.go_back()
    expect(phone.page.get_by_label("Where to")).to_have_value("Repair café")
    assert "Repair" not in phone.page.url
    assert phone.errors == []


def test_a_meeting_has_space_first_and_then_a_next_step_and_asks_for_neither(talking):
    """C15, E5: each writes what they would like to talk about, or nothing; no field asks for work, none is required."""
    sam, jo = talking
    jo.page.get_by_role("button", name="About you and Sam").click()
    jo.page.get_by_role("button", name="A day to meet").click()
    sheet(jo).get_by_role("button", name="Keep it").click()
    meeting = re.compile("You meet")
    sam.page.get_by_role("button", name=meeting).click(timeout=10_000)
    expect(sheet(sam).get_by_text("First, what to talk about")).to_have_count(0)
    sheet(sam).get_by_role("button", name="Close").click()

    jo.page.get_by_role("button", name=meeting).click()
    sheet(jo).get_by_role("button", name="First some space, then a next step").click()
    boxes = sheet(jo).get_by_role("textbox")
    labels = [box.evaluate("box => box.labels[0].textContent") for box in boxes.all()]
    assert labels == ["What I would like to talk about", "One small next thing, if any"]
    boxes.first.fill("The letter from the council.")
    sheet(jo).get_by_role("button", name="Keep it").click()
    expect(sheet(jo).get_by_text("The letter from the council.")).to_be_visible()
    expect(sheet(jo).get_by_text("Then, a next step", exact=True)).to_have_count(0)
    sam.page.get_by_role("button", name=meeting).click()
    expect(sheet(sam).get_by_text("Jo: The letter from the council.")).to_be_visible(timeout=10_000)
    sheet(sam).get_by_role("button", name="First some space, then a next step").click()
    expect(sheet(sam).get_by_role("textbox").first).to_have_value("")  # nobody changes the other's words
    sheet(sam).get_by_role("textbox").last.fill("Ring them together")
    sheet(sam).get_by_role("button", name="Keep it").click()
    expect(sheet(jo).get_by_text("Sam: Ring them together")).to_be_visible(timeout=10_000)
    assert sam.errors + jo.errors == []


def test_what_is_shared_is_in_one_place_and_ends_there(talking):
    """E4, S12: with whom, since when, what; a copy is taken back, an open link ended, a talk left, all from there."""
    sam, jo = talking
    jo.page.goto(f"{jo.url}#/week")
    jo.page.get_by_role("button", name="Add a hope").click()
    sheet(jo).get_by_role("textbox").fill("Paid gardening work")
    sheet(jo).get_by_role("button", name="Keep it").click()
    jo.page.get_by_role("button", name=re.compile("Paid gardening work")).first.click()
    jo.page.get_by_role("button", name="Share").click()
    jo.page.get_by_role("button", name="Send to Sam").click()
    expect(said(sam, "Paid gardening work")).to_be_visible(timeout=10_000)
    jo.page.goto(f"{jo.url}#/today")
    link = invite(jo, "Jo")

    jo.page.goto(f"{jo.url}#/safe")
    jo.page.get_by_role("button", name="What you share").click()
    today = datetime.datetime.now().astimezone()
    row = jo.page.get_by_role("listitem").filter(has=jo.page.get_by_role("heading", name="Sam"))
    expect(row.get_by_text(re.compile(rf"Since {today:%A},? {today.day} {today:%B}"))).to_be_visible()
    jo.page.get_by_text("What you showed Sam").click()
    expect(jo.page.get_by_text("Paid gardening work")).to_be_visible()
    jo.page.get_by_role("button", name="Take it back").click()
    expect(jo.page.get_by_text("What you showed Sam")).to_have_count(0)
    expect(sam.page.get_by_text("Jo took this back.")).to_be_visible(timeout=10_000)

    jo.page.get_by_role("button", name="End it now").click()
    expect(jo.page.get_by_text("That link opens nothing now.").first).to_be_visible(timeout=10_000)
    expect(jo.page.get_by_role("heading", name="Links you made")).to_have_count(0)
    sam.page.goto(link)
    expect(sam.page.get_by_role("alert")).to_contain_text("This link is not there any more.")

    jo.page.get_by_role("button", name="Leave and block").click()
    sheet(jo).get_by_role("button", name="Leave and block").click()
    expect(jo.page.get_by_role("heading", name="Ended")).to_be_visible(timeout=10_000)
    expect(jo.page.get_by_text("They keep what was said, and see nothing new.")).to_be_visible()
    open_talk_ended(sam)
    assert sam.errors + jo.errors == []


def open_talk_ended(phone):
    phone.page.goto(f"{phone.url}#/talk")
    expect(phone.page.get_by_text("Ended")).to_be_visible(timeout=15_000)
