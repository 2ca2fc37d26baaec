"""With Background Sync (Chromium) what waits is sent while no page of the app is open; the phone then shows it once."""

import contextlib
import sqlite3

import pytest
from phone import Phone
from playwright.sync_api import expect

pytestmark = pytest.mark.offline
PATIENCE_S = 15


@pytest.fixture
def browser(chromium):
    """Firefox and WebKit have no Background Sync: there the next page sends, as other tests show."""
    return chromium


class Waker:
    """Does what Chromium does when it finds a network: wakes the service worker for what it was asked for."""

    def __init__(self, phone: Phone) -> None:
        self._page = phone.context.new_page()  # empty, and no page of the app
        self._origin = phone.url
        self._devtools = phone.context.new_cdp_session(self._page)
        self._known: list[str] = []
        self._devtools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._devtools.send("ServiceWorker.enable")
        self.wait(lambda: self._known)

    def _note(self, event) -> None:
        self._known += [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]

    def wake(self) -> None:
        event = {"origin": self._origin, "registrationId": self._known[-1], "tag": "outbox", "lastChance": False}
        self._devtools.send("ServiceWorker.dispatchSyncEvent", event)

    def wait(self, until) -> None:
        for _ in range(PATIENCE_S * 20):
            if until():
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("it did not come to pass")

    def pause(self) -> None:
        """Long enough for a worker that should send nothing to have sent it."""
        self._page.wait_for_timeout(1500)


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
