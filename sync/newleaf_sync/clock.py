"""The hybrid logical clock of PROTOCOL.md section 5. It never refuses an honest phone, however wrong its clock is."""

from __future__ import annotations

MAX_AHEAD_MS = 10 * 60 * 1000
"""How far ahead of the server's time of receipt a stamp still counts as it is."""

NO_STAMP = bytes(8)
_LARGEST = 2**64 - 1


def make_stamp(ms: int, counter: int = 0) -> bytes:
    """u64be(milliseconds << 16 | counter); a time before 1970 or after 10889 counts as the nearest that fits."""
    return min(max(ms << 16 | counter, 0), _LARGEST).to_bytes(8, "big")


def stamp_ms(stamp: bytes) -> int:
    return int.from_bytes(stamp, "big") >> 16


def clamp(stamp: bytes, received: int) -> bytes:
    # A stamp from a clock that runs years ahead must not win for years: it counts as ten minutes ahead.
    latest = received + MAX_AHEAD_MS
    return make_stamp(latest) if stamp_ms(stamp) > latest else stamp


class Clock:
    """Gives stamps that only grow, whatever the wall clock does. `last` is what the store must keep."""

    def __init__(self, last: bytes = NO_STAMP) -> None:
        self.last = last

    def tick(self, wall_ms: int) -> bytes:
        # As one integer the counter carries into the milliseconds by itself.
        following = min(int.from_bytes(self.last, "big") + 1, _LARGEST)
        self.last = max(make_stamp(wall_ms), following.to_bytes(8, "big"))
        return self.last

    def observe(self, stamp: bytes) -> None:
        self.last = max(self.last, stamp)
