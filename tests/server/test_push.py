"""What is acknowledged is in the log once; what is refused is told apart by its code and is nowhere."""

import pytest
from caller import LEAST, Device, Wire, envelope, log_of, new_id


def test_a_push_is_numbered_in_order_and_comes_back_byte_for_byte(device):
    wire = device.connect()
    entries = device.envelopes(1, 3)
    tag, request, space, seqs, received = wire.ask("push", 7, device.space, entries)
    assert (tag, request, space, seqs) == ("pushed", 7, device.space, [1, 2, 3])
    assert log_of(wire, device.space) == [[seq, device.id, received, entries[seq - 1]] for seq in seqs]


def test_the_same_push_again_is_answered_with_its_first_seqs_and_stores_nothing(device):
    wire = device.connect()
    entries = device.envelopes(1, 200)
    first = wire.ask("push", 1, device.space, entries)[3]
    before = log_of(wire, device.space)
    assert wire.ask("push", 2, device.space, entries)[3] == first
    assert wire.ask("push", 3, device.space, entries[5:6] + entries[150:152])[3] == [6, 151, 152]
    assert log_of(wire, device.space) == before


def test_an_entry_twice_in_one_push_is_stored_once(device):
    wire = device.connect()
    one, two = device.envelopes(1, 2)
    assert wire.ask("push", 1, device.space, [one, one, two, one])[3] == [1, 1, 2, 1]
    assert [item[3] for item in log_of(wire, device.space)] == [one, two]


def test_first_seqs_are_found_between_the_entries_of_another_device(device, second):
    one, two = device.connect(), second.connect()
    for counter in range(1, 40, 3):
        one.ask("push", 1, device.space, device.envelopes(counter, 3))
        two.ask("push", 1, device.space, second.envelopes(counter * 10, 2))  # counters may skip
    places = {(item[1], item[3]): item[0] for item in log_of(one, device.space)}
    for (author, entry), seq in places.items():
        wire = one if author == device.id else two
        assert wire.ask("push", 1, device.space, [entry])[3] == [seq]


def test_a_skipped_counter_cannot_be_filled_later(device):
    wire = device.connect()
    assert wire.ask("push", 1, device.space, device.envelopes(5, 1))[3] == [1]
    assert wire.ask("push", 2, device.space, device.envelopes(3, 1))[:4] == [
        "refused",
        2,
        "permanent",
        "counter-behind",
    ]
    assert wire.hear()[3] == [0]


WRONG = {
    "magic": ({"magic": b"NLF2"}, "permanent", "malformed"),
    "suite": ({"suite": 2}, "permanent", "unknown-suite"),
    "kind": ({"kind": 9}, "permanent", "unknown-kind"),
    "flags": ({"flags": 1}, "permanent", "bad-flags"),
    "too short": ({"size": LEAST - 1}, "permanent", "malformed"),
    "too large": ({"size": 1024 * 1024 + 1}, "permanent", "too-large"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_entry_is_refused_alone_and_its_neighbours_are_kept(device, what):
    how, kind, code = WRONG[what]
    wire = device.connect()
    good = device.envelopes(1, 1) + device.envelopes(3, 1)
    tag, request, *refusal, _, _, index = wire.ask(
        "push", 4, device.space, [good[0], *device.envelopes(2, 1, **how), good[1]]
    )
    assert (tag, request, refusal, index) == ("refused", 4, [kind, code], 1)
    assert wire.hear()[3] == [1, 0, 2]
    assert [item[3] for item in log_of(wire, device.space)] == good


def test_an_entry_of_other_keys_is_refused_with_what_follows(device):
    wire = device.connect()
    good, late = device.envelopes(1, 1), device.envelopes(3, 1)
    push = [*good, *device.envelopes(2, 1, epoch=2), *late]
    assert wire.ask("push", 4, device.space, push)[2:4] == ["reseal", "old-epoch"]
    assert wire.hear()[2:4] == ["reseal", "old-epoch"]
    assert wire.hear()[3] == [1, 0, 0]
    assert [item[3] for item in log_of(wire, device.space)] == good


@pytest.mark.parametrize("counter", [0, 2**63, 2**64 - 1])
def test_a_counter_outside_its_range_is_malformed(device, counter):
    wire = device.connect()
    assert wire.ask("push", 1, device.space, device.envelopes(counter, 1))[3] == "malformed"
    assert log_of(wire, device.space) == []


def test_an_entry_sealed_for_another_space_is_refused(device):
    wire = device.connect()
    assert wire.ask("push", 1, device.space, [envelope(new_id(), 1)])[3] == "wrong-space"
    assert log_of(wire, device.space) == []


def test_nobody_reads_or_writes_the_space_of_another_account(device, shared):
    """1H.3, 1H.8: nobody looks into another diary, and nobody puts anything into it."""
    mine = device.connect()
    mine.ask("push", 1, device.space, device.envelopes(1, 1))
    stranger = Device(shared.url).connect()
    assert stranger.ask("push", 1, device.space, device.envelopes(2, 1))[3] == "not-a-member"
    assert stranger.ask("pull", 2, device.space, 0, 1000)[3] == "not-a-member"
    assert stranger.ask("subscribe", device.space)[3] == "not-a-member"
    assert len(log_of(mine, device.space)) == 1


def test_more_entries_than_a_push_may_hold_are_refused_whole(device):
    wire = device.connect()
    assert wire.ask("push", 1, device.space, device.envelopes(1, 257))[3] == "too-large"
    assert log_of(wire, device.space) == []


def test_nothing_is_taken_before_the_welcome(device, shared):
    wire = Wire(shared.url)
    assert wire.ask("push", 1, device.space, device.envelopes(1, 1))[2:4] == ["reauth", "signed-out"]
    assert wire.ask("hello", 1, device.account, device.id)[0] == "challenge"
    assert wire.ask("push", 2, device.space, device.envelopes(1, 1))[2:4] == ["reauth", "signed-out"]
    assert log_of(device.connect(), device.space) == []


@pytest.fixture
def second(device):
    return device.second()
