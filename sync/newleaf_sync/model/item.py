"""Items of a collection: hopes, the week, a plan ... Small lists that a person puts in their own order.

Rule: items stand in order of `order`, then of id. An item that moves gets a new `order` between its new neighbours;
nobody else's changes, so that two devices can sort one list apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync.record import Change, Record, gone

if TYPE_CHECKING:
    from collections.abc import Iterable

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # in the order of their bytes


class Item(msgspec.Struct, frozen=True):
    id: bytes
    order: str
    fields: dict[str, Any]


def collection_name(kind: str) -> str:
    # The document of all items of one kind, which is their record's type.
    return f"collection/{kind}"


def make_item(kind: str, item_id: bytes, stamp: bytes, order: str, **fields: Any) -> Change:
    return Change(kind, item_id, stamp, {"order": order, **fields})


def read_items(records: Iterable[Record], kind: str) -> list[Item]:
    """In the person's order; what is gone, or was never put in order, is left out."""
    found = []
    for record in records:
        fields = {name: field.value for name, field in record.fields.items() if name not in {"order", "deleted"}}
        order = record.fields.get("order")
        if record.type == kind and order is not None and isinstance(order.value, str) and not gone(record):
            found.append(Item(record.id, order.value, fields))
    return sorted(found, key=lambda item: (item.order, item.id))


def between(low: str, high: str) -> str:
    """The short text that sorts after `low` and before `high`; empty for no neighbour on that side.

    Both are made of DIGITS and do not end in 0. Where `high` is not above `low` it counts as no neighbour. At an end of
    the list the next digit is taken, not the middle: most items are put first or last, and stay short so.
    """
    below = high if low < high else ""
    made = ""
    while True:
        at = len(made)
        left = DIGITS.find(low[at]) if at < len(low) else 0
        right = DIGITS.find(below[at]) if at < len(below) else len(DIGITS)
        if right - left > 1:
            if bool(low) == bool(below):
                return made + DIGITS[(left + right) // 2]
            return made + DIGITS[left + 1 if low else right - 1]
        made += DIGITS[max(left, 0)]
        if right > left:
            below = ""  # any digits may follow
