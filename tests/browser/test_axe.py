"""axe finds nothing wrong from right to left, either, and nothing sticks out. From left to right: test_access.py."""

import re
from pathlib import Path

from axe import violations
from phone import SIZE, Phone
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]


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
    found = {}
    for address in addresses:
        phone.page.goto(f"{server.url}#/{address}")
        expect(phone.page.locator("main")).not_to_have_attribute("aria-busy", "true")
        expect(phone.page.locator("h1")).to_be_visible()
        wide = phone.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[address] = violations(phone.page) + ([f"{wide} px too wide"] if wide else [])
    context.close()
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert phone.errors == []
