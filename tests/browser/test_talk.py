"""Two people talk, one in Chromium and one in Firefox: invited by a link, each in their own time."""

import datetime
import re
import sqlite3

import pytest
from phone import SIZE, Phone
from playwright.sync_api import expect
from talker import DAY_MS, Talker, now_ms
from two_people import invite, open_talk, said, say_hello, write


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
    expect(jo.page.get_by_text(re.compile("On Sam.s phone"))).to_be_visible(timeout=10_000)
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
    expect(jo.page.get_by_text(re.compile("On Sam.s phone"))).to_be_visible(timeout=15_000)
    expect(said(sam, "Could you come with me on Thursday?")).to_have_count(1)
    jo.page.goto(f"{jo.url}#/today")
    jo.page.reload()
    open_talk(jo, "Sam")
    expect(said(jo, "Could you come with me on Thursday?")).to_have_count(1)
    for phone in talking:
        expect(phone.page.get_by_text(re.compile(r"\b(seen|read|typing|online|last)\b", re.IGNORECASE))).to_have_count(
            0
        )


def test_a_few_words_in_one_tap_and_taken_back(talking):
    """A9: thinking of you, not today: one tap, no reason, and an Undo."""
    sam, jo = talking
    jo.page.get_by_role("button", name="Not today, still here").click()
    expect(said(sam, "Not today, still here")).to_be_visible(timeout=10_000)
    jo.page.get_by_role("button", name="Undo").click()
    expect(sam.page.get_by_text("Jo took this back.")).to_be_visible(timeout=10_000)
    expect(said(sam, "Not today, still here")).to_have_count(0)


def test_own_words_are_changed_and_only_own_ones(talking):
    """D1: the same screen for both; nobody changes what the other said."""
    sam, jo = talking
    write(jo, "See you on Thusday.")
    jo.page.get_by_role("button", name=re.compile("See you on Thusday")).click()
    sheet = jo.page.get_by_role("dialog")
    sheet.get_by_role("button", name="Change").click()
    sheet.get_by_role("textbox").fill("See you on Thursday.")
    sheet.get_by_role("button", name="Keep it").click()
    expect(said(sam, "See you on Thursday.")).to_be_visible(timeout=10_000)
    expect(sam.page.get_by_text("Changed")).to_be_visible()
    sam.page.get_by_role("button", name=re.compile("See you on Thursday")).click()
    expect(sam.page.get_by_role("dialog").get_by_role("button", name="Change")).to_have_count(0)
    expect(sam.page.get_by_role("dialog").get_by_role("button", name="Take it back")).to_have_count(0)


def test_a_kind_word_is_kept_in_its_box(talking):
    """B4, B5: what somebody said can be kept, and is there when it is needed."""
    sam, jo = talking
    write(sam, "Well done for going out.")
    jo.page.get_by_role("button", name=re.compile("Well done")).click(timeout=10_000)
    jo.page.get_by_role("dialog").get_by_role("button", name="Keep in kind words").click()
    expect(jo.page.get_by_text("Kept in your kind words.").first).to_be_visible()
    jo.page.goto(f"{jo.url}#/kind-words")
    expect(jo.page.get_by_role("button", name="Well done for going out. Sam")).to_be_visible()


def test_hours_stand_above_the_talk_with_help_beside_them(talking):
    """D9: when somebody is there, in their own words; outside of it Help now is where it always is."""
    sam, jo = talking
    sam.page.get_by_role("button", name="About you and Jo").click()
    sam.page.get_by_role("button", name="When I am here").click()
    for day in ("Mon", "Tue", "Wed", "Thu"):
        sam.page.get_by_role("checkbox", name=day).check(force=True)
    sam.page.get_by_role("button", name="Keep it").click()
    expect(jo.page.get_by_text(re.compile(r"Sam is here Mon.Thu, 10\s?am.4\s?pm"))).to_be_visible(timeout=10_000)
    expect(jo.page.get_by_text(re.compile("Not a crisis service."))).to_be_visible()
    expect(jo.page.get_by_role("link", name="Help now")).to_be_visible()
    sam.page.get_by_role("button", name="About you and Jo").click()
    sam.page.get_by_role("button", name="When I am here").click()
    sam.page.get_by_role("checkbox", name="I am away for now").check(force=True)
    sam.page.get_by_role("button", name="Keep it").click()
    expect(jo.page.get_by_text("Sam is away for now.")).to_be_visible(timeout=10_000)


def meeting(phone):
    return phone.page.get_by_role("button", name=re.compile("You meet"))


def test_the_same_day_each_week_is_moved_or_left_out_without_a_trace(talking):
    """A8, A10: both keep one day to meet, it stands in both weeks, and nothing says that it was not."""
    sam, jo = talking
    tomorrow = datetime.datetime.now().astimezone() + datetime.timedelta(days=1)
    sam.page.get_by_role("button", name="About you and Jo").click()
    sam.page.get_by_role("button", name="A day to meet").click()
    sam.page.get_by_role("radio", name=f"{tomorrow:%A}").check(force=True)
    sam.page.get_by_label("What time?").select_option("In the afternoon")
    sam.page.get_by_label("Where, or by phone").fill("The café")
    sam.page.get_by_role("button", name="Keep it").click()
    usual = f"You meet: {tomorrow:%A} {tomorrow.day} {tomorrow:%B}"
    for phone in talking:
        expect(meeting(phone)).to_contain_text(usual, timeout=10_000)
        expect(meeting(phone)).to_contain_text("In the afternoon, The café")
    jo.page.goto(f"{jo.url}#/week")
    jo.page.get_by_role("button", name=re.compile("You and Sam.*The café")).click()
    meeting(jo).click()
    jo.page.get_by_role("button", name="Not this week").click()
    later = tomorrow + datetime.timedelta(days=7)
    expect(meeting(sam)).to_contain_text(f"You meet: {later:%A} {later.day}", timeout=10_000)
    jo.page.get_by_role("button", name="Undo").click()
    expect(meeting(sam)).to_contain_text(usual, timeout=10_000)
    meeting(sam).click()
    sam.page.get_by_role("button", name="Another day?").click()
    other = tomorrow + datetime.timedelta(days=2)
    sam.page.get_by_role("button", name=f"{other:%A} {other.day} {other:%B}").click()
    expect(meeting(jo)).to_contain_text(f"You meet: {other:%A} {other.day} {other:%B}", timeout=10_000)
    meeting(jo).click()
    jo.page.get_by_role("button", name="Stop meeting").click()
    for phone in talking:
        expect(meeting(phone)).to_have_count(0, timeout=10_000)
    assert sam.errors + jo.errors == []


def test_what_was_said_is_found_by_its_words(talking):
    sam, jo = talking
    for text in ("The broad beans are up.", "See you at the Café on Thursday."):
        write(sam, text)
    expect(said(jo, "The broad beans are up.")).to_be_visible(timeout=10_000)
    jo.page.get_by_role("button", name="About you and Sam").click()
    jo.page.get_by_role("button", name="Find words").click()
    sheet = jo.page.get_by_role("dialog")
    sheet.get_by_role("searchbox").fill("cafe")
    expect(sheet.get_by_role("listitem")).to_have_count(1)
    expect(sheet.get_by_role("listitem")).to_contain_text("See you at the Café on Thursday.")
    sheet.get_by_role("searchbox").fill("rain")
    expect(sheet.get_by_text("Nothing here has these words.")).to_be_visible()


def test_a_browser_and_the_python_core_talk(new_phone):
    """What PROTOCOL.md says is enough for another client."""
    phone = new_phone()
    phone.start()
    kay = Talker(phone.url, invite(phone, "Sam", "Hello."), "Kay")
    assert (kay.inviter.name, kay.inviter.words) == ("Sam", "Hello.")
    kay.say_at((now_ms() - 40 * DAY_MS + at, f"Long ago {at}.") for at in range(60))
    kay.say("Good to hear from you.", "The beans are up.")
    phone.page.goto(f"{phone.url}#/today")
    open_talk(phone, "Kay")
    expect(said(phone, "The beans are up.")).to_be_visible(timeout=15_000)
    write(phone, "Mine, too.")
    expect(phone.page.get_by_text("Sent", exact=True)).to_be_visible(timeout=10_000)
    assert kay.heard() == ["Mine, too."]
    expect(said(phone, "Long ago 0.")).to_have_count(0)
    phone.page.get_by_role("button", name="Show earlier words").click()
    expect(said(phone, "Long ago 0.")).to_be_visible()
    expect(said(phone, "Mine, too.")).to_be_attached()
    expect(phone.page.get_by_role("button", name="Show earlier words")).to_have_count(0)
    assert phone.errors == []


def test_both_phones_show_the_same_number(talking):
    sam, jo = talking
    numbers = []
    for phone, name in ((sam, "Jo"), (jo, "Sam")):
        phone.page.get_by_role("button", name=f"About you and {name}").click()
        phone.page.get_by_text("Is it really").click()
        expect(phone.page.get_by_test_id("safety-number")).to_have_text(re.compile(r"(\d{5} ?){12}"))
        numbers.append(phone.page.get_by_test_id("safety-number").inner_text())
    assert numbers[0] == numbers[1]


def test_leaving_ends_it_at_once_on_both_sides(talking, server):
    """E8, A3: whoever wants ends it, without a reason; what was said stays with both."""
    sam, jo = talking
    write(sam, "I am here.")
    expect(said(jo, "I am here.")).to_be_visible(timeout=10_000)
    jo.page.get_by_role("button", name="About you and Sam").click()
    jo.page.get_by_role("button", name="Leave and block").click()
    stay, leave = (
        jo.page.get_by_role("dialog").get_by_role("button", name=name) for name in ("Stay", "Leave and block")
    )
    assert stay.bounding_box()["width"] == leave.bounding_box()["width"]
    leave.click()
    expect(jo.page.get_by_text("You left this talk.").first).to_be_visible()
    expect(sam.page.get_by_text("Jo left this talk.")).to_be_visible(timeout=15_000)
    for phone in talking:
        expect(phone.page.get_by_role("textbox", name="Write a few words")).to_have_count(0)
        expect(said(phone, "I am here.")).to_be_visible()
        phone.page.goto(f"{phone.url}#/talk")
        phone.page.reload()
        expect(phone.page.get_by_text("Ended")).to_be_visible()


def test_a_leaf_is_shown_to_somebody_after_it_was_seen_exactly(talking):
    """B7, F3: what goes is what was shown, as a copy: a leaf, a hope."""
    sam, jo = talking
    jo.page.goto(f"{jo.url}#/today")
    jo.tap("Went out")
    jo.page.goto(f"{jo.url}#/days")
    jo.page.get_by_role("button", name=re.compile("Went out")).first.click()
    jo.page.get_by_role("dialog").get_by_role("button", name="Share").click()
    shown = jo.page.get_by_test_id("parcel").inner_text()
    jo.page.get_by_role("button", name="Send to Sam").click()
    expect(jo.page.get_by_text("Sent to Sam.").first).to_be_visible()
    expect(sam.page.get_by_text("Jo shared this")).to_be_visible(timeout=10_000)
    assert shown in sam.page.get_by_role("listitem").filter(has_text="Jo shared this").inner_text()
    jo.page.goto(f"{jo.url}#/week")
    jo.page.get_by_role("button", name="Add a hope").click()
    jo.page.get_by_role("dialog").get_by_role("textbox").fill("Paid gardening work")
    jo.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    jo.page.get_by_role("button", name=re.compile("Paid gardening work")).first.click()
    jo.page.get_by_role("button", name="Share").click()
    assert jo.page.get_by_test_id("parcel").inner_text() == "Paid gardening work"
    jo.page.get_by_role("button", name="Send to Sam").click()
    expect(said(sam, "Paid gardening work")).to_be_visible(timeout=10_000)
    assert sam.errors + jo.errors == []


def test_the_other_phone_of_one_person_reads_and_answers(talking, new_own_phone):
    """E4: the talk is on all of a person's phones, and a phone that is taken off reads nothing that comes after."""
    sam, jo = talking
    write(sam, "Before the second phone.")
    expect(said(jo, "Before the second phone.")).to_be_visible(timeout=10_000)
    jo.page.goto(f"{jo.url}#/today")
    tablet = new_own_phone(jo)
    open_talk(tablet, "Sam")
    expect(said(tablet, "Before the second phone.")).to_be_visible(timeout=20_000)
    write(tablet, "From my tablet.")
    expect(said(sam, "From my tablet.")).to_be_visible(timeout=15_000)
    jo.page.goto(f"{jo.url}#/today")
    open_talk(jo, "Sam")
    expect(said(jo, "From my tablet.")).to_be_visible(timeout=15_000)
    jo.page.goto(f"{jo.url}#/phones")
    jo.page.get_by_role("button", name="Take it off").last.click()
    jo.page.get_by_role("dialog").get_by_role("button", name="Take it off").click()
    expect(jo.page.get_by_role("heading", level=2)).to_have_count(1, timeout=20_000)
    jo.page.goto(f"{jo.url}#/today")
    open_talk(jo, "Sam")
    write(jo, "After it was taken off.")
    expect(said(sam, "After it was taken off.")).to_be_visible(timeout=20_000)
    expect(tablet.page.get_by_text("After it was taken off.")).to_have_count(0)
    assert sam.errors + jo.errors == []
    expect(sam.page.get_by_role("region", name="Something is not right with this talk.")).to_have_count(0)


@pytest.fixture
def new_own_phone(firefox):
    """Another phone of the same person, linked by a code."""
    from test_phones import link

    contexts = []

    def make(own):
        contexts.append(firefox.new_context(viewport=SIZE, locale="en-GB"))
        other = Phone(contexts[-1], own.url)
        link(own, other)
        expect(other.page.get_by_role("heading", name="What did you do today?")).to_be_visible(timeout=30_000)
        return other

    yield make
    for context in contexts:
        context.close()


def test_a_link_that_was_used_is_too_old_or_broken_says_what_to_do(people, server):
    sam, jo = people
    sam.start()
    link = invite(sam)
    jo.page.goto(link[:-9])
    expect(jo.page.get_by_role("alert")).to_have_text(re.compile("not genuine|whole link"))
    say_hello(jo, link)
    jo.page.goto(link)
    expect(jo.page.get_by_role("alert")).to_contain_text("This link was used already. If it was not you")
    sam.page.goto(f"{sam.url}#/talk")
    old = invite(sam)
    sam.page.goto(old)
    sam.page.get_by_label("What shall they call you?").fill("Me")
    sam.page.get_by_role("button", name="Say hello").click()
    expect(sam.page.get_by_role("alert")).to_contain_text("This is your own link.")
    with sqlite3.connect(server.data / "newleaf.db") as database:
        database.execute("UPDATE invitation SET expires = 1 WHERE space IS NULL")
    database.close()
    jo.page.goto(old)
    expect(jo.page.get_by_role("alert")).to_contain_text("This link is too old. Please ask for a new one.")
