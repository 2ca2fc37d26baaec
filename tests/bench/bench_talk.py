"""Talks: how long a message takes to the other screen while others are connected, and how a long talk opens.

Both people's pages run in one Chromium, so both compete with the server for this machine's two cores.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]

from a_circle import begin, link_into, open_circle
from bare_talk import root
from caller import Device
from phone import SIZE, Phone
from playwright.sync_api import Browser, expect, sync_playwright
from serving import Server
from talker import DAY_MS, Talker, now_ms
from tests.bench.bench_server import subscribed
from tests.bench.figures import figure
from tests.bench.slow_phone import launch, slow
from two_people import invite, open_talk, said, say_hello

from newleaf_sync.invitation import Invitation

CONNECTED = 500
ACCOUNTS = 100  # more from one address would have to wait
SENT = 60
LONG = 10_000
CIRCLE = 30
MONTHS = 20

HEAR = """() => { window.heard = {};
  const list = document.querySelector("main");
  new MutationObserver(() => { for (const words of list.querySelectorAll(".own-words"))
    window.heard[words.textContent.trim()] ??= Date.now(); }).observe(list, {childList: true, subtree: true}); }"""
SEND = """() => { const at = Date.now(); document.querySelector("form.write-line button").click(); return at; }"""
OPEN = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const begun = performance.now();
  document.querySelector(".talks button").click();
  while (!document.querySelector(".messages .own-words")) await frame();
  await frame();
  return performance.now() - begun;
}"""

TAKE_OUT = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const begun = performance.now();
  [...document.querySelectorAll("dialog .pair button")].at(-1).click();
  while (document.querySelector("dialog .pair")) await frame();
  return performance.now() - begun;
}"""


def new_phone(browser: Browser, url: str) -> Phone:
    return Phone(browser.new_context(viewport=SIZE, locale="en-GB", service_workers="block"), url)


def measure_hearing(browser: Browser, url: str) -> None:
    devices = [Device(url) for _ in range(ACCOUNTS)]
    wires = [subscribed(devices[at % ACCOUNTS]) for at in range(CONNECTED)]
    sam, jo = new_phone(browser, url), new_phone(browser, url)
    sam.start()
    say_hello(jo, invite(sam))
    expect(sam.page.get_by_role("button", name=re.compile("Jo"))).to_be_visible(timeout=20_000)
    open_talk(sam, "Jo")
    jo.page.evaluate(HEAR)
    times = []
    for number in range(SENT):
        text = f"Message {number}"
        sam.page.get_by_role("textbox", name="Write a few words").fill(text)
        begun = sam.page.evaluate(SEND)
        expect(said(jo, text)).to_be_visible(timeout=10_000)
        times.append(jo.page.evaluate(f"window.heard['{text}']") - begun)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    figure("a message from Send to the other screen, p95", p95, "ms", gate=150, connected=CONNECTED, of=SENT)
    figure("a message from Send to the other screen, median", statistics.median(times), "ms")
    for phone in (sam, jo):
        phone.context.close()
    for wire in wires:
        wire.close()


def measure_opening(browser: Browser, url: str) -> None:
    phone = new_phone(browser, url)
    phone.start()
    kay = Talker(url, invite(phone), "Kay")
    step = MONTHS * 30 * DAY_MS // LONG
    end = now_ms()
    kay.say_at((end - (LONG - number) * step, f"Message {number} of a long talk.") for number in range(1, LONG + 1))
    last = f"Message {LONG} of a long talk."
    open_talk(phone, "Kay")
    expect(said(phone, last)).to_be_visible(timeout=300_000)
    phone.page.wait_for_timeout(3000)
    slow(phone.page, 1)
    for rate, gate in ((1, {"gate": 300}), (6, {})):
        slow(phone.page, rate)
        times = []
        for _ in range(6):
            phone.page.goto(f"{url}#/talk")
            phone.page.reload()  # nothing of it is in memory
            expect(phone.page.get_by_role("button", name=re.compile("Kay"))).to_be_visible(timeout=60_000)
            phone.page.wait_for_timeout(2000)
            times.append(phone.page.evaluate(OPEN))
        opened = times[1:]  # the first one loads the screen's code
        name = f"opening a talk of {LONG:,} messages, {rate}x CPU"
        figure(name, statistics.median(opened), "ms", worst=round(max(opened)), **gate)
    phone.context.close()


def measure_circle(browser: Browser, url: str) -> None:
    """The host takes one of thirty out: the next key is sealed to each who stays, and the server has it."""
    phone = new_phone(browser, url)
    phone.start()
    begin(phone)
    for number in range(1, CIRCLE):
        guest = Device(url).sign_in()
        invitation = Invitation.read(link_into(phone).rsplit("/", 1)[-1])
        sealed = invitation.seal_answer(f"Guest {number:02}")
        _, (card, *_) = guest.call("POST", "/api/invitations/open", [invitation.invitation_id, invitation.auth])
        space = invitation.open_card(card).space_id
        proof = invitation.join_proof(space, guest.account, root(guest), sealed)
        status, _ = guest.call(
            "POST", "/api/invitations/answer", [invitation.invitation_id, invitation.auth, sealed, proof]
        )
        assert status == 200
        expect(phone.page.get_by_text(f"Guest {number:02}")).to_be_attached(timeout=20_000)
    slow(phone.page, 1)
    for rate, gate, rounds in ((6, {"gate": 1000}, 4), (1, {}, 4)):
        times = []
        for at in range(rounds):
            slow(phone.page, 1)
            phone.page.get_by_role("button", name="Who is in Garden").click()
            guest_name = f"Guest {CIRCLE - 1 - at - (rounds if rate == 1 else 0):02}"
            phone.page.get_by_role("dialog").get_by_role("button", name=guest_name).click()
            phone.page.get_by_role("button", name="Take out").click()
            slow(phone.page, rate)
            times.append(phone.page.evaluate(TAKE_OUT))
            phone.page.reload()
            open_circle(phone)
        figure(
            f"a circle of {CIRCLE} begins its next epoch, {rate}x CPU",
            statistics.median(times),
            "ms",
            worst=round(max(times)),
            **gate,
        )
    phone.context.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as driver:
        server = Server(Path(temporary) / "data").start()
        browser = launch(driver)
        try:
            measure_hearing(browser, server.url)
            measure_opening(browser, server.url)
            measure_circle(browser, server.url)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
