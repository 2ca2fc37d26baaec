"""What the screen showed as saved survives a browser that is killed in the next instant."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request

from browsers import CHROMIUM, QUIET
from phone import Phone
from playwright.sync_api import expect
from serving import free_port

TILES = ("Got up", "Went out", "Helped someone", "Rested")


class Browser:
    """Chromium as a person's own: a profile on disk, and a process group that can be killed whole."""

    def __init__(self, playwright, profile) -> None:
        port = free_port()
        self._process = subprocess.Popen(
            [CHROMIUM, "--headless=new", *QUIET, f"--remote-debugging-port={port}", f"--user-data-dir={profile}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        _wait_until_up(f"http://127.0.0.1:{port}/json/version")
        self.context = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}").contexts[0]
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


def test_every_leaf_shown_as_saved_survives_kill_9(playwright, server, tmp_path):
    kept: list[str] = []
    for tile in TILES:
        browser = Browser(playwright, tmp_path / "profile")
        try:
            phone = Phone(browser.context, server.url)
            if kept:
                phone.open()
            else:
                phone.start().ready_for_offline()
                server.stop()  # from here on only the phone knows
            for earlier in kept:
                expect(phone.tile(earlier)).to_have_attribute("aria-pressed", "true")
            phone.tap(tile)
        finally:
            browser.kill()
        kept.append(tile)
