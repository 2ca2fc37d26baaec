"""A project's log is believed whole or not at all; a letter opens for those whom it names, and as it was written."""

import secrets

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import letter, suite
from newleaf_sync.errors import Malformed, NotAuthentic, ProjectBroken, Violation
from newleaf_sync.letter import HELLO, Heading
from newleaf_sync.membership import root_of
from newleaf_sync.project import COORDINATOR, LEAD, SUPPORTER, ProjectCard, Worker, decode, extend, make, read_card

PEOPLE = [bytes([n]) * 16 for n in range(1, 5)]
ANA, BEN, SAM, EVE = PEOPLE
SEEDS = {account: bytes([n]) * 32 for n, account in enumerate(PEOPLE, 11)}
DEVICE = b"d" * 16
CARD = msgspec.msgpack.encode(ProjectCard("Vocation Matters", "", (), ()))
OTHER_CARD = msgspec.msgpack.encode(ProjectCard("Others", "", (), ()))


def dsk_of(account, device):
    return suite.ed25519_public(SEEDS[account]) if device == DEVICE and account in SEEDS else None


def worker(account, role):
    return Worker(account, root_of(account * 2), role)


def entry(before, workers, author, card=CARD):
    return make(before, workers, card, author=author, device_id=DEVICE, dsk_seed=SEEDS[author], salt=b"s" * 32)


def begun(*workers):
    first = extend(None, entry(None, [worker(ANA, LEAD)], ANA), dsk_of)
    return extend(first, entry(first, [worker(ANA, LEAD), *workers], ANA), dsk_of)


roles = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([COORDINATOR, SUPPORTER, LEAD]), max_size=4)


@given(before=roles, after=roles, author=st.sampled_from(PEOPLE), same_card=st.booleans())
def test_only_coordinators_change_it_and_one_is_always_there(before, after, author, same_card):
    """E5: a role is an entry that a coordinator signed, never a flag that a server decides."""
    before.pop(ANA, None)
    known = begun(*(worker(account, role) for account, role in before.items()))
    roles_before = {ANA: LEAD, **before}
    data = entry(known, [worker(*one) for one in after.items()], author, CARD if same_card else OTHER_CARD)
    leaves = same_card and after == {account: role for account, role in roles_before.items() if account != author}
    coordinates = roles_before.get(author, SUPPORTER) != SUPPORTER
    may = author in roles_before and (coordinates or leaves) and any(role != SUPPORTER for role in after.values())
    if not may:
        with pytest.raises(ProjectBroken):
            extend(known, data, dsk_of)
    else:
        assert {one.account_id: one.role for one in extend(known, data, dsk_of).workers} == after


@given(at=st.integers(0, 400), bit=st.integers(0, 7))
def test_no_bit_of_an_entry_can_be_changed(at, bit):
    data = bytearray(entry(None, [worker(ANA, LEAD)], ANA))
    data[at % len(data)] ^= 1 << bit
    try:
        other = extend(None, bytes(data), dsk_of)
    except ProjectBroken:
        return
    raise AssertionError(other)


@given(st.binary(max_size=300))
def test_anything_else_is_refused_and_never_worse(data):
    with pytest.raises(ProjectBroken):
        decode(0, data)
    with pytest.raises(ProjectBroken):
        read_card(begun(), data)


def test_the_card_of_another_entry_is_none():
    known = begun()
    assert read_card(known, CARD).name == "Vocation Matters"
    with pytest.raises(ProjectBroken):
        read_card(known, OTHER_CARD)


AEKS = {account: bytes([n]) * 32 for n, account in enumerate(PEOPLE, 31)}
HEADING = Heading(b"l" * 16, b"p" * 16, HELLO)
BLOB, WRAPS = letter.seal(
    HEADING,
    {one: suite.xwing_public(AEKS[one]) for one in (ANA, BEN)},
    b"\x90",
    author=SAM,
    device_id=DEVICE,
    dsk_seed=SEEDS[SAM],
    key=secrets.token_bytes(32),
)


def read(recipient, *, blob=BLOB, wrap=None, heading=HEADING, seeds=None):
    wrap = dict(WRAPS).get(recipient, WRAPS[0][1]) if wrap is None else wrap
    return letter.unseal(heading, blob, wrap, recipient, seeds or [AEKS[recipient]], dsk_of)


def test_those_whom_it_names_open_it_with_old_keys_too():
    assert read(ANA).recipients == (ANA, BEN)
    assert read(BEN, seeds=[secrets.token_bytes(32), AEKS[BEN]]).author == SAM
    for other in (SAM, EVE):
        with pytest.raises(NotAuthentic):
            read(other)


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7), which=st.sampled_from(["blob", "wrap"]))
def test_no_bit_of_a_letter_can_be_changed(at, bit, which):
    whole = bytearray(BLOB if which == "blob" else WRAPS[0][1])
    whole[at % len(whole)] ^= 1 << bit
    with pytest.raises(Violation):
        read(ANA, **{which: bytes(whole)})


@pytest.mark.parametrize("field", ["letter_id", "project_id", "about"])
def test_it_cannot_be_put_under_another_heading(field):
    other = Heading(*(b"x" * 16 if name == field else getattr(HEADING, name) for name in HEADING.__slots__))
    with pytest.raises(NotAuthentic):
        read(ANA, heading=other)


def test_another_cannot_put_their_name_under_it():
    with pytest.raises((NotAuthentic, Malformed)):
        letter.unseal(HEADING, BLOB, WRAPS[0][1], ANA, [AEKS[ANA]], lambda *_: suite.ed25519_public(SEEDS[EVE]))
