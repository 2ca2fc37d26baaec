"""Envelopes: how one entry is signed by its device, padded and sealed (PROTOCOL.md section 4).

Rule 1: the whole header is the context of the seal and a part of what is signed.
Rule 2: nothing of a plaintext is believed before the signature of a device of the identity log has checked.
Rule 3: an envelope that is only newer than this program raises `Parked`; all else that is wrong is final.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newleaf_sync import suite
from newleaf_sync.encoding import padme, pae, u64
from newleaf_sync.errors import (
    BadFlags,
    Malformed,
    Misuse,
    NotAuthentic,
    UnknownEpoch,
    UnknownKind,
    UnknownSuite,
    Violation,
)
from newleaf_sync.space import envelope_key

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"NLF1"
HEADER_BYTES = 52
MAX_BYTES = 1024 * 1024
KIND_CHANGE = 1
KIND_SNAPSHOT = 2
KIND_MESSAGE = 3
KIND_CONTROL = 4
KINDS = range(1, 6)
NO_HASH = bytes(32)

_HEADER = struct.Struct(">4sBBH16sI16sQ")
_SIGNED = struct.Struct(">64s16sQ32sI")  # what stands before the body
_SEEN = struct.Struct(">Q32s")
_LEAST_PLAINTEXT = 256
_ID_BYTES = 16
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Header:
    space_id: bytes
    document_id: bytes
    counter: int
    epoch: int = 1
    kind: int = KIND_CHANGE

    def encode(self) -> bytes:
        if len(self.space_id) != _ID_BYTES or len(self.document_id) != _ID_BYTES or self.counter < 1:
            raise Misuse("ids have 16 bytes and counters start at 1")
        return _HEADER.pack(MAGIC, suite.SUITE, self.kind, 0, self.space_id, self.epoch, self.document_id, self.counter)

    @classmethod
    def decode(cls, envelope: bytes) -> Header:
        """Read the part that the server reads as well; order of the checks as in PROTOCOL.md section 6."""
        if len(envelope) < HEADER_BYTES or len(envelope) > MAX_BYTES:
            raise Malformed("envelope size")
        magic, suite_id, kind, flags, space_id, epoch, document_id, counter = _HEADER.unpack_from(envelope)
        if magic != MAGIC:
            raise Malformed("magic")
        if suite_id != suite.SUITE:
            raise UnknownSuite(suite_id)
        if kind not in KINDS:
            raise UnknownKind(kind)
        if flags != 0:
            raise BadFlags("flags")
        if counter < 1:
            raise Malformed("counter")
        return cls(space_id, document_id, counter, epoch, kind)


def epoch_of(envelope: bytes) -> int:
    # Of any bytes; 0 where they are no envelope.
    try:
        return Header.decode(envelope).epoch
    except Violation:
        return 0


@dataclass(frozen=True, slots=True)
class Seen:
    """The author's cursor and its chain hash of the log there."""

    seq: int = 0
    hash: bytes = NO_HASH


@dataclass(frozen=True, slots=True)
class Author:
    device_id: bytes
    signing_seed: bytes
    prev: bytes = NO_HASH  # the chain hash of the device's entry before in this space


@dataclass(frozen=True, slots=True)
class Sealed:
    envelope: bytes
    hash: bytes  # `prev` of the device's next entry


@dataclass(frozen=True, slots=True)
class Opened:
    header: Header
    device_id: bytes
    prev: bytes
    hash: bytes
    seen: Seen
    content: bytes


def seal(header: Header, space_key: bytes, author: Author, seen: Seen, content: bytes) -> Sealed:
    head = header.encode()
    body = _SEEN.pack(seen.seq, seen.hash) + content
    signed = _signed_input(head, author.device_id, header.counter, author.prev, body)
    signature = suite.sign(author.signing_seed, signed)
    plaintext = _SIGNED.pack(signature, author.device_id, header.counter, author.prev, len(body)) + body
    plaintext = plaintext.ljust(_padded(len(plaintext)), b"\0")
    key = envelope_key(space_key, header.space_id, header.epoch)
    envelope = head + suite.cobblestone_seal(key, _context(head), plaintext)
    if len(envelope) > MAX_BYTES:
        raise Misuse("an envelope has at most 1 MiB")
    return Sealed(envelope, _hash(signed))


def open_envelope(envelope: bytes, space_keys: Mapping[int, bytes], devices: Mapping[bytes, bytes]) -> Opened:
    """Open an entry with the space's keys by epoch; `devices` are the signing keys of the identity log by device id."""
    return read_unsealed(unseal(envelope, space_keys), devices)


def unseal(envelope: bytes, space_keys: Mapping[int, bytes]) -> bytes:
    """Take the seal off: header and plaintext, which whoever has no key can check, too (PROTOCOL.md 3.9, reports)."""
    header = Header.decode(envelope)
    if header.epoch not in space_keys:
        raise UnknownEpoch(header.epoch)
    key = envelope_key(space_keys[header.epoch], header.space_id, header.epoch)
    head = envelope[:HEADER_BYTES]
    return head + suite.cobblestone_open(key, _context(head), envelope[HEADER_BYTES:])


def read_unsealed(unsealed: bytes, devices: Mapping[bytes, bytes]) -> Opened:
    """Check what `unseal` gave. Raises NotAuthentic for a device that is not in `devices`, or that did not sign it."""
    return _read(Header.decode(unsealed), unsealed[:HEADER_BYTES], unsealed[HEADER_BYTES:], devices)


def chain(before: bytes, seq: int, envelope: bytes) -> bytes:
    """Give the chain hash of a log at `seq`, from the one before it (NO_HASH at seq 0)."""
    return suite.sha256(pae("newleaf/v1/hash/log", before, u64(seq), suite.sha256(envelope)))


def _read(header: Header, head: bytes, plaintext: bytes, devices: Mapping[bytes, bytes]) -> Opened:
    if len(plaintext) < _LEAST_PLAINTEXT:
        raise Malformed("plaintext size")
    signature, device_id, counter, prev, body_bytes = _SIGNED.unpack_from(plaintext)
    end = _SIGNED.size + body_bytes
    if body_bytes < _SEEN.size or end > len(plaintext) or len(plaintext) != _padded(end):
        raise Malformed("body size")
    if any(plaintext[end:]):
        raise Malformed("padding")
    if counter != header.counter:
        raise Malformed("counters differ")
    if device_id not in devices:
        raise NotAuthentic
    body = plaintext[_SIGNED.size : end]
    signed = _signed_input(head, device_id, counter, prev, body)
    suite.verify(devices[device_id], signed, signature)
    seen = Seen(*_SEEN.unpack_from(body))
    return Opened(header, device_id, prev, _hash(signed), seen, body[_SEEN.size :])


def _padded(length: int) -> int:
    return padme(max(_LEAST_PLAINTEXT, length))


def _context(head: bytes) -> bytes:
    return pae("newleaf/v1/env", head)


def _signed_input(head: bytes, device_id: bytes, counter: int, prev: bytes, body: bytes) -> bytes:
    if len(device_id) != _ID_BYTES or len(prev) != _HASH_BYTES:
        raise Misuse("device ids have 16 bytes and hashes 32")
    return pae("newleaf/v1/sig/env", head, device_id, u64(counter), prev, body)


def _hash(signed: bytes) -> bytes:
    return suite.sha256(pae("newleaf/v1/hash/env", signed))
