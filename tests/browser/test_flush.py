"""With Background Sync (Chromium) what waits is sent while no page of the app is open; the phone then shows it once."""

import contextlib
import sqlite3

import pytest
from phone import Phone
from playwright.sync_api import expect
from waker import Waker

pytestmark = pytest.mark.offline


@pytest.fixture
def browser(chromium):
    """Firefox and WebKit have no Background Sync: there the next page sends, as other tests show."""
    return chromium


def entries_on(server) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{server.data / 'newleaf.db'}?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM entry").fetchone()[0]


def asked_for(phone: Phone) -> list[str]:
    return phone.page.evaluate("navigator.serviceWorker.ready.then(worker => worker.sync.getTags())")


def reopen(phone: Phone) -> None:
    phone.page = phone.context.new_page()
    phone.page.on("pageerror", phone.add_error)
    phone.open()


def write_without_server(phone: Phone, server) -> Waker:
    phone.start().ready_for_offline()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    server.stop()
    phone.tap("Went out")
    expect(phone.page.get_by_text("Saved on this phone").first).to_be_visible()
    waker = Waker(phone)
    waker.wait(lambda: asked_for(phone) == ["outbox"])
    return waker


def test_a_closed_app_sends_what_waits_and_shows_it_once_when_opened(phone, server):
    waker = write_without_server(phone, server)
    phone.page.close()
    server.start()
    assert entries_on(server) == 1
    waker.wake()
    waker.wait(lambda: entries_on(server) == 2)
    waker.wake()
    waker.pause()
    assert entries_on(server) == 2, "sent again, it is not stored again"
    reopen(phone)
    expect(phone.tile("Went out")).to_have_attribute("aria-pressed", "true")
    phone.expect_kept_everywhere()  # neither waiting nor an alarm
    expect(phone.did()).to_have_count(2)
    phone.tap("Rested")
    phone.expect_kept_everywhere()
    assert entries_on(server) == 3
    assert phone.errors == []


def test_the_worker_leaves_it_to_a_page_that_is_open(phone, server):
    waker = write_without_server(phone, server)
    phone.page.close()
    server.start()
    other = phone.context.new_page()
    other.goto(f"{server.url}/health")  # of this origin, and it sends nothing by itself
    waker.wake()
    waker.pause()
    assert entries_on(server) == 1
    other.close()
    waker.wake()
    waker.wait(lambda: entries_on(server) == 2)
