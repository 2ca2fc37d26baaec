"""The tree on a slow phone: two years of leaves, drawn and moved."""

from __future__ import annotations

import asyncio
import datetime
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from tests.bench.figures import figure
from tests.bench.five_years import TILES
from tests.bench.slow_phone import PAUSE, come_back, launch, medians, new_phone, slow
from tests.serving import Server

from newleaf_sync.client import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAVES = 2000

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


async def fill(url: str, folder: Path) -> str:
    """Makes a diary of LEAVES leaves over two years on the server; returns its twelve words."""
    client = await Client.create(url, folder / "filler.db")
    day = datetime.date(2026, 11, 1)
    for number in range(LEAVES):
        tile, area = TILES[(number * 7 + number // 5) % len(TILES)]
        when = day - datetime.timedelta(days=(LEAVES - number) * 730 // LEAVES)
        client.add_leaf(tile, area, when.isoformat(), "")
    words = await client.set_card()
    await client.sync_until_quiet()
    client.close()
    return words


def measure_tree(page: Page) -> None:
    for rate, limit in ((1, {"gate": 200}), (6, {})):
        slow(page, rate)
        drawn = []
        for _ in range(6):
            page.get_by_role("navigation").get_by_role("link", name="Today").click()
            page.wait_for_timeout(PAUSE)
            drawn.append(page.evaluate(DRAW))
        medians(f"tree of 2,000 leaves, tap on My tree to painted, {rate}x CPU", drawn[1:], **limit)  # first: its code
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
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        words = asyncio.run(fill(server.url, Path(folder)))
        with sync_playwright() as driver:
            browser = launch(driver)
            phone = new_phone(browser, server.url)
            come_back(phone, words)
            phone.tile("Went out").wait_for(timeout=60_000)
            phone.page.wait_for_timeout(4 * PAUSE)
            server.stop()
            measure_tree(phone.page)
            browser.close()


if __name__ == "__main__":
    main()
