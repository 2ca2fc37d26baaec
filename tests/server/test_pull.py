"""Pulls are bounded by entries and bytes, whatever is asked, and say where the log ends."""

import pytest
from caller import log_of, new_id


def test_an_answer_holds_at_most_500_entries(device):
    wire = device.connect()
    for first in (1, 257, 513):
        wire.ask("push", 1, device.space, device.envelopes(first, 256))
    _, request, _, first, last, items, head = wire.ask("pull", 9, device.space, 10, 2**40)
    assert (request, first, last, len(items), head) == (9, 11, 510, 500, 768)
    assert [item[0] for item in items] == list(range(11, 511))


def test_an_answer_holds_at_most_256_kib_but_at_least_one_entry(device):
    wire = device.connect()
    sizes = [100_000, 100_000, 100_000, 1024 * 1024, 1000]
    wire.ask("push", 1, device.space, [device.envelopes(at, 1, size=size)[0] for at, size in enumerate(sizes, 1)])
    answers, cursor = [], 0
    while cursor < len(sizes):
        items = wire.ask("pull", 1, device.space, cursor, 2**40)[5]
        answers.append([item[0] for item in items])
        cursor = items[-1][0]
    assert answers == [[1, 2], [3], [4], [5]]


@pytest.mark.parametrize("most", [-1, 0, 1, 2**63])
def test_any_number_of_bytes_may_be_asked_for(device, most):
    wire = device.connect()
    wire.ask("push", 1, device.space, device.envelopes(1, 2))
    assert len(wire.ask("pull", 1, device.space, 0, most)[5]) in {1, 2}


def test_an_empty_answer_ends_before_it_begins(device):
    wire = device.connect()
    wire.ask("push", 1, device.space, device.envelopes(1, 2))
    assert wire.ask("pull", 3, device.space, 2, 1000) == ["entries", 3, device.space, 3, 2, [], 2]


def test_a_cursor_beyond_the_log_is_told_the_head(device):
    wire = device.connect()
    assert wire.ask("pull", 3, device.space, 99, 1000) == ["entries", 3, device.space, 100, 99, [], 0]


@pytest.mark.parametrize("after", [-1, 2**53, 2**63, 2**64 - 1])
def test_a_cursor_that_no_log_can_have_is_malformed(device, after):
    wire = device.connect()
    assert wire.ask("pull", 3, device.space, after, 1000)[1:4] == [3, "permanent", "malformed"]
    assert wire.silent()


def test_a_log_outlives_the_connection(device):
    entries = device.envelopes(1, 5)
    device.connect().ask("push", 1, device.space, entries)
    assert [item[3] for item in log_of(device.connect(), device.space)] == entries


def test_one_document_is_read_before_its_turn(device):
    wire = device.connect()
    pushed = device.envelopes(1, 40)
    mine = [envelope[:28] + b"m" * 16 + envelope[44:] for envelope in pushed[::4]]
    pushed[::4] = mine
    wire.ask("push", 1, device.space, pushed)
    tag, asked, space, items = wire.ask("read", 2, device.space, b"m" * 16)
    assert (tag, asked, space) == ("document", 2, device.space)
    assert [item[3] for item in items] == mine
    assert [item[0] for item in items] == list(range(1, 41, 4))
    assert wire.ask("read", 3, device.space, b"n" * 16)[3] == []
    assert wire.ask("read", 4, new_id(), b"m" * 16)[3] == "not-a-member"


def test_of_a_long_document_the_newest_entries_are_read(device):
    wire = device.connect()
    pushed = device.envelopes(1, 12, size=200_000)
    for at in range(0, 12, 4):
        wire.ask("push", 1, device.space, pushed[at : at + 4])
    items = wire.ask("read", 2, device.space, bytes(16))[3]
    assert [item[3] for item in items] == pushed[-5:]
