import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import LogBroken, Misuse
from newleaf_sync.identity import (
    add_device,
    extend,
    genesis,
    keybag_changed,
    retired,
    revoke_device,
    slot_changed,
    verify_log,
)

ACCOUNT, SPACE, PHONE, TABLET = (bytes([n]) * 16 for n in range(1, 5))
AIK, OTHER_AIK = b"a" * 32, b"b" * 32
AEK = suite.xwing_public(b"e" * 32)
PHONE_KEY, TABLET_KEY = (suite.ed25519_public(bytes([n]) * 32) for n in (8, 9))
BLOB, SLOT = b"keybag", b"\1slot"


def log_of(*steps):
    entries = [genesis(ACCOUNT, AIK, AEK, SPACE, 1)]
    for ts, step in enumerate(steps, start=2):
        entries.append(step(verify_log(ACCOUNT, entries), ts))
    return entries


def add(device, dsk):
    return lambda identity, ts: add_device(identity, AIK, device, dsk, ts)


def revoke(device):
    return lambda identity, ts: revoke_device(identity, AIK, device, ts)


def keybag(version):
    return lambda identity, ts: keybag_changed(identity, AIK, version, BLOB, ts)


def slot(identity, ts):
    return slot_changed(identity, AIK, SLOT, ts)


LOG = log_of(add(PHONE, PHONE_KEY), keybag(1), slot, add(TABLET, TABLET_KEY), revoke(PHONE), keybag(2))


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
    assert identity.revoked == {PHONE}
    assert identity.active == {TABLET: TABLET_KEY}
    assert (identity.keybag_version, identity.keybag_hash) == (2, suite.sha256(BLOB))
    assert identity.slot_hashes == {1: suite.sha256(SLOT)}


def test_a_log_is_the_same_read_whole_or_entry_by_entry():
    identity = None
    for entry in LOG:
        identity = extend(ACCOUNT, identity, entry)
    assert identity == verify_log(ACCOUNT, LOG)


def test_an_entry_made_by_hand_is_the_one_the_module_makes():
    assert by_hand(LOG[:1], "add-device", PHONE + PHONE_KEY, ts=2) == LOG[1]


@pytest.mark.parametrize("which", range(len(LOG)))
def test_every_flipped_byte_of_every_entry_breaks_the_log(which):
    step = 37 if which == 0 else 1  # the genesis is long: one byte in 37 of it
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
    refused([LOG[0], by_hand(LOG[:1], "add-device", TABLET + TABLET_KEY, seed=OTHER_AIK)], "signature")


def test_an_entry_of_a_fork_does_not_follow():
    fork = log_of(add(TABLET, TABLET_KEY), keybag(1))
    refused([*LOG[:2], fork[2]], "does not follow")


def test_a_genesis_under_a_weak_key_is_refused():
    weak = (1).to_bytes(32, "little")
    forged = msgspec.msgpack.encode([0, bytes(32), "genesis", weak + AEK + SPACE, 1, weak + bytes(32)])
    refused([forged], "signature")


@pytest.mark.parametrize(
    ("op", "payload", "why"),
    [
        ("genesis", LOG[0][40:72] + AEK + SPACE, "genesis"),
        ("add-device", PHONE + PHONE_KEY, "added twice"),
        ("add-device", TABLET + TABLET_KEY[:-1], "payload"),
        ("revoke-device", PHONE, "revoke"),
        ("revoke-device", ACCOUNT, "revoke"),
        ("keybag-changed", u64(2) + bytes(32), "version"),
        ("keybag-changed", u64(1) + bytes(32), "version"),
        ("slot-changed", b"", "payload"),
        ("gone", b"", "unknown op"),
        ("", b"", "unknown op"),
    ],
)
def test_a_rightly_signed_entry_against_the_rules_breaks_the_log(op, payload, why):
    refused([*LOG, by_hand(LOG, op, payload)], why)


def test_a_first_entry_that_is_no_genesis_is_refused():
    refused([by_hand([], "add-device", PHONE + PHONE_KEY)], "genesis")


def test_a_rightly_signed_entry_with_another_number_or_previous_hash_is_refused():
    refused([LOG[0], by_hand(LOG[:1], "add-device", PHONE + PHONE_KEY, seq=2)], "follow")
    refused([LOG[0], by_hand(LOG[:1], "add-device", PHONE + PHONE_KEY, prev=bytes(32))], "follow")


def test_one_entry_has_one_encoding():
    long_seq = LOG[1][:1] + b"\xcc" + LOG[1][1:]  # seq 1 as uint8 with a byte of its own
    assert msgspec.msgpack.decode(long_seq) == msgspec.msgpack.decode(LOG[1])
    refused([LOG[0], long_seq], "encoding")
    fields = msgspec.msgpack.decode(LOG[1])
    refused([LOG[0], msgspec.msgpack.encode([*fields, 0])], "undecodable")


def test_a_device_added_again_after_it_was_revoked_is_refused():
    refused([*LOG, by_hand(LOG, "add-device", PHONE + TABLET_KEY)], "added twice")


def test_signing_with_the_key_of_another_account_is_our_own_mistake():
    with pytest.raises(Misuse):
        add_device(verify_log(ACCOUNT, LOG), OTHER_AIK, TABLET, TABLET_KEY, 1)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=10))
def test_a_device_is_active_exactly_while_it_was_added_and_not_revoked(moves):
    entries, added, gone = LOG[:1], set(), set()
    for adding, number in moves:
        device = bytes([number]) * 16
        allowed = device not in added if adding else device in added - gone
        op, payload = ("add-device", device + PHONE_KEY) if adding else ("revoke-device", device)
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
        verify_log(ACCOUNT, [*log, revoke_device(known, AIK, TABLET, 10)])
