"""The recovery card: twelve words that open the account root key (PROTOCOL.md section 3.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mnemonic import Mnemonic

from newleaf_sync import suite
from newleaf_sync.encoding import pae
from newleaf_sync.errors import Malformed, Misuse, NotAuthentic, UnknownSuite, WrongChecksum, WrongCount, WrongWord

TYPE_RECOVERY = 1
ENTROPY_BYTES = 16
WORDS = 12
_HEAD_BYTES = 18  # type, suite, lookup


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a card gives at one installation."""

    lookup: bytes
    lock: bytes
    auth_seed: bytes

    @classmethod
    def of(cls, entropy: bytes, instance_id: bytes) -> Recovery:
        if len(entropy) != ENTROPY_BYTES or len(instance_id) != ENTROPY_BYTES:
            raise Misuse("entropy and instance id have 16 bytes")
        root = suite.hkdf(entropy, "newleaf/v1/recovery/root", instance_id)
        return cls(
            suite.hkdf(root, "newleaf/v1/recovery/lookup")[:16],
            suite.hkdf(root, "newleaf/v1/recovery/lock"),
            suite.hkdf(root, "newleaf/v1/recovery/auth"),
        )


def words_of(entropy: bytes) -> list[str]:
    if len(entropy) != ENTROPY_BYTES:
        raise Misuse("a card takes 16 random bytes")
    return _english().to_mnemonic(entropy).split(" ")


def entropy_of(text: str) -> bytes:
    """Read what a person typed; WrongCount, WrongWord (with the index of the first) or WrongChecksum."""
    words = unicodedata.normalize("NFKD", text).lower().split()
    known = _index()
    if len(words) != WORDS:
        raise WrongCount(len(words))
    for index, word in enumerate(words):
        if word not in known:
            raise WrongWord(index)
    bits = 0
    for word in words:
        bits = bits << 11 | known[word]
    entropy = (bits >> 4).to_bytes(ENTROPY_BYTES, "big")
    if words_of(entropy) != words:
        raise WrongChecksum
    return entropy


def seal_slot(recovery: Recovery, account_id: bytes, ark: bytes) -> bytes:
    head = bytes([TYPE_RECOVERY, suite.SUITE]) + recovery.lookup
    return head + suite.cobblestone_seal(recovery.lock, _context(recovery, account_id), ark)


def open_slot(recovery: Recovery, account_id: bytes, slot: bytes) -> bytes:
    """Give the ARK."""
    if len(slot) != _HEAD_BYTES + suite.COBBLESTONE_OVERHEAD + suite.KEY_BYTES or slot[0] != TYPE_RECOVERY:
        raise Malformed("slot")
    if slot[1] != suite.SUITE:
        raise UnknownSuite(slot[1])
    if slot[2:_HEAD_BYTES] != recovery.lookup:
        raise NotAuthentic
    return suite.cobblestone_open(recovery.lock, _context(recovery, account_id), slot[_HEAD_BYTES:])


def _context(recovery: Recovery, account_id: bytes) -> bytes:
    return pae("newleaf/v1/slot", bytes([TYPE_RECOVERY]), account_id, recovery.lookup)


@lru_cache(maxsize=1)
def _english() -> Mnemonic:
    return Mnemonic("english")


@lru_cache(maxsize=1)
def _index() -> dict[str, int]:
    return {word: index for index, word in enumerate(_english().wordlist)}
