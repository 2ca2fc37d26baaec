"""The lock: nothing of the person's own can be had without their number, everything is there with it, Help always."""

import re

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_recovery import make_card

NUMBER = "482193"

# What a script of this page can open with every key that lies in the browser's storage: tried on each row.
_OPENS = """async () => {
  const asked = indexedDB.open("newleaf");
  const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const all = (from, what) => new Promise((done) => {
    const got = database.transaction(from).objectStore(from)[what](); got.onsuccess = () => done(got.result); });
  const keys = await all("keys", "getAll");
  const names = await all("rows", "getAllKeys"), rows = await all("rows", "getAll");
  database.close();
  const utf8 = (text) => [...new TextEncoder().encode(text)];
  const part = (bytes) => [...new Uint8Array(new Uint32Array([bytes.length]).buffer).reverse(), ...bytes];
  const label = [...utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM"), 0];
  const mac = async (key, bytes) => [...new Uint8Array(await crypto.subtle.sign("HMAC", key, Uint8Array.from(bytes)))];
  let opened = 0;
  for (const key of keys) for (const [at, row] of rows.entries()) {
    const context = [0, 0, 0, 2, ...part(utf8("newleaf/v1/vault")), ...part(utf8(names[at]))];
    const info = [...label, ...row.slice(0, 24), ...context];
    const first = await mac(key, [...info, 1]);
    const okm = [...first, ...(await mac(key, [...first, ...info, 2]))];
    if (String(okm.slice(44, 76)) === String([...row.slice(24, 56)])) opened += 1;
  }
  return { rows: rows.length, opened, shown: keys.filter((key) => key.extractable).length };
}"""

# As after so many wrong tries.
_TRIED = """async ([tries, ms]) => {
  const asked = indexedDB.open("newleaf");
  const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const store = database.transaction("lock", "readwrite").objectStore("lock");
  const got = store.get("lock");
  const lock = await new Promise((done) => { got.onsuccess = () => done(got.result); });
  const put = store.put({ ...lock, tries, until: Date.now() + ms }, "lock");
  await new Promise((done) => { put.onsuccess = done; });
  database.close();
}"""

_LEAVE = """(seen) => { Object.defineProperty(document, "visibilityState", { value: seen, configurable: true });
  document.dispatchEvent(new Event("visibilitychange")); }"""


def open_lock(phone) -> None:
    phone.page.goto(f"{phone.url}#/safe")
    phone.page.get_by_role("button", name="The lock").click()
    expect(phone.page.get_by_role("heading", name="The lock", level=1)).to_be_visible()


def set_lock(phone, secret: str = NUMBER, way: str = "A number only I know", delay: str = "After 1 minute") -> None:
    open_lock(phone)
    phone.page.get_by_role("radio", name=way).check()
    phone.page.get_by_label("When it locks").select_option(label=delay)
    new = "Your number, 6 digits or more" if "number" in way else "Your words"
    phone.page.get_by_label(new).fill(secret)
    phone.page.get_by_label("The same once more").fill(secret)
    phone.page.get_by_role("button", name="Set the lock").click()
    expect(phone.page.get_by_role("button", name="Lock now")).to_be_visible(timeout=20_000)


def expect_locked(page) -> None:
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)


def unlock(page, secret: str = NUMBER) -> None:
    page.get_by_label(re.compile("^Your (number|words)$")).fill(secret)
    page.get_by_role("button", name="Open", exact=True).click()


def test_what_is_locked_opens_with_the_number_and_with_nothing_else(phone):
    """E8, E3: the rows that lie on a found phone, and every key beside them, open nothing; the number opens all."""
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    before = phone.page.evaluate(_OPENS)
    assert before["opened"] == before["rows"] > 3, "the search opens rows where it can"
    set_lock(phone)
    phone.page.goto(f"{phone.url}#/today")
    phone.tap("Rested")
    phone.expect_kept_everywhere()
    after = phone.page.evaluate(_OPENS)
    assert after["rows"] >= before["rows"]
    assert (after["opened"], after["shown"]) == (0, 0)
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("button", name="Lock now").click()
    expect_locked(phone.page)
    for address in ("#/journal", "#/today", "#/lock"):
        phone.page.goto(f"{phone.url}{address}")
        expect_locked(phone.page)
    phone.page.reload()
    expect_locked(phone.page)
    assert phone.page.evaluate(_OPENS)["opened"] == 0
    unlock(phone.page, "111111")
    expect(phone.page.get_by_role("alert")).to_have_text("That is not it. Try again.", timeout=20_000)
    unlock(phone.page)
    expect(phone.page.get_by_role("button", name="Set the lock").or_(phone.page.get_by_text("On. A number opens it.")))
    phone.page.goto(f"{phone.url}#/today")
    for tile in ("Got up", "Rested"):
        expect(phone.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=20_000)
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    assert phone.errors == []


def test_all_tabs_lock_and_each_asks(phone):
    """E8: a tab that was forgotten shows nothing either."""
    phone.start()
    phone.tap("Got up")
    other = phone.context.new_page()
    other.goto(f"{phone.url}#/today")
    expect(other.get_by_role("button", name="Got up", exact=True)).to_have_attribute("aria-pressed", "true")
    set_lock(phone)
    expect_locked(other)
    unlock(other)
    rested = other.get_by_role("button", name="Rested", exact=True)
    expect(rested).to_be_visible(timeout=20_000)
    rested.click()
    expect(rested).to_have_attribute("aria-pressed", "true")
    phone.page.get_by_role("button", name="Lock now").click()
    expect_locked(phone.page)
    expect_locked(other)
    unlock(phone.page)
    expect(phone.page.get_by_role("button", name="Lock now")).to_be_visible(timeout=20_000)
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.tile("Rested")).to_have_attribute("aria-pressed", "true")
    expect_locked(other)
    assert phone.errors == []


def test_whoever_leaves_is_covered_at_once_and_what_was_typed_is_there_after(phone):
    """E8: away, nothing shows; the words that were being written are kept although it locked in the middle."""
    phone.start()
    set_lock(phone, "kettle allotment oddly", "A few words only I know", "At once")
    phone.page.goto(f"{phone.url}#/journal")
    phone.page.get_by_role("button", name="Write", exact=True).click()
    phone.page.get_by_role("textbox", name="Your words").fill("Rain on the allotment.")
    phone.page.evaluate(_LEAVE, "hidden")
    assert phone.page.evaluate("getComputedStyle(document.body).visibility") == "hidden"
    expect(phone.page.get_by_text("Rain on the allotment.")).to_have_count(0)
    phone.page.evaluate(_LEAVE, "visible")
    expect_locked(phone.page)
    assert "allotment" not in phone.page.content()
    unlock(phone.page, "kettle  allotment oddly ")
    expect(phone.page.get_by_role("heading", name="Locked")).to_have_count(0, timeout=20_000)
    phone.page.goto(f"{phone.url}#/journal")
    expect(phone.page.get_by_text("Rain on the allotment.").first).to_be_visible()
    assert phone.errors == []


def test_without_a_lock_too_nothing_shows_while_the_app_is_away(phone):
    """E8, S12: the picture that phones make of an app that is left is empty; what is printed is not."""
    phone.start()
    phone.tap("Got up")
    seen = "getComputedStyle(document.body).visibility"
    phone.page.evaluate(_LEAVE, "hidden")
    assert phone.page.evaluate(seen) == "hidden"
    phone.page.emulate_media(media="print")
    printing = phone.page.evaluate("matchMedia('print').matches")  # Firefox's driver does not print
    assert phone.page.evaluate(seen) == ("visible" if printing else "hidden")
    phone.page.emulate_media(media="screen")
    phone.page.evaluate(_LEAVE, "visible")
    assert phone.page.evaluate(seen) == "visible"
    expect(phone.tile("Got up")).to_be_visible()


@IN_ONE_ENGINE
def test_it_locks_by_itself_after_the_time_that_was_chosen(phone):
    """E8: without a touch, and away; a touch in between begins the time again."""
    phone.page.clock.install()
    phone.start()
    phone.tap("Got up")
    set_lock(phone, delay="After 5 minutes")
    phone.page.clock.fast_forward("04:50")
    phone.page.mouse.click(180, 80)
    phone.page.clock.fast_forward("04:50")
    expect(phone.page.get_by_role("button", name="Lock now")).to_be_visible()
    phone.page.clock.fast_forward("00:20")
    expect_locked(phone.page)
    unlock(phone.page)
    expect(phone.page.get_by_role("button", name="Lock now")).to_be_visible(timeout=20_000)
    phone.page.evaluate(_LEAVE, "hidden")
    phone.page.clock.fast_forward("05:10")
    phone.page.evaluate(_LEAVE, "visible")
    expect_locked(phone.page)


@pytest.mark.offline
def test_help_is_one_tap_away_while_it_is_locked_and_there_is_no_signal(phone, server):
    """E8: the numbers, and the plan where the person chose so; the lock itself opens without a network too."""
    phone.start().ready_for_offline()
    phone.tap("Got up")
    phone.page.goto(f"{phone.url}#/plan")
    phone.page.get_by_role("textbox", name="Things I can do by myself").fill("Kettle on.")
    phone.page.wait_for_timeout(600)
    phone.page.get_by_role("checkbox").check()
    phone.page.wait_for_timeout(400)
    set_lock(phone)
    server.stop()
    phone.page.reload()
    expect_locked(phone.page)
    phone.page.get_by_role("combobox", name="Language").select_option(label="Español")
    expect(phone.page.get_by_role("heading", name="Bloqueada")).to_be_visible()
    phone.page.get_by_role("combobox").select_option(label="English")
    phone.page.get_by_role("link", name="Help now").click()
    expect(phone.page.get_by_text("116 123")).to_be_visible()
    expect(phone.page.get_by_text("Kettle on.")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Remind me")).to_have_count(0)
    phone.page.get_by_role("button", name="Close").click()
    expect_locked(phone.page)
    phone.page.get_by_label("Your number").fill(NUMBER)
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("heading", name="Locked")).to_have_count(0, timeout=20_000)
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.tile("Got up")).to_have_attribute("aria-pressed", "true")
    assert phone.errors == []


@IN_ONE_ENGINE
def test_whoever_forgot_starts_again_with_the_words(phone):
    """E8, E1: nobody else can open it; this phone is cleared when the person says so, and the words bring it back."""
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    words = make_card(phone)
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    phone.page.wait_for_timeout(1500)
    set_lock(phone)
    phone.page.get_by_role("button", name="Lock now").click()
    phone.page.get_by_role("button", name=re.compile("I can.t open it")).click()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet.get_by_text("What was not sent yet is lost.")).to_be_visible()
    sheet.get_by_role("button", name="Go back and try again").click()
    expect(sheet).to_have_count(0)
    phone.page.get_by_role("button", name=re.compile("I can.t open it")).click()
    sheet.get_by_role("button", name="Start again with my 12 words").click()
    expect(phone.page.get_by_role("heading", name="Your 12 words")).to_be_visible(timeout=20_000)
    for box, word in zip(phone.page.get_by_role("textbox").all(), words, strict=True):
        box.fill(word)
    phone.page.get_by_role("button", name="Bring my tree back").click()
    expect(phone.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    open_lock(phone)
    expect(phone.page.get_by_role("radio", name="No lock for now")).to_be_checked()
    assert phone.errors == []


@IN_ONE_ENGINE
def test_it_is_off_unless_chosen_can_be_changed_and_taken_off(phone):
    """E8: a slip of the thumb locks nobody out; what is typed can be shown; a shared tablet has none."""
    phone.start()
    phone.tap("Got up")
    open_lock(phone)
    expect(phone.page.get_by_role("radio", name="No lock for now")).to_be_checked()
    phone.page.get_by_role("radio", name="A number only I know").check()
    new, again = phone.page.get_by_label("Your number, 6 digits or more"), phone.page.get_by_label("The same once more")
    new.fill("12345")
    phone.page.get_by_role("button", name="Set the lock").click()
    expect(phone.page.get_by_role("alert")).to_have_text("6 digits or more, please.")
    new.fill(NUMBER)
    again.fill("482194")
    phone.page.get_by_role("button", name="Set the lock").click()
    expect(phone.page.get_by_role("alert")).to_have_text("These two are not the same.")
    phone.page.get_by_role("button", name="Show").last.click()
    expect(again).to_have_attribute("type", "text")
    set_lock(phone)
    phone.page.get_by_role("button", name="Change it").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_label("Your number of now").fill("111111")
    sheet.get_by_text("A few words only I know").click()
    sheet.get_by_label("Your words").fill("kettle allotment")
    sheet.get_by_label("The same once more").fill("kettle allotment")
    sheet.get_by_role("button", name="Change it").click()
    expect(sheet.get_by_role("alert")).to_have_text("That is not it. Try again.", timeout=20_000)
    sheet.get_by_label("Your number of now").fill(NUMBER)
    sheet.get_by_role("button", name="Change it").click()
    expect(phone.page.get_by_text("On. Your words open it.")).to_be_visible(timeout=20_000)
    phone.page.get_by_role("button", name="Take it off").click()
    sheet.get_by_label("Your words of now").fill("kettle allotments")
    sheet.get_by_role("button", name="Take it off").click()
    expect(sheet.get_by_role("alert")).to_have_text("That is not it. Try again.", timeout=20_000)
    phone.page.evaluate(_TRIED, [8, 250_000])
    sheet.get_by_label("Your words of now").fill("kettle allotment")
    sheet.get_by_role("button", name="Take it off").click()
    expect(sheet.get_by_role("alert")).to_have_text(re.compile("^Try again in"), timeout=20_000)
    phone.page.evaluate(_TRIED, [0, 0])
    sheet.get_by_role("button", name="Take it off").click()
    expect(phone.page.get_by_role("radio", name="No lock for now")).to_be_visible(timeout=20_000)
    phone.page.reload()
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.tile("Got up")).to_have_attribute("aria-pressed", "true")
    assert phone.errors == []
