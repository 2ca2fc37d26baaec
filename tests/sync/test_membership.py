"""A membership log is believed whole or not at all, and nobody takes a right that they do not have."""

import secrets

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.errors import MembershipBroken, Misuse, NotAuthentic
from newleaf_sync.membership import (
    EQUAL,
    HOST,
    NO_KEY,
    Member,
    MembershipEntry,
    extend,
    key_hash_of,
    make,
    root_of,
    safety_number,
    unwrap,
    wrap,
)

SPACE = b"s" * 16
PEOPLE = [bytes([n]) * 16 for n in range(1, 6)]
ANA, BEN, CEM, DEE, EVA = PEOPLE
SEEDS = {account: bytes([n]) * 32 for n, account in enumerate(PEOPLE, 11)}
DEVICE = b"d" * 16
KEY = key_hash_of(b"k" * 32)


def dsk_of(account, device):
    return suite.ed25519_public(SEEDS[account]) if device == DEVICE and account in SEEDS else None


def member(account, role=EQUAL):
    return Member(account, root_of(account * 2), role)


def entry(before, members, author, key=KEY, *, seed=None, device=DEVICE):
    return make(SPACE, before, members, key, author=author, device_id=device, dsk_seed=seed or SEEDS[author])


def grown(*steps):
    """The membership after (members, author, key) steps."""
    membership = None
    for members, author, *key in steps:
        membership = extend(SPACE, membership, entry(membership, members, author, *key), dsk_of)
    return membership


TALK = [member(ANA), member(BEN)]
CIRCLE = [member(ANA, HOST), member(BEN), member(CEM)]


def test_two_people_talk_and_each_change_begins_an_epoch():
    talk = grown((TALK, ANA), (TALK, BEN))
    assert (talk.epoch, talk.accounts, talk.author) == (2, {ANA, BEN}, BEN)


def test_who_leaves_cannot_make_the_next_key_and_who_stayed_does():
    left = grown((TALK, ANA), ([member(BEN)], ANA, NO_KEY))
    assert (left.key_hash, left.accounts) == (NO_KEY, {BEN})
    assert grown((TALK, ANA), ([member(BEN)], ANA, NO_KEY), ([member(BEN)], BEN)).key_hash == KEY


def test_a_host_lets_in_and_takes_out():
    circle = grown((CIRCLE, ANA), ([*CIRCLE, member(DEE)], ANA), ([*CIRCLE[:1], member(DEE)], ANA))
    assert circle.accounts == {ANA, DEE}


@pytest.mark.parametrize(
    ("members", "author", "key", "why"),
    [
        ([*CIRCLE, member(DEE)], BEN, KEY, "right"),  # an equal lets somebody in
        (CIRCLE[:2], BEN, KEY, "right"),  # an equal takes another out
        ([member(ANA), member(BEN, HOST), member(CEM)], BEN, KEY, "right"),  # an equal makes themself the host
        ([member(ANA, HOST), member(CEM)], BEN, KEY, "key"),  # who leaves makes the next key
        (CIRCLE, BEN, NO_KEY, "key"),  # who stays makes none
        ([*CIRCLE, member(DEE)], DEE, KEY, "author"),  # a stranger lets themself in
        ([Member(ANA, root_of(b"other"), HOST), *CIRCLE[1:]], ANA, KEY, "root"),  # a key is swapped
    ],
)
def test_nobody_takes_a_right_that_they_do_not_have(members, author, key, why):
    circle = grown((CIRCLE, ANA))
    with pytest.raises(MembershipBroken, match=why):
        extend(SPACE, circle, entry(circle, members, author, key), dsk_of)


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ([member(BEN), member(CEM)], NO_KEY),  # the only host leaves, and hands it to nobody
        ([member(ANA), member(BEN), member(CEM)], KEY),  # or stays, as host no more
    ],
)
def test_a_circle_never_goes_on_without_a_host(members, key):
    circle = grown((CIRCLE, ANA))
    with pytest.raises(MembershipBroken, match="host"):
        extend(SPACE, circle, entry(circle, members, ANA, key), dsk_of)


def test_a_host_hands_on_and_leaves_in_one():
    circle = grown((CIRCLE, ANA), ([member(BEN, HOST), member(CEM)], ANA, NO_KEY))
    assert (circle.hosts, circle.accounts) == ({BEN}, {BEN, CEM})
    assert grown((CIRCLE[:1], ANA), ([], ANA, NO_KEY)).accounts == frozenset()  # the last one closes the door


@st.composite
def wishes(draw):
    """What one of five people would have the circle be: changed a little from what it is."""
    author, whom = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE))
    change = draw(st.sampled_from(["in", "out", "host", "equal", "key", "leave", "hand on"]))
    return author, whom, change, draw(st.booleans())


def wished(circle, author, whom, change):
    roles = {one.account_id: one.role for one in circle.members}
    match change:
        case "in":
            roles.setdefault(whom, EQUAL)
        case "out":
            roles.pop(whom, None)
        case "host" | "equal" if whom in roles:
            roles[whom] = HOST if change == "host" else EQUAL
        case "leave":
            roles.pop(author, None)
        case "hand on":
            roles.pop(author, None)
            roles |= {whom: HOST} if whom in roles else {}
    return [member(account, role) for account, role in roles.items()]


@given(st.lists(wishes(), max_size=12))
def test_whatever_members_wish_a_circle_has_a_host_and_only_hosts_change_others(wanted):
    circle = grown((CIRCLE, ANA))
    for author, whom, change, keyed in wanted:
        data = entry(circle, wished(circle, author, whom, change), author, KEY if keyed else NO_KEY)
        try:
            after = extend(SPACE, circle, data, dsk_of)
        except MembershipBroken:
            continue
        assert author in circle.accounts
        assert after.hosts or not after.members
        assert (after.key_hash == NO_KEY) == (author not in after.accounts)
        before, now = set(circle.members), set(after.members)
        if author not in circle.hosts:
            assert {one.account_id for one in before ^ now} <= {author}
            assert now <= before
        circle = after


def test_the_first_entry_is_by_one_who_is_in_it_and_names_a_key():
    for members, author, key in ((TALK, CEM, KEY), (TALK, ANA, NO_KEY), ([], ANA, KEY)):
        with pytest.raises(MembershipBroken, match="founder"):
            grown((members, author, key))


def test_a_replayed_a_forged_and_a_strange_entry_are_refused():
    talk = grown((TALK, ANA))
    for data in (
        entry(None, TALK, ANA),  # replayed
        entry(talk, TALK, ANA, seed=SEEDS[BEN]),  # signed by another
        entry(talk, TALK, ANA, device=b"x" * 16),  # by a phone that nobody let in
        entry(talk, [*TALK, member(CEM), member(ANA)], ANA),  # one twice
        entry(talk, [member(ANA), Member(BEN, b"short", EQUAL)], ANA),
        entry(talk, [member(ANA), Member(BEN, root_of(b"r"), 7)], ANA),
        entry(talk, [Member(secrets.token_bytes(16), root_of(b"r"), EQUAL) for _ in range(31)], ANA),
        b"",
        b"\x90",
    ):
        with pytest.raises(MembershipBroken):
            extend(SPACE, talk, data, dsk_of)


@given(at=st.integers(0), bit=st.integers(0, 7))
def test_no_bit_of_an_entry_can_be_changed(at, bit):
    talk = grown((TALK, ANA))
    data = bytearray(entry(talk, TALK, BEN))
    data[at % len(data)] ^= 1 << bit
    with pytest.raises(MembershipBroken):
        extend(SPACE, talk, bytes(data), dsk_of)


def test_an_entry_counts_in_its_own_space_only():
    talk = grown((TALK, ANA))
    with pytest.raises(MembershipBroken, match="signature"):
        extend(b"t" * 16, talk, entry(talk, TALK, BEN), dsk_of)


def test_one_entry_has_one_encoding():
    talk = grown((TALK, ANA))
    fields = msgspec.msgpack.decode(entry(talk, TALK, BEN), type=MembershipEntry)
    padded = msgspec.msgpack.encode([*msgspec.structs.astuple(fields), None])
    with pytest.raises(MembershipBroken, match="undecodable"):
        extend(SPACE, talk, padded, dsk_of)


def test_a_key_is_sealed_to_one_member_of_one_epoch():
    key, seed = secrets.token_bytes(32), secrets.token_bytes(32)
    first = grown((TALK, ANA, key_hash_of(key)))
    blob = wrap(first, BEN, suite.xwing_public(seed), key)
    assert unwrap(first, BEN, seed, blob) == key
    again = grown((TALK, ANA, key_hash_of(key)), (TALK, ANA, key_hash_of(key)))
    for membership, recipient, opener in (
        (again, BEN, seed),
        (first, ANA, seed),
        (first, BEN, secrets.token_bytes(32)),
        (grown((TALK, ANA)), BEN, seed),  # another key than the entry names
    ):
        with pytest.raises(NotAuthentic):
            unwrap(membership, recipient, opener, blob)
    with pytest.raises(Misuse):
        wrap(first, CEM, suite.xwing_public(seed), key)


def test_both_phones_show_the_same_number_and_another_for_a_swapped_key():
    ana, ben = (ANA, root_of(b"a")), (BEN, root_of(b"b"))
    number = safety_number(ana, ben)
    assert number == safety_number(ben, ana) != safety_number(ana, (BEN, root_of(b"other")))
    assert [len(group) for group in number.split()] == [5] * 12
