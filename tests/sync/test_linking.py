from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.encoding import pae
from newleaf_sync.errors import Malformed, Misuse, NotAuthentic
from newleaf_sync.linking import (
    ALPHABET,
    OFFER_BYTES,
    Answer,
    Link,
    Offer,
    digits,
    make_answer,
    make_code,
    make_offer,
    read_answer,
    read_code,
    read_offer,
    show_code,
)

CODE = make_code(bytes(range(13)))
LINK = Link.of(CODE)
SEED = b"x" * 32
OFFERED = Offer(b"d" * 16, suite.ed25519_public(b"k" * 32), suite.xwing_public(SEED))
OFFER = make_offer(LINK, OFFERED)
GIVEN = Answer(b"a" * 16, suite.ed25519_public(b"i" * 32))
ANSWER = make_answer(LINK, OFFER, GIVEN)
SOMEONE = Link.of(make_code(bytes(13)))


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def sealed_by_hand(payload):
    info = pae("newleaf/v1/link", LINK.link_id, suite.sha256(OFFER), LINK.secret)
    return suite.hpke_seal(OFFERED.xwing, info, msgspec.msgpack.encode(payload))


@given(st.binary(min_size=13, max_size=13))
def test_a_code_keeps_its_hundred_random_bits(entropy):
    code = make_code(entropy)
    bits = 0
    for character in code:
        bits = bits << 5 | ALPHABET.index(character)
    assert bits == int.from_bytes(entropy, "big") >> 4
    assert len(code) == 20


@given(st.binary(min_size=13, max_size=13), st.randoms(use_true_random=False))
def test_a_code_is_read_as_people_write_it(entropy, random):
    code = make_code(entropy)
    like = {"0": "0oO", "1": "1iIlL"}
    written = "".join(random.choice(like.get(c, c + c.lower()) + "") for c in code)
    spaced = "-".join(written[at : at + 4] for at in range(0, 20, 4))
    assert read_code(spaced) == read_code(f" {written}\n") == read_code(show_code(code)) == code


@pytest.mark.parametrize("text", ["", CODE[:-1], CODE + "0", "U" * 20, CODE[:-1] + "!", CODE[:-1] + "é"])
def test_what_is_no_code_is_refused(text):
    with pytest.raises(Malformed):
        read_code(text)


def test_the_server_learns_the_link_but_not_the_secret():
    assert len(LINK.link_id) == 16
    assert LINK.secret[:16] != LINK.link_id
    assert Link.of(show_code(CODE).lower()) == LINK
    assert SOMEONE.link_id != LINK.link_id
    assert SOMEONE.secret != LINK.secret


def test_two_phones_meet():
    assert read_offer(LINK, OFFER) == OFFERED
    assert read_answer(LINK, OFFER, SEED, ANSWER) == GIVEN


def test_every_flipped_byte_of_an_offer_is_refused():
    for at in range(OFFER_BYTES):
        with pytest.raises(NotAuthentic):
            read_offer(LINK, flipped(OFFER, at))


def test_every_cut_of_an_offer_is_refused():
    for bad in [*(OFFER[:at] for at in range(OFFER_BYTES)), OFFER + b"\0"]:
        with pytest.raises(Malformed):
            read_offer(LINK, bad)


def test_a_server_without_the_code_cannot_put_its_own_phone_in_the_offer():
    mallory = replace(OFFERED, xwing=suite.xwing_public(b"m" * 32))
    with pytest.raises(NotAuthentic):
        read_offer(LINK, make_offer(SOMEONE, mallory))
    with pytest.raises(NotAuthentic):
        make_answer(LINK, make_offer(SOMEONE, mallory), GIVEN)


def test_an_offer_with_a_weak_device_key_is_refused():
    weak = replace(OFFERED, dsk=(1).to_bytes(32, "little"))
    with pytest.raises(NotAuthentic):
        read_offer(LINK, make_offer(LINK, weak))


def test_an_answer_is_refused_under_another_offer_link_or_key():
    again = make_offer(LINK, replace(OFFERED, device_id=b"e" * 16))
    for link, offer, seed in ((LINK, again, SEED), (SOMEONE, OFFER, SEED), (LINK, OFFER, b"y" * 32)):
        with pytest.raises(NotAuthentic):
            read_answer(link, offer, seed, ANSWER)


def test_an_answer_of_a_server_without_the_code_is_refused():
    """It knows link_id, the offer and so the public key, but the secret is part of what the seal is bound to."""
    info = pae("newleaf/v1/link", LINK.link_id, suite.sha256(OFFER), SOMEONE.secret)
    forged = suite.hpke_seal(OFFERED.xwing, info, msgspec.msgpack.encode([GIVEN.account_id, GIVEN.aik]))
    with pytest.raises(NotAuthentic):
        read_answer(LINK, OFFER, SEED, forged)


def test_flipped_bytes_and_cuts_of_an_answer_are_refused():
    bad = [flipped(ANSWER, at) for at in range(0, len(ANSWER), 5)] + [ANSWER[:at] for at in range(0, len(ANSWER), 17)]
    for data in [*bad, ANSWER + b"\0"]:
        with pytest.raises(NotAuthentic):
            read_answer(LINK, OFFER, SEED, data)


@pytest.mark.parametrize("payload", [[], [b"a" * 16], [b"a" * 15, b"i" * 32], [b"a" * 16, b"i" * 32, 0], {"aik": 1}])
def test_an_answer_of_another_shape_is_refused(payload):
    with pytest.raises(Malformed):
        read_answer(LINK, OFFER, SEED, sealed_by_hand(payload))


def test_both_screens_show_the_same_six_digits_and_others_for_another_offer():
    shown = digits(LINK, OFFER)
    assert len(shown) == 6
    assert shown.isdecimal()
    others = {digits(LINK, flipped(OFFER, at)) for at in range(50)} | {digits(SOMEONE, OFFER)}
    assert len(others) > 45
    assert shown not in others


def test_digits_keep_their_leading_zeros():
    assert {len(digits(LINK, bytes([n]))) for n in range(200)} == {6}


def test_what_the_caller_may_not_do():
    with pytest.raises(Misuse):
        make_code(b"short")
    with pytest.raises(Misuse):
        make_offer(LINK, replace(OFFERED, device_id=b"short"))
