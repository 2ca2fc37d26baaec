"""Help now with what is the person's own: numbers, the plan, reminders, people; offline, and nobody is told."""

import re

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_canary import CANARY, files_with

OPEN_COPY = """async () => {
  const there = (await indexedDB.databases()).some(({ name }) => name === "newleaf-open");
  if (!there) return null;
  const database = await new Promise((done, fail) => { const ask = indexedDB.open("newleaf-open");
    ask.onsuccess = () => done(ask.result); ask.onerror = () => fail(ask.error); });
  try {
    if (!database.objectStoreNames.contains("rows")) return null;
    return await new Promise((done) => { const ask = database.transaction("rows").objectStore("rows").get("plan");
      ask.onsuccess = () => done(ask.result ?? null); });
  } finally { database.close(); } }"""


def show(phone, screen: str, heading: str) -> None:
    phone.page.goto(f"{phone.url}#/{screen}")
    expect(phone.page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def part(phone, title: str):
    return phone.page.get_by_role("textbox", name=title)


def write_plan(phone, title: str, words: str) -> None:
    part(phone, title).fill(words)
    phone.page.wait_for_timeout(600)


def add_person(phone, name: str, number: str) -> None:
    show(phone, "people", "My people")
    phone.page.get_by_role("button", name="Add someone").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Name").fill(name)
    sheet.get_by_role("textbox", name="Phone number").fill(number)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0)
    expect(phone.page.get_by_role("link", name=re.compile(f"{name}.*Call"))).to_be_visible()


@pytest.fixture
def requests(phone):
    seen: list[tuple[str, bytes]] = []
    phone.context.on("request", lambda request: seen.append((request.url, request.post_data_buffer or b"")))
    return seen


@pytest.mark.offline
def test_help_opens_before_start_with_no_signal(phone, server):
    """S9: numbers to call and to text, before any set-up and without a network."""
    phone.open().ready_for_offline()
    server.stop()
    phone.page.reload()
    phone.page.get_by_role("link", name="Help now").click()
    expect(phone.page.get_by_role("link", name=re.compile("Samaritans"))).to_have_attribute("href", "tel:116123")
    expect(phone.page.get_by_role("link", name=re.compile("Shout"))).to_have_attribute("href", "sms:85258")
    expect(phone.page.get_by_role("link", name="My safety plan")).to_have_count(0)


@IN_ONE_ENGINE
@pytest.mark.offline
def test_a_project_puts_its_own_numbers_on_the_phone(phone, server):
    """S9: they stay when there is no network; nonsense is not taken."""
    folder = server.data / "packs"
    folder.mkdir(parents=True, exist_ok=True)
    row = '{"key":"cafe","name":"Harbour café","fact":"Evenings","icon":"phone","show":"01 234","link":"tel:01234"}'
    whole = '{"version":1,"country":"IE","dated":"2020-01-01","neutral":"https://example.org/","rows":[%s]}'
    (folder / "help.json").write_text(whole % row)
    with phone.page.expect_response("**/packs/help.json"):
        phone.open().ready_for_offline()
    (folder / "help.json").write_text(whole % "{}")
    with phone.page.expect_response("**/packs/help.json"):
        phone.page.reload()
    server.stop()
    phone.page.goto(f"{phone.url}#/help")
    expect(phone.page.get_by_role("link", name=re.compile("Harbour café"))).to_have_attribute("href", "tel:01234")
    expect(phone.page.get_by_text("This list is from 2020-01-01.")).to_be_visible()


def test_the_plan_is_written_in_place_and_printed(phone):
    """S10: any part, kept as it is typed; a reload keeps it; on paper the words stand without their boxes."""
    phone.start()
    phone.page.goto(f"{phone.url}#/help")
    phone.page.get_by_role("link", name="My safety plan").click()
    write_plan(phone, "Things I can do by myself", "Kettle on.\nShoes on.")
    part(phone, "What makes life worth living").press_sequentially("The dog", delay=20)
    phone.page.wait_for_timeout(600)
    phone.page.get_by_role("button", name="Add someone to call").nth(1).click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Name").fill("Kay")
    sheet.get_by_role("textbox", name="Phone number").fill("07700 900 123")
    sheet.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_role("link", name="Call Kay")).to_be_visible()
    phone.settle()
    expect(part(phone, "Things I can do by myself")).to_have_value("Kettle on.\nShoes on.")
    expect(part(phone, "What makes life worth living")).to_have_value("The dog")
    expect(part(phone, "What makes life worth living")).to_have_count(1)
    expect(part(phone, "How I know it")).to_have_value("")
    expect(phone.page.get_by_role("link", name="Call Kay")).to_have_attribute("href", "tel:07700900123")
    phone.page.emulate_media(media="print")
    if phone.page.evaluate("matchMedia('print').matches"):  # Firefox under WebDriver BiDi has no paper to show
        expect(phone.page.locator(".on-paper", has_text="Kettle on.")).to_be_visible()
        expect(phone.page.locator(".on-paper", has_text="07700 900 123")).to_be_visible()
        expect(phone.page.locator("textarea").first).to_be_hidden()
    phone.page.emulate_media(media="screen")
    phone.page.get_by_role("button", name="Change Kay").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(phone.page.get_by_role("link", name="Call Kay")).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(phone.page.get_by_role("link", name="Call Kay")).to_be_visible()
    assert phone.errors == []


def test_the_plan_lies_open_only_while_the_person_wants_it(phone):
    """S10: off unless chosen; it follows the plan; switched off or everything deleted, it is gone at once."""
    phone.start()
    show(phone, "plan", "My safety plan")
    write_plan(phone, "How I know it", "Curtains stay shut.")
    choice = phone.page.get_by_role("checkbox", name="Show my plan without the PIN")
    expect(choice).not_to_be_checked()
    assert phone.page.evaluate(OPEN_COPY) is None
    choice.focus()
    phone.page.keyboard.press("Space")
    expect(choice).to_be_checked()
    phone.page.wait_for_timeout(400)
    assert "Curtains stay shut." in phone.page.evaluate(OPEN_COPY)
    write_plan(phone, "How I know it", "I stop answering.")
    phone.page.wait_for_timeout(400)
    assert "I stop answering." in phone.page.evaluate(OPEN_COPY)
    choice.uncheck()
    phone.page.wait_for_timeout(400)
    assert phone.page.evaluate(OPEN_COPY) is None
    choice.check()
    phone.page.wait_for_timeout(400)
    assert phone.page.evaluate(OPEN_COPY) is not None
    show(phone, "copy", "A copy of your own")
    phone.page.get_by_role("button", name="Delete everything").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(phone.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    phone.page.wait_for_timeout(400)
    assert phone.page.evaluate(OPEN_COPY) is None


def test_my_people_are_on_help_and_never_leave_the_phone(phone, server, requests):
    """B11, 1H.10: one tap calls; no request and no file of the server holds the name."""
    phone.start()
    add_person(phone, CANARY, "07700 900 124")
    phone.page.goto(f"{phone.url}#/help")
    row = phone.page.get_by_role("link", name=re.compile(CANARY))
    expect(row).to_have_attribute("href", "tel:07700900124")
    expect(row).to_contain_text("From your own people")
    phone.page.goto(f"{phone.url}#/today")
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    show(phone, "people", "My people")
    phone.page.get_by_role("button", name=f"Change {CANARY}").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Take out").click()
    expect(phone.page.get_by_role("link", name=re.compile(f"{CANARY}.*Call"))).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(phone.page.get_by_role("link", name=re.compile(f"{CANARY}.*Call"))).to_be_visible()
    phone.page.wait_for_timeout(500)
    assert requests
    assert not any(b"zephyrquill" in body or "zephyrquill" in url for url, body in requests)
    server.stop()
    assert files_with(server.data, CANARY) == []
    assert "zephyrquill" not in server.log_text()


@IN_ONE_ENGINE
@pytest.mark.offline
def test_remind_me_shows_what_was_done_and_said_and_sends_nothing(phone, server):
    """B4, B5, S8: one tap from Help; own leaves, kind words and reasons; not one request, and none is needed."""
    phone.start()
    phone.tap("Rested")
    show(phone, "kind-words", "Kind words")
    for button, words in (("Add kind words", "Good to see you"), ("Add what keeps me going", "The allotment")):
        phone.page.get_by_role("button", name=button).click()
        sheet = phone.page.get_by_role("dialog")
        sheet.get_by_role("textbox", name="The words").fill(words)
        sheet.get_by_role("button", name="Keep it").click()
        expect(phone.page.get_by_role("button", name=words)).to_be_visible()
    phone.ready_for_offline()
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    phone.page.wait_for_timeout(4500)  # the pack is asked for once, well before
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.url))
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)))
    phone.page.get_by_role("link", name="Help now").click()
    phone.page.get_by_role("link", name="Remind me").click()
    main = phone.page.get_by_role("main")
    for words in ("Rested", "Good to see you", "The allotment"):
        expect(main.get_by_text(words)).to_be_visible()
    phone.page.wait_for_timeout(500)
    own = re.compile(r"/[\w.-]+\.(js|css|svg|ftl|woff2)$")  # parts of the app, from the phone itself
    assert [url for url in sent if not own.search(url)] == []
    assert not re.search(r"\d", main.inner_text()), "nothing is counted"
    server.stop()
    phone.settle()
    expect(main.get_by_text("Good to see you")).to_be_visible()
    show(phone, "kind-words", "Kind words")
    phone.page.get_by_role("button", name="Good to see you").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Take it out").click()
    expect(phone.page.get_by_role("button", name="Good to see you")).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(phone.page.get_by_role("button", name="Good to see you")).to_be_visible()
