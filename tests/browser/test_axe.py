"""axe finds nothing wrong on any screen, in either theme, from left to right and from right to left."""

import re
from pathlib import Path

import pytest
from phone import SIZE, Phone
from playwright.sync_api import expect
from screens import AFTER_START, BEFORE_START

ROOT = Path(__file__).parents[2]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
RUN = "async () => (await axe.run(document)).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(' ')}`)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_on_any_screen(chromium, server, scheme):
    found: dict[str, list[str]] = {}

    def look(phone: Phone, name: str) -> None:
        phone.page.evaluate(AXE)
        found[name] = phone.page.evaluate(RUN)

    for name, reach in BEFORE_START.items():
        context = chromium.new_context(viewport=SIZE, locale="en-GB", color_scheme=scheme, reduced_motion="reduce")
        phone = Phone(context, server.url)
        reach(phone)
        look(phone, name)
        context.close()
    context = chromium.new_context(viewport=SIZE, locale="en-GB", color_scheme=scheme, reduced_motion="reduce")
    phone = Phone(context, server.url)
    phone.start()
    for tile in ("Got up", "Went out", "Rested"):
        phone.tap(tile)
    for name, reach in AFTER_START.items():
        reach(phone)
        look(phone, name)
    context.close()
    assert {name: violations for name, violations in found.items() if violations} == {}
    assert len(found) == len(BEFORE_START) + len(AFTER_START)


def test_no_violation_in_arabic_in_the_dark(chromium, server):
    """Every address of the app, as it opens; nothing sticks out of it, either."""
    routes = (ROOT / "client_static" / "src" / "ui" / "route.ts").read_text()
    addresses = re.findall(r'"([a-z-]+)"', routes.split("SCREENS = [")[1].split("]")[0])
    assert len(addresses) > 25
    context = chromium.new_context(viewport=SIZE, locale="ar", color_scheme="dark", reduced_motion="reduce")
    phone = Phone(context, server.url)
    phone.page.goto(server.url)
    expect(phone.page.locator("html")).to_have_attribute("dir", "rtl")
    phone.page.locator(".button.go").click()
    for tile in (0, 4, 9):
        phone.page.locator(".tile").nth(tile).click()
        expect(phone.page.locator(".tile").nth(tile)).to_have_attribute("aria-pressed", "true")
    phone.page.evaluate(AXE)
    found = {}
    for address in addresses:
        phone.page.goto(f"{server.url}#/{address}")
        expect(phone.page.locator("main")).not_to_have_attribute("aria-busy", "true")
        expect(phone.page.locator("h1")).to_be_visible()
        wide = phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[address] = phone.page.evaluate(RUN) + ([f"{wide} px too wide"] if wide else [])
    context.close()
    assert {address: violations for address, violations in found.items() if violations} == {}
    assert phone.errors == []
