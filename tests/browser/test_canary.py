"""Words typed in the app are nowhere but on the screen: not in files, logs, on the wire, in URLs or caches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsers import CHROMIUM, FIREFOX, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect
from recording import Relay
from serving import free_port
from two_people import invite, open_talk, said, say_hello, write

CANARY = "zephyrquill heron"


def forms(words: str) -> list[bytes]:
    """The words as files and wires could hold them: UTF-8, UTF-16 both ways, percent-encoded, and one word alone."""
    return [
        words.encode(),
        words.encode("utf-16-le"),
        words.encode("utf-16-be"),
        words.replace(" ", "%20").encode(),
        words.split(maxsplit=1)[0].encode(),
        words.split(maxsplit=1)[0].encode("utf-16-le"),
    ]


def files_with(folder: Path, words: str) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        try:
            if path.is_file() and any(form in path.read_bytes() for form in forms(words)):
                found.append(str(path.relative_to(folder)))
        except OSError:
            continue  # a browser's lock files and sockets hold no words
    return found


def launch(playwright, engine: str, profile: Path):
    if engine == "chromium":
        return playwright.chromium.launch_persistent_context(
            profile, executable_path=str(CHROMIUM), args=QUIET, viewport=SIZE, locale="en-GB"
        )
    return playwright.firefox.launch_persistent_context(
        profile, channel="moz-firefox", executable_path=str(FIREFOX), viewport=SIZE, locale="en-GB"
    )


def talk(phone, chromium, urls: list[str]) -> str:
    """What each is called, the words of the invitation, what is said, and something left half typed. Gives the link."""
    somebody = chromium.new_context(viewport=SIZE, locale="en-GB", service_workers="block")
    somebody.on("request", lambda request: urls.append(request.url))
    sam = Phone(somebody, phone.url)
    sam.start()
    link = invite(sam, CANARY, CANARY)
    say_hello(phone, link, CANARY, CANARY)
    open_talk(sam, CANARY)
    expect(said(sam, CANARY)).to_be_visible()
    write(sam, f"{CANARY} again")
    expect(said(phone, f"{CANARY} again")).to_be_visible(timeout=20_000)
    phone.page.get_by_role("textbox", name="Write a few words").fill(f"{CANARY} half")
    phone.page.wait_for_timeout(1000)
    somebody.close()
    return link


@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_typed_words_are_found_nowhere(playwright, chromium, engine, server_behind_relay, tmp_path):
    server, relay = server_behind_relay
    profile = tmp_path / "profile"
    context = launch(playwright, engine, profile)
    context.set_default_timeout(15_000)
    phone = Phone(context, f"http://127.0.0.1:{relay.port}")
    urls: list[str] = []
    context.on("request", lambda request: urls.append(request.url))
    phone.start()
    phone.ready_for_offline()
    phone.page.get_by_role("button", name="Something else").click()
    phone.page.get_by_role("textbox").fill(CANARY)
    phone.page.get_by_role("button", name=re.compile("^(Keep it|Save|Done)")).click()
    expect(phone.page.get_by_text(CANARY).first).to_be_visible()
    # A page that is left while it is being written: browsers keep what stands in a field, to restore the tab.
    phone.page.goto(f"{phone.url}#/journal")
    phone.page.get_by_role("button", name="Write", exact=True).click()
    phone.page.get_by_role("textbox", name="Your words").fill(CANARY)
    # A hope, and something for the week that is left half typed.
    phone.page.goto(f"{phone.url}#/week")
    phone.page.get_by_role("button", name="Add a hope").click()
    phone.page.get_by_role("dialog").get_by_role("textbox").fill(CANARY)
    phone.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_text(CANARY)).to_be_visible()
    phone.page.get_by_role("button", name="Add something").click()
    phone.page.get_by_role("textbox", name="What would you like to plan?").fill(CANARY)
    phone.page.wait_for_timeout(1000)
    link = talk(phone, chromium, urls)
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    context.close()
    server.stop()

    assert len(relay.seen) > 10_000
    assert not any(form in relay.seen for form in forms(CANARY))
    assert not any("zephyrquill" in url for url in urls)
    secret = link.rsplit("/", 1)[-1]
    assert secret.encode() not in relay.seen
    assert not any(secret in url.partition("#")[0] for url in urls)
    assert files_with(server.data, CANARY) == []
    assert files_with(profile, CANARY) == []
    assert CANARY not in server.log_text()
    assert files_with(profile, "newleaf") != [], "the search looks where the browser really writes"


@pytest.fixture
def server_behind_relay(new_server):
    """A server whose own idea of its origin is the relay's, as behind a reverse proxy."""
    port = free_port()
    relay = Relay(port)
    yield new_server(port=port, origins=f"http://127.0.0.1:{relay.port}"), relay
    relay.close()
