"""The recovery card: twelve words that open the keybag (PROTOCOL.md section 3.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from mnemonic import Mnemonic

from newleaf_sync import suite
from newleaf_sync.errors import Misuse, WrongChecksum, WrongCount, WrongWord
from newleaf_sync.identity import CardKeys

ENTROPY_BYTES = 16
WORDS = 12


@dataclass(frozen=True, slots=True)
class Card:
    """What the words give at one installation."""

    lookup: bytes
    auth_seed: bytes
    sealing_seed: bytes

    @classmethod
    def of(cls, entropy: bytes, instance_id: bytes) -> Card:
        if len(entropy) != ENTROPY_BYTES or len(instance_id) != ENTROPY_BYTES:
            raise Misuse("entropy and instance id have 16 bytes")
        root = suite.hkdf(entropy, "newleaf/v1/recovery/root", instance_id)
        return cls(
            suite.hkdf(root, "newleaf/v1/recovery/lookup")[:16],
            suite.hkdf(root, "newleaf/v1/recovery/auth"),
            suite.hkdf(root, "newleaf/v1/recovery/sealing"),
        )

    def public(self) -> CardKeys:
        return CardKeys(self.lookup, suite.ed25519_public(self.auth_seed), suite.xwing_public(self.sealing_seed))


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


@lru_cache(maxsize=1)
def _english() -> Mnemonic:
    return Mnemonic("english")


@lru_cache(maxsize=1)
def _index() -> dict[str, int]:
    return {word: index for index, word in enumerate(_english().wordlist)}
