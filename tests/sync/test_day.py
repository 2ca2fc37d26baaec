import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.clock import make_stamp
from newleaf_sync.model.day import Leaf, make_leaf, next_free_slot, read_leaf, read_leaves, settle_slots
from newleaf_sync.record import as_record

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/documents.json").read_text(encoding="utf-8"))


def leaf(number: int, area: str, slot: int, ms: int) -> Leaf:
    return Leaf(number.to_bytes(16, "big"), "rested", area, "2026-11-23", "", slot, make_stamp(ms) + bytes(16), False)


forests = st.lists(
    st.tuples(st.sampled_from(["do", "love"]), st.integers(0, 5), st.integers(0, 5)), max_size=12
).map(lambda rows: [leaf(number, *row) for number, row in enumerate(rows)])  # fmt: skip


@given(forests, st.data())
def test_slots_are_unique_in_an_area_and_the_order_of_arrival_does_not_matter(leaves, data):
    slots = settle_slots(leaves)
    assert len({(one.area, slots[one.id]) for one in leaves}) == len(leaves)
    assert settle_slots(data.draw(st.permutations(leaves))) == slots


@given(forests, st.sampled_from(["do", "love"]))
def test_a_leaf_that_grows_later_moves_no_other(leaves, area):
    before = settle_slots(leaves)
    after = settle_slots([*leaves, leaf(99, area, next_free_slot(leaves, area), 9)])
    assert {key: after[key] for key in before} == before
    assert after[leaf(99, area, 0, 0).id] == next_free_slot(leaves, area)


def test_a_leaf_is_made_and_read():
    change = make_leaf(bytes(16), make_stamp(1), tile="rested", area="dwell", day="2026-11-23", text="a", slot=2)
    record = as_record(change, b"d" * 16)
    assert read_leaf(record) == Leaf(
        bytes(16), "rested", "dwell", "2026-11-23", "a", 2, make_stamp(1) + b"d" * 16, False
    )
    assert [one.slot for one in read_leaves([record])] == [2]


@pytest.mark.parametrize("case", VECTORS["slots"], ids=lambda case: case["name"])
def test_slot_vectors(case):
    leaves = [
        Leaf(bytes.fromhex(r["id"]), "rested", r["area"], "", "", r["slot"], bytes.fromhex(r["at"]), r["removed"])
        for r in case["leaves"]
    ]
    assert {key.hex(): slot for key, slot in settle_slots(leaves).items()} == case["slots"]
    assert {area: next_free_slot(leaves, area) for area in case["next_free_slot"]} == case["next_free_slot"]
