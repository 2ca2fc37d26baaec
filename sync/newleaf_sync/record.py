"""Records and how they merge (PROTOCOL.md section 5).

Rule 1: each field keeps the value with the greatest `at` = stamp || device id.
Rule 2: where `at` is equal, the greater MessagePack bytes win, so that no order of arrival can matter.
Rule 3: a record is gone where `deleted` is true and no other field is newer than that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

_pack = msgspec.msgpack.Encoder().encode


class Change(msgspec.Struct, array_like=True, frozen=True):
    """New values for some fields of one record."""

    type: str
    id: bytes
    stamp: bytes
    fields: dict[str, Any]


class Field(msgspec.Struct, array_like=True, frozen=True):
    value: Any
    at: bytes  # stamp || device id, 24 bytes


class Record(msgspec.Struct, array_like=True, frozen=True):
    type: str
    id: bytes
    fields: dict[str, Field]


def newer(left: Field, right: Field) -> Field:
    # The one of two that holds.
    if left.at != right.at:
        return left if left.at > right.at else right
    return left if _pack(left.value) >= _pack(right.value) else right


def merge_fields(left: Mapping[str, Field], right: Mapping[str, Field]) -> dict[str, Field]:
    merged = dict(left)
    for name, field in right.items():
        merged[name] = newer(merged[name], field) if name in merged else field
    return merged


def as_record(change: Change, device: bytes) -> Record:
    at = change.stamp + device
    return Record(change.type, change.id, {name: Field(value, at) for name, value in change.fields.items()})


def merge(left: Record, right: Record) -> Record:
    return Record(left.type, left.id, merge_fields(left.fields, right.fields))


def gone(record: Record) -> bool:
    deleted = record.fields.get("deleted")
    if deleted is None or deleted.value is not True:
        return False
    return all(field.at <= deleted.at for name, field in record.fields.items() if name != "deleted")
