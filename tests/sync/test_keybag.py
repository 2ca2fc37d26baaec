from dataclasses import replace

import msgspec
import pytest

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import KeybagMismatch, Malformed, Misuse, NewleafError, NotAuthentic, Violation
from newleaf_sync.identity import Identity
from newleaf_sync.keybag import EpochKey, Keybag, SpaceKeys, new_keys, open_keybag, seal_keybag

ACCOUNT, SPACE, PHONE, CARD = (bytes([n]) * 16 for n in range(1, 5))
AIK, AEK, KEY, NEXT, SEED, CARD_SEED = (bytes([n]) * 32 for n in range(6))
KEYBAG = Keybag(AIK, (AEK, KEY), (SpaceKeys(SPACE, "self", (EpochKey(1, KEY), EpochKey(2, NEXT))),))
HOLDERS = {PHONE: suite.xwing_public(SEED), CARD: suite.xwing_public(CARD_SEED)}
BLOB = seal_keybag(KEYBAG, ACCOUNT, 3, HOLDERS)


def named(blob, version=3):
    """The identity whose log names this blob, as a server could never make it without the identity key."""
    return Identity(
        ACCOUNT,
        suite.ed25519_public(AIK),
        suite.xwing_public(AEK),
        SPACE,
        seq=2,
        head=bytes(32),
        epoch=2,
        keybag_version=version,
        keybag_hash=suite.sha256(blob),
    )


def opened(blob, identity, version=3, holder=PHONE, seed=SEED, known_version=0):
    return open_keybag(blob, version, holder, seed, identity, known_version)


def sealed_by_hand(value, key=KEY):
    sealed = suite.cobblestone_seal(KEY, pae("newleaf/v1/keybag", ACCOUNT, u64(3)), msgspec.msgpack.encode(value))
    info = pae("newleaf/v1/keybag/lock", ACCOUNT, u64(3), PHONE, suite.sha256(sealed))
    return msgspec.msgpack.encode([sealed, [[PHONE, suite.hpke_seal(HOLDERS[PHONE], info, key)]]])


def test_a_keybag_opens_for_each_holder_as_it_was_sealed():
    assert opened(BLOB, named(BLOB), known_version=3) == KEYBAG
    assert opened(BLOB, named(BLOB), holder=CARD, seed=CARD_SEED) == KEYBAG
    assert KEYBAG.spaces[0].by_epoch() == {1: KEY, 2: NEXT}


def test_another_blob_than_the_log_names_is_refused():
    with pytest.raises(KeybagMismatch):
        opened(seal_keybag(KEYBAG, ACCOUNT, 3, HOLDERS), named(BLOB))


def test_every_flipped_byte_and_every_cut_is_refused_even_if_the_log_named_it():
    flipped = [BLOB[:at] + bytes([BLOB[at] ^ 1]) + BLOB[at + 1 :] for at in range(0, len(BLOB), 7)]
    for bad in flipped + [BLOB[:at] for at in range(0, len(BLOB), 7)]:
        with pytest.raises(KeybagMismatch):
            opened(bad, named(BLOB))
    mine = seal_keybag(KEYBAG, ACCOUNT, 3, {PHONE: HOLDERS[PHONE]})
    for bad in [mine[:at] + bytes([mine[at] ^ 1]) + mine[at + 1 :] for at in range(0, len(mine), 7)]:
        with pytest.raises(Violation):
            opened(bad, named(bad))


def test_an_older_keybag_under_a_newer_version_is_refused():
    with pytest.raises(KeybagMismatch):
        opened(BLOB, named(BLOB), 4)
    with pytest.raises(NotAuthentic):
        opened(BLOB, named(BLOB, version=4), 4)


def test_a_rolled_back_log_and_keybag_are_refused_by_who_saw_a_newer_one():
    with pytest.raises(KeybagMismatch, match="older"):
        opened(BLOB, named(BLOB), known_version=4)


def test_who_has_no_lock_or_another_key_or_account_does_not_open_it():
    with pytest.raises(KeybagMismatch, match="not sealed to"):
        opened(BLOB, named(BLOB), holder=SPACE)
    with pytest.raises(NotAuthentic):
        opened(BLOB, named(BLOB), seed=CARD_SEED)
    with pytest.raises(NotAuthentic):
        opened(BLOB, replace(named(BLOB), account_id=SPACE))


def test_a_lock_of_one_holder_or_version_is_no_lock_of_another():
    sealed, locks = msgspec.msgpack.decode(BLOB)
    locks = [[PHONE, next(key for holder, key in locks if holder == CARD)]]
    swapped = msgspec.msgpack.encode([sealed, locks])
    with pytest.raises(NotAuthentic):
        opened(swapped, named(swapped), seed=CARD_SEED)


def test_the_next_keys_are_new_and_keep_what_opens_the_past():
    newer = new_keys(SPACE, KEYBAG)
    assert newer.aik_seed != AIK
    assert newer.aek_seeds[1:] == KEYBAG.aek_seeds
    assert newer.spaces[0].epochs[:2] == KEYBAG.spaces[0].epochs
    assert newer.spaces[0].epochs[2].epoch == 3
    assert newer.spaces[0].epochs[2].key not in (KEY, NEXT)
    assert new_keys(SPACE) != new_keys(SPACE)


def test_a_keybag_without_the_keys_of_the_epoch_is_refused():
    for epoch in (1, 3):
        with pytest.raises(KeybagMismatch, match="epochs"):
            opened(BLOB, replace(named(BLOB), epoch=epoch))


@pytest.mark.parametrize("swapped", [Keybag(KEY, (AEK,), ()), Keybag(AIK, (KEY, AEK), ())])
def test_seeds_that_are_not_those_of_the_identity_log_are_refused(swapped):
    blob = seal_keybag(swapped, ACCOUNT, 3, HOLDERS)
    with pytest.raises(KeybagMismatch, match="another identity"):
        opened(blob, named(blob))


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
        opened(blob, named(blob))


def test_a_key_of_another_size_in_the_lock_is_refused():
    blob = sealed_by_hand(KEYBAG, key=KEY[:-1])
    with pytest.raises(Malformed):
        opened(blob, named(blob))


def test_a_keybag_with_a_short_key_is_not_written():
    with pytest.raises(Misuse):
        seal_keybag(Keybag(b"short", (AEK,), ()), ACCOUNT, 1, HOLDERS)


def test_every_refusal_is_an_error_of_ours():
    assert issubclass(KeybagMismatch, NewleafError)
