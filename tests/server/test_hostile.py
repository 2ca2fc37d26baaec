"""Whatever arrives: a typed refusal or a goodbye, nothing stored, and no other connection notices."""

from __future__ import annotations

import contextlib
import socket

import msgspec
import pytest
from caller import Closed, Device, Wire, log_of, pack, unpack
from hypothesis import given, settings
from hypothesis import strategies as st

from newleaf_server.errors import Refusal
from newleaf_server.sync.conversation import read_frame
from newleaf_sync.frames import Frame

MALFORMED = [
    b"",
    b"\xc1",
    b"\xc0",
    b"\x90",
    b"\x91\xa4ping",
    b"\x93\xa4push\x01",
    b"\xa4ping",
    b"\x92\xa4ping\xa1x",
    b"\xff" * 99,
    pack({"ping": 1}),
    pack(["pull", "one", b"", 0, 0]),
    pack(["push", 1, b"", b"no list"]),
    b"\x91" * 5000,
    b"\xdd\xff\xff\xff\xff",
]


@pytest.mark.parametrize("data", MALFORMED, ids=lambda data: data[:8].hex())
def test_a_frame_that_cannot_be_read_is_refused_and_the_connection_goes_on(device, data):
    wire, other = device.connect(), device.connect()
    wire.send(data)
    assert wire.hear()[:4] == ["refused", 0, "permanent", "malformed"]
    assert wire.silent()
    assert other.silent()


def test_text_is_no_frame(device):
    wire = device.connect()
    wire.send(b'["ping",1]', opcode=1)
    assert wire.hear()[3] == "malformed"


def test_a_frame_of_a_later_version_is_unsupported_and_unknown_fields_are_ignored(device):
    wire = device.connect()
    assert wire.ask("heads", 1, device.space)[3] == "unsupported"
    assert wire.ask("ping", 3, "of a later version") == ["pong", 3]


def test_the_tenth_unreadable_frame_gets_a_goodbye_and_others_stay(device):
    wire, other = device.connect(), device.connect()
    for _ in range(10):
        wire.send(b"\xc1")
    assert [wire.hear()[0] for _ in range(11)] == ["refused"] * 10 + ["goodbye"]
    with pytest.raises(Closed):
        wire.receive()
    assert other.silent()


def test_a_frame_above_the_limit_gets_a_goodbye_and_stores_nothing(device):
    wire, other = device.connect(), device.connect()
    wire.say("push", 1, device.space, device.envelopes(1, 3, size=1024 * 1024))
    assert wire.hear()[:2] == ["goodbye", "too-large"]
    with pytest.raises(Closed):
        wire.receive()
    assert log_of(other, device.space) == []


def test_a_message_far_above_the_limit_ends_its_connection_only(device):
    wire, other = device.connect(), device.connect()
    with contextlib.suppress(ConnectionError):  # the server may hang up while it is still being told
        wire.send(bytes(8 * 1024 * 1024))
    with pytest.raises((Closed, ConnectionError)):
        wire.receive()
    assert other.silent()


def test_a_connection_cut_in_mid_frame_disturbs_nobody(device):
    wire, other = device.connect(), device.connect()
    wire.socket.sendall(b"\x82\xfe\x10\x00\x00\x00\x00\x00half")
    wire.close()
    assert other.silent()


def test_a_page_of_another_origin_and_a_foreign_protocol_are_turned_away(shared):
    for how in ({"origin": "https://elsewhere.example"}, {"subprotocol": "chat"}, {"subprotocol": ""}):
        with pytest.raises(Closed):
            Wire(shared.url, **how).receive()


def test_who_asks_much_and_reads_nothing_is_not_asked_for_more(device):
    wire, other = device.connect(), device.connect()
    wire.ask("push", 1, device.space, device.envelopes(1, 4, size=250_000))
    asked = 400  # 100 MB of answers
    for _ in range(asked):
        wire.say("pull", 1, device.space, 0, 2**30)
    assert other.silent()
    for _ in range(asked):
        assert wire.hear()[0] == "entries"


def test_a_post_of_too_many_frames_or_of_none_that_can_be_read_is_refused(device):
    assert device.call("POST", "/sync", [["ping", 1]] * 65)[1][3] == "too-large"
    assert device.call("POST", "/sync", b"\xc1")[1][3] == "malformed"
    assert device.call("POST", "/sync", {"no": "list"})[1][3] == "malformed"
    assert device.call("POST", "/sync?wait=long", [["ping", 1]])[0] == 400
    assert device.call("POST", "/sync", [["ping", 1]]) == (200, [["pong", 1]])


def test_a_body_that_announces_too_much_is_not_read(shared):
    with socket.create_connection(("127.0.0.1", shared.port)) as connection, connection.makefile("rb") as answer:
        connection.sendall(b"POST /sync HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000\r\n\r\n")
        assert b" 413 " in answer.readline()


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.binary(max_size=70)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
TAGS = st.sampled_from(["hello", "auth", "subscribe", "pull", "push", "ping", "welcome", "heads", ""])
NEARLY = st.builds(lambda tag, rest: pack([tag, *rest]), TAGS, st.lists(JUNK, max_size=5))


@given(st.binary(max_size=200) | NEARLY)
def test_any_bytes_are_a_frame_or_a_typed_refusal(data):
    assert isinstance(frame_or_code(data), Frame) or frame_or_code(data) in {"malformed", "unsupported"}


def frame_or_code(data: bytes) -> Frame | str:
    try:
        return read_frame(data)
    except Refusal as refusal:
        return refusal.code


IDS = st.integers(-(2**63), 2**64 - 1)
EDGES = st.integers(-(2**63), 2**64 - 1) | st.sampled_from([0, 1, 2**31, 2**53 - 1, 2**53, 2**63])


@pytest.fixture(scope="module")
def target(shared):
    device = Device(shared.url)
    wire = device.connect()
    wire.ask("push", 1, device.space, device.envelopes(1, 3))
    return device


@settings(max_examples=150)
@given(st.data())
def test_frames_of_the_right_shape_with_any_values_are_answered_by_a_frame(target, data):
    space = data.draw(st.just(target.space) | st.binary(max_size=20))
    frame = data.draw(
        st.one_of(
            st.tuples(st.just("pull"), IDS, st.just(space), EDGES, EDGES),
            st.tuples(st.just("push"), IDS, st.just(space), st.lists(st.binary(max_size=400), max_size=3)),
            st.tuples(st.just("auth"), st.binary(max_size=40), st.binary(max_size=70)),
            st.tuples(st.just("hello"), EDGES, st.binary(max_size=17), st.binary(max_size=17)),
            st.tuples(st.just("ping"), IDS),
        )
    )
    wire = target.connect()
    try:
        answer = wire.ask(*frame)
        assert answer[0] in {"entries", "pushed", "refused", "challenge", "pong"}
        assert answer[0] != "refused" or answer[3] != "busy", "a fault of ours"
        assert not (answer[0] == "pushed" and any(answer[3]) and not frame[3])
    finally:
        wire.close()


def test_none_of_that_left_a_trace(target, shared):
    assert len(log_of(target.connect(), target.space)) == 3
    assert '"level": "error"' not in shared.log_text()


def test_answers_are_what_the_shared_frames_say(device):
    wire = device.connect()
    wire.say("pull", 1, device.space, 0, 1)
    data = wire.receive()
    assert msgspec.msgpack.encode(unpack(data)) == data
