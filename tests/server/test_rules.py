"""What the server decides of a header, without any server."""

import gc

import pytest
from caller import LEAST, envelope
from hypothesis import given
from hypothesis import strategies as st

from newleaf_server.errors import Refusal
from newleaf_server.sync.rules import LIMITS, check, counter_of, decide
from newleaf_sync.envelope import Author, Header, Seen, seal
from newleaf_sync.errors import Violation

SPACE = bytes(range(16))


def code(data: bytes, epoch: int = 1) -> str:
    try:
        check(data, SPACE, epoch)
    except Refusal as refusal:
        return refusal.code
    return ""


@given(st.integers(1, 2**53 - 1), st.integers(LEAST, 3000))
def test_a_right_header_passes_and_its_counter_is_read(counter, size):
    data = envelope(SPACE, counter, size=size)
    assert code(data) == ""
    assert counter_of(data) == counter


@given(st.binary(max_size=600))
def test_any_other_bytes_are_refused(data):
    assert code(data)
    assert counter_of(data) >= 0


@given(st.integers(0, 51), st.integers(1, 255))
def test_a_changed_header_never_passes_as_what_it_was(place, flip):
    data = bytearray(envelope(SPACE, 7))
    data[place] ^= flip
    changed = bytes(data)
    free = range(28, 44)  # the document's id is not the server's business
    if place in free:
        assert code(changed) == ""
    else:
        assert code(changed) or counter_of(changed) != 7 or changed[5] in range(1, 6)


def test_an_envelope_of_a_client_passes_and_the_smallest_one_is_the_least():
    header = Header(SPACE, bytes(16), 1)
    sealed = seal(header, bytes(32), Author(bytes(16), bytes(32)), Seen(), b"")
    assert code(sealed.envelope) == ""
    assert len(sealed.envelope) == LEAST


@pytest.mark.parametrize(("size", "expected"), [(LIMITS.entry_bytes, ""), (LIMITS.entry_bytes + 1, "too-large")])
def test_the_largest_entry(size, expected):
    assert code(envelope(SPACE, 1, size=size)) == expected


@given(st.integers(0, 51), st.integers(1, 255))
def test_server_and_phone_agree_on_what_a_header_is(place, flip):
    data = bytearray(envelope(SPACE, 7))
    data[place] ^= flip
    try:
        header = Header.decode(bytes(data))
        readable = header.space_id == SPACE and header.epoch == 1 and header.counter < 2**63
    except Violation:
        readable = False
    assert (code(bytes(data)) == "") == readable


def test_what_follows_an_entry_of_old_keys_is_refused_with_it():
    push = [envelope(SPACE, 4, epoch=2), envelope(SPACE, 5, epoch=1), envelope(SPACE, 6, epoch=2)]
    decision = decide([envelope(SPACE, 3, epoch=1), *push], SPACE, 2, 10, 3, {3: 8}.__getitem__)
    assert decision.seqs == [8, 11, 0, 0], "what is known is answered, what comes before is stored"
    assert [(index, refusal.code) for index, refusal in decision.refusals] == [(2, "old-epoch"), (3, "old-epoch")]


def test_what_was_refused_keeps_nothing_alive():
    """An exception holds the frames that it came through, and they whatever was pushed: a server would fill up."""
    decision = decide([envelope(SPACE, 1, magic=b"NLF2")], SPACE, 1, 0, 0, {}.__getitem__)
    (_, refusal) = decision.refusals[0]
    assert refusal.__traceback__ is None
    assert gc.is_tracked(decision)
