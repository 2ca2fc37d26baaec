"""Whoever has not signed in may ask in a burst and then at a steady pace; others are not slowed by that."""

import pytest
from caller import Device, new_id

from newleaf_server.errors import Refusal
from newleaf_server.pace import BURST, MOST, STEP_MS, Pace


def use_up(pace: Pace, address: str, now: int) -> None:
    for _ in range(BURST):
        pace.step(address, now)


def test_a_burst_then_one_a_step():
    pace = Pace()
    use_up(pace, "192.0.2.1", 0)
    for now in (0, STEP_MS - 1):
        with pytest.raises(Refusal, match="rate"):
            pace.step("192.0.2.1", now)
    pace.step("192.0.2.1", STEP_MS)
    with pytest.raises(Refusal, match="rate"):
        pace.step("192.0.2.1", STEP_MS)
    pace.step("192.0.2.2", STEP_MS)


def test_rest_brings_the_whole_burst_back():
    pace = Pace()
    use_up(pace, "192.0.2.1", 0)
    use_up(pace, "192.0.2.1", BURST * STEP_MS)


def test_a_household_of_ipv6_addresses_counts_as_one():
    pace = Pace()
    use_up(pace, "2001:db8::1", 0)
    with pytest.raises(Refusal, match="rate"):
        pace.step("2001:db8::2:3", 0)
    pace.step("2001:db8:0:1::1", 0)


def test_addresses_are_forgotten_when_they_have_rested_and_their_number_is_bounded():
    pace = Pace()
    for number in range(MOST):
        pace.step(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 0)
    with pytest.raises(Refusal, match="busy"):
        pace.step("192.0.2.1", 0)
    pace.step("192.0.2.1", STEP_MS)
    assert len(pace._rested_at) == 1


def test_the_ways_in_without_a_session_are_paced(new_server):
    server = new_server()
    device = Device(server.url)
    answers = {device.call("POST", "/api/recovery/challenge", [new_id()])[0] for _ in range(BURST + 20)}
    assert answers == {200, 429}
    for method, path in (
        ("POST", "/api/accounts"),
        ("POST", "/api/recovery"),
        ("POST", "/api/links"),
        ("POST", "/api/links/collect"),
    ):
        assert device.call(method, path, [])[1][2:4] == ["retry", "rate"]
    assert device.connect().silent(), "who has an account signs in as ever"
