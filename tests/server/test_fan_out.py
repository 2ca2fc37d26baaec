"""Who subscribed hears of what others push, after it is kept; who cannot keep up gets a doorbell."""

import time

from caller import log_of


def test_a_push_is_heard_by_the_other_and_not_by_its_sender(device):
    one, other = device.connect(), device.connect()
    for wire in (one, other):
        wire.say("subscribe", device.space)
    assert one.silent()
    assert other.silent()
    entries = device.envelopes(1, 2)
    received = one.ask("push", 1, device.space, entries)[4]
    items = [[1, device.id, received, entries[0]], [2, device.id, received, entries[1]]]
    assert other.hear() == ["entries", 0, device.space, 1, 2, items, 2]
    assert one.silent()


def test_a_repeated_push_is_not_told_again(device):
    one, other = device.connect(), device.connect()
    other.say("subscribe", device.space)
    assert other.silent()
    entries = device.envelopes(1, 1)
    one.ask("push", 1, device.space, entries)
    other.hear("entries")
    one.ask("push", 2, device.space, entries)
    assert other.silent()


def test_who_does_not_read_gets_a_doorbell_and_holds_nobody_up(device):
    fast, slow = device.connect(), device.connect()
    slow.say("subscribe", device.space)
    assert slow.silent()
    for counter in range(1, 41):  # 20 MB, more than sockets and the queue hold
        assert fast.ask("push", 1, device.space, device.envelopes(counter, 1, size=500_000))[3] == [counter]
    heard = [slow.hear()]
    while heard[-1][0] == "entries":
        heard.append(slow.hear())
    assert heard[-1] == ["changed", device.space, 40]
    assert len(heard) < 40
    assert len(log_of(slow, device.space, after=38)) == 2


def test_a_long_poll_answers_as_soon_as_something_arrives(device):
    device.sign_in()
    waiting = [["hello", 1, device.account, device.id], ["subscribe", device.space], ["pull", 1, device.space, 0, 1000]]
    wire = device.connect()
    begun = time.monotonic()
    status, frames = device.call("POST", "/sync?wait=1", waiting)
    assert (status, [frame[0] for frame in frames]) == (200, ["welcome", "entries"])
    assert time.monotonic() - begun >= 1
    wire.ask("push", 1, device.space, device.envelopes(1, 1))
    _, frames = device.call("POST", "/sync?wait=25", waiting)
    assert frames[1][4] == 1


def test_a_push_by_post_is_kept_and_heard_by_a_socket(device):
    wire = device.connect()
    wire.say("subscribe", device.space)
    assert wire.silent()
    device.sign_in()
    frames = [["hello", 1, device.account, device.id], ["push", 5, device.space, device.envelopes(1, 1)]]
    _, (_, pushed) = device.call("POST", "/sync", frames)
    assert pushed[:4] == ["pushed", 5, device.space, [1]]
    assert wire.hear()[0] == "entries"
