"""Snapshots: what they say is what was there, they lose nothing, and a page of many edits becomes one."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import errors, snapshot
from newleaf_sync.document import Document
from newleaf_sync.model import page
from newleaf_sync.record import Change
from newleaf_sync.text import Edit, Text

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/documents.json").read_text(encoding="utf-8"))
PAGE, ONE, TWO, NOW = bytes([1]) * 16, bytes([0xA0]) * 16, bytes([0xB0]) * 16, 1_795_000_000_000
AT = bytes([9]) * 24


def test_the_committed_snapshots_are_read_and_written_again():
    for case in VECTORS["snapshot"]:
        content = bytes.fromhex(case["content"])
        assert snapshot.encode_snapshot(snapshot.decode_snapshot(content)) == content


@pytest.mark.parametrize("case", VECTORS["broken_snapshot"], ids=lambda case: case["name"])
def test_a_broken_snapshot_is_refused(case):
    if not case["error"]:
        snapshot.decode_snapshot(bytes.fromhex(case["content"]))
        return
    with pytest.raises(getattr(errors, case["error"])):
        snapshot.decode_snapshot(bytes.fromhex(case["content"]))


changes = st.lists(
    st.tuples(
        st.sampled_from([ONE, TWO]),
        st.integers(0, 3).map(lambda n: bytes([n]) * 16),
        st.integers(1, 50),
        st.dictionaries(st.sampled_from("abc"), st.integers(0, 9), min_size=1),
    ),
    max_size=12,
)


def filled(rows, numbers) -> Document:
    document = Document("")
    for seq in numbers:
        device, record, ms, fields = rows[seq]
        document.confirm(device, NOW, [Change("leaf", record, (ms << 16).to_bytes(8, "big"), fields)])
        document.place(seq + 1, NOW)
    return document


@given(changes, st.data())
def test_a_snapshot_stands_for_its_entries_in_any_order_and_more_than_once(rows, data):
    everything = range(len(rows))
    some = data.draw(st.sets(st.sampled_from(list(everything)))) if rows else set()
    whole, made = filled(rows, everything), snapshot.make(filled(rows, sorted(some)), 0, AT, NOW)
    assert (made is None) == (not some)
    rest = [seq for seq in everything if seq not in some]
    before = data.draw(st.integers(0, len(rest)))
    reader = filled(rows, rest[:before])
    for _ in range(2):
        if made is not None:
            snapshot.adopt(reader, 100, NOW, snapshot.decode_snapshot(snapshot.encode_snapshot(made)))
    for seq in rest[before:]:
        device, record, ms, fields = rows[seq]
        reader.confirm(device, NOW, [Change("leaf", record, (ms << 16).to_bytes(8, "big"), fields)])
        reader.place(seq + 1, NOW)
    assert reader.confirmed == whole.confirmed
    assert reader.covered == {seq + 1 for seq in some}
    assert reader.seqs == {seq + 1 for seq in rest} | ({100} if some else set())
    if made is not None:
        assert snapshot.lacking(filled(rows, sorted(some)), made) == []


@given(changes.filter(len))
def test_a_snapshot_that_lacks_something_is_told_what(rows):
    document = filled(rows, range(len(rows)))
    made = snapshot.make(document, 0, AT, NOW)
    forgetful = snapshot.Snapshot(made.records[1:], made.covers)
    lacks = snapshot.lacking(document, forgetful)
    assert {change.id for change in lacks} == {made.records[0].id}
    for change in lacks:
        at = change.stamp
        assert all(made.records[0].fields[name].at[:8] == at for name in change.fields)
    partly = snapshot.Snapshot(made.records, made.covers[1:])
    assert snapshot.lacking(document, partly) is None


class Writer:
    """One device that types in a page."""

    def __init__(self, edits=()) -> None:
        self.edits: list[Edit] = list(edits)

    def type(self, text: str) -> "Writer":
        made = Text(self.edits).change(text)
        if made is not None:
            self.edits.append(Edit(len(self.edits).to_bytes(15, "big") + b"\1", *made))
        return self

    def document(self) -> Document:
        document = Document("")
        for seq, edit in enumerate(self.edits, 1):
            stamp = seq.to_bytes(8, "big")
            document.confirm(ONE, NOW, page.make_edit(PAGE, edit.id, stamp, "2026-11-23", "x", edit.update, edit.after))
            document.place(seq, NOW)
        return document


@given(st.lists(st.text("ab \n", max_size=12), min_size=1, max_size=8), st.text("ab", max_size=5))
def test_a_page_of_many_edits_becomes_one_and_goes_on(texts, more):
    writer = Writer()
    for text in texts:
        writer.type(text)
    if not writer.edits:
        return
    document = writer.document()
    made = snapshot.make(document, 100, AT, NOW)
    assert sum(record.type == page.TEXT for record in made.records) == 1
    fresh = Document("")
    for reader in (document, fresh):
        snapshot.adopt(reader, 200, NOW, made)
        edits = page.read_edits(reader.confirmed.values())
        assert len(edits) == 1
        assert str(Text(edits)) == texts[-1]
        assert Text(edits).newest() == [writer.edits[-1].id]
    assert document.confirmed == fresh.confirmed
    # Somebody who had read no snapshot writes after the newest edit: it lands in the right place.
    on = Writer(writer.edits).type(texts[-1] + more)
    late = [edit for edit in on.edits if edit not in writer.edits]
    assert str(Text([*page.read_edits(fresh.confirmed.values()), *late])) == texts[-1] + more


def test_edits_that_others_may_not_have_seen_stay():
    document = Writer().type("one").type("one two").document()
    assert snapshot.make(document, 1, AT, NOW) is None
    assert snapshot.make(document, 2, AT, NOW) is not None
    assert snapshot.make(document, 1, AT, NOW + snapshot.GRACE_MS + 1) is not None, "time is over"


def test_a_page_that_two_wrote_apart_waits_until_it_is_one():
    first = Writer().type("base")
    left, right = Writer(first.edits).type("base left"), Writer(first.edits).type("right base")
    right.edits[-1] = Edit(bytes([7]) * 16, right.edits[-1].update, right.edits[-1].after)
    both = Writer([*left.edits, right.edits[-1]])
    assert snapshot.make(both.document(), 100, AT, NOW) is None
    assert snapshot.make(both.type("of both").document(), 100, AT, NOW) is not None


def test_a_missing_edit_makes_no_snapshot():
    writer = Writer().type("one").type("one two").type("one two three")
    del writer.edits[1]
    assert snapshot.make(writer.document(), 100, AT, NOW) is None
