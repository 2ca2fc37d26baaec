import pytest

from newleaf_sync import events, frames
from newleaf_sync.errors import Misuse
from newleaf_sync.session import Session

SPACE, OTHER = b"s" * 16, b"o" * 16
WELCOME = frames.Welcome(1, b"log", 5, frames.Limits())


@pytest.fixture
def session() -> Session:
    session = Session(b"a" * 16, b"d" * 16)
    session.start()
    session.receive(WELCOME)
    session.take_out()
    return session


def test_from_hello_over_a_challenge_to_open():
    session = Session(b"a" * 16, b"d" * 16)
    session.start()
    assert session.take_out() == [frames.Hello(1, b"a" * 16, b"d" * 16)]
    assert session.receive(frames.Challenge(b"n", 9)) == events.Prove(b"n", 9)
    session.prove(b"n", b"sig")
    assert (session.state, session.take_out()) == ("proving", [frames.Auth(b"n", b"sig")])
    assert session.receive(WELCOME) == events.Opened(b"log", 5, frames.Limits())
    assert session.state == "open"


def test_nothing_is_asked_before_it_is_open():
    session = Session(b"a" * 16, b"d" * 16)
    session.start()
    for ask in (session.subscribe, lambda space: session.pull(space, 0), lambda space: session.push(space, (1,), [])):
        with pytest.raises(Misuse):
            ask(SPACE)


def test_an_answer_counts_only_for_what_was_asked(session):
    session.pull(SPACE, 0)
    assert session.receive(frames.Entries(7, SPACE, 1, 0, [], 0)) is None
    assert session.receive(frames.Entries(1, OTHER, 1, 0, [], 0)) is None
    assert session.receive(frames.Entries(1, SPACE, 1, 0, [], 0)) == events.Arrived(SPACE, 1, 0, (), 0, True)
    assert session.receive(frames.Entries(1, SPACE, 1, 0, [], 0)) is None


def test_an_answer_to_a_push_tells_the_counters(session):
    session.push(SPACE, (4, 5), [b"", b""])
    assert session.receive(frames.Pushed(1, SPACE, [9], 7)) is None
    refused = session.receive(frames.Refused(1, "permanent", "too-large", "", 0, 1))
    assert (refused.space, refused.counter) == (SPACE, 5)
    assert session.receive(frames.Pushed(1, SPACE, [9, 0], 7)) == events.Acknowledged(SPACE, (4, 5), (9, 0), 7)


def test_a_refusal_of_a_whole_push_ends_it(session):
    session.push(SPACE, (4,), [b""])
    assert session.receive(frames.Refused(1, "retry", "busy", "", 50)).counter == 0
    assert session.receive(frames.Pushed(1, SPACE, [9], 7)) is None


def test_only_a_named_entry_is_sealed_again(session):
    session.push(SPACE, (4,), [b""])
    twice = frames.Refused(1, "reseal", "old-epoch", "", 0, 0)
    refused = session.receive(twice)
    assert (refused.kind, refused.counter) == ("reseal", 4)
    session.receive(frames.Pushed(1, SPACE, [0], 7))
    session.push(SPACE, (4,), [b""])
    assert session.receive(twice) is None
    whole = session.receive(frames.Refused(2, "reseal", "old-epoch", "", 0))
    assert (whole.kind, whole.counter, whole.of_push) == ("retry", 0, True)


def test_goodbye_and_a_lost_connection_forget_what_was_asked(session):
    session.pull(SPACE, 0)
    assert session.pulling(SPACE)
    assert session.receive(frames.Goodbye("restart", "", 100)) == events.Ended("restart", 100)
    assert not session.pulling(SPACE)
    assert session.receive(frames.Changed(SPACE, 3)) is None


def test_a_session_that_ends_is_proved_again_on_the_same_connection(session):
    assert session.receive(frames.Challenge(b"n", 9)) == events.Prove(b"n", 9)
    with pytest.raises(Misuse):
        session.pull(SPACE, 0)
