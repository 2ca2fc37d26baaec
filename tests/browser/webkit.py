"""WebKitGTK on a screen that nobody sees. It is not iOS Safari, and the nearest that Debian has."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phone import SIZE
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import WebKitGTK, WebKitGTKOptions, WebKitGTKService
from selenium.webdriver.support.wait import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable

    from selenium.webdriver.remote.webelement import WebElement

DRIVER = Path("/usr/bin/WebKitWebDriver")
XVFB = Path("/usr/bin/Xvfb")
PATIENCE = 20
FIND = """
const [kinds, words] = arguments;
const wordsOf = (label) => (label?.querySelector("span") ?? label)?.textContent;
const named = (it) => it.ariaLabel ?? wordsOf(it.labels?.[0]) ?? it.textContent;
return [...document.querySelectorAll(kinds)].find(
  (it) => (words === null || named(it).trim() === words) && it.getClientRects().length > 0 && !it.disabled) ?? null;
"""


class Screen:
    """One display for all of WebKit's windows."""

    def __init__(self) -> None:
        read, write = os.pipe()
        self._process = subprocess.Popen(
            [XVFB, "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.display = f":{told.readline().strip()}"

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()


class WebKit:
    """A phone whose browser is WebKitGTK, driven by what is on its screen."""

    def __init__(self, screen: Screen, url: str) -> None:
        self.url = url
        options = WebKitGTKOptions()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser")))
        options.add_argument("--automation")
        # Its sandbox wants user namespaces, which containers often refuse; the pages here are our own.
        environment = os.environ | {"DISPLAY": screen.display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        environment |= {"GDK_BACKEND": "x11", "LANG": "en_GB.UTF-8", "NO_AT_BRIDGE": "1"}
        self.driver = WebKitGTK(options, WebKitGTKService(str(DRIVER), env=environment))
        self.driver.set_window_size(SIZE["width"], SIZE["height"])

    def close(self) -> None:
        self.driver.quit()

    def open(self, screen: str = "") -> WebKit:
        if screen:
            self.run(f"location.hash = '#/{screen}'")
        else:
            self.driver.get(self.url)
        return self

    def run(self, script: str) -> Any:
        """What an async function of these words gives."""
        return self.driver.execute_async_script(f"(async () => {{ {script} }})().then(arguments[0])")

    def find(self, kinds: str, words: str | None) -> WebElement:
        """Waits for what is seen and may be used; with None, whatever its words are. Raises TimeoutException."""
        found: WebElement = self._until(lambda driver: driver.execute_script(FIND, kinds, words), words or kinds)
        return found

    def tap(self, words: str, kinds: str = "button, a, summary") -> None:
        def tapped(_: object) -> bool:
            self.find(kinds, words).click()  # raises if it was drawn anew between the two
            return True

        self._until(tapped, words)

    def _until(self, is_so: Callable[[WebKitGTK], Any], what: str) -> Any:
        wait = WebDriverWait(
            self.driver, PATIENCE, poll_frequency=0.1, ignored_exceptions=[StaleElementReferenceException]
        )
        return wait.until(is_so, f"no {what!r} in {self.run('return document.body.innerText')!r}")

    def write(self, label: str, words: str) -> None:
        self.find("input, textarea, [contenteditable]", label).send_keys(words)

    def ready_for_offline(self) -> WebKit:
        """The worker has everything and answers for this page."""
        self.run("""await navigator.serviceWorker.ready;
            while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));""")
        return self

    def sees(self, words: str) -> None:
        self.find("h1, h2, h3, p, span, li, button, a, strong, time", words)

    def sees_pressed(self, words: str) -> None:
        self.find("button[aria-pressed=true]", words)
