"""A leaflet comes from who coordinates the project, and no reader goes back to an older one."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.errors import LeafletBroken
from newleaf_sync.leaflet import BOARD, HELP, IDEAS, Said, decode, make, read
from newleaf_sync.membership import root_of
from newleaf_sync.project import COORDINATOR, LEAD, SUPPORTER, Project, Worker

PEOPLE = [bytes([n]) * 16 for n in range(1, 5)]
ANA, BEN, SAM, EVE = PEOPLE
SEEDS = {account: bytes([n]) * 32 for n, account in enumerate(PEOPLE, 11)}
DEVICE = b"d" * 16
ROLES = {ANA: LEAD, BEN: COORDINATOR, SAM: SUPPORTER}
WORKERS = tuple(Worker(account, root_of(account * 2), role) for account, role in ROLES.items())
PLACE = Project(b"p" * 16, 7, bytes(32), WORKERS, bytes(32), ANA)


def dsk_of(account, device):
    return suite.ed25519_public(SEEDS[account]) if device == DEVICE and account in SEEDS else None


def leaflet(author=ANA, version=1, text="{}", kind=IDEAS, place=PLACE):
    said = Said(kind, version, 1_800_000_000_000, text)
    return make(place, said, author=author, device_id=DEVICE, dsk_seed=SEEDS[author])


@given(author=st.sampled_from(PEOPLE), text=st.text(max_size=50), kind=st.integers(IDEAS, BOARD))
def test_only_who_coordinates_gives_one_out(author, text, kind):
    """E5: the words of a project come from its coordinators, never from a server."""
    data = leaflet(author, text=text, kind=kind)
    if ROLES.get(author) in (LEAD, COORDINATOR):
        assert read(data, PLACE, None, dsk_of).text == text
    else:
        with pytest.raises(LeafletBroken):
            read(data, PLACE, None, dsk_of)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_no_reader_goes_back(versions):
    known = None
    for version in versions:
        data = leaflet(version=version)
        if known is not None and version < known.version:
            with pytest.raises(LeafletBroken):
                read(data, PLACE, known, dsk_of)
        else:
            known = read(data, PLACE, known, dsk_of)
    assert known.version == max(versions)


def test_it_belongs_to_one_project_one_entry_of_its_log_and_one_kind():
    data = leaflet()
    for other in ({"project_id": b"q" * 16}, {"seq": 8}):
        fields = {name: getattr(PLACE, name) for name in Project.__slots__} | other
        with pytest.raises(LeafletBroken):
            read(data, Project(**fields), None, dsk_of)
    with pytest.raises(LeafletBroken):
        read(data, PLACE, decode(leaflet(kind=HELP)), dsk_of)


@given(at=st.integers(0, 400), bit=st.integers(0, 7))
def test_no_bit_of_it_can_be_changed(at, bit):
    data = bytearray(leaflet(text='{"version":1}'))
    data[at % len(data)] ^= 1 << bit
    with pytest.raises(LeafletBroken):
        read(bytes(data), PLACE, None, dsk_of)


@given(st.binary(max_size=300))
def test_anything_else_is_refused_and_never_worse(data):
    with pytest.raises(LeafletBroken):
        decode(data)


@pytest.mark.parametrize(
    "changed",
    [{"kind": 0}, {"kind": 5}, {"version": 0}, {"seq": -1}, {"given": 2**53}, {"text": "x" * 2**19}],
)
def test_what_cannot_be_is_none(changed):
    good = decode(leaflet())
    with pytest.raises(LeafletBroken):
        decode(msgspec.msgpack.encode(msgspec.structs.replace(good, **changed)))
