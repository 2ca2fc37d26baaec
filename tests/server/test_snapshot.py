"""Snapshots end to end: storage grows with what is written, not with how often; a new phone sees everything."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from caller import LEAST
from clients import second, texts

from newleaf_sync import snapshot as snapshots
from newleaf_sync.client import Client

if TYPE_CHECKING:
    from serving import Server

DAY = "2026-11-20"
STROKES, PAUSE = 5000, 50


def stored(server: Server) -> int:
    with closing(sqlite3.connect(f"file:{server.data}/newleaf.db?mode=ro", uri=True)) as database:
        return database.execute("SELECT sum(length(envelope)) FROM entry").fetchone()[0]


def typed(seed: int = 1):
    """A page as somebody types it: the text at each pause; one stroke in eleven takes a letter away."""
    chance, text = random.Random(seed), ""
    for stroke in range(1, STROKES + 1):
        if chance.random() < 1 / 11 and text:
            text = text[:-1]
        else:
            at = len(text) if chance.random() < 0.98 else chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz     \n") + text[at:]
        if stroke % PAUSE == 0:
            yield text


def test_a_page_of_five_thousand_strokes_costs_three_times_its_text_at_most(new_server, tmp_path):
    server = new_server()

    async def write() -> tuple[str, int]:
        client = await Client.create(server.url, tmp_path / "one.db")
        page = b""
        for text in typed():
            page = client.write_page(text, DAY, page)
        before = len(client.diary.outbox)
        assert before == STROKES // PAUSE
        await client.sync_until_quiet()
        cost = stored(server)
        words = await client.set_card()
        back = await Client.recover(server.url, tmp_path / "back.db", words)
        await back.sync_until_quiet()
        assert str(back.read_page(page)) == text == str(client.read_page(page))
        assert back.alarms == client.alarms == []
        back.write_page(text + " and on", DAY, page)
        for one in (back, client):
            await one.sync_until_quiet()
        assert str(client.read_page(page)) == text + " and on"
        assert client.read_page(page).rewritten() is None
        for one in (back, client):
            one.close()
        return text, cost

    text, cost = asyncio.run(write())
    assert cost <= 3 * len(text.encode()), f"{cost} bytes for {len(text.encode())}"


def test_a_phone_that_looked_at_it_lets_the_entries_of_another_go(new_server, tmp_path):
    server = new_server()

    async def write() -> None:
        one = await Client.create(server.url, tmp_path / "one.db")
        two = await second(one, tmp_path / "two.db")
        for number in range(snapshots.MANY + 5):
            one.add_leaf("rested", "dwell", DAY, f"{number:02}")
        await two.sync_until_quiet()
        full = await sync_and_size(one)
        assert await sync_and_size(one) == full, "who wrote a snapshot does not let go for it, while another may look"
        assert await sync_and_size(two) < full / 3
        three = await second(one, tmp_path / "three.db")
        await three.sync_until_quiet()
        assert texts(three) == texts(one) == texts(two) == [f"{number:02}" for number in range(snapshots.MANY + 5)]
        one.remove_leaf(one.leaves()[0].id)
        for client in (one, two, three):
            await client.sync_until_quiet()
        shown = [
            sorted((leaf.text, leaf.slot, leaf.removed) for leaf in client.leaves()) for client in (one, two, three)
        ]
        assert shown[0] == shown[1] == shown[2]
        for client in (one, two, three):
            assert client.alarms == []
            assert client.diary.replica.holes == set()
            client.close()

    async def sync_and_size(client: Client) -> int:
        await client.sync_until_quiet()
        return stored(server)

    asyncio.run(write())


def test_what_a_snapshot_lacks_is_kept_and_written_again(new_server, tmp_path, monkeypatch):
    """A device whose program forgets a record: another notices, lets nothing go, and says it again for everybody."""
    server = new_server()

    async def write() -> None:
        one = await Client.create(server.url, tmp_path / "one.db")
        two = await second(one, tmp_path / "two.db")
        for number in range(snapshots.MANY):
            one.add_leaf("rested", "dwell", DAY, f"{number:02}")
        right = snapshots.make

        def forgetful(*what):
            made = right(*what)
            return made and snapshots.Snapshot(made.records[1:], made.covers)

        monkeypatch.setattr(snapshots, "make", forgetful)
        await one.sync_until_quiet()
        monkeypatch.setattr(snapshots, "make", right)
        full = stored(server)
        await two.sync_until_quiet()
        assert stored(server) > full, "nothing went, and the record came again"
        for client in (one, two):
            await client.sync_until_quiet()
            assert len(texts(client)) == snapshots.MANY
            client.close()

    asyncio.run(write())


def test_only_a_snapshot_lets_entries_go_and_only_of_its_document(device):
    wire = device.connect()
    change, other = device.envelopes(1, 1), device.envelopes(2, 1)
    other = [other[0][:28] + bytes([7]) * 16 + other[0][44:]]
    snapshot = device.envelopes(3, 1, kind=2)
    wire.ask("push", 1, device.space, [*change, *other, *snapshot])
    for at, seqs in ((1, []), (3, [2]), (3, [3]), (3, [4]), (3, [0]), (9, [1]), (3, [2**53])):
        assert wire.ask("prune", 2, device.space, at, seqs)[2:4] == ["permanent", "malformed"], (at, seqs)
    for _ in range(2):
        assert wire.ask("prune", 3, device.space, 3, [1]) == ["pruned", 3, device.space]
    items = wire.ask("pull", 4, device.space, 0, 10_000)[5]
    assert [len(item[3]) for item in items] == [snapshots.STUB_BYTES, LEAST, LEAST]
    assert wire.ask("push", 5, device.space, change)[3] == [1], "what went is still known"


def test_what_went_is_no_part_of_the_quota(device, shared):
    wire = device.connect()
    wire.ask("push", 1, device.space, [*device.envelopes(1, 1, size=5000), *device.envelopes(2, 1, kind=2)])
    assert taken(shared, device) == 5000 + LEAST
    wire.ask("prune", 2, device.space, 2, [1])
    assert taken(shared, device) == snapshots.STUB_BYTES + LEAST


def taken(server: Server, device) -> int:
    with closing(sqlite3.connect(f"file:{server.data}/newleaf.db?mode=ro", uri=True)) as database:
        row = database.execute("SELECT stored_bytes FROM account WHERE account_id = ?", (device.account,)).fetchone()
        return row[0]
