"""A server that comes back from an older copy is filled again by the phones, and the people lose nothing."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from clients import second, texts

from newleaf_sync.client import Client
from newleaf_sync.errors import Declined

if TYPE_CHECKING:
    from pathlib import Path

    from serving import Server

FILE = "newleaf.db"


def told(server: Server, command: str) -> subprocess.CompletedProcess[str]:
    ask = [sys.executable, "-m", "newleaf_server", command, "--data", str(server.data)]
    return subprocess.run(ask, capture_output=True, text=True, check=False)


def back_from(server: Server, copy: Path) -> None:
    for file in server.data.glob(f"{FILE}*"):
        file.unlink()
    shutil.copy(copy, server.data / FILE)


def backup(server: Server, copy: Path) -> None:
    server.stop()  # the log is folded into the file
    shutil.copy(server.data / FILE, copy)
    server.start()


@pytest.fixture
def lost(new_server, tmp_path):
    """Two phones wrote on after a backup was made; then the server came back from it."""

    async def write() -> tuple[Client, Client]:
        one = await Client.create(server.url, tmp_path / "one.db")
        one.add_leaf("went-out", "belong", "2026-11-01", "before")
        await one.sync_until_quiet()
        backup(server, tmp_path / "copy.db")
        two = await second(one, tmp_path / "two.db")
        for client, words in ((one, "one after"), (two, "two after")):
            client.add_leaf("rested", "dwell", "2026-11-02", words)
            await client.sync_until_quiet()
        await one.sync_until_quiet()
        return one, two

    server = new_server()
    one, two = asyncio.run(write())
    one.add_leaf("rested", "dwell", "2026-11-03", "one not sent")
    server.kill()
    back_from(server, tmp_path / "copy.db")
    yield server, one, two
    one.close()
    two.close()


EVERYTHING = ["before", "one after", "one not sent", "two after"]


@pytest.mark.parametrize("first", [0, 1])
def test_phones_put_back_what_the_server_lost(lost, tmp_path, first):
    """Whichever comes first; the second phone was let in after the backup, so the server does not even know it."""
    server, one, two = lost
    assert told(server, "restored").returncode == 0
    server.start()

    async def sync() -> None:
        if first == 1:
            with pytest.raises(Declined, match="log-moved"):
                await two.sync_until_quiet()
        for client in (one, two, one):
            await client.sync_until_quiet()
        fresh = await second(one, tmp_path / "fresh.db")
        await fresh.sync_until_quiet()
        assert texts(fresh) == EVERYTHING
        fresh.close()

    asyncio.run(sync())
    for client in (one, two):
        assert texts(client) == EVERYTHING
        assert client.alarms == []
        assert client.diary.restored


def test_a_phone_that_was_closed_in_the_middle_begins_again(lost, tmp_path):
    server, one, _ = lost
    told(server, "restored")
    server.start()
    one.diary.opened(b"another generation")
    one.close()
    again = Client.open(tmp_path / "one.db")
    asyncio.run(again.sync_until_quiet())
    assert texts(again) == EVERYTHING
    assert again.alarms == []
    again.close()


def test_an_older_log_under_the_old_name_is_no_restore(lost):
    """Whoever keeps the server must say so; else it is what an attack looks like. Saying so later mends it."""
    server, one, two = lost
    server.start()
    asyncio.run(sync_once(one))
    assert one.alarms == ["rolled-back"]
    server.stop()
    told(server, "restored")
    server.start()

    async def sync() -> None:
        for client in (one, two, one):
            await client.sync_until_quiet()

    asyncio.run(sync())
    assert one.alarms == []
    assert texts(one) == texts(two) == EVERYTHING


async def sync_once(client: Client) -> None:
    await asyncio.wait_for(client.sync_until_quiet(), 20)


def test_restored_is_refused_while_the_server_runs_or_without_a_database(new_server, tmp_path):
    server = new_server()
    busy = told(server, "restored")
    assert (busy.returncode, busy.stdout) == (1, "")
    assert "Another Newleaf is running" in busy.stderr
    server.stop()
    (server.data / FILE).unlink()
    assert "no database" in told(server, "restored").stderr
