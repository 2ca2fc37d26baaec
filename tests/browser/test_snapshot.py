"""A month of many leaves becomes one entry: sealed in a browser, looked at in Python, read by a phone that comes."""

import asyncio
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime

import pytest
from playwright.sync_api import expect
from test_recovery import type_words

from newleaf_sync.client import Client
from newleaf_sync.snapshot import MANY, STUB_BYTES

SECONDS = 30


@pytest.fixture
def author(server, tmp_path):
    """The person's phone without a screen, with all but one of the leaves that make a snapshot worth it."""

    async def begin() -> tuple[Client, str]:
        client = await Client.create(server.url, tmp_path / "author.db")
        today = datetime.now().astimezone().date().isoformat()
        for number in range(MANY - 1):
            client.add_leaf("rested", "dwell", today, f"leaf {number}")
        await client.sync_until_quiet()
        return client, await client.set_card()

    client, words = apart(begin())
    yield client, words
    client.close()


def apart(work):
    # The browsers' driver forbids a second loop in this thread.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asyncio.wait_for(work, SECONDS)).result()


def stubs(server) -> int:
    with closing(sqlite3.connect(f"file:{server.data}/newleaf.db?mode=ro", uri=True)) as database:
        return database.execute("SELECT count(*) FROM entry WHERE length(envelope) = ?", (STUB_BYTES,)).fetchone()[0]


def kinds(server) -> set[int]:
    with closing(sqlite3.connect(f"file:{server.data}/newleaf.db?mode=ro", uri=True)) as database:
        return {row[0][0] for row in database.execute("SELECT substr(envelope, 6, 1) FROM entry")}


def until(condition) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_month_becomes_one_entry_and_nothing_is_lost(new_phone, server, author):
    client, words = author
    before = stubs(server)
    phone, fresh = new_phone(), new_phone()
    type_words(phone, words.split())
    expect(phone.did()).to_have_count(MANY - 1, timeout=30_000)
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    until(lambda: 2 in kinds(server))
    assert stubs(server) == before, "another phone has not looked at it yet"
    apart(client.sync_until_quiet())
    assert stubs(server) == before + MANY
    assert len(client.leaves()) == MANY
    type_words(fresh, words.split())
    expect(fresh.did()).to_have_count(MANY, timeout=30_000)
    for one in (phone, fresh):
        expect(one.page.get_by_role("region", name="can.t be right")).to_have_count(0)
    fresh.tap("Helped someone")
    expect(phone.tile("Helped someone")).to_have_attribute("aria-pressed", "true", timeout=30_000)
    assert phone.errors + fresh.errors == client.alarms == []
