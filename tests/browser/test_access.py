"""Every screen, for whoever sees, hears, moves or reads otherwise (mission 3E). Each is visited once."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe import COLOURS, violations
from phone import SIZE, Phone
from playwright.sync_api import expect
from screens import AFTER_START, BEFORE_START
from serving import Server
from tongue import only_english, speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
_ROUTES = (ROOT / "client_static" / "src" / "ui" / "route.ts").read_text()
ADDRESSES = set(re.findall(r'"([a-z-]+)"', _ROUTES.split("SCREENS = [")[1].split("]")[0]))
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
        self.help_in_arabic: dict[str, list[str]] = {}
        self._english = only_english()
        self.screens: list[str] = []
        self.addresses: set[str] = set()

    def look(self, phone: Phone, screen: str) -> None:
        page = phone.page
        self.screens.append(screen)
        self.addresses.add(page.evaluate("location.hash").removeprefix("#/"))
        page.evaluate(self._look)
        self.help.setdefault(page.evaluate("access.helpAt()"), []).append(screen)
        self._note("axe", screen, violations(page))
        page.emulate_media(color_scheme="dark")
        self._note("axe in the dark", screen, violations(page, COLOURS))
        page.emulate_media(color_scheme="light")
        self._ask(phone, screen, "motion", "moving()")
        self._ask(phone, screen, "targets", "small(24)")
        self._ask(phone, screen, "aim", "small(48)")
        self._keys(phone, screen)
        page.emulate_media(forced_colors="active")
        self._ask(phone, screen, "forced colours", "colourless()")
        page.emulate_media(forced_colors="none")
        page.evaluate(SPACED)
        self._shape(phone, screen, "spacing")
        page.evaluate(UNSPACED)
        self._sizes(phone, screen, "")
        speak(page, "ar")
        self.help_in_arabic.setdefault(page.evaluate("access.helpAt()"), []).append(screen)
        self._note("axe in Arabic", screen, violations(page, COLOURS))
        page.emulate_media(color_scheme="dark")
        self._note("axe in Arabic, in the dark", screen, violations(page))
        page.emulate_media(color_scheme="light")
        self._note("Arabic", screen, page.evaluate("words => access.among(words)", self._english))
        self._shape(phone, screen, "Arabic")
        self._sizes(phone, screen, " in Arabic")
        speak(page, "en")
        self._out(phone, screen)

    def _sizes(self, phone: Phone, screen: str, tongue: str) -> None:
        page = phone.page
        page.set_viewport_size(NARROW)
        self._shape(phone, screen, f"320{tongue}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        self._shape(phone, screen, f"320 and 200 %{tongue}")
        page.set_viewport_size(SIZE)
        self._shape(phone, screen, f"200 %{tongue}")
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

    def _out(self, phone: Phone, screen: str) -> None:
        """What opened over a screen goes with Escape, and the keyboard is back where it was."""
        over = phone.page.locator("dialog[open]")
        for _ in range(over.count()):
            before = over.count()
            phone.page.keyboard.press("Escape")
            phone.page.wait_for_timeout(100)
            self._note("escape", screen, ["stays"] if over.count() == before else [])
            self._note("escape", screen, phone.page.evaluate("access.nowhere()"))


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
    for address in sorted(ADDRESSES - visit.addresses):  # as it opens by itself
        phone.page.goto(f"{server.url}#/{address}")
        expect(phone.page.locator("main")).not_to_have_attribute("aria-busy", "true")
        expect(phone.page.locator("h1")).to_be_visible()
        visit.look(phone, address)
    phone.context.close()
    yield visit
    assert len(visit.screens) >= len(BEFORE_START) + len(AFTER_START)
    assert visit.addresses.union(visit.screens) >= ADDRESSES
    server.stop()


def found(visit: Visit, *checks: str) -> Found:
    return {check: visit.found[check] for check in checks if check in visit.found}


def test_axe_finds_nothing_wrong_in_light_or_dark(visit):
    assert found(visit, "axe", "axe in the dark") == {}


def test_axe_finds_nothing_wrong_from_right_to_left(visit):
    """3.1.1: and no word is left in English."""
    assert found(visit, "axe in Arabic", "axe in Arabic, in the dark", "Arabic") == {}


def test_a_screen_of_320_pixels_is_read_without_scrolling_sideways(visit):
    """1.4.10: and nothing is cut or lies over another."""
    assert found(visit, "320", "320 in Arabic") == {}


def test_words_twice_as_large_are_all_there(visit):
    """1.4.4: at the width of a phone, and of the narrowest."""
    assert found(visit, "200 %", "200 % in Arabic", "320 and 200 %", "320 and 200 % in Arabic") == {}


def test_words_set_wider_are_all_there(visit):
    """1.4.12: as somebody with dyslexia may set them."""
    assert found(visit, "spacing") == {}


def test_in_the_colours_of_the_system_edges_and_icons_are_seen(visit):
    """1.4.11, forced colours."""
    assert found(visit, "forced colours") == {}


def test_nothing_moves_where_that_was_asked_for(visit):
    """2.3.3."""
    assert found(visit, "motion") == {}


def test_everything_is_reached_with_tab(visit):
    """2.1.1."""
    assert found(visit, "keyboard") == {}


def test_what_opened_over_a_screen_goes_with_escape(visit):
    """2.1.2: and the focus returns to what opened it."""
    assert found(visit, "escape") == {}


def test_the_focus_has_a_ring_and_no_bar_over_it(visit):
    """2.4.7, 2.4.11."""
    assert found(visit, "focus") == {}


def test_what_is_tapped_is_large_enough(visit):
    """2.5.8 asks for 24 pixels; ours have 48."""
    assert found(visit, "targets") == {}
    assert found(visit, "aim") == {}


def test_help_is_in_the_same_corner_everywhere(visit):
    """3.2.6, S9: on Start and over a photo, too; where Help is open, what closes it."""
    assert len(visit.help) == 1, visit.help
    assert len(visit.help_in_arabic) == 1, visit.help_in_arabic


def test_no_screen_asks_another_host(visit):
    """1H.11: all requests of all screens."""
    assert len(visit.hosts - {""}) == 1
