"""The server's real rules and its real SQL, in any order: what was acknowledged is there once, in order."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from newleaf_server.errors import Refusal
from newleaf_server.store import connection as store
from newleaf_server.sync import queries, rules
from newleaf_sync.envelope import Header

SPACE = bytes([0x5E]) * 16
DOCUMENT = bytes(16)
DEVICES = (1, 2, 3)
QUOTA = 10**9
QUICKLY = settings(  # to find that there is a mistake, not the smallest way to it
    max_examples=100, database=None, deadline=None, phases=[Phase.generate], report_multiple_bugs=False
)
devices = st.sampled_from(DEVICES)


def envelope(device: int, counter: int) -> bytes:
    head = Header(SPACE, DOCUMENT, counter).encode()
    return (head + bytes([device])).ljust(rules.LEAST_ENVELOPE, b"\0")


class Store(RuleBasedStateMachine):
    """Writes as the writer does: one transaction, undone where it fails."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.acknowledged: dict[tuple[int, int], int] = {}  # (device, counter) -> seq
        self.refused: set[tuple[int, int]] = set()
        self.writing = self.open()

    def open(self) -> sqlite3.Connection:
        connection = store.connect(self.folder / store.FILE)
        store.migrate(connection)
        connection.execute("PRAGMA synchronous=OFF")  # no power is cut here
        return connection

    @initialize()
    def begin(self) -> None:
        self.writing.execute("INSERT INTO account VALUES (1, x'01', 1, x'', 0)")
        for device in DEVICES:
            self.writing.execute("INSERT INTO device VALUES (?, 1, ?, x'', 0)", (device, bytes([device]) * 16))
        self.writing.execute("INSERT INTO space VALUES (1, ?, 1, 'self', 1, 0)", (SPACE,))
        self.writing.execute("INSERT INTO member (account, space) VALUES (1, 1)")

    def last(self, device: int) -> int:
        return max((counter for author, counter in self.acknowledged if author == device), default=0)

    def push(self, device: int, counters: list[int], quota: int = QUOTA) -> list[int]:
        place = queries.Place(1, SPACE, 1, device, bytes([device]) * 16)
        self.writing.execute("BEGIN IMMEDIATE")
        try:
            stored = queries.append(self.writing, place, [envelope(device, c) for c in counters], 1, quota)
        except Refusal:
            self.writing.execute("ROLLBACK")
            raise
        self.writing.execute("COMMIT")
        refused = {counters[index] for index, _ in stored.refusals}
        assert refused == {counter for counter, seq in zip(counters, stored.seqs, strict=True) if not seq}
        for counter, seq in zip(counters, stored.seqs, strict=True):
            if seq:
                assert self.acknowledged.setdefault((device, counter), seq) == seq, "another seq than the first"
            else:
                self.refused.add((device, counter))
        return stored.seqs

    @rule(device=devices, steps=st.lists(st.integers(1, 3), min_size=1, max_size=6))
    def push_what_is_new(self, device: int, steps: list[int]) -> None:
        """Counters may skip."""
        counters, counter = [], self.last(device)
        for step in steps:
            counter += step
            counters.append(counter)
        head = len(self.acknowledged)
        assert self.push(device, counters) == list(range(head + 1, head + 1 + len(counters)))

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        places = data.draw(st.lists(st.sampled_from(sorted(self.acknowledged)), min_size=1, max_size=5))
        device = places[0][0]
        counters = [counter for author, counter in places if author == device]
        before = dict(self.acknowledged)
        assert self.push(device, counters) == [before[device, counter] for counter in counters]
        assert self.acknowledged == before

    @rule(device=devices, new=st.integers(1, 3), data=st.data())
    def replay_with_something_new(self, device: int, new: int, data: st.DataObject) -> None:
        """An old push that arrives late, longer by what was written since; entries may stand in it twice."""
        last = self.last(device)
        old = data.draw(st.lists(st.integers(1, last), max_size=4)) if last else []
        fresh = [last + 1 + at for at in range(new)]
        self.push(device, [*old, *fresh, *fresh[:1]])
        assert all((device, counter) in self.acknowledged for counter in fresh)

    @rule(device=devices, data=st.data())
    def fill_a_gap(self, device: int, data: st.DataObject) -> None:
        skipped = [c for c in range(1, self.last(device)) if (device, c) not in self.acknowledged]
        if skipped:
            assert self.push(device, [data.draw(st.sampled_from(skipped))]) == [0]

    @rule(device=devices)
    def be_full(self, device: int) -> None:
        last = self.last(device)
        with pytest.raises(Refusal, match="quota-full"):
            self.push(device, [last + 1], quota=0)
        assert self.last(device) == last

    @rule(device=devices)
    def repeat_while_full(self, device: int) -> None:
        """What is there already needs no room."""
        last = self.last(device)
        if last:
            assert self.push(device, [last], quota=0) == [self.acknowledged[device, last]]

    @rule()
    def restart(self) -> None:
        self.writing.close()
        self.writing = self.open()

    @rule(device=devices)
    def lose_power_before_the_commit(self, device: int) -> None:
        place = queries.Place(1, SPACE, 1, device, bytes([device]) * 16)
        self.writing.execute("BEGIN IMMEDIATE")
        queries.append(self.writing, place, [envelope(device, self.last(device) + 1)], 1, QUOTA)
        self.restart()

    @invariant()
    def acknowledged_is_there_once_in_order(self) -> None:
        rows = self.writing.execute("SELECT seq, device, counter, envelope FROM entry ORDER BY seq").fetchall()
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        assert {(row[1], row[2]): row[0] for row in rows} == self.acknowledged
        assert len(rows) == len(self.acknowledged)
        assert all(row[3] == envelope(row[1], row[2]) for row in rows)
        for device in DEVICES:
            counters = [row[2] for row in rows if row[1] == device]
            assert counters == sorted(counters)
        assert not self.refused & set(self.acknowledged)
        head, size = self.writing.execute("SELECT head, stored_bytes FROM space, account").fetchone() or (0, 0)
        assert (head, size) == (len(rows), sum(len(row[3]) for row in rows))

    def teardown(self) -> None:
        self.writing.close()
        shutil.rmtree(self.folder)


def test_what_is_acknowledged_is_there_once_in_order():
    run_state_machine_as_test(Store, settings=settings(max_examples=200, stateful_step_count=30, deadline=None))


def test_forgetting_what_was_sent_before_is_found(monkeypatch):
    monkeypatch.setattr(queries, "_first_seq", lambda *_: 0)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Store, settings=QUICKLY)


def test_numbers_that_start_again_after_a_restart_are_found(monkeypatch):
    decide = queries.decide

    def forgetful(envelopes, space_id, epoch, head, last, first_seq):
        return decide(envelopes, space_id, epoch, max(head - 1, 0), last, first_seq)

    monkeypatch.setattr(queries, "decide", forgetful)
    with pytest.raises((AssertionError, sqlite3.IntegrityError)):
        run_state_machine_as_test(Store, settings=QUICKLY)
