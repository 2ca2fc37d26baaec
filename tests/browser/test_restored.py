"""The server comes back from an older copy: the phones put back what it lost, and say so."""

import re
import shutil
import subprocess
import sys

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_second_phone import link

TILES = ("Got up", "Went out", "Rested", "Helped someone")


@IN_ONE_ENGINE
def test_phones_fill_a_server_that_came_back_from_a_backup(new_phone, server, tmp_path):
    old, new, fresh = new_phone(), new_phone(), new_phone()
    old.start()
    old.tap("Got up")
    old.expect_kept_everywhere()
    server.stop()
    shutil.copy(server.data / "newleaf.db", tmp_path / "backup.db")
    server.start()
    old.page.evaluate("dispatchEvent(new Event('online'))")
    link(old, new)  # the backup does not know the second phone
    old.tap("Went out")
    new.tap("Rested")
    expect(old.tile("Rested")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    new.expect_kept_everywhere()
    server.stop()
    for file in server.data.glob("newleaf.db*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.db", server.data / "newleaf.db")
    told = [sys.executable, "-m", "newleaf_server", "restored", "--data", str(server.data)]
    subprocess.run(told, check=True, capture_output=True)
    new.tap("Helped someone")
    server.start()
    for phone in (new, old):
        phone.page.evaluate("dispatchEvent(new Event('online'))")
        notice = phone.page.get_by_role("region", name=re.compile("older copy"))
        expect(notice).to_be_visible(timeout=40_000)
        notice.get_by_role("button", name="OK").click()
        expect(notice).to_have_count(0)
    link(old, fresh)
    for tile in TILES:
        expect(fresh.tile(tile)).to_have_attribute("aria-pressed", "true", timeout=30_000)
    assert old.errors + new.errors + fresh.errors == []
