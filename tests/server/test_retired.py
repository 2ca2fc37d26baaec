"""A person deletes everything: at the server, and on each of their devices when it next hears of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from clients import second

from newleaf_sync.client import Client
from newleaf_sync.errors import Misuse, Retired

WORDS = "seventeen heron feathers"


def holds(folder: Path, name: str) -> bool:
    return any(WORDS.encode() in file.read_bytes() for file in folder.glob(f"{name}*"))


def test_everything_is_deleted_on_all_devices(new_server, tmp_path):
    server = new_server()

    async def story() -> None:
        one = await Client.create(server.url, tmp_path / "one.db")
        one.add_leaf("rested", "dwell", "2026-11-20", WORDS)
        await one.sync_until_quiet()
        two = await second(one, tmp_path / "two.db")
        await two.sync_until_quiet()
        assert [leaf.text for leaf in two.leaves()] == [WORDS]
        assert holds(tmp_path, "one.db")
        assert holds(tmp_path, "two.db")
        await one.delete_everything()
        with pytest.raises(Retired):
            await two.sync_until_quiet()
        for client in (one, two):
            client.close()

    asyncio.run(story())
    for name in ("one.db", "two.db"):
        assert not holds(tmp_path, name)
        with pytest.raises(Misuse):
            Client.open(tmp_path / name)
