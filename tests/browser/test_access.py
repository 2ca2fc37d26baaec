"""Every screen, for whoever sees, hears, moves or reads otherwise (mission 3E). Each is visited once."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe import violations
from phone import SIZE, Phone
from screens import AFTER_START, BEFORE_START
from serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
NARROW = {"width": 320, "height": 640}
SPACED = """() => { const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    line-height: 1.5 !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet]; }"""
UNSPACED = "document.adoptedStyleSheets = []"

Found = dict[str, dict[str, list[str]]]


class Visit:
    """Goes over one screen after the other; `found` is check -> screen -> what is wrong there."""

    def __init__(self) -> None:
        build = [ROOT / "node_modules/.bin/esbuild", "tests/browser/access.ts", "--bundle", "--target=es2022"]
        self._look = subprocess.run(build, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        self.found: Found = {}
        self.hosts: set[str] = set()
        self.help: dict[str, list[str]] = {}
        self.screens: list[str] = []

    def look(self, phone: Phone, screen: str) -> None:
        page = phone.page
        self.screens.append(screen)
        page.evaluate(self._look)
        self.help.setdefault(page.evaluate("access.helpAt()"), []).append(screen)
        self._note("axe", screen, violations(page))
        page.emulate_media(color_scheme="dark")
        self._note("axe in the dark", screen, violations(page))
        page.emulate_media(color_scheme="light")
        self._ask(phone, screen, "motion", "moving()")
        self._ask(phone, screen, "targets", "small(24)")
        self._ask(phone, screen, "aim", "small(44)")
        self._keys(phone, screen)
        page.emulate_media(forced_colors="active")
        self._ask(phone, screen, "forced colours", "colourless()")
        page.emulate_media(forced_colors="none")
        page.evaluate(SPACED)
        self._shape(phone, screen, "spacing")
        page.evaluate(UNSPACED)
        page.set_viewport_size(NARROW)
        self._shape(phone, screen, "320")
        page.set_viewport_size(SIZE)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        self._shape(phone, screen, "200 %")
        page.evaluate("document.documentElement.style.fontSize = ''")

    def _ask(self, phone: Phone, screen: str, check: str, question: str) -> None:
        self._note(check, screen, phone.page.evaluate(f"access.{question}"))

    def _note(self, check: str, screen: str, wrong: list[str]) -> None:
        if wrong:
            self.found.setdefault(check, {}).setdefault(screen, []).extend(wrong)

    def _shape(self, phone: Phone, screen: str, check: str) -> None:
        for question in ("sideways()", "cut()", "overlapping()"):
            self._ask(phone, screen, check, question)

    def _keys(self, phone: Phone, screen: str) -> None:
        """With Tab alone, from wherever the focus is, all around."""
        stops: list[str] = phone.page.evaluate("access.expectStops()")
        reached: set[int] = set()
        for _ in range(2 * len(stops) + 4):
            phone.page.keyboard.press("Tab")
            at: dict[str, Any] = phone.page.evaluate("access.focused()")
            if at["at"] >= 0 and at["at"] not in reached:
                reached.add(at["at"])
                self._note("focus", screen, at["wrong"])
            if len(reached) == len(stops):
                break
        self._note("keyboard", screen, [stop for at, stop in enumerate(stops) if at not in reached])


@pytest.fixture(scope="module")
def visit(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    server = Server(tmp_path_factory.mktemp("access") / "data").start()
    visit = Visit()

    def new_phone() -> Phone:
        context = chromium.new_context(viewport=SIZE, locale="en-GB", reduced_motion="reduce", service_workers="block")
        context.set_default_timeout(15_000)
        context.on("request", lambda request: visit.hosts.add(urlsplit(request.url).netloc))
        return Phone(context, server.url)

    for name, reach in BEFORE_START.items():
        phone = new_phone()
        reach(phone)
        visit.look(phone, name)
        phone.context.close()
    phone = new_phone()
    phone.start()
    for tile in ("Got up", "Went out", "Rested"):
        phone.tap(tile)
    for name, reach in AFTER_START.items():
        reach(phone)
        visit.look(phone, name)
    phone.context.close()
    yield visit
    assert len(visit.screens) == len(BEFORE_START) + len(AFTER_START)
    server.stop()


def test_axe_finds_nothing_wrong_in_light_or_dark(visit):
    assert visit.found.get("axe", {}) == {}
    assert visit.found.get("axe in the dark", {}) == {}


def test_a_screen_of_320_pixels_is_read_without_scrolling_sideways(visit):
    """1.4.10: and nothing is cut or lies over another."""
    assert visit.found.get("320", {}) == {}


def test_words_twice_as_large_are_all_there(visit):
    """1.4.4: at the width of a phone."""
    assert visit.found.get("200 %", {}) == {}


def test_words_set_wider_are_all_there(visit):
    """1.4.12: as somebody with dyslexia may set them."""
    assert visit.found.get("spacing", {}) == {}


def test_in_the_colours_of_the_system_edges_and_icons_are_seen(visit):
    """1.4.11, forced colours."""
    assert visit.found.get("forced colours", {}) == {}


def test_nothing_moves_where_that_was_asked_for(visit):
    """2.3.3."""
    assert visit.found.get("motion", {}) == {}


def test_everything_is_reached_with_tab(visit):
    """2.1.1."""
    assert visit.found.get("keyboard", {}) == {}


def test_the_focus_has_a_ring_and_no_bar_over_it(visit):
    """2.4.7, 2.4.11."""
    assert visit.found.get("focus", {}) == {}


def test_what_is_tapped_is_large_enough(visit):
    """2.5.8 asks for 24 pixels; ours have 44 or more."""
    assert visit.found.get("targets", {}) == {}
    assert visit.found.get("aim", {}) == {}


def test_help_is_in_the_same_corner_everywhere(visit):
    """3.2.6, S9: on Start and over a photo, too; where Help is open, what closes it."""
    assert len(visit.help) == 1, visit.help


def test_no_screen_asks_another_host(visit):
    """1H.11: all requests of all screens."""
    assert len(visit.hosts - {""}) == 1
