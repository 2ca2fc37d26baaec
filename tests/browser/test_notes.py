"""A note on the lock screen when somebody writes: off, asked for, sealed on its way, opened by nobody else.

Browsers here cannot reach their own push service, so one on loopback stands in for that. What the app subscribes with,
what the server sends there and what the service worker makes of it are the real ones.
"""

import base64
import json
import time

import pytest
from phone import Phone
from playwright.sync_api import expect
from push_service import WORDS, PushService, Subscription
from two_people import invite, open_talk, say_hello, write
from waker import Waker

from newleaf_sync import suite

_SUBSCRIBE = """(mine) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  let made = null;
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async () => made = {
    endpoint: mine.endpoint, getKey: (name) => bytes(mine[name]),
    unsubscribe: async () => { made = null; return true; } };
  Date.prototype.getTimezoneOffset = () => mine.behind;
}"""
_SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(
  (note) => ({title: note.title, body: note.body, tag: note.tag}))"""


@pytest.fixture
def service():
    one = PushService()
    yield one
    one.close()


@pytest.fixture
def server(new_server, service):
    return new_server(push_services=service.url)


def noon() -> int:
    """Minutes that a phone's clock is behind UTC where it is noon now."""
    now = time.gmtime().tm_hour * 60 + time.gmtime().tm_min
    return now - 720


def open_notes(phone) -> None:
    phone.page.goto(f"{phone.url}#/talk")
    phone.page.get_by_role("button", name="A note when somebody writes").click()
    expect(phone.page.get_by_text(WORDS, exact=True)).to_be_visible()


@pytest.fixture
def jo(chromium, server, service):
    """A phone in Chromium: the one browser whose service worker a test can wake."""
    context = chromium.new_context(locale="en-GB", permissions=["notifications"])
    context.set_default_timeout(15_000)
    phone = Phone(context, server.url)
    phone.subscription = Subscription(service)
    keys = {"p256dh": suite.p256_public(phone.subscription.private), "auth": phone.subscription.auth}
    mine = {name: base64.b64encode(key).decode() for name, key in keys.items()}
    mine |= {"endpoint": phone.subscription.endpoint, "behind": noon()}
    context.add_init_script(f"({_SUBSCRIBE})({json.dumps(mine)})")
    yield phone
    context.close()


@pytest.fixture
def sam(chromium, server):
    context = chromium.new_context(locale="en-GB", service_workers="block")
    context.set_default_timeout(15_000)
    yield Phone(context, server.url)
    context.close()


def test_a_note_comes_when_somebody_wrote_and_says_no_more(jo, sam, service):
    """1H.9: off until it is asked for, and it never says who or what."""
    sam.start()
    say_hello(jo, invite(sam))
    jo.ready_for_offline()
    open_notes(jo)
    assert service.pushed == []
    jo.page.get_by_role("button", name="Turn it on").click()
    expect(jo.page.get_by_text("Notes are on.").first).to_be_visible()
    waker = Waker(jo)
    jo.page.goto("about:blank")
    sam.page.goto(f"{sam.url}#/today")
    open_talk(sam, "Jo")
    write(sam, "The beans are up.")
    [(_, headers, body)] = service.wait(1)
    said = jo.subscription.open(body)
    assert said["notification"]["title"] == WORDS
    assert all(b"beans" not in one for one in (json.dumps(said).encode(), json.dumps(headers).encode(), body))
    waker.push(json.dumps(said))
    waker.pause()
    jo.page.goto(f"{jo.url}#/today")
    assert jo.page.evaluate(_SHOWN) == [{"title": WORDS, "body": "", "tag": "note"}]
    jo.expect_kept_everywhere()
    open_notes(jo)
    jo.page.get_by_role("button", name="Try one now").click()
    service.wait(2)
    jo.page.get_by_role("button", name="Turn it off").click()
    expect(jo.page.get_by_text("Notes are off.").first).to_be_visible()
    jo.page.goto("about:blank")
    write(sam, "More beans.")
    waker.pause()
    assert len(service.pushed) == 2
    assert jo.errors + sam.errors == []


def test_where_the_browser_says_no_it_is_said_kindly(new_phone):
    phone = new_phone()
    phone.context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    phone.start()
    open_notes(phone)
    expect(phone.page.get_by_text("Your phone does not let this app show notes.")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Turn it on")).to_have_count(0)
    assert phone.errors == []
