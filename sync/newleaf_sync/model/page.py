"""Journal pages: a document a page, whose text is made of edits that only grow (PROTOCOL.md section 5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_sync.record import Change, Field, Record, gone, merge
from newleaf_sync.text import Edit, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newleaf_sync.document import Key

PAGE = "page"
TEXT = "text"
LINE = 120  # letters of a page that a list shows
ID_BYTES = 16


class Page(msgspec.Struct, frozen=True):
    """What a list of pages shows."""

    id: bytes
    day: str
    line: str  # how it begins
    removed: bool


def document_name(page_id: bytes) -> str:
    return f"page/{page_id.hex()}"


def line_of(text: str) -> str:
    # How a page begins, in one line.
    return " ".join(text.split())[:LINE]


def make_edit(
    page_id: bytes, edit_id: bytes, stamp: bytes, day: str, text: str, update: bytes, after: Iterable[bytes]
) -> list[Change]:
    # One entry: the page as a list shows it, and the edit.
    return [
        Change(PAGE, page_id, stamp, {"day": day, "line": line_of(text)}),
        Change(TEXT, edit_id, stamp, {"update": update, "after": b"".join(after)}),
    ]


def read_page(records: Iterable[Record]) -> Page | None:
    # None where the document holds no page, or one that makes no sense.
    for record in records:
        fields = {name: field.value for name, field in record.fields.items()}
        day, line = fields.get("day"), fields.get("line")
        if record.type == PAGE and isinstance(day, str) and isinstance(line, str):
            return Page(record.id, day, line, gone(record))
    return None


def read_edits(records: Iterable[Record]) -> list[Edit]:
    found = []
    for record in records:
        fields = {name: field.value for name, field in record.fields.items()}
        update, after = fields.get("update"), fields.get("after")
        if record.type != TEXT or not isinstance(update, bytes) or not isinstance(after, bytes):
            continue
        known = tuple(after[at : at + ID_BYTES] for at in range(0, len(after) - len(after) % ID_BYTES, ID_BYTES))
        found.append(Edit(record.id, update, known, fields.get("whole") is True))
    return found


# Snapshots


def has_text(records: Iterable[Record]) -> bool:
    return any(record.type == TEXT for record in records)


def compacted(records: Iterable[Record], at: bytes) -> list[Record] | None:
    """The records with one edit in place of all; None while two are the newest, or one is missing.

    The newest keeps its id, so that what somebody writes after it still comes after it.
    """
    records = list(records)
    text = Text(read_edits(records))
    newest, update = text.newest(), text.whole()
    if len(newest) != 1 or update is None:
        return None
    kept = [record for record in records if record.type != TEXT or record.id == newest[0]]
    fields = {"update": Field(update, at), "whole": Field(True, at)}
    return [merge(record, Record(TEXT, record.id, fields)) if record.type == TEXT else record for record in kept]


def drop_superseded(confirmed: dict[Key, Record]) -> None:
    """Edits that a whole one holds go."""
    edits = read_edits(confirmed.values())
    whole = [edit.id for edit in edits if edit.whole]
    if whole:
        text = Text(edits)
        for gone_id in set().union(*(text.before(edit) for edit in whole)):
            confirmed.pop((TEXT, gone_id), None)


def same_text(mine: Iterable[Record], theirs: Iterable[Record]) -> bool:
    return str(Text(read_edits(mine))) == str(Text(read_edits(theirs)))
