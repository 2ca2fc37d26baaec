"""Seeded mutations of MessagePack and of fixed layouts; the same seed and bytes give the same case."""

from __future__ import annotations

from random import Random

WRONG = [
    b"\xc0", b"\xc3", b"\x00", b"\xff", b"\x7f", b"\xcf" + b"\xff" * 8, b"\xd3\x80" + bytes(7), b"\xca\x3f\x80\0\0",
    b"\xcb\x7f\xf8" + bytes(6), b"\xcb\x3f\xb9" + b"\x99" * 6, b"\xa1\xff", b"\xa1x", b"\xc4\x00", b"\x90", b"\x80",
    b"\xd6\xff" + bytes(4), b"\xc7\x00\x05", b"\x81\x90\xc0", b"\x82\xa1a\x01\xa1a\x02", b"\xc1",
]  # fmt: skip
COUNTS = [
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xdb\xff\xff\xff\xff",
    b"\xdc\xff\xff",
]


def mutate(random: Random, data: bytes, other: bytes) -> bytes:  # noqa: PLR0911 - one line a mutation
    at = random.randrange(len(data) + 1)
    after = min(len(data), at + random.randrange(1, 10))
    match random.randrange(9):
        case 0:
            return data[:at]
        case 1 if data:
            at %= len(data)
            return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
        case 2:
            return data[:at] + other[random.randrange(len(other) + 1) :]
        case 3:
            return data[:at] + random.choice(COUNTS) + data[after:]
        case 4:
            return data[:at] + random.choice(WRONG) + data[at + 1 :]
        case 5:
            return (
                data[:at] + random.choice((b"\x91", b"\x81\xa1a")) * random.choice((5, 31, 33, 400, 3000)) + data[at:]
            )
        case 6:
            return data[:at] + data[at:after] * 2 + data[after:]
        case 7:
            return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
        case _:
            return mutate(random, mutate(random, data, other), other)
