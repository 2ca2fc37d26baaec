"""Takes every screen at 360x740 in light, dark and Arabic, and draws three sheets of them all: `make screenshots`.

The diary in them is the demo's, invented. Today, the tree and Safe are taken on a desktop, too. Light, dark and the
sheets go to deploy/screenshots, where the README shows them; each Arabic screen goes to build/screenshots. With names,
only those screens are taken: `screenshots.py week hope`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from browsers import CHROMIUM, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect, sync_playwright
from screens import AFTER_START, BEFORE_START
from serving import Server
from tongue import speak

from newleaf_server.cli.demo import fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
OUT = ROOT / "deploy" / "screenshots"
ASIDE = ROOT / "build" / "screenshots"
DESKTOP = {"width": 1280, "height": 800}
LOOKS = {"light": OUT, "dark": OUT, "arabic": ASIDE}
SHEET = """<!doctype html><meta charset=utf-8><style>
body {{ margin: 24px; background: #e2e6da; font: 15px system-ui; color: #1d2820; width: 2260px; }}
main {{ display: grid; grid-template-columns: repeat(10, 208px); gap: 20px; }}
figure {{ margin: 0; }} img {{ width: 208px; border-radius: 12px; display: block; }} figcaption {{ padding: 6px; }}
</style><main>{}</main>"""
FIGURE = "<figure><img src='{}'><figcaption>{}</figcaption></figure>"


def come_back(phone: Phone, words: list[str]) -> None:
    phone.open()
    phone.page.get_by_role("button", name="I have my 12 words").click()
    expect(phone.page.get_by_role("textbox")).to_have_count(12)
    for box, word in zip(phone.page.get_by_role("textbox").all(), words, strict=True):
        box.fill(word)
    phone.page.get_by_role("button", name="Bring my tree back").click()
    phone.page.get_by_role("heading", name="What did you do today?").wait_for(timeout=60_000)
    phone.page.wait_for_timeout(4000)


def main(wanted: list[str]) -> None:
    for folder in LOOKS.values():
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        server = Server(Path(temporary) / "data").start()
        # A thread of its own: the browser's driver has an event loop here.
        with ThreadPoolExecutor(1) as one:
            words = one.submit(asyncio.run, fill(server.url, Path(temporary))).result().split()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
            take_all(browser, server.url, words, wanted)
            for look, folder in LOOKS.items():
                draw_sheet(browser, look, folder)
            browser.close()
        server.stop()


def new_phone(browser: Browser, url: str) -> Phone:
    context = browser.new_context(viewport=SIZE, locale="en-GB", device_scale_factor=1.5)
    context.set_default_timeout(15_000)
    return Phone(context, url)


def take_all(browser: Browser, url: str, words: list[str], wanted: list[str]) -> None:
    for name, reach in BEFORE_START.items():
        if wanted and name not in wanted:
            continue
        phone = new_phone(browser, url)
        reach(phone)
        take(phone.page, name)
        phone.context.close()
    phone = new_phone(browser, url)
    come_back(phone, words)
    for name, reach in AFTER_START.items():
        if wanted and name not in wanted:
            continue
        reach(phone)
        take(phone.page, name)
    if not wanted:
        phone.page.set_viewport_size(DESKTOP)
        for name in ("today", "tree", "safe"):
            AFTER_START[name](phone)
            take(phone.page, f"{name}-desktop", ("light", "dark"))
    phone.context.close()


def take(page: Page, name: str, looks: tuple[str, ...] = tuple(LOOKS)) -> None:
    """Where it stands, one look after the other."""
    for look in looks:
        page.emulate_media(color_scheme="dark" if look == "dark" else "light")
        if look == "arabic":
            speak(page, "ar")
        page.wait_for_timeout(500)
        page.screenshot(path=LOOKS[look] / f"{name}-{look}.png")
    speak(page, "en")


def draw_sheet(browser: Browser, look: str, folder: Path) -> None:
    """All screens beside each other, in the order of screens.py."""
    pictures = [(name, folder / f"{name}-{look}.png") for name in [*BEFORE_START, *AFTER_START]]
    figures = [FIGURE.format(path.as_uri(), name) for name, path in pictures if path.exists()]
    page = browser.new_page(viewport={"width": 2308, "height": 800})
    with tempfile.NamedTemporaryFile("w", suffix=".html") as sheet:
        sheet.write(SHEET.format("".join(figures)))
        sheet.flush()
        page.goto(Path(sheet.name).as_uri())
        page.screenshot(path=OUT / f"sheet-{look}.jpg", full_page=True, type="jpeg", quality=80)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
