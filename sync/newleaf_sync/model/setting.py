"""Settings: one small value by name, in the document `settings`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from newleaf_sync.record import Change, Record, gone

if TYPE_CHECKING:
    from collections.abc import Iterable

SETTING = "setting"


def setting_id(name: str) -> bytes:
    # Derived, so that two phones that set the same thing apart change the same record.
    return hashlib.sha256(b"newleaf/v1/setting/" + name.encode()).digest()[:16]


def make_setting(stamp: bytes, name: str, value: Any) -> Change:
    return Change(SETTING, setting_id(name), stamp, {"name": name, "value": value})


def read_settings(records: Iterable[Record]) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    for record in records:
        name, value = record.fields.get("name"), record.fields.get("value")
        if record.type == SETTING and name and value and isinstance(name.value, str) and not gone(record):
            settings[name.value] = value.value
    return settings
