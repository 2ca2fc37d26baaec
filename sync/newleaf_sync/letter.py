"""A letter: what one person seals to some people of a project, or they to that person (PROTOCOL.md section 3.9).

Rule 1: nobody but those whom it names opens it, and each of them sees whom it names.
Rule 2: nothing in it is believed before the signature of a device of its author's identity log has checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae
from newleaf_sync.errors import Malformed, NotAuthentic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HELLO, OFFER, CONCERN, REPORT, NEWS, SUGGESTION = 1, 2, 3, 4, 5, 6
KINDS = range(HELLO, SUGGESTION + 1)
BLOB_BYTES = 256 * 1024
MOST_RECIPIENTS = 60
NONE = bytes(16)
_ID = 16
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Heading:
    """What the server reads of it, too. about: the letter that this one answers, or NONE."""

    letter_id: bytes
    project_id: bytes
    kind: int
    about: bytes = NONE

    def fields(self) -> tuple[bytes, ...]:
        return (self.letter_id, self.project_id, bytes([self.kind]), self.about)


class _Plain(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    author: bytes
    device_id: bytes
    recipients: tuple[bytes, ...]
    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """body: MessagePack, as its kind says."""

    heading: Heading
    author: bytes
    device_id: bytes
    recipients: tuple[bytes, ...]
    body: bytes


def seal(
    heading: Heading,
    recipients: Mapping[bytes, bytes],
    body: bytes,
    *,
    author: bytes,
    device_id: bytes,
    dsk_seed: bytes,
    key: bytes,
) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Give the sealed letter, and its key sealed to each. recipients: X-Wing public key by account. key: 32 random."""
    names = tuple(sorted(recipients))
    plain = _Plain(author, device_id, names, body, b"")
    signed = msgspec.structs.replace(plain, signature=suite.sign(dsk_seed, _signed(heading, plain)))
    blob = suite.cobblestone_seal(key, _context(heading), msgspec.msgpack.encode(signed))
    return blob, [
        (one, suite.hpke_seal(recipients[one], _info(heading, one, recipients[one], blob), key)) for one in names
    ]


def unseal(
    heading: Heading,
    blob: bytes,
    wrap: bytes,
    recipient: bytes,
    aek_seeds: Sequence[bytes],
    dsk_of: Callable[[bytes, bytes], bytes | None],
) -> Letter:
    """Open one. aek_seeds: of the recipient, current first. Raises NotAuthentic and Malformed."""
    letter = _open(heading, blob, _key(heading, blob, wrap, recipient, aek_seeds))
    if recipient not in letter.recipients:
        raise NotAuthentic
    suite.verify(dsk_of(letter.author, letter.device_id) or b"", _signed(heading, letter), letter.signature)
    return Letter(heading, letter.author, letter.device_id, letter.recipients, letter.body)


def author_of(heading: Heading, blob: bytes, wrap: bytes, recipient: bytes, aek_seeds: Sequence[bytes]) -> bytes:
    """Who it says that it is from: whose identity log is needed before it is believed."""
    return _open(heading, blob, _key(heading, blob, wrap, recipient, aek_seeds)).author


def _key(heading: Heading, blob: bytes, wrap: bytes, recipient: bytes, aek_seeds: Sequence[bytes]) -> bytes:
    for seed in aek_seeds:
        try:
            key = suite.hpke_open(seed, _info(heading, recipient, suite.xwing_public(seed), blob), wrap)
        except NotAuthentic:
            continue
        if len(key) == _KEY_BYTES:
            return key
    raise NotAuthentic


def _open(heading: Heading, blob: bytes, key: bytes) -> _Plain:
    plain = suite.cobblestone_open(key, _context(heading), blob)
    try:
        letter = msgspec.msgpack.decode(plain, type=_Plain)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed("letter") from None
    ids = (letter.author, letter.device_id, *letter.recipients)
    if any(len(one) != _ID for one in ids) or list(letter.recipients) != sorted(set(letter.recipients)):
        raise Malformed("letter")
    if msgspec.msgpack.encode(letter) != plain:
        raise Malformed("letter")
    return letter


def _context(heading: Heading) -> bytes:
    return pae("newleaf/v1/letter", *heading.fields())


def _info(heading: Heading, recipient: bytes, aek: bytes, blob: bytes) -> bytes:
    return pae("newleaf/v1/letter/key", *heading.fields(), recipient, suite.sha256(aek), suite.sha256(blob))


def _signed(heading: Heading, letter: Any) -> bytes:
    fields = (*heading.fields(), b"".join(letter.recipients), letter.author, letter.device_id, letter.body)
    return pae("newleaf/v1/sig/letter", *fields)
