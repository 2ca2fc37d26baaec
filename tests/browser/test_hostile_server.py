"""A server that lies: each lie is noticed, nothing of it is shown, and the person's own words stay and go on."""

import asyncio
import os
import secrets
import threading

import pytest
from middleman import Middleman
from serving import Server, free_port

from newleaf_sync.client import Client

DAY = "2026-11-20"


def numbered(frame, items):
    """The frame with these items, as if the log had always been so."""
    tag, asked, space, first, *_ = frame
    items = [[first + at, *item[1:]] for at, item in enumerate(items)]
    return [tag, asked, space, first, first + len(items) - 1, items, first + len(items) - 1]


def drop(frame, _known):
    return numbered(frame, frame[5][:1] + frame[5][2:])


def reorder(frame, _known):
    first, second, *rest = frame[5]
    return numbered(frame, [second, first, *rest])


def replay(frame, known):
    return numbered(frame, [*frame[5], known])


def fork(frame, known):
    """What stood at a known seq is another envelope now."""
    tag, asked, space, _, last, items, head = frame
    return [tag, asked, space, known[0], last, [[known[0], *items[0][1:]], *items], head]


def roll_back(frame, _known):
    tag, asked, space, first, *_ = frame
    return [tag, asked, space, first, first - 1, [], first - 2]


def ghost(frame, _known):
    seq, _, received, envelope = frame[5][-1]
    sealed = envelope[:52] + os.urandom(len(envelope) - 52)
    return numbered(frame, [*frame[5], [seq + 1, secrets.token_bytes(16), received, sealed]])


LIES = {
    "dropped": drop,
    "reordered": reorder,
    "replayed": replay,
    "forked": fork,
    "rolled-back": roll_back,
    "stranger": ghost,
}


@pytest.fixture
def middleman(tmp_path):
    port = free_port()
    between = Middleman(port).start()
    server = Server(tmp_path / "data", port=port, origins=between.url).start()
    yield between
    server.stop()
    between.stop()


@pytest.mark.parametrize("what", LIES)
def test_the_python_client_notices(middleman, tmp_path, what):
    # In a thread of its own: the browsers' driver forbids a second loop in this one.
    in_thread(python_client_notices(middleman, tmp_path, what))


async def python_client_notices(middleman, tmp_path, what):
    author = await Client.create(middleman.url, tmp_path / "author.db")
    words = await author.set_card()
    author.add_leaf("rested", "dwell", DAY, "known")
    await author.sync_until_quiet()
    reader = await Client.recover(middleman.url, tmp_path / "reader.db", words)
    seen = []
    middleman.rewrite = lambda frame: seen.extend(frame[5] if frame[0] == "entries" else []) or frame
    await reader.sync_until_quiet()
    assert [leaf.text for leaf in reader.leaves()] == ["known"]
    middleman.rewrite = lambda frame: frame
    for text in ("one", "two", "three"):
        author.add_leaf("rested", "dwell", DAY, text)
        await author.sync_until_quiet()
    told = []

    def lie(frame):
        if frame[0] != "entries" or not frame[5] or told:
            return frame
        told.append(what)
        return LIES[what](frame, seen[-1])

    middleman.rewrite = lie
    await reader.sync_until_quiet()
    assert told == [what]
    assert reader.alarms == [what]
    assert [leaf.text for leaf in reader.leaves()] == ["known"]
    reader.add_leaf("rested", "dwell", DAY, "mine")
    assert [leaf.text for leaf in reader.leaves()] == ["known", "mine"]
    author.close()
    reader.close()


def in_thread(work):
    failed = []

    def run():
        try:
            asyncio.run(work)
        except BaseException as problem:  # noqa: BLE001 - handed to the test's own thread
            failed.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
