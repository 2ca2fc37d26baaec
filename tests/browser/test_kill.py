"""What the screen showed as saved survives a browser that is killed in the next instant."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import psutil
from browsers import CHROMIUM, QUIET
from phone import SIZE, Phone
from playwright.sync_api import expect

TILES = ("Got up", "Went out", "Helped someone", "Rested")


def browser_of(profile) -> psutil.Process:
    """The main process of the browser that uses this profile."""
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if f"--user-data-dir={profile}" in line and not any(word.startswith("--type=") for word in line):
            return process
    raise AssertionError("no browser with this profile")


def test_every_leaf_shown_as_saved_survives_kill_9(playwright, server, tmp_path):
    profile = tmp_path / "profile"
    kept: list[str] = []
    for tile in TILES:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=str(CHROMIUM), args=QUIET, viewport=SIZE, locale="en-GB"
        )
        context.set_default_timeout(15_000)
        phone = Phone(context, server.url)
        if kept:
            phone.open()
        else:
            phone.start()
            server.stop()  # from here on only the phone knows
        for earlier in kept:
            expect(phone.tile(earlier)).to_have_attribute("aria-pressed", "true")
        if not kept:
            phone.ready_for_offline()
        phone.tap(tile)
        os.kill(browser_of(profile).pid, signal.SIGKILL)
        kept.append(tile)
        _wait_until_gone(profile)
        context.close()


def _wait_until_gone(profile) -> None:
    for _ in range(100):
        found = subprocess.run(["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, check=False)
        if found.returncode != 0:
            return
        time.sleep(0.1)
