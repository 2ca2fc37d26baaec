"""What the screen showed as saved survives a browser that is killed in the next instant."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request

from browsers import CHROMIUM, QUIET
from phone import Phone
from playwright.sync_api import Error, expect
from serving import free_port

KILLS = int(os.environ.get("NEWLEAF_BROWSER_KILLS", "12"))
TRIES = 5


class Browser:
    """Chromium as a person's own: a profile on disk, and a process group that can be killed whole."""

    def __init__(self, playwright, profile) -> None:
        for last in range(1, TRIES + 1):
            try:
                self._start(playwright, profile)
            except Error:  # a busy machine; what was saved is in the profile, not in the process
                self.kill()
                if last == TRIES:
                    raise
            else:
                return

    def _start(self, playwright, profile) -> None:
        port = free_port()
        self._process = subprocess.Popen(
            [
                CHROMIUM,
                "--headless=new",
                *QUIET,
                f"--remote-debugging-port={port}",
                f"--user-data-dir={profile}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _wait_until_up(f"http://127.0.0.1:{port}/json/version")
        self.context = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}", timeout=20_000).contexts[0]
        self.context.set_default_timeout(15_000)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _wait_until_up(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the browser did not start")


def grow(phone: Phone, words: str) -> None:
    """A leaf in own words; returns in the instant in which the screen says that it is kept."""
    phone.page.get_by_role("button", name="Something else").click()
    phone.page.get_by_role("textbox").fill(words)
    phone.page.get_by_role("button", name="Keep it").click()
    expect(phone.page.get_by_role("button", name="Undo")).to_be_visible()


def test_every_leaf_shown_as_saved_survives_kill_9(playwright, server, tmp_path):
    kept: list[str] = []
    for number in range(KILLS):
        browser = Browser(playwright, tmp_path / "profile")
        try:
            phone = Phone(browser.context, server.url)
            if kept:
                phone.open()
                expect(phone.did()).to_have_count(len(kept))
                for words, row in zip(kept, phone.did().all(), strict=True):
                    expect(row).to_contain_text(words)
            else:
                phone.start().ready_for_offline()
                server.stop()  # from here on only the phone knows
            words = f"Thing {number + 1} of the day"
            grow(phone, words)
        finally:
            browser.kill()
        kept.append(words)
