"""Chromium and Firefox from Debian, each test in both, against a real server on a real port."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browsers import CHROMIUM, FIREFOX, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect, sync_playwright
from serving import Server
from two_people import invite, open_talk, say_hello

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Playwright


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no chromium: sudo apt install chromium")
    browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[Browser]:
    if not FIREFOX.exists():
        pytest.skip("no firefox-esr: sudo apt install firefox-esr")
    browser = playwright.firefox.launch(channel="moz-firefox", executable_path=str(FIREFOX))
    yield browser
    browser.close()


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Browser:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For all tests that do not look at a server: each phone has an account of its own."""
    server = Server(tmp_path_factory.mktemp("one_server") / "data").start()
    yield server
    server.stop()


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """What phones open: a server of the test's own where it asks for one."""
    own = "server" in request.fixturenames
    url: str = request.getfixturevalue("server" if own else "one_server").url
    return url


@pytest.fixture
def new_phone(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Phone]]:
    """Makes phones that have never seen Newleaf; each is a profile of its own."""
    contexts = []
    workers = "allow" if request.node.get_closest_marker("offline") else "block"

    def make(url: str = "", **options) -> Phone:
        context = browser.new_context(viewport=SIZE, locale="en-GB", service_workers=workers, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return Phone(context, url or address)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def phone(new_phone) -> Phone:
    return new_phone()


@pytest.fixture
def people(chromium: Browser, firefox: Browser, address: str) -> Iterator[list[Phone]]:
    """Two phones of two people, in two browsers."""
    contexts = [
        engine.new_context(viewport=SIZE, locale="en-GB", service_workers="block") for engine in (chromium, firefox)
    ]
    for context in contexts:
        context.set_default_timeout(15_000)
    yield [Phone(context, address) for context in contexts]
    for context in contexts:
        context.close()


@pytest.fixture
def talking(people: list[Phone]) -> list[Phone]:
    """They are in a talk, and both have it open."""
    sam, jo = people
    sam.start()
    say_hello(jo, invite(sam))
    expect(sam.page.get_by_role("button", name=re.compile("Jo"))).to_be_visible(timeout=20_000)
    open_talk(sam, "Jo")
    return people
