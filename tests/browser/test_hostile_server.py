"""A server that lies: each lie is noticed and said, nothing of it is shown, and one's own words stay and go on.

The author is the Python client. Those who are lied to are the Python client, Chromium and Firefox.
"""

import asyncio
import datetime
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from lies import LIES, NOT_GENUINE, SWAPS, Liar, downgrade_last
from middleman import Middleman
from playwright.sync_api import expect
from serving import Server, free_port

from newleaf_sync.client import Client

TITLE = re.compile("The server did something that can.t be right")
PATIENCE = 20  # seconds; a client that believed a lie may ask for ever
ALL = ["known", "one", "two", "three", "mine"]


@pytest.fixture(scope="module")
def middleman(tmp_path_factory):
    """One for all: each test has an account and phones of its own."""
    port = free_port()
    between = Middleman(port).start()
    server = Server(tmp_path_factory.mktemp("hostile") / "data", port=port, origins=between.url).start()
    yield between
    server.stop()
    between.stop()


@pytest.fixture
def browser(request):
    """What is noticed depends on no engine: one of them is lied to, and the other given what was swapped."""
    return request.getfixturevalue("firefox" if "swap" in request.node.originalname else "chromium")


@pytest.fixture
def address(middleman):
    return middleman.url


@pytest.fixture
def liar(middleman):
    one = Liar(middleman)
    yield one
    one.be_honest()  # also where a test failed


@pytest.fixture
def author(middleman, tmp_path):
    return Author(middleman.url, tmp_path / "author.db")


class Author:
    """Another phone of the same person, with one leaf."""

    def __init__(self, url, path):
        self.url, self.path = url, path
        self.words = in_thread(self._begin())

    async def _begin(self):
        client = await Client.create(self.url, self.path)
        words = await client.set_card()
        client.add_leaf("rested", "dwell", today(), "known")
        await client.sync_until_quiet()
        client.close()
        return words

    def add(self, *texts):
        in_thread(self._add(texts))

    async def _add(self, texts):
        client = Client.open(self.path)
        for text in texts:
            client.add_leaf("helped", "belong", today(), text)
            await client.sync_until_quiet()
        client.close()


def today():
    return datetime.datetime.now().astimezone().date().isoformat()


def in_thread(work):
    # The browsers' driver forbids a second loop in its own thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asyncio.wait_for(work, PATIENCE)).result()


def texts(client):
    return [leaf.text for leaf in client.leaves()]


@pytest.mark.parametrize("what", LIES)
def test_the_python_client_notices_a_lie(author, liar, tmp_path, what):
    in_thread(python_client_notices_a_lie(author, liar, tmp_path / "reader.db", *LIES[what][:2]))


async def python_client_notices_a_lie(author, liar, path, lie, alarm):
    reader = await Client.recover(author.url, path, author.words)
    await reader.sync_until_quiet()
    assert texts(reader) == ["known"]
    await author._add(["one", "two", "three"])
    liar.lie = lie
    await reader.sync_until_quiet()
    assert liar.told == 1
    assert reader.alarms == [alarm]
    assert texts(reader) == ["known"]
    reader.add_leaf("made", "heard", today(), "mine")
    assert texts(reader) == ["known", "mine"]
    liar.be_honest()
    await reader.sync_until_quiet()
    assert texts(reader) == ALL
    assert reader.alarms == [alarm]
    reader.close()


def test_the_python_client_notices_a_downgrade_as_soon_as_a_later_entry_names_it(author, liar, tmp_path):
    in_thread(python_client_notices_a_downgrade(author, liar, tmp_path / "reader.db"))


async def python_client_notices_a_downgrade(author, liar, path):
    reader = await Client.recover(author.url, path, author.words)
    await author._add(["one"])
    liar.lie = downgrade_last
    await reader.sync_until_quiet()
    assert (liar.told, texts(reader), reader.alarms) == (1, ["known"], [])
    liar.be_honest()
    await author._add(["two"])
    await reader.sync_until_quiet()
    assert (texts(reader), reader.alarms) == (["known"], ["forked"])
    reader.add_leaf("made", "heard", today(), "mine")
    await reader.sync_until_quiet()  # reads the log anew
    assert (texts(reader), reader.alarms) == (["known", "one", "two", "mine"], ["forked"])
    await author._add(["three"])
    await reader.sync_until_quiet()
    assert sorted(texts(reader)) == sorted(["known", "one", "two", "mine", "three"])
    reader.close()
    again = Client.open(path)
    assert again.store.parked() == []
    assert again.store.replica().parked == ()
    again.close()


@pytest.mark.parametrize("what", SWAPS)
def test_the_python_client_refuses_a_swap(author, liar, tmp_path, what):
    in_thread(python_client_refuses_a_swap(author, liar, tmp_path / "reader.db", *SWAPS[what][:2]))


async def python_client_refuses_a_swap(author, liar, path, swap, errors):
    liar.swap = swap
    with pytest.raises(errors[0]):
        await Client.recover(author.url, path, author.words)
    liar.be_honest()
    reader = await Client.recover(author.url, path, author.words)
    await reader.sync_until_quiet()
    log = reader.vault.log
    liar.swap = swap
    with pytest.raises(errors[1]):
        await reader.sync_until_quiet()
    assert liar.told == 2
    assert reader.vault.log == log
    reader.add_leaf("made", "heard", today(), "mine")
    assert texts(reader) == ["known", "mine"]
    liar.be_honest()
    await reader.sync_until_quiet()
    assert reader.vault.log == log
    reader.close()


@pytest.mark.parametrize("what", LIES)
def test_a_phone_notices_a_lie(author, liar, new_phone, what):
    lie, _, says = LIES[what]
    phone = new_phone()
    come_back(phone, author, liar)
    author.add("one", "two", "three")
    liar.lie = lie
    expect_alarm(phone, says, holds_back=True)
    liar.be_honest()
    phone.settle()
    expect_alarm_stays(phone, says, len(ALL))


def test_a_phone_that_was_given_something_unreadable_reads_the_log_anew(author, liar, new_phone):
    phone = new_phone()
    come_back(phone, author, liar)
    author.add("one")
    liar.lie = downgrade_last
    phone.page.goto(phone.url)
    phone.tap("Made something")
    phone.expect_kept_everywhere()
    expect(phone.did()).to_have_count(2)
    assert liar.told == 1
    liar.be_honest()
    author.add("two", "three")
    expect(alarm(phone)).to_contain_text("It showed two different stories of your tree.", timeout=20_000)
    phone.settle()  # the first connection meets the same again, the next one reads anew
    expect(phone.did()).to_have_count(5, timeout=60_000)
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    assert phone.errors == []


@pytest.mark.parametrize("what", SWAPS)
def test_a_phone_refuses_a_swap(author, liar, new_phone, what):
    swap, _, says = SWAPS[what]
    phone = new_phone()
    liar.swap = swap
    type_words(phone, author.words)
    expect(phone.page.get_by_role("alert")).to_have_text(NOT_GENUINE)
    liar.be_honest()
    phone.page.get_by_role("button", name="Bring my tree back").click()
    expect_known(phone)
    phone.page.goto("about:blank")
    liar.swap = swap
    expect_alarm(phone, says, holds_back=False)
    expect(phone.page.get_by_text("A phone was added to your tree.")).to_have_count(0)
    liar.be_honest()
    phone.settle()
    expect_alarm_stays(phone, says, 2)


def type_words(phone, words):
    phone.open()
    phone.page.get_by_role("button", name="I have my 12 words").click()
    phone.page.get_by_role("textbox").first.fill(words)
    phone.page.get_by_role("button", name="Bring my tree back").click()


def come_back(phone, author, liar):
    """Until the log itself was read: Today is shown before that."""
    before = liar.passed
    type_words(phone, author.words)
    expect_known(phone)
    for _ in range(PATIENCE * 10):
        if liar.passed > before:
            break
        phone.page.wait_for_timeout(100)
    assert liar.passed > before
    phone.page.wait_for_timeout(500)  # what was read is stored
    phone.page.goto("about:blank")


def expect_known(phone):
    expect(phone.did()).to_have_count(1)
    expect(phone.did()).to_contain_text("known")


def expect_alarm(phone, says, *, holds_back):
    """Opened while it is lied to, the phone says so, shows what it knew and keeps what one taps.

    holds_back: nothing is sent into a log that cannot be right. A swapped account leaves the log as it is.
    """
    phone.page.goto(phone.url)
    safe = "Your words are safe on this phone."
    expect(alarm(phone).locator("p")).to_have_text([TITLE, says, safe])
    expect_known(phone)
    phone.tap("Made something")
    if holds_back:
        expect(phone.page.get_by_text("Saved on this phone. Not sent: see above.")).to_be_visible()
    expect(phone.did()).to_have_count(2)


def expect_alarm_stays(phone, says, leaves):
    """Opened again when the server tells the truth, it has all that the person wrote; what was said stays said."""
    expect(phone.did()).to_have_count(leaves)
    expect(phone.tile("Made something")).to_have_attribute("aria-pressed", "true")
    expect(alarm(phone)).to_contain_text(says)
    assert phone.errors == []


def alarm(phone):
    return phone.page.get_by_role("region", name=TITLE)
