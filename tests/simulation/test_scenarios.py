"""What people's phones and servers really go through, one story a test. The storms hit most of it; these surely do."""

import pytest
from simulated_phone import YEAR_MS, Crashed
from world import START, World

from newleaf_sync.clock import MAX_AHEAD_MS
from newleaf_sync.envelope import Header
from newleaf_sync.model.day import make_leaf
from newleaf_sync.record import Change

LEAF = bytes([0x1E]) * 16


def two_phones(**options) -> World:
    """In time, connected and caught up."""
    world = World(1, phones=2, **options)
    for phone in world.phones:
        phone.skew = 0
    world.heal()
    return world


def grow(world, phone, leaf=LEAF, slot=0) -> None:
    stamp = phone.clock.tick(world.now + phone.skew)
    change = make_leaf(leaf, stamp, tile="rested", area="do", day="2026-11-23", text="", slot=slot)
    world.run(phone, phone.save, change)


def edit(world, phone, **fields) -> None:
    world.run(phone, phone.save, Change("leaf", LEAF, phone.clock.tick(world.now + phone.skew), fields))


def wire_of(world, phone):
    return next(wire for wire in world.wires if wire.open and wire.phone is phone)


def values(phone) -> dict:
    record = phone.document.records()["leaf", LEAF]
    return {name: field.value for name, field in record.fields.items()}


def end(world) -> None:
    world.heal()
    world.check()


def lose_acknowledgement(world, phone) -> None:
    """The push arrives when the phone was cut off and has caught up again: the server has it, the phone asks again."""
    grow(world, phone)
    late = wire_of(world, phone)
    pushed, late.to_server = late.to_server, []
    world.greet(phone)
    here = wire_of(world, phone)
    while not phone.caught_up:
        world.deliver_to_server(here) if here.to_server else world.deliver_to_phone(here)
    assert here.to_server, "the entry is sent again"
    late.open, late.to_server = False, pushed
    world.wires.append(late)
    world.server.signed_in.add(late)
    world.deliver_to_server(late)
    here.to_phone.clear()  # the news of it is lost, too
    world.now += 60_000
    world.settle()


def test_an_acknowledgement_that_is_lost_stores_nothing_twice():
    world = two_phones()
    phone = world.phones[0]
    phone.skew = 10 * YEAR_MS
    lose_acknowledgement(world, phone)
    end(world)
    assert len(world.server.log) == 1


def test_an_acknowledgement_that_is_lost_across_a_rotation_stores_nothing_twice():
    """The retry is sealed with the keys of before; the server knows it, whatever keys are current."""
    world = two_phones()
    one, other = world.phones
    grow(world, one)
    wire = wire_of(world, one)
    world.deliver_to_server(wire)
    wire.to_phone.clear()
    world.disconnect(one)
    world.run(other, other.rotate)
    grow(world, other, leaf=bytes([9]) * 16)
    world.now += 60_000
    world.greet(one)
    edit(world, one, text="after")
    end(world)
    assert [Header.decode(entry.envelope).epoch for entry in world.server.log] == [1, 2, 2]


def test_what_follows_an_entry_that_must_be_sealed_again_waits_for_it():
    """One push holds an entry of the old keys and one of the new: neither is stored, both are sealed again."""
    world = two_phones()
    one, other = world.phones
    world.disconnect(one)
    grow(world, one)
    world.run(other, other.rotate)
    one.learn()
    edit(world, one, text="with the new keys")
    end(world)
    assert values(other)["text"] == "with the new keys"
    assert world.happened["sealed again"] == 2


def test_received_of_a_retry_would_let_two_phones_differ():
    world = two_phones(broken="received of a retry")
    phone = world.phones[0]
    phone.skew = 10 * YEAR_MS
    lose_acknowledgement(world, phone)
    with pytest.raises(AssertionError, match="different leaves"):
        end(world)


def test_a_session_that_ends_in_mid_push_only_pauses():
    world = two_phones()
    phone = world.phones[0]
    grow(world, phone)
    world.end_session()
    here = wire_of(world, phone)
    world.deliver_to_server(here)
    assert world.server.log == []
    world.settle()  # on the same connection
    assert here.open
    assert len(world.server.log) == 1
    end(world)


def test_a_full_server_keeps_the_entry_on_the_phone_until_there_is_room():
    world = two_phones()
    phone = world.phones[0]
    world.server.full = True
    grow(world, phone)
    world.settle()
    assert world.server.log == []
    assert len(phone.outbox) == 1
    end(world)


def test_a_full_phone_says_so_and_what_it_had_stays():
    world = two_phones()
    phone = world.phones[0]
    grow(world, phone)
    phone.disk.full = True
    world.run(phone, phone.act)
    assert world.happened["disk full"] == 1
    end(world)
    assert len(world.server.log) == 1


@pytest.mark.parametrize("write", range(1, 7))
def test_a_crash_at_any_place_between_two_writes_loses_nothing(write, monkeypatch):
    world = two_phones()
    phone = world.phones[0]
    places = iter(range(1, 100))

    def crash_once(who):
        if who is phone and next(places) == write:
            raise Crashed(phone.device)

    monkeypatch.setattr(world, "may_crash", crash_once)
    for number in range(3):
        grow(world, phone, bytes([number]) * 16, slot=number)
        if phone.session.state == "offline":
            world.greet(phone)
        world.settle()
    assert world.happened["crash"] == 1
    end(world)


def test_phones_that_differ_by_a_deletion_only_become_equal():
    world = two_phones()
    left, right = world.phones
    grow(world, left)
    world.settle()
    world.disconnect(right)
    edit(world, left, deleted=True)
    world.settle()
    assert "deleted" not in values(right)
    end(world)
    assert values(right)["deleted"] is True


def test_a_later_edit_brings_back_what_the_other_phone_removed():
    world = two_phones()
    left, right = world.phones
    grow(world, left)
    world.settle()
    world.disconnect(right)
    edit(world, left, deleted=True)
    world.now += 1000
    edit(world, right, deleted=False, text="It was a good day.")
    end(world)
    assert values(left) == values(right)
    assert values(left)["deleted"] is False


def test_a_phone_ten_years_ahead_does_not_win_for_ten_years():
    world = two_phones()
    left, right = world.phones
    left.skew = 10 * YEAR_MS
    grow(world, left)
    edit(world, left, text="early")
    world.settle()
    world.now += MAX_AHEAD_MS + 60_000
    edit(world, right, text="late")
    end(world)
    assert values(left)["text"] == "late"


def test_a_phone_three_years_behind_still_writes_after_what_it_has_read():
    world = two_phones()
    left, right = world.phones
    right.skew = -3 * YEAR_MS
    grow(world, left)
    world.settle()
    edit(world, right, text="an answer")
    end(world)
    assert values(left)["text"] == "an answer"


def test_what_another_tab_saved_goes_before_what_this_one_saves():
    world = two_phones()
    phone = world.phones[0]
    world.act_in_another_tab(phone)  # and it is closed before it tells
    grow(world, phone)
    world.settle()
    assert len(world.server.log) == 2
    end(world)


def test_an_entry_of_another_tab_that_is_never_told_is_sent_at_the_next_start():
    world = two_phones()
    phone = world.phones[0]
    world.act_in_another_tab(phone)
    world.crash(phone)
    world.greet(phone)
    world.settle()
    assert len(world.server.log) == 1
    end(world)


@pytest.mark.parametrize("content", [b"\x93\x09\x09\x90", b"\xc1", b""])
def test_an_entry_that_nobody_can_open_is_kept_and_blocks_nobody(content):
    world = two_phones()
    grow(world, world.phones[0])
    world.write_poison(content)
    edit(world, world.phones[1], text="after it")
    end(world)
    assert all(len(phone.replica.parked) == 1 for phone in world.phones)
    assert len(world.server.log) == 3


def test_a_server_from_an_old_backup_is_filled_again():
    world = two_phones()
    left, right = world.phones
    grow(world, left)
    world.settle()
    world.backup = world.server.kept.copy()
    edit(world, right, text="after the backup")
    world.settle()
    world.restore_server()
    world.phones = [left]  # the one that did not write it
    world.heal()
    assert values(left)["text"] == "after the backup"
    world.phones = [left, right]
    end(world)
    assert world.happened["adopted"] == 2


def test_a_server_that_was_brought_back_twice_is_read_from_its_beginning():
    """The second copy holds the restarts of the first time: they are no tampering."""
    world = two_phones()
    left, right = world.phones
    grow(world, left)
    edit(world, left, text="before")
    for text in ("first", "second"):
        world.settle()
        edit(world, left, text=text)
        world.settle()
        world.restore_server()
        world.heal()
        world.backup = world.server.kept.copy()
    end(world)
    assert values(right)["text"] == "second"


def test_a_phone_that_wrote_while_the_server_was_brought_back_keeps_it():
    world = two_phones()
    left = world.phones[0]
    world.restore_server()
    grow(world, left)
    world.greet(left)
    wire = wire_of(world, left)
    while left.restoring is None:
        world.deliver_to_server(wire) if wire.to_server else world.deliver_to_phone(wire)
    edit(world, left, text="in between")
    world.crash(left)
    end(world)
    assert values(left)["text"] == "in between"


def test_frames_that_are_cut_in_the_middle_are_no_frames():
    world = two_phones()
    phone = world.phones[0]
    grow(world, phone)
    wire = wire_of(world, phone)
    whole = wire.to_server.pop()
    for length in range(len(whole)):
        world.server.receive(whole[:length], phone.device, wire, START)
        world.run(phone, phone.receive, whole[:length])
    assert world.server.log == []
    end(world)
