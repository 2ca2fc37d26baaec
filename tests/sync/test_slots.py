import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from newleaf_sync import suite
from newleaf_sync.errors import (
    CardError,
    Malformed,
    Misuse,
    NewleafError,
    NotAuthentic,
    UnknownSuite,
    WrongChecksum,
    WrongCount,
    WrongWord,
)
from newleaf_sync.slots import Recovery, entropy_of, open_slot, seal_slot, words_of

ENTROPY, INSTANCE, ACCOUNT, ARK = b"e" * 16, b"i" * 16, b"a" * 16, b"k" * 32
WORDS = words_of(ENTROPY)
RECOVERY = Recovery.of(ENTROPY, INSTANCE)
SLOT = seal_slot(RECOVERY, ACCOUNT, ARK)
WORDLIST = Mnemonic("english").wordlist


@given(st.binary(min_size=16, max_size=16))
def test_twelve_words_carry_sixteen_bytes_there_and_back(entropy):
    words = words_of(entropy)
    assert len(words) == 12
    assert entropy_of(" ".join(words)) == entropy == bytes(Mnemonic("english").to_entropy(words))


def test_words_are_those_of_bip_39():
    assert words_of(bytes(16)) == ["abandon"] * 11 + ["about"]
    assert words_of(b"\xff" * 16) == ["zoo"] * 11 + ["wrong"]


def test_words_are_read_however_they_were_typed():
    typed = "  " + "\n".join(WORDS).upper() + "\t"
    assert entropy_of(typed) == ENTROPY
    full_width = "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in " ".join(WORDS))
    assert entropy_of(full_width) == ENTROPY  # NFKD folds what some keyboards write


@pytest.mark.parametrize("index", range(12))
def test_the_first_wrong_word_is_named(index):
    typed = [*WORDS[:index], "leef", *WORDS[index + 1 :]]
    with pytest.raises(WrongWord) as caught:
        entropy_of(" ".join(typed))
    assert caught.value.index == index
    assert str(caught.value) == f"word {index + 1} is not on the list"


@pytest.mark.parametrize("count", [0, 1, 11, 13, 24])
def test_more_or_fewer_than_twelve_words_are_refused(count):
    with pytest.raises(WrongCount) as caught:
        entropy_of(" ".join(["abandon"] * count))
    assert caught.value.count == count


@given(st.lists(st.sampled_from(WORDLIST), min_size=12, max_size=12))
def test_twelve_known_words_open_only_if_bip_39_says_so(words):
    if Mnemonic("english").check(" ".join(words)):
        assert words_of(entropy_of(" ".join(words))) == words
    else:
        with pytest.raises(WrongChecksum):
            entropy_of(" ".join(words))


def test_a_card_error_never_repeats_what_was_typed():
    with pytest.raises(CardError) as caught:
        entropy_of(" ".join([*WORDS[:11], "secretive"]))
    assert "secretive" not in str(caught.value) + repr(caught.value)


def test_the_card_opens_the_root_key():
    assert open_slot(Recovery.of(ENTROPY, INSTANCE), ACCOUNT, SLOT) == ARK


def test_a_card_gives_four_different_secrets_and_others_elsewhere():
    elsewhere = Recovery.of(ENTROPY, ACCOUNT)
    secrets = {
        RECOVERY.lookup,
        RECOVERY.lock,
        RECOVERY.auth_seed,
        elsewhere.lookup,
        elsewhere.lock,
        elsewhere.auth_seed,
        Recovery.of(b"f" * 16, INSTANCE).lock,
    }
    assert len(secrets) == 7
    assert len(RECOVERY.lookup) == 16


def test_every_flipped_byte_is_refused():
    for at in range(len(SLOT)):
        with pytest.raises(NewleafError):
            open_slot(RECOVERY, ACCOUNT, SLOT[:at] + bytes([SLOT[at] ^ 1]) + SLOT[at + 1 :])


def test_every_cut_and_a_byte_too_many_are_refused():
    for bad in [*(SLOT[:at] for at in range(len(SLOT))), SLOT + b"\0"]:
        with pytest.raises(Malformed):
            open_slot(RECOVERY, ACCOUNT, bad)


def test_another_type_suite_lookup_or_account_is_refused():
    with pytest.raises(Malformed):
        open_slot(RECOVERY, ACCOUNT, b"\2" + SLOT[1:])
    with pytest.raises(UnknownSuite):
        open_slot(RECOVERY, ACCOUNT, SLOT[:1] + b"\2" + SLOT[2:])
    with pytest.raises(NotAuthentic):
        open_slot(RECOVERY, ACCOUNT, SLOT[:2] + bytes(16) + SLOT[18:])
    with pytest.raises(NotAuthentic):
        open_slot(RECOVERY, INSTANCE, SLOT)


def test_a_slot_of_a_server_that_swapped_the_card_is_refused():
    other = Recovery.of(b"f" * 16, INSTANCE)
    forged = SLOT[:18] + seal_slot(other, ACCOUNT, b"x" * 32)[18:]
    with pytest.raises(NotAuthentic):
        open_slot(RECOVERY, ACCOUNT, forged)


def test_the_auth_key_is_not_weak_and_signs():
    public = suite.ed25519_public(RECOVERY.auth_seed)
    suite.verify(public, b"m", suite.sign(RECOVERY.auth_seed, b"m"))


def test_entropy_of_another_size_is_our_own_mistake():
    with pytest.raises(Misuse):
        words_of(b"short")
    with pytest.raises(Misuse):
        Recovery.of(b"short", INSTANCE)
