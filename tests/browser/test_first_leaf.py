"""The main job: one tap with no signal is a leaf, kept, and on the server when the network returns."""

import pytest
from playwright.sync_api import expect


@pytest.mark.offline
def test_works_from_the_second_start_without_any_server(phone, server):
    """B1: three answers, a tap each, without a network; they are there after a restart."""
    phone.open().ready_for_offline()
    server.stop()
    phone.settle()
    phone.start()
    for tile in ("Got up", "Went out", "Rested"):
        phone.tap(tile)
    phone.settle()
    for tile in ("Got up", "Went out", "Rested"):
        expect(phone.tile(tile)).to_have_attribute("aria-pressed", "true")
    assert phone.errors == []


@pytest.mark.offline
def test_leaves_tapped_without_signal_reach_the_server_when_it_returns(phone, server):
    phone.start().ready_for_offline()
    server.stop()
    phone.tap("Went out")
    expect(phone.page.get_by_text("Saved on this phone").first).to_be_visible()
    server.start()
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.expect_kept_everywhere()
    assert entries_on(server) >= 1


def test_undo_takes_the_leaf_back_and_the_tile_is_free_again(phone):
    """B1: a tap that was not meant is taken back."""
    phone.start()
    phone.tap("Went out")
    phone.page.get_by_role("button", name="Undo").click()
    expect(phone.tile("Went out")).to_have_attribute("aria-pressed", "false")
    phone.settle()
    expect(phone.tile("Went out")).to_have_attribute("aria-pressed", "false")


def test_a_server_that_stops_and_starts_again_loses_nothing(phone, server):
    phone.start()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    server.kill()
    phone.tap("Helped someone")
    server.start()
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.expect_kept_everywhere()
    assert entries_on(server) == 2


def entries_on(server) -> int:
    import sqlite3

    with sqlite3.connect(f"file:{server.data / 'newleaf.db'}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM entry").fetchone()[0]
