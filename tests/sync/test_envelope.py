from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import space, suite
from newleaf_sync.encoding import padme, pae
from newleaf_sync.envelope import (
    HEADER_BYTES,
    MAX_BYTES,
    NO_HASH,
    Author,
    Header,
    Opened,
    Seen,
    chain,
    open_envelope,
    seal,
)
from newleaf_sync.errors import (
    BadFlags,
    Malformed,
    Misuse,
    NewleafError,
    NotAuthentic,
    UnknownEpoch,
    UnknownKind,
    UnknownSuite,
)

SPACE, DOCUMENT, DEVICE, OTHER = (bytes([n]) * 16 for n in range(1, 5))
KEY, SEED, OTHER_SEED = (bytes([n]) * 32 for n in range(5, 8))
DEVICES = {DEVICE: suite.ed25519_public(SEED), OTHER: suite.ed25519_public(OTHER_SEED)}
HEADER = Header(SPACE, DOCUMENT, 1)
AUTHOR = Author(DEVICE, SEED)
SEALED = seal(HEADER, KEY, AUTHOR, Seen(3, b"s" * 32), b"a leaf")


def opened(envelope):
    return open_envelope(envelope, {1: KEY, 2: KEY}, DEVICES)


def sealed_by_hand(plaintext, header=HEADER):
    """Seal a plaintext that `seal` would never write, with the right key and context."""
    head = header.encode()
    key = space.envelope_key(KEY, SPACE, header.epoch)
    return head + suite.cobblestone_seal(key, pae("newleaf/v1/env", head), plaintext)


def plaintext_of(envelope):
    head = envelope[:HEADER_BYTES]
    key = space.envelope_key(KEY, SPACE, 1)
    return suite.cobblestone_open(key, pae("newleaf/v1/env", head), envelope[HEADER_BYTES:])


def test_an_envelope_gives_back_what_was_sealed():
    assert opened(SEALED.envelope) == Opened(HEADER, DEVICE, NO_HASH, SEALED.hash, Seen(3, b"s" * 32), b"a leaf")


def test_a_short_entry_has_380_bytes_whatever_it_says():
    assert {len(seal(HEADER, KEY, AUTHOR, Seen(), b"x" * n).envelope) for n in range(93)} == {380}


HEADERS = st.builds(
    Header,
    space_id=st.just(SPACE),
    document_id=st.binary(min_size=16, max_size=16),
    counter=st.integers(1, 2**64 - 1),
    epoch=st.integers(0, 2**32 - 1),
    kind=st.integers(1, 5),
)


@given(HEADERS, st.binary(max_size=2000), st.binary(min_size=32, max_size=32), st.integers(0, 2**64 - 1))
def test_any_entry_opens_again_at_a_padded_length(header, content, prev, seen):
    sealed = seal(header, KEY, replace(AUTHOR, prev=prev), Seen(seen, prev), content)
    read = open_envelope(sealed.envelope, {header.epoch: KEY}, DEVICES)
    assert (read.header, read.prev, read.seen, read.content) == (header, prev, Seen(seen, prev), content)
    assert read.hash == sealed.hash
    plaintext = len(sealed.envelope) - HEADER_BYTES - 72
    assert padme(plaintext) == plaintext >= 256


def test_every_flipped_byte_is_refused():
    for at in range(len(SEALED.envelope)):
        for bit in (1, 128):
            bad = bytearray(SEALED.envelope)
            bad[at] ^= bit
            with pytest.raises(NewleafError):
                opened(bytes(bad))


def test_every_cut_and_a_byte_too_many_are_refused():
    for bad in [*(SEALED.envelope[:at] for at in range(len(SEALED.envelope))), SEALED.envelope + b"\0"]:
        with pytest.raises((Malformed, NotAuthentic)):
            opened(bad)


@pytest.mark.parametrize(
    "header",
    [
        replace(HEADER, space_id=OTHER),
        replace(HEADER, document_id=OTHER),
        replace(HEADER, counter=2),
        replace(HEADER, epoch=2),
        replace(HEADER, kind=2),
    ],
)
def test_a_body_under_another_header_is_refused(header):
    with pytest.raises(NotAuthentic):
        opened(header.encode() + SEALED.envelope[HEADER_BYTES:])


@pytest.mark.parametrize("header", [replace(HEADER, document_id=OTHER), replace(HEADER, kind=2)])
def test_an_insider_who_reseals_a_signed_body_elsewhere_is_refused(header):
    with pytest.raises(NotAuthentic):
        opened(sealed_by_hand(plaintext_of(SEALED.envelope), header))


def test_an_insider_cannot_move_a_body_to_another_counter():
    with pytest.raises(Malformed):
        opened(sealed_by_hand(plaintext_of(SEALED.envelope), replace(HEADER, counter=2)))


def test_an_insider_cannot_put_another_device_on_an_entry():
    plaintext = plaintext_of(SEALED.envelope)
    with pytest.raises(NotAuthentic):
        opened(sealed_by_hand(plaintext[:64] + OTHER + plaintext[80:]))


def test_a_device_outside_the_identity_log_is_refused():
    with pytest.raises(NotAuthentic):
        open_envelope(SEALED.envelope, {1: KEY}, {OTHER: DEVICES[OTHER]})


def test_a_device_signing_in_the_name_of_another_is_refused():
    forged = seal(HEADER, KEY, Author(DEVICE, OTHER_SEED), Seen(), b"")
    with pytest.raises(NotAuthentic):
        opened(forged.envelope)


def test_an_unsigned_entry_of_a_weak_device_key_is_refused():
    weak = (1).to_bytes(32, "little")
    plaintext = weak + bytes(32) + plaintext_of(SEALED.envelope)[64:]
    with pytest.raises(NotAuthentic):
        open_envelope(sealed_by_hand(plaintext), {1: KEY}, {DEVICE: weak})


def test_hidden_bytes_in_the_padding_are_refused():
    plaintext = plaintext_of(SEALED.envelope)
    with pytest.raises(Malformed, match="padding"):
        opened(sealed_by_hand(plaintext[:-1] + b"x"))


@pytest.mark.parametrize("length", [255, 257, 272, 512])
def test_a_padding_of_another_length_is_refused(length):
    with pytest.raises(Malformed, match="size"):
        opened(sealed_by_hand(plaintext_of(SEALED.envelope)[:length].ljust(length, b"\0")))


@pytest.mark.parametrize("body_bytes", [0, 39, 133, 2**31, 2**32 - 1])
def test_a_body_length_that_cannot_be_is_refused(body_bytes):
    plaintext = plaintext_of(SEALED.envelope)
    with pytest.raises(Malformed, match="body size"):
        opened(sealed_by_hand(plaintext[:120] + body_bytes.to_bytes(4, "big") + plaintext[124:]))


def with_byte(at, value):
    return SEALED.envelope[:at] + bytes([value]) + SEALED.envelope[at + 1 :]


@pytest.mark.parametrize(
    ("envelope", "error"),
    [
        (with_byte(0, ord("X")), Malformed),
        (with_byte(4, 2), UnknownSuite),
        (with_byte(5, 6), UnknownKind),
        (with_byte(5, 0), UnknownKind),
        (with_byte(6, 1), BadFlags),
        (with_byte(7, 1), BadFlags),
        (with_byte(27, 9), UnknownEpoch),
        (with_byte(51, 0), Malformed),
        (bytes(MAX_BYTES + 1), Malformed),
    ],
)
def test_what_is_newer_is_parked_and_what_is_wrong_is_final(envelope, error):
    with pytest.raises(error):
        opened(envelope)


def test_an_entry_above_one_mebibyte_is_not_written():
    with pytest.raises(Misuse):
        seal(HEADER, KEY, AUTHOR, Seen(), bytes(MAX_BYTES))


@pytest.mark.parametrize("header", [replace(HEADER, counter=0), replace(HEADER, space_id=b"short")])
def test_a_header_that_cannot_be_is_our_own_mistake(header):
    with pytest.raises(Misuse):
        header.encode()


def test_the_chain_of_a_device_changes_with_every_part_of_an_entry():
    def hash_of(header=HEADER, author=AUTHOR, seen=Seen(), content=b""):  # noqa: B008 - frozen
        return seal(header, KEY, author, seen, content).hash

    hashes = {
        hash_of(),
        hash_of(header=replace(HEADER, counter=2)),
        hash_of(author=replace(AUTHOR, prev=b"p" * 32)),
        hash_of(author=Author(OTHER, OTHER_SEED)),
        hash_of(seen=Seen(1)),
        hash_of(content=b"x"),
    }
    assert len(hashes) == 6
    assert hash_of() in hashes  # though its salt is another: the chain is over what was signed


def test_the_chain_of_a_log_changes_with_order_number_and_bytes():
    one, other = SEALED.envelope, seal(HEADER, KEY, AUTHOR, Seen(), b"").envelope
    chains = {
        chain(chain(NO_HASH, 1, one), 2, other),
        chain(chain(NO_HASH, 1, other), 2, one),
        chain(chain(NO_HASH, 1, one), 3, other),
        chain(NO_HASH, 2, other),
    }
    assert len(chains) == 4
