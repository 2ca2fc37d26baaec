"""An invitation says who invites to whoever holds its link, and to nobody else."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.errors import Malformed, NewleafError, NotAuthentic
from newleaf_sync.invitation import CircleCard, Invitation, InvitationCard

ONE = Invitation(b"i" * 16, b"s" * 16, b"r" * 32)
CARD = InvitationCard(b"a" * 16, "Sam", "I have been there, too.")


def test_what_is_written_in_a_link_is_read_again():
    assert Invitation.read(ONE.text) == ONE
    assert set(ONE.text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text(max_size=120))
def test_any_other_text_is_refused(text):
    with pytest.raises(Malformed):
        Invitation.read(text)


@given(at=st.integers(0, 86), letter=st.sampled_from("Aa0-_ =é"))
def test_a_changed_link_is_another_invitation_or_none(at, letter):
    changed = ONE.text[:at] + letter + ONE.text[at + 1 :]
    if changed == ONE.text:
        return
    try:
        other = Invitation.read(changed)
    except Malformed:
        return
    assert other != ONE


def test_the_card_opens_with_the_link_only():
    sealed = ONE.seal_card(CARD)
    assert ONE.open_card(sealed) == CARD
    for other in (Invitation(b"j" * 16, ONE.secret, ONE.root), Invitation(ONE.invitation_id, b"t" * 16, ONE.root)):
        with pytest.raises(NotAuthentic):
            other.open_card(sealed)


@pytest.mark.parametrize("card", [("short", "Sam", ""), (b"a" * 15, "Sam", ""), (b"a" * 16, "x" * 41, "")])
def test_a_card_that_cannot_be_is_refused(card):
    with pytest.raises(NewleafError):
        ONE.open_card(ONE.seal_card(InvitationCard(*card)))


CIRCLE = CircleCard(b"a" * 16, "Sam", "Come along.", "Garden", b"c" * 16, 4)


def test_the_card_of_a_circle_says_more():
    assert ONE.open_card(ONE.seal_card(CIRCLE)) == CIRCLE
    for card in (
        ("Garden" * 9, CIRCLE.space_id, 4),
        ("Garden", b"short", 4),
        ("Garden", CIRCLE.space_id, 0),
        ("Garden", CIRCLE.space_id, 31),
    ):
        with pytest.raises(Malformed):
            ONE.open_card(ONE.seal_card(CircleCard(b"a" * 16, "Sam", "", *card)))


def test_who_answers_is_bound_to_the_proof_and_nothing_else_opens_the_name():
    answer = ONE.seal_answer("Jo")
    assert ONE.open_answer(answer) == "Jo"
    other = Invitation(ONE.invitation_id, b"t" * 16, ONE.root)
    with pytest.raises(NotAuthentic):
        other.open_answer(answer)
    with pytest.raises(Malformed):
        ONE.open_answer(ONE.seal_answer("x" * 41))
    proofs = {
        ONE.join_proof(b"c" * 16, b"j" * 16, b"r" * 32, answer),
        ONE.join_proof(b"d" * 16, b"j" * 16, b"r" * 32, answer),
        ONE.join_proof(b"c" * 16, b"k" * 16, b"r" * 32, answer),
        ONE.join_proof(b"c" * 16, b"j" * 16, b"q" * 32, answer),
        ONE.join_proof(b"c" * 16, b"j" * 16, b"r" * 32, answer + b"x"),
        other.join_proof(b"c" * 16, b"j" * 16, b"r" * 32, answer),
    }
    assert len(proofs) == 6


def test_the_proof_is_of_one_space_and_one_founding():
    proofs = {
        ONE.proof(b"s" * 16, b"founding"),
        ONE.proof(b"t" * 16, b"founding"),
        ONE.proof(b"s" * 16, b"another"),
        Invitation(ONE.invitation_id, secrets.token_bytes(16), ONE.root).proof(b"s" * 16, b"founding"),
    }
    assert len(proofs) == 4


def test_what_the_server_is_shown_is_not_the_secret():
    assert ONE.secret not in ONE.auth
    assert ONE.auth != Invitation(b"j" * 16, ONE.secret, ONE.root).auth
