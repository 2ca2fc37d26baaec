from newleaf_sync.outbox import PUSH_BYTES, PUSH_ENTRIES, Outbox, Pending


def pending(counter: int, size: int = 10) -> Pending:
    return Pending(counter, "days/2026-11", b"", bytes(size), b"")


def counters(batch) -> list[int]:
    return [one.counter for one in batch]


def test_entries_go_in_order_one_push_at_a_time():
    outbox = Outbox()
    for counter in range(1, PUSH_ENTRIES + 3):
        outbox.add(pending(counter))
    first = outbox.next_push(0)
    assert counters(first) == list(range(1, PUSH_ENTRIES + 1))
    assert outbox.next_push(0) == ()
    outbox.acknowledged(counters(first), counters(first), 5)
    assert counters(outbox.next_push(0)) == [PUSH_ENTRIES + 1, PUSH_ENTRIES + 2]


def test_a_push_stays_below_its_bytes_but_a_large_entry_goes_alone():
    outbox = Outbox()
    outbox.add(pending(1, PUSH_BYTES + 1))
    outbox.add(pending(2))
    assert counters(outbox.next_push(0)) == [1]


def test_a_lost_connection_sends_again_and_then_waits_for_the_log_to_tell_the_time_of_receipt():
    outbox = Outbox()
    outbox.add(pending(1))
    outbox.next_push(0)
    outbox.disconnected()
    assert counters(outbox.next_push(0)) == [1]
    assert outbox.acknowledged([1], [7], 99) == []
    assert outbox.awaiting_log
    assert len(outbox) == 1
    assert outbox.next_push(0) == ()
    assert outbox.seen_in_log(1)
    assert len(outbox) == 0
    assert not outbox.awaiting_log


def test_what_comes_from_the_disk_may_have_been_sent():
    outbox = Outbox([pending(1)])
    outbox.next_push(0)
    assert outbox.acknowledged([1], [7], 99) == []


def test_an_acknowledged_entry_leaves():
    outbox = Outbox()
    outbox.add(pending(1))
    outbox.next_push(0)
    (done,) = outbox.acknowledged([1], [7], 99)
    assert (done.seq, done.received, len(outbox)) == (7, 99, 0)


def test_a_permanent_refusal_sets_one_aside_and_the_rest_goes_on():
    outbox = Outbox()
    outbox.add(pending(1))
    outbox.add(pending(2))
    outbox.next_push(0)
    outbox.refused("permanent", "too-large", 1, 0)
    outbox.acknowledged([1, 2], [0, 7], 99)
    assert outbox.set_aside == {1: "too-large"}
    assert counters(outbox.entries()) == [1]
    assert outbox.next_push(0) == ()


def test_a_full_server_holds_the_queue_for_a_while_and_loses_nothing():
    outbox = Outbox()
    outbox.add(pending(1))
    outbox.next_push(0)
    outbox.refused("retry", "storage-full", 0, 500)
    assert outbox.next_push(499) == ()
    assert counters(outbox.next_push(500)) == [1]
