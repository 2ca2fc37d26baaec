"""Text that two devices change apart: the same on both, nothing lost, and asked only where it must be."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.model.page import line_of, make_edit, read_edits, read_page
from newleaf_sync.record import as_record
from newleaf_sync.text import Edit, Text, rewrite_of, splice

LETTERS = st.text(alphabet="ab \n🌿é", max_size=30)


def edit(number: int, known: list[Edit], text: str) -> Edit | None:
    change = Text(known).change(text)
    return change and Edit(bytes([number]) * 16, *change)


@given(LETTERS, LETTERS)
def test_a_splice_makes_one_text_from_the_other(before, after):
    start, end, put = splice(before, after)
    assert before[:start] + put + before[end:] == after


@given(st.lists(st.tuples(st.integers(0, 2), LETTERS), max_size=8), st.randoms(use_true_random=False))
def test_the_text_depends_on_the_set_of_edits_only(steps, chance):
    """Three devices write, each seeing some of what the others did."""
    edits: list[Edit] = []
    for number, (_, text) in enumerate(steps, 1):
        known = [one for one in edits if chance.random() < 0.6]
        made = edit(number, _closed(known, edits), text)
        edits += [made] if made else []
    shuffled = list(edits)
    chance.shuffle(shuffled)
    assert str(Text(edits)) == str(Text(shuffled))
    assert Text(edits).newest() == Text(shuffled).newest()
    assert Text(edits).rewritten() == Text(shuffled).rewritten()


def _closed(known: list[Edit], edits: list[Edit]) -> list[Edit]:
    # Who saw an edit saw what that one had seen.
    by_id = {one.id: one for one in edits}
    waiting, seen = [one.id for one in known], set()
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += by_id[here].after
    return [one for one in edits if one.id in seen]


def two_phones(base: str, one: str, other: str) -> Text:
    first = edit(1, [], base)
    known = [first] if first else []
    return Text([*known, *(made for made in (edit(2, known, one), edit(3, known, other)) if made)])


def test_two_who_rewrote_one_passage_are_asked_and_both_are_there():
    text = two_phones(
        "Morning.\nI walked.\nNight.", "Morning.\nI walked far.\nNight.", "Morning.\nI stayed in.\nNight."
    )
    found = text.rewritten()
    assert found is not None
    assert found.both == "Morning.\nI walked far.\nI stayed in.\nNight."
    assert {found.one, found.other} == {"Morning.\nI walked far.\nNight.", "Morning.\nI stayed in.\nNight."}


def test_an_answer_is_asked_for_once_only():
    first = edit(1, [], "I walked.")
    apart = [edit(2, [first], "I walked far."), edit(3, [first], "I stayed in.")]
    answer = edit(4, [first, *apart], Text([first, *apart]).rewritten().both)
    text = Text([answer, *apart, first])
    assert text.rewritten() is None
    assert str(text) == "I walked far.\nI stayed in."


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("Morning.\nNight.", "Morning, early.\nNight.", "Morning.\nNight, late."),  # other places
        ("", "I walked.", "I stayed."),  # nothing was taken away: both stand there
        ("Same.", "Changed.", "Changed."),
    ],
)
def test_who_did_not_rewrite_the_same_is_not_asked(base, one, other):
    assert two_phones(base, one, other).rewritten() is None


@given(LETTERS, LETTERS, LETTERS)
def test_both_holds_every_line_that_either_wrote(base, one, other):
    found = rewrite_of(base, one, other)
    if found is not None:
        for line in [*one.split("\n"), *other.split("\n")]:
            assert line in found.both


def test_an_unreadable_edit_spoils_no_other():
    first = edit(1, [], "I walked.")
    assert str(Text([Edit(b"x" * 16, b"\xff" * 40), first, Edit(b"y" * 16, b"")])) == "I walked."


def test_a_long_page_of_many_edits_is_read():
    chance = random.Random(1)
    edits: list[Edit] = []
    words = "I walked to the river and back"
    for number in range(200):
        at = chance.randrange(len(words))
        words = words[:at] + chance.choice(["🌿", " and on", "\n"]) + words[at:]
        change = Text(edits[-3:] and edits).change(words)
        edits.append(Edit(number.to_bytes(16, "big"), *change))
    assert str(Text(edits)) == words
    assert len(Text(edits).newest()) == 1


def test_a_page_is_read_from_its_records():
    made = edit(1, [], "I walked.\nThen  tea.")
    changes = make_edit(b"p" * 16, made.id, bytes(8), "2026-11-23", "I walked.\nThen  tea.", made.update, made.after)
    records = [as_record(change, b"d" * 16) for change in changes]
    page = read_page(records)
    assert (page.id, page.day, page.line, page.removed) == (b"p" * 16, "2026-11-23", "I walked. Then tea.", False)
    assert str(Text(read_edits(records))) == "I walked.\nThen  tea."
    assert len(line_of("word " * 100)) <= 120
