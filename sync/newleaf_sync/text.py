"""Written text that two devices may change apart (PROTOCOL.md section 5.1): Yjs holds the letters (here pycrdt), and
each edit names the edits that its author had seen.

Rule 1: the text depends only on the set of edits, never on their order.
Rule 2: nothing that somebody wrote is dropped; where both rewrote one passage, both stand there until somebody chose.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import msgspec
import pycrdt

if TYPE_CHECKING:
    from collections.abc import Iterable

    Doc = pycrdt.Doc[Any]

NAME = "text"


class Edit(msgspec.Struct, frozen=True):
    """after: ids of the edits that were the newest where this one was made."""

    id: bytes
    update: bytes  # of Yjs, version 1
    after: tuple[bytes, ...] = ()
    whole: bool = False  # its update holds all that it comes after


class Rewrite(msgspec.Struct, frozen=True):
    """What two devices made of one passage, each as the whole text."""

    one: str
    other: str
    both: str


class Text:
    """The text of a set of edits, open for one more."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = {edit.id: edit for edit in edits}
        self._doc = _doc_of(self._edits.values())

    def __str__(self) -> str:
        return _read(self._doc)

    def newest(self) -> list[bytes]:
        # The edits that no other edit has seen.
        seen = {known for edit in self._edits.values() for known in edit.after}
        return sorted(self._edits.keys() - seen)

    def change(self, after: str) -> tuple[bytes, tuple[bytes, ...]] | None:
        """The update that makes this text `after`, and what it comes after; None where it says so already."""
        before = str(self)
        start, end, put = splice(before, after)
        if start == end and not put:
            return None
        text = self._doc.get(NAME, type=pycrdt.Text)
        # The update of this one change: an update since a state would hold every letter that was ever deleted.
        made: list[bytes] = []
        watch = self._doc.observe(lambda event: made.append(event.update))
        at, size = len(before[:start].encode()), len(before[start:end].encode())  # pycrdt counts bytes of UTF-8
        with self._doc.transaction():
            if size:
                del text[at : at + size]
            if put:
                text.insert(at, put)
        self._doc.unobserve(watch)
        return made[0], tuple(self.newest())

    def whole(self) -> bytes | None:
        """One update in place of all, without letters that were taken away; None where an edit is missing or wrong."""
        if any(known not in self._edits for edit in self._edits.values() if not edit.whole for known in edit.after):
            return None
        doc: Doc = pycrdt.Doc(skip_gc=False)
        doc.get(NAME, type=pycrdt.Text)
        for edit in self._edits.values():
            try:
                doc.apply_update(edit.update)
            except ValueError:
                return None
        return doc.get_update()

    def before(self, edit: bytes) -> set[bytes]:
        # The edits that it comes after, as far as they are here.
        return self._known(edit) - {edit}

    def rewritten(self) -> Rewrite | None:
        """Where two that did not know of each other rewrote the same passage; None where there is nothing to ask."""
        newest = self.newest()
        if len(newest) < 2:  # noqa: PLR2004 - it takes two
            return None
        mine, theirs = self._known(newest[0]), self._known(newest[1])
        base, one, other = (self._text_of(ids) for ids in (mine & theirs, mine, theirs))
        return rewrite_of(base, one, other)

    def _text_of(self, ids: Iterable[bytes]) -> str:
        return _read(_doc_of(self._edits[edit] for edit in ids))

    def _known(self, edit: bytes) -> set[bytes]:
        known: set[bytes] = set()
        waiting = [edit]
        while waiting:
            here = waiting.pop()
            if here in self._edits and here not in known:
                known.add(here)
                waiting += self._edits[here].after
        return known


def _doc_of(edits: Iterable[Edit]) -> Doc:
    doc: Doc = pycrdt.Doc(skip_gc=True)
    doc.get(NAME, type=pycrdt.Text)
    for edit in edits:
        with contextlib.suppress(ValueError):  # one that its author wrote wrongly: the others are read without it
            doc.apply_update(edit.update)
    return doc


def _read(doc: Doc) -> str:
    return str(doc.get(NAME, type=pycrdt.Text))


def splice(before: str, after: str) -> tuple[int, int, str]:
    """(from, to, put): the one passage of `before` that is another in `after`."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    end = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return start, len(before) - end, after[start : len(after) - end]


def rewrite_of(base: str, one: str, other: str) -> Rewrite | None:
    """Both from `base`: None where they did not touch the same passage, or neither took anything away there."""
    (a_from, a_to, _), (b_from, b_to, _) = splice(base, one), splice(base, other)
    removes = a_to > a_from or b_to > b_from
    if max(a_from, b_from) > min(a_to, b_to) or not removes or one == other:
        return None
    start = base.rfind("\n", 0, min(a_from, b_from)) + 1  # whole lines: half a sentence says nothing
    line_end = base.find("\n", max(a_to, b_to))
    end = len(base) if line_end < 0 else line_end
    rest = len(base) - end
    passages = "\n".join(whole[start : len(whole) - rest] for whole in (one, other))
    return Rewrite(one, other, base[:start] + passages + base[end:])
