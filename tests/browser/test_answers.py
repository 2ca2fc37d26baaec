"""My answers, a hope to save, money, and "I could do with ...": what a person makes of Today, and everyday help."""

import re

import pytest
from playwright.sync_api import expect
from test_second_phone import link
from test_week import hope, open_week
from two_people import invite, open_talk, said, say_hello

TWELVE = [
    "Got up",
    "Got through today",
    "Went out",
    "Saw or spoke to someone",
    "Helped someone",
    "Volunteered or worked",
    "Learned something",
    "Moved my body",
    "Made something",
    "Looked after home, me, food",
    "Sorted something",
    "Rested",
]
MINE = ["Fed the birds", *(words for words in TWELVE if words != "Volunteered or worked"), "Slept"]
COULD_DO = "I could do with …"
# The words of the tiles in the first frame that has any.
FIRST_FRAME = """window.firstTiles = null; const look = () => {
  const tiles = [...document.querySelectorAll(".tile-words")].map((it) => it.textContent);
  if (tiles.length) window.firstTiles = tiles; else requestAnimationFrame(look); };
requestAnimationFrame(look);"""


def tiles(phone):
    return phone.page.locator(".tile-words")


def do(phone, act: str, answer: str) -> None:
    phone.page.get_by_role("button", name=f"{act}: {answer}", exact=True).click()


def open_answers(phone) -> None:
    phone.page.get_by_role("button", name="Change the answers above").click()
    expect(phone.page.get_by_role("heading", name="My answers", level=1)).to_be_visible()
    expect(phone.page.locator("main")).to_have_attribute("aria-busy", "false")


def add_own(phone, words: str) -> None:
    phone.page.get_by_role("button", name="Add one of my own").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet.get_by_role("alert")).to_have_text("Write a word or two first, or close.")
    sheet.get_by_role("textbox").fill(words)
    sheet.get_by_role("radio", name="Animal").check(force=True)
    sheet.get_by_role("radio", name="Belonging").check(force=True)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)


def test_a_person_has_their_own_answers_on_all_phones(new_phone):
    """B2, B3, B10, S1: hidden, added, moved and in own words, there in the first frame; leaves stay as they grew."""
    phone = new_phone()
    phone.page.add_init_script(FIRST_FRAME)
    phone.start()
    expect(tiles(phone)).to_have_text(TWELVE)
    open_answers(phone)
    do(phone, "Hide", "Volunteered or worked")
    expect(phone.page.get_by_text("It is not on Today now.").first).to_be_visible()
    phone.page.get_by_role("button", name="Undo").click()
    do(phone, "Hide", "Volunteered or worked")
    do(phone, "Add", "Slept")
    add_own(phone, "Fed the birds")
    phone.page.get_by_role("button", name="Change the order").click()
    rows = phone.page.locator(".sorting .hope-words")
    up = phone.page.get_by_role("button", name="Move up: Fed the birds")
    for at in range(11, -1, -1):
        up.click()
        expect(rows.nth(at)).to_have_text("Fed the birds")
        expect(up).to_be_focused()
    phone.page.get_by_role("button", name="Back").click()
    expect(tiles(phone)).to_have_text(MINE)

    phone.tap("Slept")
    phone.tap("Fed the birds")
    expect(phone.did()).to_have_text([re.compile("Slept"), re.compile("Fed the birds")])
    phone.settle()
    expect(phone.tile("Fed the birds")).to_have_attribute("aria-pressed", "true")
    assert phone.page.evaluate("firstTiles") == MINE

    open_answers(phone)
    phone.page.get_by_role("button", name="Change “Fed the birds”").click()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill("Fed the ducks")
    phone.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    phone.page.get_by_role("button", name="Back").click()
    expect(phone.tile("Fed the ducks")).to_have_attribute("aria-pressed", "false")
    expect(phone.did()).to_have_text([re.compile("Slept"), re.compile("Fed the birds")])
    phone.expect_kept_everywhere()
    other = new_phone()
    link(phone, other)
    expect(tiles(other)).to_have_text(["Fed the ducks", *MINE[1:]], timeout=20_000)

    open_answers(other)
    other.page.get_by_role("button", name="As it was at first").click()
    other.page.get_by_role("button", name="Undo").click()
    expect(other.page.get_by_text("As it was before.").first).to_be_visible()
    other.page.get_by_role("button", name="As it was at first").click()
    expect(other.page.get_by_text("It is as it was at first.").first).to_be_visible()
    expect(other.page.get_by_role("button", name="As it was at first")).to_have_count(0)
    expect(other.page.get_by_role("button", name="Add: Fed the ducks")).to_be_visible()
    expect(tiles(phone)).to_have_text(TWELVE, timeout=20_000)
    expect(phone.did()).to_have_text([re.compile("Slept"), re.compile("Fed the birds")])
    assert phone.errors + other.errors == []


@pytest.mark.offline
def test_money_help_is_on_the_phone_and_loads_nothing(new_phone, server):
    """C9, 1H.11: numbers and pages without a signal; a page is opened by a tap alone, and told nothing of this one."""
    phone = new_phone()
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    phone.start().ready_for_offline()
    server.stop()
    phone.go("More")
    phone.page.get_by_role("link", name=re.compile("Where to get help with money")).click()
    expect(phone.page.get_by_role("heading", name="Before you begin paid work")).to_be_visible()
    expect(phone.page.get_by_role("link", name=re.compile("StepChange"))).to_have_attribute("href", "tel:08001381111")
    for page in phone.page.locator("main a[href^=https]").all():
        assert page.get_attribute("rel") == "noreferrer noopener"
        assert "It needs a signal." in page.inner_text()
    assert phone.page.locator("main input, main textarea, main select").count() == 0
    assert [url for url in asked if not url.startswith((server.url, "blob:", "data:"))] == []
    assert phone.errors == []


def test_what_is_saved_towards_a_hope_is_nobody_elses(phone):
    """A7, B7, C11: amounts in own words, nothing worked out of them, and none of it in what is shared."""
    phone.start()
    open_week(phone)
    hope(phone, "A room of my own")
    phone.page.get_by_role("button", name="For now A room of my own").click()
    phone.page.get_by_role("button", name="This is a hope to save").click()
    phone.page.get_by_role("button", name="Write amounts").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_label("What you have saved, if you like").fill("£47 in the tin")
    sheet.get_by_label("What you hope for, if you like").fill("about 316")
    sheet.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_text("Saved: £47 in the tin")).to_be_visible()
    phone.settle()
    expect(phone.page.get_by_role("heading", name="My week", level=1)).to_be_visible()
    assert not re.search(r"47|316|saved", phone.page.locator("main").inner_text(), re.IGNORECASE)
    phone.page.get_by_role("button", name="For now A room of my own").click()
    expect(phone.page.get_by_text("Hoped for: about 316")).to_be_visible()
    section = phone.page.get_by_role("region", name="A hope to save")
    assert section.locator("progress, meter, [role=progressbar], svg:not(.icon)").count() == 0
    assert "%" not in section.inner_text()
    phone.page.get_by_role("button", name="Share", exact=True).click()
    expect(phone.page.get_by_test_id("parcel")).to_have_text("A room of my own")
    everything = "[...document.querySelectorAll('main, main *')].map((it) => it.value ?? it.textContent).join(' ')"
    assert not re.search("47|316|tin", phone.page.evaluate(everything))
    phone.page.get_by_role("button", name="Back").click()
    phone.page.get_by_role("button", name="Not a hope to save").click()
    expect(phone.page.get_by_text("£47")).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(phone.page.get_by_text("Saved: £47 in the tin")).to_be_visible()
    assert phone.errors == []


def test_i_could_do_with(new_phone):
    """C8, F3: one tap makes words that are seen first and may be changed; before there is anybody it shows the ways."""
    jo, sam = new_phone(), new_phone()
    jo.start()
    jo.go("Talk")
    jo.page.get_by_role("button", name=COULD_DO, exact=True).click()
    sheet = jo.page.get_by_role("dialog")
    for way in ("A project near me", "Invite somebody", "Where to get help with money", "Help now"):
        expect(sheet.get_by_role("button", name=way)).to_be_visible()
    sheet.get_by_role("button", name="Close").click()

    say_hello(sam, invite(jo, "Jo"), "Sam")
    jo.page.goto(f"{jo.url}#/talk")
    expect(jo.page.get_by_role("button", name=re.compile("Sam"))).to_be_visible(timeout=20_000)
    jo.page.get_by_role("button", name=COULD_DO, exact=True).click()
    sheet.get_by_role("button", name="A practical hand").click()
    expect(sheet.get_by_text("To Sam")).to_be_visible()
    field = sheet.get_by_role("textbox", name="This is all they will see")
    expect(field).to_have_value(re.compile("^I could do with a practical hand."))
    field.fill("I could do with a hand with my shelves.")
    sheet.get_by_role("button", name="Send it").click()
    expect(said(jo, "I could do with a hand with my shelves.")).to_be_visible()
    expect(said(sam, "I could do with a hand with my shelves.")).to_be_visible(timeout=20_000)

    jo.page.get_by_role("button", name=COULD_DO, exact=True).click()
    sheet.get_by_role("button", name="Someone to listen").click()
    sheet.get_by_role("button", name="Not now").click()
    jo.page.get_by_role("button", name=COULD_DO, exact=True).click()
    sheet.get_by_role("button", name="Someone to listen").click()
    sheet.get_by_role("button", name="Send it").click()
    jo.page.get_by_role("button", name="Undo").click()
    expect(jo.page.get_by_text("You took this back.")).to_be_visible()

    kit = new_phone()
    jo.page.goto(f"{jo.url}#/talk")
    say_hello(kit, invite(jo, "Jo"), "Kit")
    jo.page.goto(f"{jo.url}#/talk")
    expect(jo.page.get_by_role("button", name=re.compile("Kit"))).to_be_visible(timeout=20_000)
    jo.page.get_by_role("button", name=COULD_DO, exact=True).click()
    sheet.get_by_role("button", name="Help with money").click()
    sheet.get_by_role("button", name="Send it").click()
    expect(sheet.get_by_role("alert")).to_have_text("Please choose who it goes to.")
    sheet.get_by_role("radio", name="Kit").check(force=True)
    sheet.get_by_role("button", name="Send it").click()
    expect(jo.page.get_by_role("heading", name="Kit", level=1)).to_be_visible()
    open_talk(jo, "Sam")
    expect(said(jo, re.compile("some help with money"))).to_have_count(0)
    assert jo.errors + sam.errors + kit.errors == []
