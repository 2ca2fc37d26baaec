"""Group commit: one bad job is undone alone, and nobody is told of success before it is on disk."""

from __future__ import annotations

import asyncio
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_server.errors import CannotStart, Refusal
from newleaf_server.store import connection
from newleaf_server.store.writer import Writer

pytestmark = pytest.mark.anyio


class Lamp:
    """A table of numbers, a writer on it, and another connection that sees only what is committed."""

    def __init__(self, file) -> None:
        writing = connection.connect(file)
        writing.execute("CREATE TABLE IF NOT EXISTS number (n INTEGER PRIMARY KEY)")
        self.raw = writing
        self.writer = Writer(writing)
        self.reading = sqlite3.connect(file)

    def kept(self) -> list[int]:
        return [row[0] for row in self.reading.execute("SELECT n FROM number ORDER BY n")]

    def close(self) -> None:
        self.reading.close()
        self.writer.close()


@pytest.fixture
def lamp(tmp_path):
    lamp = Lamp(tmp_path / "store.db")
    yield lamp
    lamp.close()


def insert(n: int):
    return lambda writing: writing.execute("INSERT INTO number VALUES (?)", (n,)).lastrowid


def insert_then_fail(n: int):
    def job(writing: sqlite3.Connection) -> None:
        insert(n)(writing)
        raise ValueError(n)

    return job


async def test_what_is_answered_is_committed(lamp):
    assert await lamp.writer.write(insert(5)) == 5
    assert lamp.kept() == [5]


async def test_a_job_that_fails_is_undone_alone(lamp):
    jobs = [insert(1), insert_then_fail(2), insert(1), insert(3)]
    outcomes = await asyncio.gather(*map(lamp.writer.write, jobs), return_exceptions=True)
    assert outcomes[0] == 1
    assert isinstance(outcomes[1], ValueError)
    assert isinstance(outcomes[2], sqlite3.IntegrityError)
    assert outcomes[3] == 3
    assert lamp.kept() == [1, 3]


async def test_a_job_whose_asker_went_away_does_not_stop_the_others(lamp):
    gone = asyncio.ensure_future(lamp.writer.write(insert(1)))
    await asyncio.sleep(0)
    gone.cancel()
    assert await lamp.writer.write(insert(2)) == 2


async def test_a_full_disk_is_a_refusal_and_leaves_nothing_half(lamp):
    pages = lamp.raw.execute("PRAGMA page_count").fetchone()[0]
    lamp.raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refusal, match="storage-full"):
        await lamp.writer.write(
            lambda writing: writing.executemany("INSERT INTO number VALUES (?)", [(n,) for n in range(9999)])
        )
    assert lamp.kept() == []
    assert await lamp.writer.write(insert(7)) == 7


async def test_a_database_that_somebody_else_holds_is_busy(lamp):
    lamp.raw.execute("PRAGMA busy_timeout = 0")
    lamp.reading.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal, match="busy"):
        await lamp.writer.write(insert(1))
    lamp.reading.execute("ROLLBACK")
    assert await lamp.writer.write(insert(2)) == 2
    assert lamp.kept() == [2]


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=60))
def test_answers_and_the_table_agree_whatever_fails(tmp_path_factory, jobs):
    async def run() -> None:
        lamp = Lamp(tmp_path_factory.mktemp("lamp") / "store.db")
        made = [insert(n) if good else insert_then_fail(n) for n, good in jobs]
        outcomes = await asyncio.gather(*map(lamp.writer.write, made), return_exceptions=True)
        assert sorted(outcome for outcome in outcomes if isinstance(outcome, int)) == lamp.kept()
        assert set(lamp.kept()) == {n for n, good in jobs if good}
        lamp.close()

    asyncio.run(run())


def test_migrations_run_once_and_in_order(tmp_path):
    writing = connection.connect(tmp_path / "a.db")
    newest = connection.migrate(writing)
    identity = connection.identity(writing)
    assert connection.migrate(writing) == newest
    assert connection.identity(writing) == identity
    assert [len(one) for one in identity] == [16, 16]
    writing.close()
    numbers = [number for number, _ in connection.migrations()]
    assert numbers == list(range(1, newest + 1))


def test_a_database_of_a_later_version_is_left_alone(tmp_path):
    writing = connection.connect(tmp_path / "a.db")
    writing.execute("PRAGMA user_version = 99")
    with pytest.raises(CannotStart, match="newer Newleaf"):
        connection.migrate(writing)
    writing.close()


def test_commits_are_durable(tmp_path):
    writing = connection.connect(tmp_path / "a.db")
    assert writing.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert writing.execute("PRAGMA synchronous").fetchone()[0] == 2
    writing.close()
