"""A data folder or a database that may only be read: plain words at the start, typed refusals later, nothing lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from caller import Device, log_of
from damage import FILE
from serving import Server

from newleaf_sync.client import Client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Root may write where the file says that nobody may; so it gives that right away first, as a service without it does.
WITHOUT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


@pytest.fixture(scope="module", autouse=True)
def _rights_count() -> None:
    if WITHOUT and subprocess.run([*WITHOUT, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this root cannot give its rights away, so nothing is read-only to it: run the tests as a user")


@pytest.fixture
def server(tmp_path: Path, client_folder: Path) -> Iterator[Server]:
    """It holds three entries of a device and was stopped."""
    server = Server(tmp_path / "data", client=client_folder)
    server.under = WITHOUT
    yield server.start()
    server.stop()
    allow(server.data, 0o755, 0o644)


def allow(folder: Path, mode: int, of_files: int) -> None:
    folder.chmod(mode)
    for file in folder.glob(f"{FILE}*"):
        file.chmod(of_files)


def told(server: Server) -> str:
    """What doctor says is wrong, in its one sentence."""
    (sentence,) = [line for line in server.command("doctor").stdout.splitlines() if line.startswith("  WRONG")]
    return sentence


def test_a_folder_that_may_only_be_read(server):
    device = Device(server.url)
    entries = device.envelopes(1, 3)
    device.connect().ask("push", 1, device.space, entries)
    server.stop()
    allow(server.data, 0o555, 0o444)
    ended = server.command("serve")
    assert (ended.returncode, ended.stdout) == (1, "")
    (line,) = ended.stderr.splitlines()
    assert "cannot be used" in line
    assert "newleaf doctor" in line
    assert told(server).endswith(f"{server.data} cannot be written; give it to the user that runs Newleaf.")
    allow(server.data, 0o755, 0o644)
    server.start()
    assert [item[3] for item in log_of(device.connect(), device.space)] == entries


def test_a_database_that_may_only_be_read(server, tmp_path):
    """As when a backup was copied back by another user."""
    device = Device(server.url)
    entries = device.envelopes(1, 3)
    device.connect().ask("push", 1, device.space, entries)
    client = asyncio.run(Client.create(server.url, tmp_path / "phone.db"))
    server.stop()
    allow(server.data, 0o755, 0o444)
    assert told(server).endswith(f"{FILE} cannot be written; give it to the user that runs Newleaf.")
    server.start()
    wire = device.connect()
    assert [item[3] for item in log_of(wire, device.space)] == entries, "what is there is still served"
    answer = wire.ask("push", 1, device.space, device.envelopes(4, 2))
    assert answer[1:4] == [1, "retry", "damaged"]
    assert answer[5] >= 60_000
    assert '"SQLITE_READONLY' in server.log_text()

    async def live() -> None:
        running = asyncio.create_task(client.run())
        client.add_leaf("rested", "dwell", "2026-11-01", "a thing")
        before = refusals(server)
        await until(lambda: refusals(server) > before, running)
        assert len(client.diary.outbox) == 1
        assert [leaf.text for leaf in client.leaves()] == ["a thing"]
        server.stop()
        allow(server.data, 0o755, 0o644)
        server.start()
        await until(lambda: len(client.diary.outbox) == 0, running)
        running.cancel()

    asyncio.run(live())
    assert client.alarms == []
    client.close()


def refusals(server: Server) -> int:
    return server.log_text().count("the database failed")


async def until(so: Callable[[], bool], running: asyncio.Task[None]) -> None:
    while not so():
        await asyncio.wait([running], timeout=0.05)
        assert not running.done(), running.exception()
