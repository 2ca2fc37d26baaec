"""Leaves: one thing somebody did on a day, and its place on the tree.

Rule: leaves of one area take slots in order of the stamp of their `slot`, then of record id; each takes the slot it
names, or the next free one above it. A removed leaf keeps its slot, as a bud. The same leaves give the same tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync.record import Change, Record, gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LEAF = "leaf"
AREAS = ("dwell", "enough", "do", "belong", "heard", "love")


class Leaf(msgspec.Struct, frozen=True):
    id: bytes
    tile: str
    area: str
    day: str
    text: str
    slot: int
    at: bytes  # of its `slot`: when the leaf grew
    removed: bool


def make_leaf(leaf_id: bytes, stamp: bytes, *, tile: str, area: str, day: str, text: str, slot: int) -> Change:
    fields: dict[str, Any] = {"tile": tile, "area": area, "day": day, "text": text, "slot": slot}
    return Change(LEAF, leaf_id, stamp, fields)


def read_leaf(record: Record) -> Leaf | None:
    """None for another type, and for a leaf whose first entry is not here yet or that makes no sense."""
    values = {name: field.value for name, field in record.fields.items()}
    match values:
        case {"tile": str(tile), "area": str(area), "day": str(day), "slot": int(slot)} if (
            record.type == LEAF and area in AREAS and slot >= 0 and not isinstance(slot, bool)
        ):
            text = values.get("text")
            at = record.fields["slot"].at
            words = text if isinstance(text, str) else ""
            return Leaf(record.id, tile, area, day, words, slot, at, gone(record))
        case _:
            return None


def settle_slots(leaves: Iterable[Leaf]) -> dict[bytes, int]:
    # The slot of each leaf by its id; unique within an area.
    taken: dict[str, set[int]] = {}
    slots: dict[bytes, int] = {}
    for leaf in sorted(leaves, key=lambda leaf: (leaf.at, leaf.id)):
        used = taken.setdefault(leaf.area, set())
        slot = leaf.slot
        while slot in used:
            slot += 1
        used.add(slot)
        slots[leaf.id] = slot
    return slots


def next_free_slot(leaves: Iterable[Leaf], area: str) -> int:
    """Where a new leaf of this area grows: above all that are there, so that no bud is ever grown over."""
    mine = [leaf for leaf in leaves if leaf.area == area]
    return max(settle_slots(mine).values(), default=-1) + 1


def read_leaves(records: Iterable[Record]) -> list[Leaf]:
    """All leaves in order of their growing, each with the slot it settled on."""
    found = [leaf for record in records if (leaf := read_leaf(record)) is not None]
    slots: Mapping[bytes, int] = settle_slots(found)
    settled = [msgspec.structs.replace(leaf, slot=slots[leaf.id]) for leaf in found]
    return sorted(settled, key=lambda leaf: (leaf.at, leaf.id))
