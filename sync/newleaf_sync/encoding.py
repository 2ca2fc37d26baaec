"""The byte encodings of PROTOCOL.md section 2: everything that is hashed, signed or bound goes through `pae`."""

from __future__ import annotations


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def pae(label: str, *fields: bytes) -> bytes:
    """Encode so that no two different lists of fields ever give the same bytes."""
    parts = [label.encode("ascii"), *fields]
    return u32(len(parts)) + b"".join(u32(len(part)) + part for part in parts)


def padme(length: int) -> int:
    """Round a length up so that it leaks O(log log length) bits and costs at most 12 %."""
    if length < 2:  # noqa: PLR2004 - log2 of the exponent is not defined below
        return length
    exponent = length.bit_length() - 1
    cleared = exponent - exponent.bit_length()
    mask = (1 << max(cleared, 0)) - 1
    return (length + mask) & ~mask
