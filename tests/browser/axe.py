"""axe-core in a page: what it finds wrong there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async (rules) => (await axe.run(document, rules ? {runOnly: rules} : {})).violations.map(
  v => `${v.id}: ${v.nodes.map(n => n.target).join(' ')}`)"""
COLOURS = ["color-contrast", "link-in-text-block"]  # all that another theme can change


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SOURCE.read_text())
    found: list[str] = page.evaluate(_RUN, rules)
    return found
