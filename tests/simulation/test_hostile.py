"""A server that drops, reorders, replays, forks or shortens is told on by the phones, and nothing of it is taken."""

import msgspec
import pytest
from simulated_phone import Disk, Phone, seal
from world import START, World

from newleaf_server.sync.rules import stub_of
from newleaf_sync.envelope import KIND_CONTROL
from newleaf_sync.frames import Entry
from newleaf_sync.replica import NO_HASH
from newleaf_sync.restore import encode_restart
from newleaf_sync.snapshot import read_stub


def numbered(log):
    return [msgspec.structs.replace(entry, seq=seq) for seq, entry in enumerate(log, 1)]


def honest(*, tidies: bool = False) -> World:
    """Two phones that take turns, so that each has seen the other's entries."""
    world = World(5, phones=2, tidies=tidies)
    for _ in range(8):
        for phone in world.phones:
            world.run(phone, phone.act)
        world.heal()
    world.check()
    return world


def reader(world: World) -> Phone:
    """A third phone that reads the log from its beginning."""
    name = 9
    world.members.add(bytes([name]) * 16)
    phone = Phone(name, world, Disk())
    world.phones = [phone]
    world.heal()
    return phone


def told(phone):
    """What a phone shows; who wrote it may change when it is written again."""
    records = phone.document.records().values()
    return {(record.id, name): (f.value, f.at[:8]) for record in records for name, f in record.fields.items()}


def test_an_honest_log_raises_no_alarm():
    world = honest()
    phone = reader(world)
    assert phone.alarms == []
    assert phone.replica.cursor == len(world.server.log) > 10


def stubs_of(log) -> list[int]:
    return [at for at, entry in enumerate(log) if read_stub(entry.envelope) is not None]


def test_an_honest_log_with_snapshots_raises_no_alarm():
    world = honest(tidies=True)
    phone = reader(world)
    assert len(stubs_of(world.server.log)) > 5
    assert phone.alarms == []
    assert phone.replica.holes == set()
    assert told(phone) == told(world.phones[0])


def test_an_entry_that_no_snapshot_stands_for_may_not_go():
    world = honest()
    entry = world.server.log[-1]
    world.server.log[-1] = msgspec.structs.replace(entry, envelope=stub_of(entry.envelope))
    assert reader(world).alarms == ["dropped"]


def test_a_snapshot_that_is_withheld_leaves_holes_that_are_seen():
    world = honest(tidies=True)
    del world.server.log[max(stubs_of(world.server.log)) + 1 :]
    assert reader(world).alarms == ["dropped"]


@pytest.mark.parametrize("place", [0, 33])
def test_a_changed_stub_is_seen(place):
    """Its hash by the chain of the log, its counter by its author's count."""
    world = honest(tidies=True)
    at = stubs_of(world.server.log)[2]
    entry = world.server.log[at]
    stub = bytearray(entry.envelope)
    stub[place] ^= 1
    world.server.log[at] = msgspec.structs.replace(entry, envelope=bytes(stub))
    assert reader(world).alarms


def test_a_dropped_entry_is_seen():
    world = honest()
    del world.server.log[4]
    world.server.log = numbered(world.server.log)
    # What moved up a place may show it first: by what it had seen, or by its author's chain.
    assert reader(world).alarms[0] in {"dropped", "reordered", "forked"}


def test_two_entries_of_one_device_the_other_way_round_are_seen():
    world = honest()
    device = world.server.log[0].device
    first, second = [index for index, entry in enumerate(world.server.log) if entry.device == device][:2]
    log = world.server.log
    log[first], log[second] = log[second], log[first]
    world.server.log = numbered(log)
    assert reader(world).alarms[0] in {"reordered", "dropped", "forked"}


def test_a_replayed_entry_is_seen():
    world = honest()
    world.server.log = numbered([*world.server.log, world.server.log[3]])
    assert reader(world).alarms[0] == "replayed"


def test_an_entry_of_a_stranger_is_seen():
    world = honest()
    stranger = bytes([0x66]) * 16
    envelope = seal(stranger, 1, NO_HASH, (0, NO_HASH), b"")
    world.server.log.append(Entry(len(world.server.log) + 1, stranger, START, envelope))
    assert reader(world).alarms[0] == "stranger"


def test_a_log_that_was_shortened_under_the_same_name_is_seen():
    world = honest()
    phone = world.phones[0]
    del world.server.log[-3:]
    world.connect(phone)
    world.run(phone, lambda: None)
    world.settle()
    assert phone.alarms == ["rolled-back"]


def test_a_log_of_another_generation_is_not_adopted_in_silence():
    world = honest()
    phone = world.phones[0]
    shown = told(phone)
    world.server.log_id = bytes([1]) * 16
    del world.server.log[3:]
    world.greet(phone)
    world.settle()
    assert world.happened["adopted"] == 1  # which is told to the person
    assert told(phone) == shown


def test_a_restart_excuses_nothing_in_a_log_that_its_author_did_not_read():
    """It was signed for what another log had shown; this one is not told to be the same."""
    world = honest()
    author = world.server.log[-1].device
    last = max(world.server.kept.seqs[author])
    restart = seal(author, last + 5, bytes(31) + b"x", (6, bytes(31) + b"y"), encode_restart(bytes(16)), KIND_CONTROL)
    world.server.log.append(Entry(len(world.server.log) + 1, author, START, restart))
    assert reader(world).alarms[0] == "forked"


def test_two_phones_that_are_shown_different_logs_find_out_through_what_each_has_seen():
    world = honest()
    left, right = world.phones
    shared = len(world.server.log)
    world.disconnect(right)
    world.run(right, right.act)
    world.phones = [left]
    for _ in range(2):
        world.run(left, left.act)
        world.heal()
    told = world.server.log[shared:]
    # The right phone is shown its own entry first, then the left's two: the left had seen another order.
    del world.server.log[shared:]
    world.phones = [right]
    world.heal()
    assert right.alarms == []
    world.server.log = numbered([*world.server.log, *told])
    world.heal()
    assert right.alarms[0] == "forked"


@pytest.mark.parametrize("index", [0, 5, 9])
def test_nothing_is_taken_from_a_batch_that_cannot_be_right(index):
    world = honest()
    del world.server.log[index]
    world.server.log = numbered(world.server.log)
    phone = reader(world)
    assert phone.alarms
    assert phone.disk.replica.cursor == phone.replica.cursor <= index
    assert phone.replica.cursor % 7 == 0  # whole batches only
