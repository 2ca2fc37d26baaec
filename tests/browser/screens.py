"""Every screen and how a person gets there: for the accessibility test and the screenshots, so neither forgets one."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from a_board import add_number, answer_in, entry, name_area, open_edit, put_on_board, send
from a_board import suggest as write_to_project
from a_circle import answer, begin, link_into, open_circle
from a_project import make_project, offer_to, open_team, pick, say_hello_to
from phone import SIZE, Phone
from playwright.sync_api import expect
from some_ideas import give_out, open_ideas, say_strength, take_in
from two_people import invite, open_talk, said, say_hello
from two_people import write as say

if TYPE_CHECKING:
    from collections.abc import Callable


def _more(phone: Phone, words: str) -> None:
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("link", name=re.compile(words)).click()


def start(phone: Phone) -> None:
    phone.open()


def words(phone: Phone) -> None:
    phone.open()
    phone.page.get_by_role("button", name="I have my 12 words").click()
    expect(phone.page.get_by_role("textbox").first).to_be_visible()


def join(phone: Phone) -> None:
    phone.open()
    phone.page.get_by_role("button", name="Add to a phone I already use").click()
    expect(phone.page.get_by_test_id("link-code")).to_be_visible()
    expect(phone.page.get_by_role("img").first).to_be_visible()


def borrow(phone: Phone) -> None:
    phone.open()
    phone.page.get_by_role("button", name="This is not my phone").click()
    expect(phone.page.get_by_role("button", name="Start here")).to_be_visible()


def borrowed(phone: Phone) -> None:
    borrow(phone)
    phone.page.get_by_role("button", name="Start here").click()
    phone.tap("Got up")
    phone.page.get_by_role("button", name="Close and wipe").click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def today(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.page.get_by_role("heading", name="What did you do today?")).to_be_visible()


def after_a_tap(phone: Phone) -> None:
    today(phone)
    phone.tap("Made something")


def tree(phone: Phone) -> None:
    today(phone)
    phone.page.goto(f"{phone.url}#/tree")
    expect(phone.page.get_by_role("heading", name="My tree")).to_be_visible()
    phone.page.wait_for_timeout(700)


def tree_list(phone: Phone) -> None:
    tree(phone)
    phone.page.get_by_role("button", name="Show as a list").click()
    phone.page.wait_for_timeout(300)


def one_leaf(phone: Phone) -> None:
    tree_list(phone)
    phone.page.locator("main li button").first.click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def journal(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/journal")
    expect(phone.page.get_by_role("button", name="Write", exact=True)).to_be_visible()


def write(phone: Phone) -> None:
    journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    paper = phone.page.get_by_role("textbox", name="Your words")
    paper.fill("Walked to the allotment with Dee. Did not stay long. The broad beans are up.")


# An invented picture: a pond under a hill at dusk.
PICTURE = """() => { const canvas = document.createElement("canvas");
  canvas.width = 1200; canvas.height = 900; const pen = canvas.getContext("2d");
  const sky = pen.createLinearGradient(0, 0, 0, 560);
  sky.addColorStop(0, "#8fb2c9"); sky.addColorStop(1, "#f3d9b1"); pen.fillStyle = sky; pen.fillRect(0, 0, 1200, 900);
  const blob = (colour, x, y, wide, high) => { pen.fillStyle = colour; pen.beginPath();
    pen.ellipse(x, y, wide, high, 0, 0, 7); pen.fill(); };
  blob("#fbe7c0", 820, 330, 70, 70); blob("#6f8f63", 250, 700, 620, 260); blob("#557a4e", 1000, 760, 600, 260);
  blob("#9fb9bd", 560, 830, 420, 90); blob("#c7d6d2", 520, 815, 260, 34);
  for (let x = 40; x < 1200; x += 34) { pen.strokeStyle = "#3f5a35"; pen.lineWidth = 6; pen.beginPath();
    pen.moveTo(x, 900); pen.quadraticCurveTo(x + 4, 820, x + (x % 5) * 8 - 16, 760 + (x % 7) * 12); pen.stroke(); }
  return canvas.toDataURL("image/jpeg", 0.9).split(",")[1]; }"""


def photo(phone: Phone) -> None:
    journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    phone.page.get_by_role("textbox", name="Your words").fill("Sat by the pond till it got dark.")
    picture = base64.b64decode(phone.page.evaluate(PICTURE))
    chosen = {"name": "pond.jpg", "mimeType": "image/jpeg", "buffer": picture}
    phone.page.locator("input[type=file]").set_input_files(chosen)
    shown = phone.page.get_by_role("img", name=re.compile("^Photo, added on"))
    expect(shown).to_be_visible()
    shown.scroll_into_view_if_needed()


def photo_large(phone: Phone) -> None:
    photo(phone)
    phone.page.get_by_role("button", name=re.compile("^Photo, added on")).click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def days(phone: Phone) -> None:
    _more(phone, "My days")
    expect(phone.page.get_by_role("group", name="Show by")).to_be_visible()


def beside(phone: Phone) -> None:
    _more(phone, "Then and now")
    phone.page.get_by_role("button", name="Choose two").click()
    rows = phone.page.locator("main section li button")
    rows.nth(0).click()
    rows.nth(1).click()
    expect(phone.page.get_by_role("article")).to_have_count(2)


def share(phone: Phone) -> None:
    days(phone)
    phone.page.locator("main section li button").filter(has_not_text="Wrote a page").first.click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Share").click()
    expect(phone.page.get_by_role("heading", name="This is all they will see. Send it?")).to_be_visible()


def week(phone: Phone) -> None:
    today(phone)  # a sheet that is open there ends with its screen
    phone.page.goto(f"{phone.url}#/week")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    phone.page.wait_for_timeout(300)


def week_sheet(phone: Phone) -> None:
    week(phone)
    phone.page.get_by_role("button", name="Add something").click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def hope(phone: Phone) -> None:
    week(phone)
    cards = phone.page.locator(".hope-card > button")
    if cards.count() == 0:
        phone.page.get_by_role("button", name="Add a hope").click()
        phone.page.get_by_role("dialog").get_by_role("textbox").fill("Paid gardening work")
        phone.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    cards.last.click()
    expect(phone.page.get_by_role("heading", name="A hope")).to_be_visible()


def areas(phone: Phone) -> None:
    _more(phone, "Six areas")
    expect(phone.page.get_by_role("button", name=re.compile("Belonging"))).to_be_visible()


def area(phone: Phone) -> None:
    areas(phone)
    phone.page.get_by_role("button", name=re.compile("Belonging")).click()
    phone.page.get_by_role("button", name="Add what helps").click()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill("The allotment on Thursdays")
    phone.page.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def milestones(phone: Phone) -> None:
    _more(phone, "What has changed")
    chip = phone.page.get_by_role("button", name="New friends")
    if chip.get_attribute("aria-pressed") == "false":
        chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")


def milestone(phone: Phone) -> None:
    milestones(phone)
    phone.page.get_by_role("button", name="New friends").click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def _other(phone: Phone) -> Phone:
    """Somebody else, with a phone of their own."""
    browser = phone.context.browser
    assert browser is not None
    context = browser.new_context(viewport=SIZE, locale="en-GB", service_workers="block")
    context.set_default_timeout(15_000)
    return Phone(context, phone.url)


def invited(phone: Phone) -> None:
    sam = _other(phone)
    sam.start()
    phone.page.goto(invite(sam, "Sam", "I have been there, too. I like gardens and quiet places."))
    expect(phone.page.get_by_role("button", name="Say hello")).to_be_visible()
    sam.context.close()


def project(phone: Phone) -> None:
    sam = _other(phone)
    sam.start()
    phone.page.goto(make_project(sam, words="Peer support in Lambeth. Thursdays from two, in the library."))
    expect(phone.page.get_by_role("heading", name="Who is here")).to_be_visible()
    sam.context.close()


def projects(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/projects")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")


def new_project(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/new-project")
    phone.page.get_by_label("What is it called?").fill("Vocation Matters")


def team(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/talk")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    phone.page.wait_for_timeout(300)
    if phone.page.get_by_role("button", name=re.compile("Vocation Matters")).count() == 0:
        link = make_project(phone, called="Ash")
        for name, words in (("Kit", ""), ("Marta", "I saw your poster at the library.")):
            other = _other(phone)
            say_hello_to(other, link, name, words)
            open_team(phone)
            if name == "Kit":
                offer_to(phone, name)
                pick(other, "Ash")
            other.context.close()
    open_team(phone)
    expect(phone.page.get_by_role("heading", name="Marta")).to_be_visible(timeout=15_000)


def ideas_edit(phone: Phone) -> None:
    team(phone)
    phone.page.get_by_role("button", name="Ideas to give out").click()
    expect(phone.page.get_by_role("heading", name="Ideas to give out")).to_be_visible()
    phone.page.wait_for_timeout(300)
    if phone.page.get_by_role("heading", name="Garden morning").count() == 0:
        take_in(phone)
        give_out(phone)
    phone.page.get_by_role("button", name="Checked today Money advice").click()


def idea_sheet(phone: Phone) -> None:
    ideas_edit(phone)
    phone.page.get_by_role("button", name="Change Garden morning").click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def ideas_giving(phone: Phone) -> None:
    ideas_edit(phone)
    phone.page.get_by_role("button", name="See it first").click()
    expect(phone.page.get_by_role("button", name="Give it out")).to_be_visible()


def ideas(phone: Phone) -> None:
    week(phone)
    if phone.page.get_by_role("button", name=re.compile("Gardening")).count() == 0:
        say_strength(phone, "Gardening")
    open_ideas(phone)
    expect(phone.page.get_by_text("Because you said Gardening").first).to_be_visible()


def idea(phone: Phone) -> None:
    ideas(phone)
    phone.page.get_by_role("button", name="Garden morning", exact=True).first.click()
    expect(phone.page.get_by_role("heading", name="How to reach them")).to_be_visible()


def idea_went(phone: Phone) -> None:
    idea(phone)
    phone.page.get_by_role("button", name="I went: say what it is like").click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def poster(phone: Phone) -> None:
    team(phone)
    phone.page.get_by_role("button", name="Poster").click()
    expect(phone.page.get_by_test_id("project-code")).to_be_visible()


def costs(phone: Phone) -> None:
    team(phone)
    phone.page.get_by_role("button", name="Costs and value").click()
    expect(phone.page.get_by_role("heading", name="What it costs")).to_be_visible()
    phone.page.wait_for_timeout(300)
    example = phone.page.get_by_role("button", name="Fill in one full-time worker")
    if example.count() > 0:
        example.click()
    phone.page.get_by_role("heading", name=re.compile("56 to 99")).scroll_into_view_if_needed()


def tell(phone: Phone) -> None:
    team(phone)
    open_talk(phone, "Kit")
    phone.page.get_by_role("button", name="About you and Kit").click()
    phone.page.get_by_role("button", name="Tell the coordinator").click()
    expect(phone.page.get_by_role("button", name="See it first")).to_be_visible()


def board(phone: Phone) -> None:
    team(phone)
    phone.page.goto(f"{phone.url}#/board")
    expect(phone.page.get_by_role("button", name="Write to them")).to_be_visible()
    phone.page.wait_for_timeout(300)
    if entry(phone, "flask").count() == 0:
        for words, name in (("Could we have a flask? The kettle breaks.", "Dee"), ("A quiet hour on Thursdays?", "")):
            write_to_project(phone, words, name)
            send(phone)
        open_edit(phone, "Ideas and complaints")
        put_on_board(phone, "flask")
        answer_in(phone, "flask", "Done", "There is one now, in the cupboard on the left.")
        phone.page.goto(f"{phone.url}#/board")
    expect(entry(phone, "There is one now")).to_be_visible()


def suggest(phone: Phone) -> None:
    team(phone)
    write_to_project(phone, "Could we meet by the river, when it is warm?", "Kit")
    expect(phone.page.get_by_role("button", name="Send it")).to_be_visible()


def board_edit(phone: Phone) -> None:
    board(phone)
    phone.page.get_by_role("button", name="Ideas and complaints").click()
    expect(entry(phone, "quiet hour")).to_be_visible()


def our_words(phone: Phone) -> None:
    words_edit(phone)
    phone.page.goto(f"{phone.url}#/our-words")
    expect(phone.page.get_by_role("button", name="Write what you learned")).to_be_visible()


def words_edit(phone: Phone) -> None:
    team(phone)
    open_edit(phone, "Our own words")
    area = phone.page.get_by_role("button", name="A place of my own")
    phone.page.wait_for_timeout(300)
    if area.count() == 0:
        name_area(phone, "Somewhere to dwell", "A place of my own", "What makes it home?")
        phone.page.get_by_label("What changed, and why?").fill("Dwell sounded like a church.")
        phone.page.get_by_role("button", name="Give it out", exact=True).click()
    expect(area).to_be_visible()


def help_edit(phone: Phone) -> None:
    team(phone)
    open_edit(phone, "Numbers for Help now")
    cafe = phone.page.get_by_role("link", name=re.compile("Harbour"))
    phone.page.wait_for_timeout(300)
    if cafe.count() == 0:
        add_number(phone, "Harbour café", "020 7946 0123")
    expect(cafe).to_be_visible()


def invite_somebody(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/invite")
    phone.page.get_by_label("What shall they call you?").fill("Jo")


def invitation(phone: Phone) -> None:
    invite_somebody(phone)
    phone.page.get_by_role("button", name="Make a link").click()
    expect(phone.page.get_by_test_id("invitation")).to_be_visible()


def notes(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/notes")
    expect(phone.page.get_by_text("You have a note", exact=True)).to_be_visible()
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")


def talks(phone: Phone) -> None:
    today(phone)
    phone.go("Talk")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    row = phone.page.get_by_role("button", name=re.compile("Sam"))
    if row.count() == 0:
        sam = _other(phone)
        say_hello(sam, invite(phone, "Jo", "Hello from the allotment."), "Sam", "Good to hear from you.")
        expect(row).to_be_visible(timeout=20_000)
        open_talk(phone, "Sam")
        say(phone, "I remember my first time back. I lasted ten minutes.")
        expect(said(sam, "I remember my first time back. I lasted ten minutes.")).to_be_visible(timeout=15_000)
        expect(phone.page.get_by_text(re.compile("On Sam.s phone"))).to_be_visible(timeout=15_000)
        sam.context.close()
        phone.page.go_back()
    expect(row).to_be_visible()


def talk(phone: Phone) -> None:
    talks(phone)
    open_talk(phone, "Sam")


def circle_new(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/circle-new")
    phone.page.get_by_label("What is it called?").fill("Garden")


def circle(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/talk")
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    phone.page.wait_for_timeout(300)
    if phone.page.get_by_role("button", name=re.compile("Garden")).count() == 0:
        begin(phone)
        kit = _other(phone)
        answer(kit, link_into(phone), "Kit", "I bring the spades.")
        expect(phone.page.get_by_text("I bring the spades.")).to_be_visible(timeout=20_000)
        kit.context.close()
        say(phone, "Thursday at two, by the gate.")
    open_circle(phone)


def circle_who(phone: Phone) -> None:
    circle(phone)
    phone.page.get_by_role("button", name="Who is in Garden").click()
    expect(phone.page.get_by_role("dialog").get_by_role("button", name="Kit")).to_be_visible()


def talk_photo(phone: Phone) -> None:
    talk(phone)
    picture = base64.b64decode(phone.page.evaluate(PICTURE))
    chosen = {"name": "pond.jpg", "mimeType": "image/jpeg", "buffer": picture}
    phone.page.locator(".write-line input[type=file]").set_input_files(chosen)
    sheet = phone.page.get_by_role("dialog")
    expect(sheet.get_by_role("img")).to_be_visible()
    if phone.page.locator(".messages img").count() == 0:
        sheet.get_by_role("button", name="Send it").click()
        expect(phone.page.locator(".messages img")).to_be_visible()
        phone.page.locator("main.conversation").evaluate("main => main.scrollTo(0, main.scrollHeight)")


def talk_about(phone: Phone) -> None:
    talk(phone)
    phone.page.get_by_role("button", name="About you and Sam").click()
    phone.page.get_by_text("Is it really").click()
    expect(phone.page.get_by_test_id("safety-number")).to_be_visible()


def talk_hours(phone: Phone) -> None:
    talk(phone)
    phone.page.get_by_role("button", name="About you and Sam").click()
    phone.page.get_by_role("button", name="When I am here").click()
    expect(phone.page.get_by_role("button", name="Keep it")).to_be_visible()


def talk_meet(phone: Phone) -> None:
    talk(phone)
    line = phone.page.get_by_role("button", name=re.compile("You meet"))
    phone.page.wait_for_timeout(300)
    if line.count() == 0:
        phone.page.get_by_role("button", name="About you and Sam").click()
        phone.page.get_by_role("button", name="A day to meet").click()
        phone.page.get_by_label("Where, or by phone").fill("The café by the park")
        phone.page.get_by_role("button", name="Keep it").click()
    line.click()
    expect(phone.page.get_by_role("button", name="Another day?")).to_be_visible()


def talk_lines(phone: Phone) -> None:
    talk_meet(phone)
    phone.page.get_by_role("button", name="First some space").click()
    phone.page.get_by_label("What I would like to talk about").fill("How it was at the allotment.")


def walk(phone: Phone) -> None:
    talk(phone)
    phone.page.get_by_role("button", name="About you and Sam").click()
    phone.page.get_by_role("button", name="Go somewhere together").click()
    phone.page.get_by_label("Where to").fill("Pottery, have a go")
    expect(phone.page.get_by_test_id("parcel")).to_be_visible()


def talk_walk(phone: Phone) -> None:
    talk(phone)
    line = phone.page.get_by_role("button", name=re.compile("come along|go together"))
    phone.page.wait_for_timeout(300)
    if line.count() == 0:
        walk(phone)
        phone.page.get_by_role("button", name="Ask Sam").click()
        line.click()
        phone.page.get_by_role("button", name="Change the plan").click()
        phone.page.get_by_label("Where you meet first").fill("The bus stop by the library")
        phone.page.get_by_label("A word for").fill("Lemons")
        phone.page.get_by_role("dialog").get_by_role("checkbox").check()
        phone.page.get_by_role("button", name="Keep it").click()
    line.click()
    expect(phone.page.get_by_role("button", name="Not this time")).to_be_visible()


def walk_plan(phone: Phone) -> None:
    talk_walk(phone)
    phone.page.get_by_role("button", name="Change the plan").click()
    phone.page.get_by_role("radio", name="Each week").check(force=True)


def talk_find(phone: Phone) -> None:
    talk(phone)
    phone.page.get_by_role("button", name="About you and Sam").click()
    phone.page.get_by_role("button", name="Find words").click()
    phone.page.get_by_role("searchbox").fill("first time")
    expect(phone.page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)


def talk_message(phone: Phone) -> None:
    talk(phone)
    phone.page.get_by_role("button", name=re.compile("Good to hear")).click()
    expect(phone.page.get_by_role("dialog")).to_be_visible()


def figure(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/figure")
    for label, nights in (("Nights in hospital, the year before", "60"), ("Nights in hospital, this last year", "0")):
        phone.page.get_by_label(label).fill(nights)
    phone.page.get_by_role("button", name="Work it out").click()
    expect(phone.page.get_by_role("region", name="My figure")).to_be_visible()


def more(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/more")
    expect(phone.page.get_by_role("link", name="Add another phone")).to_be_visible()


def card(phone: Phone) -> None:
    _more(phone, "12 words")
    word = phone.page.get_by_test_id("card-word").first
    other = phone.page.get_by_role("button", name="Make new words")  # where the card is kept already
    expect(word.or_(other)).to_be_visible()
    if other.is_visible():
        other.click()
    expect(word).to_be_visible()


def add_phone(phone: Phone) -> None:
    _more(phone, "Add another phone")
    expect(phone.page.get_by_role("textbox")).to_be_visible()


def safe(phone: Phone) -> None:
    _more(phone, "Safe")
    expect(phone.page.get_by_role("heading", level=2).first).to_be_visible()


def shared(phone: Phone) -> None:
    talk(phone)
    phone.page.goto(f"{phone.url}#/shared")
    expect(phone.page.get_by_role("heading", name="People you talk with")).to_be_visible()


def try_words(phone: Phone) -> None:
    _more(phone, "12 words")
    words = phone.page.get_by_test_id("card-word")
    expect(words.first.or_(phone.page.get_by_role("button", name="Try my words"))).to_be_visible()
    if words.count() == 12:
        card = [re.sub(r"[^a-z]", "", text.lower()) for text in words.all_inner_texts()]
        phone.page.get_by_role("button", name="Written down").click()
        for box in phone.page.get_by_role("textbox").all():
            number = re.search(r"\d+", box.evaluate("box => box.labels[0].textContent"))
            assert number
            box.fill(card[int(number.group()) - 1])
        phone.page.get_by_role("button", name="Check").click()
        phone.page.wait_for_timeout(2500)
        _more(phone, "12 words")
    phone.page.get_by_role("button", name="Try my words").click()
    expect(phone.page.get_by_role("textbox").first).to_be_visible()


def lock(phone: Phone) -> None:
    safe(phone)
    phone.page.get_by_role("button", name="The lock").click()
    phone.page.get_by_role("radio", name="A number only I know").check()
    expect(phone.page.get_by_label("The same once more")).to_be_visible()


def home_screen(phone: Phone) -> None:
    safe(phone)
    phone.page.get_by_role("button", name="On your home screen").click()
    expect(phone.page.get_by_role("radio", name="My days")).to_be_visible()


def locked(phone: Phone) -> None:
    phone.start()
    lock(phone)
    for label in ("Your number, 6 digits or more", "The same once more"):
        phone.page.get_by_label(label).fill("482193")
    phone.page.get_by_role("button", name="Set the lock").click()
    phone.page.get_by_role("button", name="Lock now").click(timeout=30_000)
    expect(phone.page.get_by_role("heading", name="Locked")).to_be_visible()


def phones(phone: Phone) -> None:
    _more(phone, "Your phones")
    expect(phone.page.get_by_role("heading", level=2).first).to_be_visible()


def copy(phone: Phone) -> None:
    _more(phone, "A copy of your own")
    expect(phone.page.get_by_role("heading", level=2).first).to_be_visible()


def about(phone: Phone) -> None:
    _more(phone, "About")
    expect(phone.page.get_by_role("heading", level=2).first).to_be_visible()


def help_now(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/help")
    expect(phone.page.get_by_text("You matter")).to_be_visible()


def plan(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/plan")
    first = phone.page.get_by_role("textbox", name="Things I can do by myself")
    first.fill("Kettle on. Shoes on. River, even just to the bridge.")
    if phone.page.get_by_role("link", name="Call Kay").count() == 0:
        phone.page.get_by_role("button", name="Add someone to call").nth(1).click()
        _someone(phone, "Kay")


def _someone(phone: Phone, name: str) -> None:
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Name").fill(name)
    sheet.get_by_role("textbox", name="Phone number").fill("07700 900 123")
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)


def people(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/people")
    dee = phone.page.get_by_role("link", name=re.compile("Dee.*Call"))
    expect(phone.page.get_by_role("button", name="Add someone")).to_be_visible()
    phone.page.wait_for_timeout(200)
    if dee.count() == 0:
        phone.page.get_by_role("button", name="Add someone").click()
        _someone(phone, "Dee")
    expect(dee).to_be_visible()


def kind_words(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/kind-words")
    phone.page.get_by_role("button", name="Add kind words").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="The words").fill("Good to have you with us on Thursday.")
    sheet.get_by_role("textbox", name="Who said it").fill("Jo")
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)


def remind(phone: Phone) -> None:
    phone.page.goto(f"{phone.url}#/remind")
    expect(phone.page.get_by_role("heading", name="Remind me")).to_be_visible()


def answers(phone: Phone) -> None:
    today(phone)
    phone.page.get_by_role("button", name="Change the answers above").click()
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")
    slept = phone.page.get_by_role("button", name="Add: Slept")
    if slept.count() > 0:
        slept.click()
        expect(slept).to_have_count(0)


def answers_own(phone: Phone) -> None:
    answers(phone)
    phone.page.get_by_role("button", name="Add one of my own").click()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill("Fed the birds")


def money(phone: Phone) -> None:
    _more(phone, "Where to get help with money")
    expect(phone.page.get_by_role("heading", name="Before you begin paid work")).to_be_visible()


def saving(phone: Phone) -> None:
    hope(phone)
    mark = phone.page.get_by_role("button", name="This is a hope to save")
    if mark.count() > 0:
        mark.click()
        phone.page.get_by_role("button", name="Write amounts").click()
        phone.page.get_by_label("What you have saved, if you like").fill("about £40, in the tin")
        phone.page.get_by_role("button", name="Keep it").click()
    phone.page.get_by_text("Saved: about £40").scroll_into_view_if_needed()


def could_do(phone: Phone) -> None:
    talks(phone)
    phone.page.get_by_role("button", name="I could do with …", exact=True).click()
    phone.page.get_by_role("button", name="Someone to listen").click()
    expect(phone.page.get_by_role("textbox", name="This is all they will see")).to_be_visible()


BEFORE_START: dict[str, Callable[[Phone], None]] = {
    "start": start,
    "words": words,
    "join": join,
    "borrow": borrow,
    "borrowed": borrowed,
    "invited": invited,
    "project": project,
    "locked": locked,
}
AFTER_START: dict[str, Callable[[Phone], None]] = {
    "today": today,
    "after-a-tap": after_a_tap,
    "tree": tree,
    "tree-list": tree_list,
    "one-leaf": one_leaf,
    "journal": journal,
    "write": write,
    "photo": photo,
    "photo-large": photo_large,
    "days": days,
    "beside": beside,
    "share": share,
    "week": week,
    "week-sheet": week_sheet,
    "hope": hope,
    "areas": areas,
    "area": area,
    "milestones": milestones,
    "milestone": milestone,
    "figure": figure,
    "invite": invite_somebody,
    "invitation": invitation,
    "talks": talks,
    "projects": projects,
    "new-project": new_project,
    "team": team,
    "poster": poster,
    "costs": costs,
    "ideas-edit": ideas_edit,
    "idea-sheet": idea_sheet,
    "ideas-giving": ideas_giving,
    "ideas": ideas,
    "idea": idea,
    "idea-went": idea_went,
    "tell": tell,
    "board": board,
    "suggest": suggest,
    "board-edit": board_edit,
    "words-edit": words_edit,
    "our-words": our_words,
    "help-edit": help_edit,
    "notes": notes,
    "talk": talk,
    "talk-photo": talk_photo,
    "talk-about": talk_about,
    "circle-new": circle_new,
    "circle": circle,
    "circle-who": circle_who,
    "talk-hours": talk_hours,
    "talk-meet": talk_meet,
    "talk-lines": talk_lines,
    "walk": walk,
    "talk-walk": talk_walk,
    "walk-plan": walk_plan,
    "talk-find": talk_find,
    "talk-message": talk_message,
    "more": more,
    "card": card,
    "add-phone": add_phone,
    "safe": safe,
    "shared": shared,
    "try-words": try_words,
    "lock": lock,
    "home-screen": home_screen,
    "phones": phones,
    "copy": copy,
    "about": about,
    "plan": plan,
    "people": people,
    "kind-words": kind_words,
    "remind": remind,
    "help-now": help_now,
    "answers": answers,
    "answers-own": answers_own,
    "money": money,
    "saving": saving,
    "could-do": could_do,
}
