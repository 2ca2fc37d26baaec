import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import errors
from newleaf_sync.clock import MAX_AHEAD_MS, make_stamp
from newleaf_sync.document import Document, decode_content, encode_content, month_name
from newleaf_sync.record import Change

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/documents.json").read_text(encoding="utf-8"))
A, B = b"a" * 16, b"b" * 16
NOW = 1_795_000_000_000


def edit(ms: int, text: str) -> Change:
    return Change("leaf", bytes(16), make_stamp(ms), {"text": text})


def text_of(records) -> str:
    return next(iter(records.values())).fields["text"].value


@given(st.lists(st.builds(Change, st.text(), st.binary(min_size=16, max_size=16), st.binary(min_size=8, max_size=8),
                          st.dictionaries(st.text(), st.integers(1 - 2**53, 2**53 - 1)))))  # fmt: skip
def test_what_is_encoded_is_decoded(changes):
    assert decode_content(encode_content(changes)) == tuple(changes)


@given(st.binary())
def test_no_bytes_break_the_reader_but_with_its_own_errors(data):
    with contextlib.suppress(errors.Violation):
        decode_content(data)


@pytest.mark.parametrize("case", VECTORS["content"])
def test_content_vectors(case):
    assert encode_content(decode_content(bytes.fromhex(case["content"]))).hex() == case["content"]
    assert [c.stamp.hex() for c in decode_content(bytes.fromhex(case["content"]))] == [
        row["stamp"] for row in case["changes"]
    ]


@pytest.mark.parametrize("case", VECTORS["broken_content"], ids=lambda case: case["name"])
def test_broken_content_vectors(case):
    content = bytes.fromhex(case["content"])
    if case["error"]:
        with pytest.raises(getattr(errors, case["error"])):
            decode_content(content)
    else:
        assert decode_content(content)


def test_pending_changes_lie_over_what_is_confirmed_until_they_are_settled():
    document = Document("days/2026-11")
    document.confirm(A, NOW, [edit(NOW, "first")])
    document.propose(B, 1, [edit(NOW + 1, "mine")])
    assert text_of(document.records()) == "mine"
    assert text_of(document.confirmed) == "first"
    document.settle(1, NOW + 5)
    assert text_of(document.confirmed) == "mine"
    assert document.pending == {}


def test_a_change_from_ten_years_ahead_gives_way_ten_minutes_later():
    document = Document("days/2026-11")
    document.confirm(A, NOW, [edit(NOW * 2, "from the future")])
    document.confirm(B, NOW + MAX_AHEAD_MS + 1, [edit(NOW + MAX_AHEAD_MS + 1, "now")])
    assert text_of(document.records()) == "now"


def test_a_day_belongs_to_its_month():
    assert month_name("2026-11-23") == "days/2026-11"
