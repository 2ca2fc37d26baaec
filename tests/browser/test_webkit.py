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
