import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from newleaf_sync import suite
from newleaf_sync.card import Card, entropy_of, words_of
from newleaf_sync.errors import CardError, Misuse, WrongChecksum, WrongCount, WrongWord

ENTROPY, INSTANCE = b"e" * 16, b"i" * 16
WORDS = words_of(ENTROPY)
CARD = Card.of(ENTROPY, INSTANCE)
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


def test_a_card_gives_three_different_secrets_and_others_elsewhere():
    cards = [CARD, Card.of(ENTROPY, b"j" * 16), Card.of(b"f" * 16, INSTANCE)]
    secrets = {secret for card in cards for secret in (card.lookup, card.auth_seed, card.sealing_seed)}
    assert len(secrets) == 9
    assert len(CARD.lookup) == 16


def test_what_is_sealed_to_the_card_opens_with_the_words():
    again = Card.of(entropy_of(" ".join(WORDS)), INSTANCE)
    sealed = suite.hpke_seal(CARD.public().sealing, b"info", b"key")
    assert suite.hpke_open(again.sealing_seed, b"info", sealed) == b"key"


def test_the_auth_key_is_not_weak_and_signs():
    public = CARD.public().auth
    suite.verify(public, b"m", suite.sign(CARD.auth_seed, b"m"))


def test_entropy_of_another_size_is_our_own_mistake():
    with pytest.raises(Misuse):
        words_of(b"short")
    with pytest.raises(Misuse):
        Card.of(b"short", INSTANCE)
