from dataclasses import replace

import msgspec
import pytest

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import KeybagMismatch, Malformed, Misuse, NewleafError, NotAuthentic
from newleaf_sync.identity import Identity
from newleaf_sync.keybag import EpochKey, Keybag, SpaceKeys, open_keybag, seal_keybag

ACCOUNT, SPACE = b"1" * 16, b"2" * 16
ARK, AIK, AEK, KEY = (bytes([n]) * 32 for n in range(4))
KEYBAG = Keybag(AIK, (AEK, KEY), (SpaceKeys(SPACE, "self", (EpochKey(1, KEY), EpochKey(2, ARK))),))
BLOB = seal_keybag(KEYBAG, ARK, ACCOUNT, 3)


def named(blob, version=3):
    """The identity whose log names this blob, as a server could never make it without the identity key."""
    return Identity(
        ACCOUNT,
        suite.ed25519_public(AIK),
        suite.xwing_public(AEK),
        SPACE,
        seq=2,
        head=bytes(32),
        keybag_version=version,
        keybag_hash=suite.sha256(blob),
    )


def sealed_by_hand(value):
    key = suite.hkdf(ARK, "newleaf/v1/ark/keybag", ACCOUNT)
    return suite.cobblestone_seal(key, pae("newleaf/v1/keybag", ACCOUNT, u64(3)), msgspec.msgpack.encode(value))


def test_a_keybag_opens_as_it_was_sealed():
    opened = open_keybag(BLOB, 3, ARK, named(BLOB), known_version=3)
    assert opened == KEYBAG
    assert opened.spaces[0].by_epoch() == {1: KEY, 2: ARK}


def test_another_blob_than_the_log_names_is_refused():
    with pytest.raises(KeybagMismatch):
        open_keybag(seal_keybag(KEYBAG, ARK, ACCOUNT, 3), 3, ARK, named(BLOB))


def test_every_flipped_byte_and_every_cut_is_refused_even_if_the_log_named_it():
    flipped = [BLOB[:at] + bytes([BLOB[at] ^ 1]) + BLOB[at + 1 :] for at in range(len(BLOB))]
    for bad in flipped + [BLOB[:at] for at in range(len(BLOB))]:
        with pytest.raises(KeybagMismatch):
            open_keybag(bad, 3, ARK, named(BLOB))
        with pytest.raises(NotAuthentic):
            open_keybag(bad, 3, ARK, named(bad))


def test_an_older_keybag_under_a_newer_version_is_refused():
    with pytest.raises(KeybagMismatch):
        open_keybag(BLOB, 4, ARK, named(BLOB))
    with pytest.raises(NotAuthentic):
        open_keybag(BLOB, 4, ARK, named(BLOB, version=4))


def test_a_rolled_back_log_and_keybag_are_refused_by_who_saw_a_newer_one():
    with pytest.raises(KeybagMismatch, match="older"):
        open_keybag(BLOB, 3, ARK, named(BLOB), known_version=4)


def test_another_root_key_or_account_does_not_open_it():
    with pytest.raises(NotAuthentic):
        open_keybag(BLOB, 3, KEY, named(BLOB))
    with pytest.raises(NotAuthentic):
        open_keybag(BLOB, 3, ARK, replace(named(BLOB), account_id=SPACE))


@pytest.mark.parametrize("swapped", [Keybag(KEY, (AEK,), ()), Keybag(AIK, (KEY, AEK), ())])
def test_seeds_that_are_not_those_of_the_identity_log_are_refused(swapped):
    blob = seal_keybag(swapped, ARK, ACCOUNT, 3)
    with pytest.raises(KeybagMismatch, match="another identity"):
        open_keybag(blob, 3, ARK, named(blob))


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"aik_seed": AIK},
        [AIK, [], []],
        [AIK[:-1], [AEK], []],
        [AIK, [AEK], [[SPACE[:-1], "self", []]]],
        [AIK, [AEK], [[SPACE, "self", [[1, KEY[:-1]]]]]],
        [AIK, [AEK], [], "more"],
    ],
)
def test_a_keybag_of_another_shape_is_refused(value):
    blob = sealed_by_hand(value)
    with pytest.raises(Malformed):
        open_keybag(blob, 3, ARK, named(blob))


def test_a_keybag_with_a_short_key_is_not_written():
    with pytest.raises(Misuse):
        seal_keybag(Keybag(b"short", (AEK,), ()), ARK, ACCOUNT, 1)


def test_every_refusal_is_an_error_of_ours():
    assert issubclass(KeybagMismatch, NewleafError)
