"""The headless client's diary with real seals and a real SQLite file, without a network."""

import pytest

from newleaf_sync import document
from newleaf_sync.client.account import make_account
from newleaf_sync.client.diary import Diary
from newleaf_sync.client.store import Store
from newleaf_sync.clock import make_stamp
from newleaf_sync.events import Acknowledged, Arrived
from newleaf_sync.frames import Entry
from newleaf_sync.model.day import LEAF, make_leaf
from newleaf_sync.record import Change
from newleaf_sync.replica import Tampered

NOW = 1_795_000_000_000


def leaf(number: int, ms: int = NOW):
    return make_leaf(
        bytes([number]) * 16, make_stamp(ms), tile="rested", area="do", day="2026-11-23", text="é", slot=number
    )


@pytest.fixture(scope="module")
def vault():
    return make_account("http://127.0.0.1:1", "first")


@pytest.fixture
def diary(vault, tmp_path):
    return Diary(Store(tmp_path / "diary.db"), vault)


def reopened(diary) -> Diary:
    diary.store.close()
    path = diary.store.path
    return Diary(Store(path), diary.vault)


def arrived(diary, *entries) -> Arrived:
    return Arrived(diary.space_id, entries[0].seq, entries[-1].seq, tuple(entries), entries[-1].seq, True)


def test_what_was_saved_is_there_after_a_restart_with_its_outbox_row_and_place_in_the_chain(diary):
    assert diary.save("days/2026-11", [leaf(1)]) == 1
    again = reopened(diary)
    assert [one.text for one in again.leaves()] == ["é"]
    assert len(again.outbox) == 1
    assert again.save("days/2026-11", [leaf(2)]) == 2


def test_a_leaf_that_moved_to_another_month_is_changed_where_it_was_made(diary):
    diary.save("days/2026-11", [leaf(1)])
    for at, fields in enumerate(({"day": "2026-10-31"}, {"text": "later"}), 1):
        diary.change(Change(LEAF, bytes([1]) * 16, make_stamp(NOW + at), fields))
    assert [(one.day, one.text) for one in diary.leaves()] == [("2026-10-31", "later")]
    assert len({row.document for row in diary.outbox.entries()}) == 1


def test_an_acknowledged_entry_leaves_the_outbox_and_stays_in_the_diary(diary):
    diary.save("days/2026-11", [leaf(1)])
    diary.outbox.next_push(NOW)
    diary.acknowledged(Acknowledged(diary.space_id, (1,), (1,), NOW))
    again = reopened(diary)
    assert (len(again.outbox), again.replica.cursor, len(again.leaves())) == (0, 1, 1)


def test_an_own_entry_whose_acknowledgement_was_lost_comes_back_with_the_log(diary):
    diary.save("days/2026-11", [leaf(1)])
    (row,) = diary.outbox.entries()
    assert diary.arrived(arrived(diary, Entry(1, diary.vault.device_id, NOW, row.envelope))) is None
    again = reopened(diary)
    assert (len(again.outbox), again.replica.cursor, len(again.leaves())) == (0, 1, 1)


def test_another_copy_of_the_diary_reads_the_same_leaves(diary, vault, tmp_path):
    other = Diary(Store(tmp_path / "other.db"), vault)
    for number in (1, 2):
        diary.save("days/2026-11", [leaf(number, NOW + number)])
    entries = [Entry(row.counter, vault.device_id, NOW, row.envelope) for row in diary.outbox.entries()]
    assert other.arrived(arrived(other, *entries)) is None
    assert other.leaves() == diary.leaves()
    assert other.clock.last == make_stamp(NOW + 2)


def test_a_sealed_entry_that_was_touched_is_an_alarm_and_not_taken(diary, vault, tmp_path):
    other = Diary(Store(tmp_path / "other.db"), vault)
    diary.save("days/2026-11", [leaf(1)])
    (row,) = diary.outbox.entries()
    touched = row.envelope[:-1] + bytes([row.envelope[-1] ^ 1])
    assert other.arrived(arrived(other, Entry(1, vault.device_id, NOW, touched))) == Tampered("stranger")
    assert (other.alarms, other.replica.cursor, other.leaves()) == (["stranger"], 0, [])


def test_an_entry_of_a_newer_suite_is_parked_and_the_cursor_goes_on(diary, vault, tmp_path):
    other = Diary(Store(tmp_path / "other.db"), vault)
    diary.save("days/2026-11", [leaf(1)])
    (row,) = diary.outbox.entries()
    newer = row.envelope[:4] + b"\x09" + row.envelope[5:]
    assert other.arrived(arrived(other, Entry(1, vault.device_id, NOW, newer))) is None
    assert (other.replica.cursor, other.replica.parked, other.alarms) == (1, {1}, [])


def test_what_a_newer_program_wrote_is_read_after_the_update(diary, vault, tmp_path, monkeypatch):
    other = Diary(Store(tmp_path / "other.db"), vault)
    with monkeypatch.context() as newer:
        newer.setattr(document, "READER", 2)
        diary.save("days/2026-11", [leaf(1)])
    (row,) = diary.outbox.entries()
    assert other.arrived(arrived(other, Entry(1, vault.device_id, NOW, row.envelope))) is None
    assert (other.leaves(), other.replica.parked) == ([], {1})
    assert reopened(other).leaves() == []
    monkeypatch.setattr(document, "READER", 2)
    updated = reopened(other)
    assert updated.leaves() == diary.leaves()
    assert (updated.replica.parked, updated.store.parked()) == (set(), [])
