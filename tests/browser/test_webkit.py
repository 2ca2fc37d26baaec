"""The main journeys once more in WebKit, whose IndexedDB, WebCrypto and layout are its own."""

import pytest
from talker import Talker
from webkit import DRIVER, XVFB, Screen, WebKit


@pytest.fixture(scope="module")
def screen():
    if not DRIVER.exists() or not XVFB.exists():
        pytest.skip("no WebKit: sudo apt install webkit2gtk-driver xvfb")
    shown = Screen()
    yield shown
    shown.close()


@pytest.fixture
def webkit(screen, address):
    phone = WebKit(screen, address)
    yield phone
    phone.close()


def start(phone):
    phone.open().run("window.sameProgram = true")
    phone.tap("Start")
    phone.sees("What did you do today?")


def test_the_first_worker_is_no_new_version(webkit):
    """WebKit may give a page its first worker before it says that this is installed: no reason to begin again."""
    start(webkit)
    webkit.run("await navigator.serviceWorker.ready")
    webkit.tap("Got up")
    webkit.sees_pressed("Got up")
    assert webkit.run("return window.sameProgram") is True
    assert "A new version is ready" not in webkit.run("return document.body.innerText")


def test_help_is_there_before_any_start_and_a_tap_is_a_leaf(webkit):
    """B1, E1: a tap each; they are there after a restart."""
    webkit.open().tap("Help now")
    webkit.find("a[href='tel:999']", None)
    start(webkit)
    for tile in ("Got up", "Went out"):
        webkit.tap(tile)
        webkit.sees_pressed(tile)
    webkit.driver.refresh()
    for tile in ("Got up", "Went out"):
        webkit.sees_pressed(tile)
    webkit.open("tree")
    webkit.sees("My tree")


def test_a_page_of_the_journal_is_kept(webkit):
    """B4: written, kept, and read again after a restart."""
    start(webkit)
    webkit.open("journal").tap("Write")
    webkit.write("Your words", "Walked to the allotment. The broad beans are up.")
    webkit.tap("Keep it")
    webkit.sees("Walked to the allotment. The broad beans are up.")
    webkit.driver.refresh()
    webkit.sees("Walked to the allotment. The broad beans are up.")


def test_two_people_talk(webkit):
    """D2: invited by a link; words come and go, and are opened by the Python core."""
    start(webkit)
    webkit.open("talk").tap("Invite somebody")
    webkit.write("What shall they call you?", "Sam")
    webkit.tap("Make a link")
    link = webkit.find("[data-testid=invitation]", None).text
    kay = Talker(webkit.url, link, "Kay")
    kay.say("Good to hear from you.")
    webkit.tap("Close")
    webkit.tap("Kay", ".strong")
    webkit.sees("Good to hear from you.")
    webkit.write("Write a few words", "Mine, too.")
    webkit.tap("Send")
    webkit.sees("Sent")
    assert kay.heard() == ["Mine, too."]


def test_a_week_and_a_hope_are_kept(webkit):
    """B9, C12: something of the week on another day, and a hope; both are there after a restart."""
    start(webkit)
    webkit.open("week").tap("Add something")
    webkit.write("What would you like to plan?", "Allotment")
    webkit.tap("Keep it")
    webkit.tap("Another day?")
    webkit.find("dialog[open] button", None).click()  # the next day
    webkit.sees("Undo")
    webkit.tap("Add a hope")
    webkit.find("dialog[open] textarea", None).send_keys("Paid gardening work")
    webkit.tap("Keep it")
    webkit.sees("Paid gardening work")
    webkit.driver.refresh()
    webkit.sees("Allotment")
    webkit.sees("Paid gardening work")


def test_help_and_the_plan_are_there_without_a_server(webkit, server):
    """B5, S9, S10: the worker has the program, and the phone what was written."""
    start(webkit)
    webkit.ready_for_offline().open("plan")
    webkit.write("Things I can do by myself", "Kettle on.")
    webkit.find("h1", None).click()
    server.stop()
    webkit.driver.refresh()
    webkit.tap("Help now")
    webkit.find("a[href='tel:999']", None)
    webkit.tap("My safety plan")
    plan = webkit.find("textarea", "Things I can do by myself")
    assert plan.get_property("value") == "Kettle on."


def test_a_locked_phone_opens_with_the_number(webkit):
    """S12: Argon2id and the sealed rows; Help is there meanwhile."""
    start(webkit)
    webkit.tap("Got up")
    webkit.sees_pressed("Got up")
    webkit.open("lock").tap("A number only I know", "label")
    webkit.write("Your number, 6 digits or more", "482193")
    webkit.write("The same once more", "482193")
    webkit.tap("Set the lock")
    webkit.tap("Lock now")
    webkit.sees("Locked")
    webkit.find(".help-pill", None)
    webkit.write("Your number", "482193")
    webkit.tap("Open")
    webkit.open("today").sees_pressed("Got up")


TAKE = """const make = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => { window.taken = blob; return make(blob); };"""
BRING = """const files = new DataTransfer();
files.items.add(new File([taken], "newleaf.zip"));
const field = document.querySelector("input[type=file]");
field.files = files.files;
field.dispatchEvent(new Event("change", { bubbles: true }));"""


def test_a_copy_gives_the_same_tree_after_everything_was_deleted(webkit):
    """S12: taken, deleted everywhere, and brought in again."""
    start(webkit)
    for tile in ("Got up", "Went out"):
        webkit.tap(tile)
        webkit.sees_pressed(tile)
    webkit.run(TAKE)
    webkit.open("copy").tap("Take a copy")
    webkit.sees("The copy is with your downloads.")
    webkit.tap("Delete everything")
    webkit.tap("Delete everything", "dialog[open] button")
    webkit.tap("Start")
    webkit.sees("What did you do today?")
    webkit.open("copy").sees("Bring a copy in")
    webkit.run(BRING)
    webkit.sees("It is all here now.")
    webkit.open("today")
    for tile in ("Got up", "Went out"):
        webkit.sees_pressed(tile)
