import functools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.document import Document
from newleaf_sync.record import Change, as_record, gone, merge

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/documents.json").read_text(encoding="utf-8"))
ID = bytes(16)
small = st.integers(0, 3)
values = st.one_of(st.booleans(), st.integers(-3, 300), st.text(max_size=2), st.none())
fields = st.dictionaries(st.sampled_from(["text", "slot", "deleted"]), values, min_size=1)
records = st.builds(
    lambda stamp, device, named: as_record(Change("leaf", ID, stamp.to_bytes(8, "big"), named), bytes([device]) * 16),
    small,
    small,
    fields,
)


@given(st.lists(records, min_size=1, max_size=6), st.data())
def test_any_order_and_any_duplication_give_the_same_record(parts, data):
    shuffled = data.draw(st.permutations(parts + data.draw(st.lists(st.sampled_from(parts), max_size=4))))
    assert functools.reduce(merge, shuffled) == functools.reduce(merge, parts)


@given(records, records, records)
def test_merging_may_be_grouped_as_one_likes(one, two, three):
    assert merge(merge(one, two), three) == merge(one, merge(two, three))


def test_a_deletion_holds_until_something_newer():
    def at(ms: int, **named):
        return as_record(Change("leaf", ID, ms.to_bytes(8, "big"), named), ID)

    deleted = merge(at(1, text="x"), at(2, deleted=True))
    assert gone(deleted)
    assert not gone(merge(deleted, at(3, text="y")))
    assert not gone(merge(deleted, at(3, deleted=False)))
    assert gone(merge(at(2, text="same change"), at(2, deleted=True)))
    assert not gone(at(1, deleted=1))


def plain(value):
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value


def change(row):
    named = {name: plain(value) for name, value in row["fields"].items()}
    return Change(row["type"], bytes.fromhex(row["id"]), bytes.fromhex(row["stamp"]), named)


@pytest.mark.parametrize("case", VECTORS["merge"], ids=lambda case: case["name"])
def test_vectors(case):
    document = Document("days/2026-11")
    for arrival in reversed(case["arrivals"]):
        document.confirm(bytes.fromhex(arrival["device"]), arrival["received"], map(change, arrival["changes"]))
    for key, row in zip(sorted(document.confirmed), case["records"], strict=True):
        record = document.confirmed[key]
        found = {name: {"value": field.value, "at": field.at.hex()} for name, field in sorted(record.fields.items())}
        assert (record.type, record.id.hex(), found, gone(record)) == (
            row["type"],
            row["id"],
            row["fields"],
            row["gone"],
        )
