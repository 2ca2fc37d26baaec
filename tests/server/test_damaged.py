"""A database with a broken page: the server says so and lives on, doctor says what to do, phones fill the next one."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from caller import Device, Wire, log_of
from damage import FILE, begin_afresh, damage, middle_page, move_away, page_of_authors
from middleman import Middleman
from serving import Server, free_port

from newleaf_sync.client import Client

if TYPE_CHECKING:
    from pathlib import Path

BULK, PUSH = 5000, 250
BEFORE, AFTER = 120, 40  # leaves of a person, before and after the backup


def back_up(server: Server, to: Path) -> None:
    """As deploy/README.md says, while it runs."""
    with (
        contextlib.closing(sqlite3.connect(server.data / FILE)) as source,
        contextlib.closing(sqlite3.connect(to)) as copy,
    ):
        source.backup(copy)


class Project:
    """A server with thousands of entries of many, and one person whose words we know."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.backup = folder / "backup.db"
        self.bulk = Device(server.url)
        self._pushed = 0
        self.words = ""
        self.texts: list[str] = []
        asyncio.run(self._live())

    async def _live(self) -> None:
        self.client = await Client.create(self.server.url, self.folder / "phone.db")
        self.words = await self.client.set_card()
        await self.write(BEFORE)
        self._others(BULK // 2)
        back_up(self.server, self.backup)
        self._others(BULK // 2)
        await self.write(AFTER)

    async def write(self, count: int) -> None:
        self.note(count)
        await self.client.sync_until_quiet()

    def note(self, count: int) -> None:
        for _ in range(count):
            self.texts.append(f"thing {len(self.texts):04}")
            self.client.add_leaf("rested", "dwell", "2026-11-01", self.texts[-1])

    def backup_comes_back(self) -> None:
        """As doctor says."""
        self.server.stop()
        assert "stop Newleaf, move it away" in told(self.server)
        move_away(self.server.data)
        shutil.copy(self.backup, self.server.data / FILE)
        assert self.server.command("doctor").returncode == 0
        assert self.server.command("restored").returncode == 0
        self.server.start()

    def fills_again(self) -> None:
        """The phone tells the server what it lost; then somebody comes who has nothing but the words."""

        async def come() -> None:
            await self.client.sync_until_quiet()
            fresh = await Client.recover(self.server.url, self.folder / "fresh.db", self.words)
            await fresh.sync_until_quiet()
            assert texts(fresh) == self.texts
            assert fresh.alarms == []
            fresh.close()

        asyncio.run(come())
        assert texts(self.client) == self.texts
        assert self.client.alarms == []
        assert self.client.diary.restored

    def _others(self, count: int) -> None:
        wire = self.bulk.connect()
        for _ in range(count // PUSH):
            entries = self.bulk.envelopes(self._pushed + 1, PUSH)
            assert wire.ask("push", 1, self.bulk.space, entries)[0] == "pushed"
            self._pushed += PUSH
        wire.close()


@pytest.fixture
def project(new_server, tmp_path):
    project = Project(new_server(), tmp_path)
    yield project
    project.client.close()


def told(server: Server) -> str:
    """What doctor says is wrong, in its one sentence."""
    (sentence,) = [line for line in server.command("doctor").stdout.splitlines() if line.startswith("  WRONG")]
    return sentence


def texts(client: Client) -> list[str]:
    return sorted(leaf.text for leaf in client.leaves())


def pull_until_refused(wire: Wire, space: bytes) -> list[Any]:
    after = 0
    while (answer := wire.ask("pull", 1, space, after, 256 * 1024))[0] == "entries":
        assert answer[4] < answer[6], "the damaged page was read"
        after = answer[4]
    return answer


def refusals(server: Server) -> int:
    return server.log_text().count("the database failed")


async def until_refused(project: Project) -> None:
    """The phone comes with what it wrote, and hears that the server cannot keep it."""
    before = refusals(project.server)
    syncing = asyncio.create_task(project.client.sync_until_quiet())
    while refusals(project.server) == before and not syncing.done():
        await asyncio.wait([syncing], timeout=0.05)
    syncing.cancel()


def test_what_cannot_be_read_is_refused_and_everything_else_goes_on(project):
    server = project.server
    server.stop()
    damage(server.data, middle_page)
    server.start()
    wire = project.bulk.connect()
    answer = pull_until_refused(wire, project.bulk.space)
    assert answer[:3] == ["refused", 1, "retry"]
    assert answer[5] > 0
    assert wire.ask("ping", 2) == ["pong", 2]
    asyncio.run(project.write(3))
    project.backup_comes_back()
    project.fills_again()
    assert len(log_of(project.bulk.connect(), project.bulk.space)) == BULK // 2


def test_what_cannot_be_kept_is_refused_as_damaged_and_stays_on_the_phone(project):
    server = project.server
    server.stop()
    damage(server.data, page_of_authors)
    server.start()
    wire = project.bulk.connect()
    answer = wire.ask("push", 1, project.bulk.space, project.bulk.envelopes(BULK + 1, 2))
    assert answer[1:4] == [1, "retry", "damaged"]
    assert answer[5] >= 60_000
    assert "SQLITE_CORRUPT" in server.log_text()
    project.note(3)
    asyncio.run(until_refused(project))
    assert texts(project.client) == project.texts
    assert len(project.client.diary.outbox) == 3
    server.stop()
    begin_afresh(server)
    server.start()
    project.fills_again()


@pytest.fixture
def between(client_folder, tmp_path):
    port = free_port()
    between = Middleman(port).start()
    server = Server(tmp_path / "data", port=port, origins=between.url, client=client_folder).start()
    yield between
    server.stop()
    between.stop()


def test_a_pull_that_was_refused_for_now_is_asked_again(between, tmp_path):
    refused = []

    def once(frame: list[Any]) -> list[Any]:
        if frame[0] != "entries" or refused:
            return frame
        refused.append(frame)
        return ["refused", frame[1], "retry", "busy", "", 1, -1]

    async def live() -> None:
        client = await Client.create(between.url, tmp_path / "phone.db")
        client.add_leaf("rested", "dwell", "2026-11-01", "a thing")
        between.rewrite = once
        await asyncio.wait_for(client.sync_until_quiet(), 20)
        assert len(client.diary.outbox) == 0
        client.close()

    asyncio.run(live())
    assert len(refused) == 1
