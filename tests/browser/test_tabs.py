"""Two tabs of one phone: what one wrote is sent by the other, in order, also when the first is gone at once."""

import pytest
from playwright.sync_api import expect
from test_second_phone import link


@pytest.mark.offline
def test_what_another_tab_wrote_goes_first(new_phone, server):
    phone = new_phone()
    phone.start().ready_for_offline()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    other = phone.context.new_page()
    # The first tab hears nothing of it, as when this one ends before its message is out.
    other.add_init_script("BroadcastChannel.prototype.postMessage = () => undefined")
    other.goto(f"{phone.url}#/today")
    other.get_by_role("button", name="Rested", exact=True).click()
    expect(other.get_by_role("button", name="Rested", exact=True)).to_have_attribute("aria-pressed", "true")
    other.close()
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    expect(phone.tile("Rested")).to_have_attribute("aria-pressed", "true")
    fresh = new_phone()
    link(phone, fresh)
    for tile in ("Got up", "Rested", "Went out"):
        expect(fresh.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=20_000)
    assert phone.errors + fresh.errors == []
