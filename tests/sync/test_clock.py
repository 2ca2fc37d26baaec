from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.clock import MAX_AHEAD_MS, NO_STAMP, Clock, clamp, make_stamp, stamp_ms

walls = st.integers(-(2**40), 2**47)
stamps = st.binary(min_size=8, max_size=8)


@given(st.lists(walls, min_size=2))
def test_stamps_only_grow_whatever_the_wall_clock_does(times):
    clock = Clock()
    given_out = [clock.tick(wall) for wall in times]
    assert given_out == sorted(set(given_out))


def test_a_burst_in_one_millisecond_carries_into_the_next():
    clock = Clock(make_stamp(1000, 65535))
    assert clock.tick(1000) == make_stamp(1001, 0)


def test_a_clock_goes_on_from_what_it_observed():
    clock = Clock(NO_STAMP)
    clock.observe(make_stamp(5000, 3))
    assert clock.tick(1000) == make_stamp(5000, 4)
    clock.observe(make_stamp(10))
    assert clock.tick(1000) == make_stamp(5000, 5)


@given(stamps, st.integers(0, 2**46))
def test_a_clamped_stamp_is_never_more_than_ten_minutes_ahead_and_clamping_again_changes_nothing(stamp, received):
    once = clamp(stamp, received)
    assert stamp_ms(once) <= received + MAX_AHEAD_MS
    assert clamp(once, received) == once
    assert once <= stamp


@given(stamps, stamps, st.integers(0, 2**46))
def test_clamping_never_turns_two_stamps_round(left, right, received):
    low, high = sorted([left, right])
    assert clamp(low, received) <= clamp(high, received)
