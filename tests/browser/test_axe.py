"""axe finds nothing wrong on any screen, in either theme."""

from pathlib import Path

import pytest
from phone import SIZE, Phone
from screens import AFTER_START, BEFORE_START

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
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
