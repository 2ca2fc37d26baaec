import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import LogBroken, Misuse, NotAuthentic
from newleaf_sync.identity import (
    CardKeys,
    Pin,
    add_device,
    card_changed,
    extend,
    genesis,
    keybag_changed,
    retired,
    revoke_device,
    rotate_keys,
    verify_log,
)

ACCOUNT, SPACE, PHONE, TABLET = (bytes([n]) * 16 for n in range(1, 5))
AIK, OTHER_AIK = b"a" * 32, b"b" * 32
AEK = suite.xwing_public(b"e" * 32)
PHONE_KEY, TABLET_KEY = (suite.ed25519_public(bytes([n]) * 32) for n in (8, 9))
PHONE_SEALING, TABLET_SEALING, NEW_AEK = (suite.xwing_public(bytes([n]) * 32) for n in (18, 19, 20))
PHONE_KEYS, TABLET_KEYS = PHONE_KEY + PHONE_SEALING, TABLET_KEY + TABLET_SEALING
BLOB, NEW_AIK = b"keybag", b"n" * 32
CARD = CardKeys(b"l" * 16, suite.ed25519_public(b"c" * 32), suite.xwing_public(b"d" * 32))
PIN = Pin(5, b"h" * 32)
PINNED = u64(5) + b"h" * 32


def log_of(*steps):
    entries = [genesis(ACCOUNT, AIK, AEK, SPACE, 1)]
    for ts, step in enumerate(steps, start=2):
        entries.append(step(verify_log(ACCOUNT, entries), ts))
    return entries


def add(device, keys):
    return lambda identity, ts: add_device(identity, AIK, device, keys[:32], keys[32:], ts)


def revoke(device):
    return lambda identity, ts: revoke_device(identity, AIK, device, PIN, ts)


def keybag(version, seed=AIK):
    return lambda identity, ts: keybag_changed(identity, seed, version, BLOB, ts)


def card(identity, ts):
    return card_changed(identity, AIK, CARD, ts)


def rotate(identity, ts):
    return rotate_keys(identity, AIK, NEW_AIK, NEW_AEK, ts)


LOG = log_of(add(PHONE, PHONE_KEYS), keybag(1), card, add(TABLET, TABLET_KEYS), revoke(PHONE), keybag(2))
ROTATED = log_of(add(PHONE, PHONE_KEYS), add(TABLET, TABLET_KEYS), card, revoke(PHONE), rotate, keybag(1, NEW_AIK))


def by_hand(entries, op, payload, *, seq=None, prev=None, seed=AIK, account=ACCOUNT, ts=9):
    """Sign an entry that the module itself would never make."""
    identity = verify_log(ACCOUNT, entries) if entries else None
    seq = len(entries) if seq is None else seq
    prev = (identity.head if identity else bytes(32)) if prev is None else prev
    signed = pae("newleaf/v1/idlog", account, u64(seq), prev, op.encode(), payload, u64(ts))
    return msgspec.msgpack.encode([seq, prev, op, payload, ts, suite.sign(seed, signed)])


def refused(entries, why="."):
    with pytest.raises(LogBroken, match=why):
        verify_log(ACCOUNT, entries)


def test_a_whole_log_says_who_the_account_is():
    identity = verify_log(ACCOUNT, LOG)
    assert (identity.account_id, identity.aik, identity.aek) == (ACCOUNT, suite.ed25519_public(AIK), AEK)
    assert (identity.space_id, identity.seq) == (SPACE, 6)
    assert identity.devices == {PHONE: PHONE_KEY, TABLET: TABLET_KEY}
    assert identity.revoked == {PHONE: PIN}
    assert identity.active == {TABLET: TABLET_KEY}
    assert (identity.keybag_version, identity.keybag_hash) == (2, suite.sha256(BLOB))
    assert identity.card == CARD
    assert identity.holders == {TABLET: TABLET_SEALING, CARD.lookup: CARD.sealing}
    assert identity.epoch == 1


def test_keys_that_rotate_are_those_of_the_account_from_there():
    identity = verify_log(ACCOUNT, ROTATED)
    assert (identity.aik, identity.aek, identity.epoch) == (suite.ed25519_public(NEW_AIK), NEW_AEK, 2)
    refused([*ROTATED[:6], by_hand(ROTATED[:6], "retired", b"")], "signature")


def test_a_new_key_that_did_not_agree_takes_nothing_over():
    payload = suite.ed25519_public(OTHER_AIK) + NEW_AEK
    stolen = msgspec.msgpack.decode(ROTATED[5])[3][-64:]
    for consent in (bytes(64), stolen, suite.sign(OTHER_AIK, payload)):
        refused([*ROTATED[:5], by_hand(ROTATED[:5], "rotate-keys", payload + consent)], "new key")


def test_what_a_device_wrote_ends_where_it_was_taken_off():
    identity = verify_log(ACCOUNT, LOG)
    for counter, digest in ((1, b"x" * 32), (4, b"y" * 32), (5, PIN.hash)):
        identity.must_have_written(PHONE, counter, digest)
    identity.must_have_written(TABLET, 99, b"z" * 32)
    for counter, digest in ((5, b"x" * 32), (6, PIN.hash)):
        with pytest.raises(NotAuthentic):
            identity.must_have_written(PHONE, counter, digest)


def test_a_log_is_the_same_read_whole_or_entry_by_entry():
    identity = None
    for entry in LOG:
        identity = extend(ACCOUNT, identity, entry)
    assert identity == verify_log(ACCOUNT, LOG)


def test_an_entry_made_by_hand_is_the_one_the_module_makes():
    assert by_hand(LOG[:1], "add-device", PHONE + PHONE_KEYS, ts=2) == LOG[1]


@pytest.mark.parametrize("which", range(len(LOG)))
def test_every_flipped_byte_of_every_entry_breaks_the_log(which):
    step = 37 if len(LOG[which]) > 1000 else 1  # X-Wing keys are long: one byte in 37 of such an entry
    for at in range(0, len(LOG[which]), step):
        bad = bytearray(LOG[which])
        bad[at] ^= 1
        refused([*LOG[:which], bytes(bad), *LOG[which + 1 :]])


def test_every_cut_and_trailing_byte_breaks_the_log():
    for bad in [*(LOG[1][:at] for at in range(len(LOG[1]))), LOG[1] + b"\0"]:
        refused([LOG[0], bad], "undecodable")


@pytest.mark.parametrize("which", range(len(LOG) - 1))
def test_a_dropped_repeated_or_swapped_entry_breaks_the_log(which):
    refused(LOG[:which] + LOG[which + 1 :])
    refused([*LOG[: which + 1], LOG[which], *LOG[which + 1 :]])
    refused([*LOG[:which], LOG[which + 1], LOG[which], *LOG[which + 2 :]])


def test_no_entry_at_all_is_no_log():
    refused([], "empty")


def test_a_log_of_one_account_is_not_that_of_another():
    with pytest.raises(LogBroken, match="signature"):
        verify_log(TABLET, LOG)


def test_a_server_cannot_add_a_device_with_a_key_of_its_own():
    refused([LOG[0], by_hand(LOG[:1], "add-device", TABLET + TABLET_KEYS, seed=OTHER_AIK)], "signature")


def test_an_entry_of_a_fork_does_not_follow():
    fork = log_of(add(TABLET, TABLET_KEYS), keybag(1))
    refused([*LOG[:2], fork[2]], "does not follow")


def test_a_genesis_under_a_weak_key_is_refused():
    weak = (1).to_bytes(32, "little")
    forged = msgspec.msgpack.encode([0, bytes(32), "genesis", weak + AEK + SPACE, 1, weak + bytes(32)])
    refused([forged], "signature")


@pytest.mark.parametrize(
    ("op", "payload", "why"),
    [
        ("genesis", LOG[0][40:72] + AEK + SPACE, "genesis"),
        ("add-device", PHONE + PHONE_KEYS, "added twice"),
        ("add-device", TABLET + TABLET_KEYS[:-1], "payload"),
        ("revoke-device", PHONE + PINNED, "revoke"),
        ("revoke-device", ACCOUNT + PINNED, "revoke"),
        ("keybag-changed", u64(2) + bytes(32), "version"),
        ("keybag-changed", u64(1) + bytes(32), "version"),
        ("card-changed", b"", "payload"),
        ("gone", b"", "unknown op"),
        ("", b"", "unknown op"),
    ],
)
def test_a_rightly_signed_entry_against_the_rules_breaks_the_log(op, payload, why):
    refused([*LOG, by_hand(LOG, op, payload)], why)


def test_a_first_entry_that_is_no_genesis_is_refused():
    refused([by_hand([], "add-device", PHONE + PHONE_KEYS)], "genesis")


def test_a_rightly_signed_entry_with_another_number_or_previous_hash_is_refused():
    refused([LOG[0], by_hand(LOG[:1], "add-device", PHONE + PHONE_KEYS, seq=2)], "follow")
    refused([LOG[0], by_hand(LOG[:1], "add-device", PHONE + PHONE_KEYS, prev=bytes(32))], "follow")


def test_one_entry_has_one_encoding():
    long_seq = LOG[1][:1] + b"\xcc" + LOG[1][1:]  # seq 1 as uint8 with a byte of its own
    assert msgspec.msgpack.decode(long_seq) == msgspec.msgpack.decode(LOG[1])
    refused([LOG[0], long_seq], "encoding")
    fields = msgspec.msgpack.decode(LOG[1])
    refused([LOG[0], msgspec.msgpack.encode([*fields, 0])], "undecodable")


def test_a_device_added_again_after_it_was_revoked_is_refused():
    refused([*LOG, by_hand(LOG, "add-device", PHONE + TABLET_KEYS)], "added twice")


def test_signing_with_the_key_of_another_account_is_our_own_mistake():
    with pytest.raises(Misuse):
        add_device(verify_log(ACCOUNT, LOG), OTHER_AIK, TABLET, TABLET_KEY, TABLET_SEALING, 1)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=10))
def test_a_device_is_active_exactly_while_it_was_added_and_not_revoked(moves):
    entries, added, gone = LOG[:1], set(), set()
    for adding, number in moves:
        device = bytes([number]) * 16
        allowed = device not in added if adding else device in added - gone
        op, payload = ("add-device", device + PHONE_KEYS) if adding else ("revoke-device", device + PINNED)
        longer = [*entries, by_hand(entries, op, payload)]
        if not allowed:
            refused(longer, "device")
            continue
        entries = longer
        (added if adding else gone).add(device)
    assert set(verify_log(ACCOUNT, entries).active) == added - gone


@given(st.binary(max_size=80))
def test_any_bytes_at_all_are_a_broken_log_and_nothing_worse(data):
    refused([data])
    refused([LOG[0], data])


def test_nothing_follows_a_retirement():
    log = [*LOG, retired(verify_log(ACCOUNT, LOG), AIK, 9)]
    known = verify_log(ACCOUNT, log)
    assert known.retired
    with pytest.raises(LogBroken, match="nothing follows"):
        verify_log(ACCOUNT, [*log, revoke_device(known, AIK, TABLET, PIN, 10)])
