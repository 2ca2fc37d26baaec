"""A phone in a person's hand: one browser profile, driven by what is on its screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Error, Locator, Page

SIZE = {"width": 360, "height": 740}


class Phone:
    """Words and buttons only: a test that knows the code's insides would miss what a person would meet."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", self.add_error)

    def add_error(self, error: Error) -> None:
        """Firefox counts a connection that fails among a page's errors, of whose script it is none."""
        if "connection to the server at" not in str(error):
            self.errors.append(str(error))

    def open(self) -> Phone:
        self.page.goto(self.url)
        expect(
            self.page.get_by_role("button", name="Help now").or_(self.page.get_by_role("link", name="Help now")).first
        ).to_be_visible()
        return self

    def ready_for_offline(self) -> Phone:
        """Waits until the service worker holds the whole app and answers for this page."""
        self.page.evaluate(
            """async () => { await navigator.serviceWorker.ready;
            for (let i = 0; i < 200 && !navigator.serviceWorker.controller; i++)
              await new Promise(done => setTimeout(done, 50));
            if (!navigator.serviceWorker.controller) throw new Error("no service worker took this page"); }"""
        )
        return self

    def start(self) -> Phone:
        self.open()
        self.page.get_by_role("button", name="Start", exact=True).click()
        expect(self.page.get_by_role("heading", name="What did you do today?")).to_be_visible()
        return self

    def tile(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True)

    def tap(self, words: str) -> None:
        """Taps a tile and waits until the screen says that it is kept."""
        self.tile(words).click()
        expect(self.tile(words)).to_have_attribute("aria-pressed", "true")

    def did(self) -> Locator:
        """The rows of what happened today, as the Today screen lists them."""
        return self.page.get_by_role("list", name=re.compile("today", re.IGNORECASE)).get_by_role("listitem")

    def go(self, tab: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=tab).click()

    def expect_kept_everywhere(self) -> None:
        expect(self.page.get_by_text("Saved here and sealed on the server").first).to_be_visible(timeout=15_000)

    def settle(self) -> None:
        """Reads the diary from the beginning, as after a restart of the phone."""
        self.page.reload()
        expect(self.page.locator("h1").first).to_be_visible()
