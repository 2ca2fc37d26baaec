"""Five years (five_years.py) on a slow phone: brought there, opened without network, tapped on; the room they take."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright
from tests.bench import five_years
from tests.bench.figures import figure
from tests.bench.slow_phone import PAUSE, come_back, launch, medians, new_phone, slow
from tests.serving import Server
from tests.talker import DAY_MS, Talker, now_ms
from two_people import invite, open_talk, said

if TYPE_CHECKING:
    from phone import Phone
    from playwright.sync_api import Page

STARTS = 9
SAID = 2600  # ten a week
QUICK = 300  # ms from tap to tap of somebody who knows their tiles
TAPPED = (
    "Helped someone",
    "Rested",
    "Made something",
    "Learned something",
    "Moved my body",
    "Sorted something",
    "Looked after home, me, food",
)
QUIET_MS = 3000
QUIET = f"""async () => {{
  for (let quiet = 0; quiet < {QUIET_MS / 100};) {{
    await new Promise(done => setTimeout(done, 100));
    quiet = document.querySelector(".coming") ? 0 : quiet + 1;
  }}
}}"""
# Until the tile is pressed: what was tapped is in the store by then.
TAP = """async (words) => {
  const tile = [...document.querySelectorAll("button[aria-pressed]")].find(b => b.textContent.trim() === words);
  const begun = performance.now();
  const saved = new Promise(done => new MutationObserver((_, o) => {
    if (tile.getAttribute("aria-pressed") === "true") { o.disconnect(); done(performance.now() - begun); }
  }).observe(tile, {attributes: true}));
  tile.click();
  return await saved;
}"""


def measure_arrival(phone: Phone, words: str, rate: int) -> None:
    begun = come_back(phone, words, rate)
    rows = phone.page.get_by_role("list", name="What you did today").get_by_role("listitem")
    rows.nth(five_years.LEAVES_A_DAY - 1).wait_for(timeout=120_000)
    shown = (time.perf_counter() - begun) * 1000
    phone.page.evaluate(QUIET)
    everything = (time.perf_counter() - begun) * 1000 - QUIET_MS
    gate = {"gate": 2000} if rate == 1 else {}
    figure(f"new phone, five years: from the words to Today, {rate}x CPU", shown, "ms", **gate)
    figure(f"new phone, five years: from the words to everything, {rate}x CPU", everything, "ms")


def measure_room(page: Page, what: str) -> None:
    used = page.evaluate("navigator.storage.estimate().then(({usageDetails}) => usageDetails.indexedDB)")
    figure(f"IndexedDB with {what}, photos apart", used / 1e6, "MB", gate=10, leaves=five_years.LEAVES)


def add_talk(phone: Phone) -> None:
    kay = Talker(phone.url, invite(phone), "Kay")
    step, end = 7 * DAY_MS // 10, now_ms()
    kay.say_at((end - (SAID - number) * step, f"Good to hear from you on day {number}.") for number in range(SAID))
    open_talk(phone, "Kay")
    expect(said(phone, f"Good to hear from you on day {SAID - 1}.")).to_be_visible(timeout=120_000)
    phone.page.wait_for_timeout(PAUSE)


def measure_starts(page: Page, rate: int, **gate: int) -> None:
    slow(page, rate)
    times = []
    for _ in range(STARTS):
        page.goto("about:blank")  # nothing of it is running
        page.go_back()
        page.get_by_role("button", name="Went out", exact=True).wait_for()
        times.append(page.evaluate("performance.getEntriesByName('today-shown')[0].startTime"))
        page.wait_for_timeout(PAUSE)
    medians(f"warm offline start with five years, {rate}x CPU", times, **gate)


def measure_taps(page: Page, pause: int) -> None:
    taps = []
    for words in TAPPED:
        page.wait_for_timeout(pause)
        taps.append(page.evaluate(TAP, words))
    medians(f"tap to saved with five years, 6x CPU, a tap each {pause} ms", taps, gate=100)
    for words in TAPPED:
        page.get_by_role("button", name=words, exact=True).click()
        page.get_by_role("button", name="Take it back").click()


def measure(server: Server, words: str) -> None:
    with sync_playwright() as driver:
        browser = launch(driver)
        for rate in (1, 6):
            phone = new_phone(browser, server.url)
            measure_arrival(phone, words, rate)
        page = phone.page
        slow(page, 1)
        measure_room(page, "five years")
        add_talk(phone)
        measure_room(page, f"five years and a talk of {SAID:,} messages")
        page.goto(f"{server.url}#/today")
        server.stop()
        measure_starts(page, 1)
        measure_starts(page, 6, gate=1000)
        for pause in (PAUSE, QUICK):
            measure_taps(page, pause)
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        measure(server, asyncio.run(five_years.fill(server.url, Path(folder))))


if __name__ == "__main__":
    main()
