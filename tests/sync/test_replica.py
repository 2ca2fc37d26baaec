import hashlib

import msgspec

from newleaf_sync.replica import NO_HASH, Gap, Opened, Replica, Take, Tampered, next_chain

A, B = b"a" * 16, b"b" * 16


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def entry(seq: int, device: bytes, counter: int, prev: bytes = NO_HASH, **more) -> Opened:
    name = f"{device!r}{counter}"
    return Opened(seq, device, counter, digest("envelope" + name), prev, digest(name), **more)


A1 = entry(1, A, 1)
B1 = entry(2, B, 1, seen_seq=1, seen_hash=next_chain(NO_HASH, 1, A1.envelope_hash))
A2 = entry(3, A, 2, A1.hash)


def take(replica: Replica, *items: Opened, head: int = 3, answer: bool = True):
    return replica.arrived(items[0].seq, items[-1].seq, list(items), head, answer=answer)


def test_entries_are_taken_in_order_and_what_is_known_is_dropped():
    replica = Replica()
    assert take(replica, A1, B1) == Take((1, 2))
    assert take(replica, B1, A2) == Take((3,))
    assert replica.cursor == 3
    assert Replica(replica.state()).seen() == replica.seen()


def test_a_hole_means_pulling_again():
    replica = Replica()
    assert take(replica, B1, answer=False) == Gap(0)
    assert replica.cursor == 0


def test_the_cursor_walks_over_own_acknowledged_entries():
    replica = Replica()
    assert replica.acknowledged(B1) is None
    assert replica.cursor == 0
    take(replica, A1)
    assert replica.cursor == 2
    assert take(replica, A2) == Take((3,))


def test_what_cannot_be_right_is_named_and_not_taken():
    replica = Replica()
    take(replica, A1, B1)
    before = replica.state()
    later = msgspec.structs.replace(A2, prev=digest("other"))
    jump = entry(3, A, 4, digest("unseen"))
    assert take(replica, later) == Tampered("forked")
    assert take(replica, jump) == Tampered("dropped")
    assert take(replica, msgspec.structs.replace(A1, seq=3)) == Tampered("replayed")
    assert take(replica, msgspec.structs.replace(A2, seen_seq=3)) == Tampered("reordered")
    assert take(replica, msgspec.structs.replace(A2, seen_seq=1, seen_hash=NO_HASH)) == Tampered("forked")
    assert take(replica, msgspec.structs.replace(A2, stranger=True)) == Tampered("stranger")
    assert replica.arrived(3, 2, [], 1, answer=True) == Tampered("rolled-back")
    assert replica.arrived(3, 4, [A2], 4, answer=True) == Tampered("dropped")
    assert replica.state() == before
    assert take(replica, A2) == Take((3,))


def test_a_known_place_that_now_holds_something_else_is_a_fork():
    replica = Replica()
    take(replica, A1, B1)
    changed = msgspec.structs.replace(B1, envelope_hash=digest("changed"))
    assert take(replica, changed) == Tampered("forked")


def test_a_parked_entry_does_not_stop_the_cursor_and_its_device_goes_on():
    replica = Replica()
    parked = Opened(1, A, 1, digest("of a newer program"))
    assert take(replica, parked) == Take((1,))
    assert replica.parked == {1}
    follows = Opened(2, A, 2, digest("x"), digest("unknown"), digest("y"))
    assert take(replica, follows) == Take((2,))


def test_a_gap_that_the_author_made_is_no_alarm():
    """An entry that was refused for good leaves a hole in the counters; the chain still closes."""
    replica = Replica()
    take(replica, A1, B1)
    assert take(replica, entry(3, A, 5, A1.hash)) == Take((3,))


def test_another_generation_of_the_log_is_told():
    replica = Replica()
    assert replica.opened(b"one")
    assert replica.opened(b"one")
    assert not replica.opened(b"two")
