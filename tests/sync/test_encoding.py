from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.encoding import padme, pae, u32, u64

FIELDS = st.lists(st.binary(max_size=20), max_size=5)


def read_pae(data: bytes) -> list[bytes]:
    count, at, parts = int.from_bytes(data[:4], "big"), 4, []
    for _ in range(count):
        length = int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    assert at == len(data)
    return parts


def test_pae_is_what_the_page_says():
    assert pae("ab", b"", b"c") == bytes.fromhex("00000003 00000002 6162 00000000 00000001 63")


@given(st.text(st.characters(codec="ascii"), max_size=9), FIELDS)
def test_pae_can_be_read_back_so_no_two_lists_share_an_encoding(label, fields):
    assert read_pae(pae(label, *fields)) == [label.encode(), *fields]


@given(FIELDS, FIELDS)
def test_a_border_moved_between_fields_changes_the_bytes(one, other):
    assert (pae("x", *one) == pae("x", *other)) == (one == other)


def test_integers_are_big_endian():
    assert u32(258) == b"\0\0\1\2"
    assert u64(2**63) == b"\x80" + bytes(7)


def test_padme_gives_the_lengths_of_its_paper():
    assert [padme(n) for n in (0, 1, 8, 9, 100, 256, 257, 1000, 65_537)] == [0, 1, 8, 10, 104, 256, 272, 1024, 67_584]


@given(st.integers(0, 2**40))
def test_padme_grows_by_at_most_twelve_percent_and_only_once(length):
    padded = padme(length)
    assert length <= padded <= length * 1.12 + 1
    assert padme(padded) == padded
