"""A new phone and five years: how soon Today is there, and how soon everything is. Chromium, 1x and 6x CPU.

1,800 days with five leaves each and 600 journal pages, brought back with the twelve words.
"""

from __future__ import annotations

import asyncio
import datetime
import secrets
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.bench.bench_client import ARGS, CHROMIUM, TILES, slow
from tests.bench.figures import figure
from tests.serving import Server

from newleaf_sync.client import Client
from newleaf_sync.client.diary import now_ms
from newleaf_sync.document import month_name
from newleaf_sync.model.day import make_leaf

DAYS, LEAVES_A_DAY, PAGES = 1800, 5, 600
WORDS = "Sat by the pond for a while and watched the coots build something out of nothing much. " * 8


QUIET_MS = 3000
QUIET = f"""async () => {{
  for (let quiet = 0; quiet < {QUIET_MS / 100};) {{
    await new Promise(done => setTimeout(done, 100));
    quiet = document.querySelector(".coming") ? 0 : quiet + 1;
  }}
}}"""


async def fill(url: str, folder: Path) -> list[str]:
    client = await Client.create(url, folder / "filler.db")
    today = datetime.datetime.now().astimezone().date()
    slots: Counter[str] = Counter()
    for back in range(DAYS - 1, -1, -1):
        day = (today - datetime.timedelta(days=back)).isoformat()
        for number in range(LEAVES_A_DAY):
            tile, area = TILES[(number + back) % len(TILES)]
            stamp = client.diary.clock.tick(now_ms())
            fields = {"tile": tile, "area": area, "day": day, "text": "", "slot": slots[area]}
            client.diary.save(month_name(day), [make_leaf(secrets.token_bytes(16), stamp, **fields)])
            slots[area] += 1
        if back % 3 == 0:
            client.write_page(WORDS + WORDS, day, client.write_page(WORDS, day))
        if back % 100 == 0:
            await client.sync_until_quiet()
    words = (await client.set_card()).split()
    client.close()
    return words


def come(page: Page, url: str, words: list[str], rate: int) -> None:
    page.goto(url)
    page.get_by_role("button", name="I have my 12 words").click()
    expect(page.get_by_role("textbox")).to_have_count(12)
    for box, word in zip(page.get_by_role("textbox").all(), words, strict=True):
        box.fill(word)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_timeout(1000)
    slow(page, rate)
    begun = time.perf_counter()
    page.get_by_role("button", name="Bring my tree back").click()
    page.get_by_role("list", name="What you did today").get_by_role("listitem").nth(LEAVES_A_DAY - 1).wait_for(
        timeout=120_000
    )
    shown = (time.perf_counter() - begun) * 1000
    page.evaluate(QUIET)
    everything = (time.perf_counter() - begun) * 1000 - QUIET_MS
    figure(
        f"new phone, five years: from the words to Today, {rate}x CPU",
        shown,
        "ms",
        **({"gate": 2000} if rate == 1 else {}),
    )
    figure(f"new phone, five years: from the words to everything, {rate}x CPU", everything, "ms")


def opened(page: Page, rate: int) -> None:
    times = []
    for _ in range(5):
        page.reload()
        page.get_by_role("button", name="Went out", exact=True).wait_for()
        times.append(page.evaluate("performance.getEntriesByName('today-shown')[0]?.startTime ?? performance.now()"))
    figure(f"warm start with five years, {rate}x CPU", sorted(times)[2], "ms", worst=round(max(times)))


def size(page: Page) -> None:
    used = page.evaluate("navigator.storage.estimate().then(({usageDetails}) => usageDetails.indexedDB)")
    figure("IndexedDB with five years", used / 2**20, "MB", gate=10)


def measure(browser: Browser, url: str, words: list[str], rate: int) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    page = context.new_page()
    come(page, url, words, rate)
    page.wait_for_timeout(2000)
    opened(page, rate)
    size(page)
    context.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        server = Server(folder / "data").start()
        words = asyncio.run(fill(server.url, folder))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            for rate in (1, 6):
                measure(browser, server.url, words, rate)
            browser.close()
        server.stop()


if __name__ == "__main__":
    main()
