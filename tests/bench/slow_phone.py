"""Chromium as a slow phone. CDP throttling slows the processor only; memory and storage stay those of this machine."""

from __future__ import annotations

import statistics
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "browser")]

from browsers import CHROMIUM, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect
from tests.bench.figures import figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page, Playwright

PAUSE = 1000  # ms from tap to tap: a person reads the answer; the tree is drawn in that time


def launch(driver: Playwright) -> Browser:
    return driver.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)


def new_phone(browser: Browser, url: str) -> Phone:
    return Phone(browser.new_context(viewport=SIZE, locale="en-GB"), url)


@cache
def session(page: Page) -> CDPSession:
    """One for each page: of two, the slower would win."""
    return page.context.new_cdp_session(page)


def slow(page: Page, rate: int) -> None:
    session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


def come_back(phone: Phone, words: str, rate: int = 1) -> float:
    """Asks for the diary of these words; returns when, in seconds. The service worker has everything by then."""
    page = phone.open().page
    page.get_by_role("button", name="I have my 12 words").click()
    expect(page.get_by_role("textbox")).to_have_count(12)
    for box, word in zip(page.get_by_role("textbox").all(), words.split(), strict=True):
        box.fill(word)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_timeout(1000)
    slow(page, rate)
    page.get_by_role("button", name="Bring my tree back").click()
    return time.perf_counter()


def medians(name: str, times: list[float], **more: object) -> None:
    figure(name, statistics.median(times), "ms", worst=round(max(times)), of=len(times), **more)
