from dataclasses import replace

import pytest

from newleaf_sync import suite
from newleaf_sync.errors import NotAuthentic
from newleaf_sync.proof import Proof

SEED, OTHER_SEED = b"s" * 32, b"t" * 32
PROOF = Proof("https://leaf.example", "device", b"a" * 16, b"d" * 16, b"n" * 32, 1000)
SIGNATURE = PROOF.sign(SEED)


def test_a_proof_checks_with_the_key_that_signed_it():
    PROOF.verify(suite.ed25519_public(SEED), SIGNATURE)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://leaf.example.org"},
        {"purpose": "recover"},
        {"account_id": b"b" * 16},
        {"device_id": b"e" * 16},
        {"nonce": b"m" * 32},
        {"expires": 1001},
    ],
)
def test_a_proof_says_nothing_about_another_claim(change):
    with pytest.raises(NotAuthentic):
        replace(PROOF, **change).verify(suite.ed25519_public(SEED), SIGNATURE)


def test_a_proof_of_another_key_or_with_a_flipped_byte_is_refused():
    with pytest.raises(NotAuthentic):
        PROOF.verify(suite.ed25519_public(OTHER_SEED), SIGNATURE)
    for at in range(64):
        with pytest.raises(NotAuthentic):
            PROOF.verify(suite.ed25519_public(SEED), SIGNATURE[:at] + bytes([SIGNATURE[at] ^ 1]) + SIGNATURE[at + 1 :])
