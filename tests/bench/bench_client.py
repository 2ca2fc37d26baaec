"""The app on a slow phone: Chromium with its processor throttled 6x, two years of leaves in the diary.

CDP throttling slows the processor only; memory and storage stay those of this machine. Say so beside a figure.
"""

from __future__ import annotations

import asyncio
import datetime
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright
from tests.bench.figures import figure
from tests.serving import Server

from newleaf_sync.client import Client

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

CHROMIUM = "/usr/bin/chromium"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
LEAVES = 2000
TILES = [
    ("got-up", "do"),
    ("got-through", "dwell"),
    ("went-out", "belong"),
    ("saw-someone", "love"),
    ("worked", "enough"),
    ("made", "heard"),
    ("helped", "belong"),
    ("rested", "dwell"),
]

TAP = """async (words) => {
  const tile = [...document.querySelectorAll("button[aria-pressed]")].find(b => b.textContent.trim() === words);
  const begun = performance.now();
  const saved = new Promise(done => new MutationObserver((_, o) => {
    if (tile.getAttribute("aria-pressed") === "true") { o.disconnect(); done(performance.now() - begun); }
  }).observe(tile, {attributes: true}));
  tile.click();
  return await saved;
}"""

DRAW = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const link = [...document.querySelectorAll("nav a")].find(a => a.textContent.trim() === "My tree");
  const begun = performance.now();
  link.click();
  while (!document.querySelector(".tree-canvas canvas")) await frame();
  await frame(); await frame();
  return performance.now() - begun;
}"""

FRAMES = """async () => {
  const times = []; let last = performance.now();
  const until = last + 2000;
  const picture = document.querySelector("main canvas, main svg[role=img], main [role=img]");
  const box = picture.getBoundingClientRect();
  const at = (type, x, y) => picture.dispatchEvent(new PointerEvent(type, {bubbles: true, pointerId: 1, isPrimary: true,
    pointerType: "touch", clientX: box.x + x, clientY: box.y + y, buttons: 1}));
  at("pointerdown", 100, 100);
  for (let i = 0; last < until; i++) {
    await new Promise(requestAnimationFrame);
    const now = performance.now(); times.push(now - last); last = now;
    at("pointermove", 100 + 60 * Math.sin(i / 9), 100 + 30 * Math.cos(i / 7));
  }
  at("pointerup", 100, 100);
  return times.slice(5);
}"""


async def fill(url: str, folder: Path) -> list[str]:
    """Makes a diary of LEAVES leaves over two years on the server; returns its twelve words."""
    client = await Client.create(url, folder / "filler.db")
    day = datetime.date(2026, 11, 1)
    for number in range(LEAVES):
        tile, area = TILES[(number * 7 + number // 5) % len(TILES)]
        when = day - datetime.timedelta(days=(LEAVES - number) * 730 // LEAVES)
        client.add_leaf(tile, area, when.isoformat(), "")
    words = (await client.set_card()).split()
    await client.sync_until_quiet()
    client.close()
    return words


def slow(page: Page, rate: int) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    return session


TAPPED = (
    "Went out",
    "Helped someone",
    "Rested",
    "Made something",
    "Learned something",
    "Moved my body",
    "Sorted something",
)
PAUSE = 1000  # ms from tap to tap: a person reads the answer; the tree is drawn in that time


def measure_taps(page: Page) -> None:
    taps = []
    for words in TAPPED:
        page.wait_for_timeout(PAUSE)
        taps.append(page.evaluate(TAP, words))
    figure("tap to saved, 6x CPU", statistics.median(taps), "ms", gate=100, worst=round(max(taps), 1), leaves=LEAVES)


def measure_start(page: Page) -> None:
    times = []
    for _ in range(5):
        page.reload()
        page.get_by_role("button", name="Went out", exact=True).wait_for()
        times.append(page.evaluate("performance.getEntriesByName('today-shown')[0]?.startTime ?? performance.now()"))
    figure(
        "warm offline start, 6x CPU, 2,000 leaves", statistics.median(times), "ms", gate=1000, worst=round(max(times))
    )


def measure_tree(page: Page, speed: CDPSession) -> None:
    for rate, limit in ((1, {"gate": 200}), (6, {})):
        speed.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        drawn = []
        for _ in range(6):
            page.get_by_role("navigation").get_by_role("link", name="Today").click()
            page.wait_for_timeout(PAUSE)
            drawn.append(page.evaluate(DRAW))
        warm = drawn[1:]  # the first one loads the screen's code
        name = f"tree of 2,000 leaves, tap on My tree to painted, {rate}x CPU"
        figure(name, statistics.median(warm), "ms", worst=round(max(warm)), **limit)
    page.wait_for_timeout(PAUSE)
    frames = page.evaluate(FRAMES)
    figure(
        "tree pan, 6x CPU",
        round(1000 / statistics.median(frames)),
        "frames/s",
        gate=60,
        p95_ms=round(sorted(frames)[int(len(frames) * 0.95)], 1),
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        server = Server(folder / "data").start()
        measure(server, asyncio.run(fill(server.url, folder)))


def measure(server: Server, words: list[str]) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        page = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB").new_page()
        page.goto(server.url)
        page.get_by_role("button", name="I have my 12 words").click()
        expect(page.get_by_role("textbox")).to_have_count(12)
        for box, word in zip(page.get_by_role("textbox").all(), words, strict=True):
            box.fill(word)
        page.get_by_role("button", name="Bring my tree back").click()
        page.get_by_role("button", name="Went out", exact=True).wait_for(timeout=60_000)
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        page.wait_for_timeout(4000)
        page.reload()
        page.get_by_role("button", name="Went out", exact=True).wait_for()
        server.stop()
        speed = slow(page, 6)
        measure_start(page)
        measure_taps(page)
        measure_tree(page, speed)
        browser.close()


if __name__ == "__main__":
    main()
