"""My days, two of one's own side by side, one thing shared, ideas for a page, photos as large as the screen."""

import base64
import datetime as dt
import io
import json
import re
import zipfile

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_copy import open_copy
from test_journal import open_journal, pages, paper, write
from test_photos import camera_picture, choose, photos, wait_until
from test_second_phone import link

TILES = ("got-up", "rested", "went-out", "made", "helped")
AREAS = ("do", "dwell", "belong", "heard", "belong")
LINE = "Sat by the pond and watched the coots build something out of nothing much. " * 6
# Stands where the phone's own menu would, and keeps what it was given.
MENU = """window.given = [];
navigator.canShare = () => true;
navigator.share = async ({text = null, files = [], ...more}) => {
  const bytes = await Promise.all(files.map(async file => [...new Uint8Array(await file.arrayBuffer())]));
  window.given.push({text, bytes, more: Object.keys(more)});
};"""
NO_MENU = """delete Navigator.prototype.share;
Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { window.copied = text; }}});"""
SHOWN = """async () => Promise.all([...document.querySelectorAll("[data-testid=parcel] img")].map(
  async image => [...new Uint8Array(await made.get(image.src).arrayBuffer())]))"""
# The page may not fetch a blob again, so what was made is remembered.
REMEMBER = """window.made = new Map();
const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = blob => { const address = make(blob); made.set(address, blob); return address; };"""
VOICE = """window.spoken = [];
const voice = (name, localService) => ({name, lang: "en-GB", localService, voiceURI: name, default: false});
const voices = window.name === "cloud" ? [voice("far", false)] : [voice("far", false), voice("near", true)];
const synthesis = {getVoices: () => voices, addEventListener() {}, cancel() { spoken.push("stopped"); },
  speak(words) { spoken.push(words.voice.name); }};
Object.defineProperty(window, "speechSynthesis", {value: synthesis});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"""


def open_more(phone, words: str) -> None:
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("link", name=re.compile(words)).click()
    expect(phone.page.get_by_role("heading", name=words, level=1)).to_be_visible()


def rows(phone):
    return phone.page.locator("main section li button")


def headings(phone):
    return phone.page.get_by_role("heading", level=2)


def bring(phone, leaves: list[dict], written: list[dict] = ()) -> None:
    """A diary that somebody else's phone made, brought in as a copy."""
    copy = {"newleaf": 1, "treeSeed": "6e" * 16, "leaves": leaves, "pages": list(written), "collections": []}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("newleaf.json", json.dumps(copy))
    open_copy(phone)
    chosen = {"name": "copy.zip", "mimeType": "application/zip", "buffer": made.getvalue()}
    phone.page.locator("input[type=file]").set_input_files(chosen)
    expect(phone.page.get_by_text("It is all here now.").first).to_be_visible(timeout=60_000)


def leaf(number: int, day: dt.date, text: str = "") -> dict:
    at = number % len(TILES)
    return {
        "id": f"{number:032x}",
        "tile": TILES[at],
        "area": AREAS[at],
        "day": day.isoformat(),
        "text": text,
        "slot": number // len(TILES) * 2 + at % 2,
        "removed": False,
    }


def share_first(phone) -> None:
    rows(phone).first.click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Share").click()
    expect(phone.page.get_by_role("heading", name="Share one thing")).to_be_visible()


@IN_ONE_ENGINE
def test_only_what_happened_by_week_season_and_year(new_phone):
    """S2, A7, B3, 1H.2: silent weeks, seasons and years do not exist; nothing is counted and nothing is compared."""
    phone = new_phone()
    phone.start()
    days = [dt.date(2023, 7, 3), dt.date(2023, 12, 30), dt.date(2024, 1, 2), dt.date(2024, 1, 20)]
    bring(phone, [leaf(number, day, f"Words {number}") for number, day in enumerate(days)])
    open_more(phone, "My days")
    expect(headings(phone)).to_have_text(["Winter 2023 to 2024", "Summer 2023"])
    expect(rows(phone)).to_have_count(4)
    expect(rows(phone).first).to_contain_text("Words 3")
    by = phone.page.get_by_role("group", name="Show by")
    by.get_by_role("button", name="Year").click()
    expect(headings(phone)).to_have_text(["2024", "2023"])
    by.get_by_role("button", name="Week").press("Enter")
    expect(headings(phone)).to_have_count(4)
    said = phone.page.locator("main").inner_text()
    assert not re.search(r"\b(streak|missed|total|since|best|gap|days ago)\b", said, re.IGNORECASE)
    rows(phone).first.click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Earlier").click()
    expect(dialog).to_contain_text("Words 2")
    phone.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_five_years_open_and_are_walked_through(new_phone):
    """S2, A7: 9,000 leaves and 600 pages: a screenful is drawn, more comes by scrolling or by a button."""
    phone = new_phone()
    phone.start()
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    leaves = [leaf(number, today - dt.timedelta(days=1799 - number // 5)) for number in range(9000)]
    written = [
        {"id": f"{number:032x}", "day": leaves[number]["day"], "text": f"Page {number}. {LINE}", "photos": []}
        for number in range(0, 9000, 15)
    ]
    for page in written:
        leaves[int(page["id"], 16)].update(tile="wrote", text="")
    bring(phone, leaves, written)
    open_more(phone, "My days")
    expect(rows(phone).first).to_contain_text("Today", timeout=20_000)
    phone.page.wait_for_timeout(300)
    drawn = rows(phone).count()
    assert drawn < 300
    phone.page.locator("main").evaluate("main => main.scrollTo(0, main.scrollHeight)")
    expect(rows(phone).nth(drawn + 20)).to_be_attached()
    phone.page.get_by_role("button", name="Earlier days").focus()
    before = rows(phone).count()
    phone.page.keyboard.press("Enter")
    expect(rows(phone).nth(before)).to_be_attached()
    go_to = phone.page.get_by_role("combobox", name="Go to")
    oldest = go_to.get_by_role("option").last.text_content()
    go_to.select_option(oldest)
    expect(headings(phone).first).to_have_text(oldest)
    assert rows(phone).count() < 600
    opened = rows(phone).filter(has_text="Page").first
    line = opened.locator("small").text_content()
    opened.click()
    expect(paper(phone)).to_have_value(re.compile(re.escape(re.search(r"Page \d+", line)[0])))
    phone.page.get_by_role("button", name="Back", exact=True).click()
    expect(headings(phone).first).to_have_text(oldest)
    phone.page.get_by_role("button", name="Later days").click()
    expect(headings(phone).first).not_to_have_text(oldest)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_two_of_ones_own_side_by_side(new_phone):
    """B6: chosen by the person, with no words about them; kept, taken out, brought back, and on the other phone."""
    phone, other = new_phone(), new_phone()
    phone.start()
    days = (dt.date(2024, 3, 4), dt.date(2026, 3, 4), dt.date(2026, 4, 4))
    bring(phone, [leaf(number, day, f"Words {number}") for number, day in enumerate(days)])
    open_more(phone, "My days")
    rows(phone).nth(1).click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Put beside another").click()
    expect(phone.page.get_by_role("paragraph").filter(has_text="Choose the other one.")).to_be_visible()
    rows(phone).nth(2).click()
    sides = phone.page.get_by_role("article")
    expect(sides.first).to_contain_text("Words 0")
    expect(sides.last).to_contain_text("Words 1")
    boxes = [sides.nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"]
    phone.page.set_viewport_size({"width": 320, "height": 640})
    boxes = [sides.nth(at).bounding_box() for at in (0, 1)]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    said = phone.page.locator("main").inner_text()
    assert not re.search(r"\b(more|less|better|worse|before|after|change|%)\b|[→↑↓▲▼]", said, re.IGNORECASE)
    phone.page.get_by_role("button", name="Keep these two").click()
    phone.page.get_by_role("button", name="Close").click()
    kept = phone.page.get_by_role("list", name="Kept side by side").get_by_role("listitem")
    expect(kept).to_have_count(1)
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    link(phone, other)
    open_more(other, "Then and now")
    there = other.page.get_by_role("list", name="Kept side by side").get_by_role("listitem")
    expect(there).to_have_count(1, timeout=20_000)
    there.get_by_role("button").first.click()
    expect(other.page.get_by_role("article").first).to_contain_text("Words 0")
    open_more(phone, "Then and now")
    kept.get_by_role("button", name="Take out").click()
    expect(kept).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(kept).to_have_count(1)
    open_more(phone, "My days")
    rows(phone).nth(2).click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    open_more(phone, "Then and now")
    expect(phone.page.get_by_role("button", name="Choose two")).to_be_visible()
    expect(kept).to_have_count(0)
    assert phone.errors + other.errors == []


def test_two_are_chosen_from_then_and_now_and_a_page_is_shown_whole(new_phone):
    """B6: from nothing, by two taps; turning back leaves nothing behind."""
    phone = new_phone()
    phone.start()
    phone.tap("Got up")
    write(phone, "First line.\n" + "And on it went. " * 20 + "To the end.")
    open_more(phone, "Then and now")
    phone.page.get_by_role("button", name="Choose two").click()
    phone.page.get_by_role("button", name="Cancel").click()
    expect(phone.page.get_by_role("paragraph").filter(has_text="Choose the first one.")).to_have_count(0)
    phone.page.get_by_role("button", name="Then and now").click()
    phone.page.get_by_role("button", name="Choose two").click()
    rows(phone).first.click()
    expect(phone.page.get_by_role("paragraph").filter(has_text="Choose the other one.")).to_be_visible()
    rows(phone).first.click()  # the same again is no other
    rows(phone).nth(1).click()
    expect(phone.page.get_by_role("article").filter(has_text="To the end.")).to_be_visible()
    phone.page.get_by_role("link", name="Help now").click()
    phone.page.get_by_role("button", name="Close").click()
    phone.page.get_by_role("button", name="Read the page").click()
    expect(paper(phone)).to_have_value(re.compile("To the end"))
    assert phone.errors == []


@IN_ONE_ENGINE
def test_what_is_shared_is_what_was_shown(new_phone):
    """B7, S11, F3: the preview is exactly what the phone's menu gets; no request leaves; nothing of it is kept."""
    phone = new_phone()
    phone.context.add_init_script(REMEMBER + MENU)
    phone.start()
    write(phone, "I earned some money.\nPrivate things.")
    pages(phone).first.get_by_role("button").click()
    choose(phone, camera_picture(phone, 400, 300))
    expect(photos(phone)).to_be_visible()
    phone.page.get_by_role("button", name="Share").click()
    parcel = phone.page.get_by_test_id("parcel")
    expect(parcel).to_contain_text("Private things.")
    expect(parcel.get_by_role("img")).to_have_count(0)
    expect(phone.page.get_by_role("checkbox", name=re.compile("^Photo"))).not_to_be_checked()
    phone.page.get_by_role("textbox", name="Change the words").fill("I earned some money.")
    phone.page.get_by_text("The day", exact=True).click()
    phone.page.get_by_text("The branch", exact=True).click()
    phone.page.wait_for_timeout(1500)  # whatever the page and its photo still had to send
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    send = phone.page.get_by_role("button", name="Send it")
    send.click()
    expect(phone.page.get_by_text("It is with the app you chose.").first).to_be_visible()
    assert parcel.inner_text() == "I earned some money.\nHeard and understood"
    assert phone.page.evaluate("given") == [{"text": parcel.inner_text(), "bytes": [], "more": []}]
    phone.page.get_by_text("As a picture").click()
    phone.page.get_by_role("checkbox", name=re.compile("^Photo")).press("Space")
    expect(parcel.get_by_role("img")).to_have_count(2)
    expect(parcel.get_by_role("img").first).to_have_attribute("alt", "I earned some money.\nHeard and understood")
    seen = phone.page.evaluate(SHOWN)
    send.click()
    wait_until(lambda: phone.page.evaluate("given.length") == 2)
    assert phone.page.evaluate("given[1]") == {"text": None, "bytes": seen, "more": []}
    assert [bytes(one[:4]) for one in seen] == [b"\x89PNG", b"\xff\xd8\xff\xe0"]
    phone.page.wait_for_timeout(1000)
    own = ("/packs/help.json", ".js")  # what the app fetches by itself, at names that say nothing
    assert [url for url in asked if not url.startswith(("blob:", "data:")) and not url.endswith(own)] == []
    phone.page.set_viewport_size({"width": 320, "height": 640})
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 320
    open_journal(phone)
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 320
    pages(phone).first.get_by_role("button").click()
    expect(paper(phone)).to_have_value("I earned some money.\nPrivate things.")
    assert phone.errors == []


@pytest.mark.offline
def test_without_a_menu_and_without_a_signal_it_is_copied(new_phone, server):
    """B7, S11: nothing to send with is no end: into the clipboard, or the picture into the downloads."""
    phone = new_phone()
    phone.context.add_init_script(REMEMBER + NO_MENU)
    phone.start().ready_for_offline()
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    server.stop()
    open_more(phone, "My days")
    share_first(phone)
    phone.page.get_by_text("The day", exact=True).click()
    parcel = phone.page.get_by_test_id("parcel")
    phone.page.get_by_role("button", name="Copy it").click()
    expect(phone.page.get_by_text("Copied. Paste it where you like.").first).to_be_visible()
    assert phone.page.evaluate("copied") == parcel.inner_text() == "Went out"
    phone.page.get_by_text("As a picture").click()
    expect(phone.page.get_by_role("button", name="Save the picture")).to_be_visible()
    assert phone.page.evaluate(SHOWN)[0][:4] == list(b"\x89PNG")
    phone.page.get_by_role("button", name="Not now").click()
    expect(phone.page.get_by_role("heading", name="My days", level=1)).to_be_visible()
    assert phone.errors == []


@IN_ONE_ENGINE
def test_ideas_are_offered_on_an_empty_page_only_and_no_is_no(new_phone):
    """A5, C3, F12: another, no and never are of one size; never holds after a restart; the journal offers again."""
    phone = new_phone()
    phone.start()
    open_journal(phone)
    phone.page.get_by_role("button", name="Write", exact=True).click()
    idea = phone.page.get_by_role("region", name="An idea, if you like")
    buttons = idea.get_by_role("button")
    expect(buttons).to_have_count(3)
    sizes = {(round(box["width"]), round(box["height"])) for box in (one.bounding_box() for one in buttons.all())}
    assert len(sizes) == 1
    seen = set()
    for _ in range(8):
        seen.add(idea.get_by_role("paragraph").inner_text())
        buttons.first.click()
    assert len(seen) == 8
    assert "What would you like to do?" in seen
    paper(phone).fill("a")
    expect(idea).to_have_count(0)
    paper(phone).fill("")
    idea.get_by_role("button", name="No thanks").click()
    expect(idea).to_have_count(0)
    phone.settle()
    expect(paper(phone)).to_be_visible()
    phone.page.wait_for_timeout(300)
    expect(idea).to_have_count(0)
    open_journal(phone)
    again = phone.page.get_by_role("checkbox", name="Ideas on an empty page")
    expect(phone.page.get_by_role("heading", level=1)).to_be_focused()  # a new screen takes the focus once it is there
    again.press("Space")
    expect(again).not_to_be_checked()
    again.press("Space")
    expect(again).to_be_checked()
    phone.page.get_by_role("button", name="Write", exact=True).click()
    idea.get_by_role("button", name="Not again").click()
    expect(idea).to_have_count(0)
    phone.settle()
    expect(paper(phone)).to_be_visible()
    phone.page.wait_for_timeout(300)
    expect(idea).to_have_count(0)
    open_journal(phone)
    expect(again).not_to_be_checked()
    again.press("Space")
    expect(again).to_be_checked()
    phone.page.get_by_role("button", name="Write", exact=True).click()
    expect(idea).to_be_visible()
    assert phone.errors == []


def test_a_photo_as_large_as_the_screen_by_keyboard_and_by_hand(new_phone):
    """S2: opened, turned over and closed without a mouse; the focus is where it was; Help is in its corner."""
    phone = new_phone()
    phone.start()
    write(phone, "Two herons.")
    pages(phone).first.get_by_role("button").click()
    for width in (400, 500):
        choose(phone, camera_picture(phone, width, 300))
    expect(photos(phone)).to_have_count(2)
    first = phone.page.get_by_role("list", name="Photos").get_by_role("button", name=re.compile("^Photo")).first
    first.focus()
    phone.page.keyboard.press("Enter")
    dialog = phone.page.get_by_role("dialog")
    shown = dialog.get_by_role("img", name=re.compile("^Photo"))
    expect(shown).to_have_attribute("height", "400")
    expect(dialog.get_by_role("link", name="Help now")).to_be_visible()
    phone.page.keyboard.press("ArrowRight")
    expect(shown).to_have_attribute("height", "500")
    dialog.get_by_role("button", name="The photo before").press("Enter")
    expect(shown).to_have_attribute("height", "400")
    box = dialog.bounding_box()
    phone.page.mouse.move(box["width"] - 30, 300)
    phone.page.mouse.down()
    phone.page.mouse.move(60, 310, steps=4)
    phone.page.mouse.up()
    expect(shown).to_have_attribute("height", "500")
    phone.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(first).to_be_focused()
    assert phone.errors == []


def test_only_a_voice_of_the_phone_reads_and_it_stops_on_leaving(new_phone):
    """1H.11: a voice that works over the network would hear the page; one that goes on would tell the room."""
    phone = new_phone()
    phone.context.add_init_script(VOICE)
    phone.start()
    write(phone, "For me alone.")
    pages(phone).first.get_by_role("button").click()
    phone.page.get_by_role("button", name="Read to me").click()
    expect(phone.page.get_by_role("button", name="Stop reading")).to_be_visible()
    assert phone.page.evaluate("spoken.at(-1)") == "near"
    phone.page.get_by_role("button", name="Back", exact=True).click()
    wait_until(lambda: phone.page.evaluate("spoken.at(-1)") == "stopped")
    pages(phone).first.get_by_role("button").click()
    phone.page.get_by_role("button", name="Read to me").click()
    phone.page.get_by_role("button", name="Stop reading").click()
    assert phone.page.evaluate("spoken.at(-1)") == "stopped"
    phone.page.evaluate("window.name = 'cloud'")
    phone.settle()
    open_journal(phone)
    pages(phone).first.get_by_role("button").click()
    expect(paper(phone)).to_have_value("For me alone.")
    expect(phone.page.get_by_role("button", name="Read to me")).to_have_count(0)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_after_a_silent_year_home_is_the_same(new_phone):
    """B8, A3, A7, 1H.2: no recap, no word about the time between; the tree and the tiles are as they were."""
    phone = new_phone()
    morning = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
    phone.page.clock.set_fixed_time(morning)
    phone.start()
    phone.tap("Went out")
    said = []
    for away in (1, 366):
        phone.page.clock.set_fixed_time(morning + dt.timedelta(days=away))
        phone.settle()
        expect(phone.page.get_by_role("heading", name="What did you do today?")).to_be_visible()
        expect(phone.tile("Went out")).to_have_attribute("aria-pressed", "false")
        phone.page.wait_for_timeout(500)
        said.append(phone.page.locator("#app").inner_text())
    assert said[0] == said[1]
    assert phone.errors == []


def test_a_copy_to_read_holds_the_lists_too(new_phone, tmp_path):
    """What was kept together stands in the readable pages of a copy, under its own name."""
    phone = new_phone()
    phone.start()
    bring(phone, [leaf(number, dt.date(2026, 1, 1 + number)) for number in range(2)])
    open_more(phone, "Then and now")
    phone.page.get_by_role("button", name="Choose two").click()
    rows(phone).nth(0).click()
    rows(phone).nth(1).click()
    phone.page.get_by_role("button", name="Keep these two").click()
    expect(phone.page.get_by_role("button", name="Take out")).to_be_visible()
    phone.page.evaluate(
        """() => { const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = blob => { window.file = blob; return make(blob); }; }"""
    )
    open_copy(phone)
    phone.page.get_by_role("button", name="Take a copy").click()
    expect(phone.page.get_by_text("The copy is with your downloads.").first).to_be_visible()
    taken = base64.b64decode(
        phone.page.evaluate(
            """file.arrayBuffer().then(buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))))"""
        )
    )
    with zipfile.ZipFile(io.BytesIO(taken)) as file:
        read = file.read("my-days.md").decode()
        assert "## Then and now\n\n- Thursday, 1 January 2026: Got up · Friday, 2 January 2026: Rested\n" in read
        assert "<h2>Then and now</h2><ul><li><p>Thursday, " in file.read("index.html").decode()
    assert phone.errors == []
