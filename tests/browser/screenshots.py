"""Takes every screen at 360x740, light and dark, and Today and the tree on a desktop: `make screenshots`.

The diary in them is the demo's, invented. Pictures go to deploy/screenshots, where the README shows them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import asyncio
from concurrent.futures import ThreadPoolExecutor

from browsers import CHROMIUM, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect, sync_playwright
from screens import AFTER_START, BEFORE_START
from serving import Server

from newleaf_server.cli.demo import fill

OUT = Path(__file__).parents[2] / "deploy" / "screenshots"
DESKTOP = {"width": 1280, "height": 800}


def come_back(phone: Phone, words: list[str]) -> None:
    phone.open()
    phone.page.get_by_role("button", name="I have my 12 words").click()
    expect(phone.page.get_by_role("textbox")).to_have_count(12)
    for box, word in zip(phone.page.get_by_role("textbox").all(), words, strict=True):
        box.fill(word)
    phone.page.get_by_role("button", name="Bring my tree back").click()
    phone.page.get_by_role("heading", name="What did you do today?").wait_for(timeout=60_000)
    phone.page.wait_for_timeout(4000)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        take_all(server, Path(folder))
        server.stop()


def filled(server: Server, folder: Path) -> list[str]:
    """Make a person with a year behind them; return their twelve words."""
    folder.mkdir()
    # A thread of its own: the browser's driver has an event loop here.
    with ThreadPoolExecutor(1) as one:
        return one.submit(asyncio.run, fill(server.url, folder)).result().split()


def take_all(server: Server, folder: Path) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        for scheme in ("light", "dark"):
            # Each has a person of its own: nobody says hello twice to the same Sam.
            words = filled(server, folder / scheme)
            for name, reach in BEFORE_START.items():
                context = browser.new_context(
                    viewport=SIZE, locale="en-GB", color_scheme=scheme, device_scale_factor=1.5
                )
                phone = Phone(context, server.url)
                reach(phone)
                phone.page.wait_for_timeout(300)
                phone.page.screenshot(path=OUT / f"{name}-{scheme}.png")
                context.close()
            context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme=scheme, device_scale_factor=1.5)
            phone = Phone(context, server.url)
            come_back(phone, words)
            for name, reach in AFTER_START.items():
                reach(phone)
                phone.page.wait_for_timeout(500)
                phone.page.screenshot(path=OUT / f"{name}-{scheme}.png")
            phone.page.set_viewport_size(DESKTOP)
            for name in ("today", "tree", "safe"):
                AFTER_START[name](phone)
                phone.page.wait_for_timeout(500)
                phone.page.screenshot(path=OUT / f"{name}-desktop-{scheme}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
