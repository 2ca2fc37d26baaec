"""Three devices of one account, used at random, apart and together: in the end each holds the same bytes.

`NEWLEAF_STEPS` and `NEWLEAF_SEED` choose another run; the steps follow from the seed alone (ids and times do not).
"""

from __future__ import annotations

import os
import random
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import anyio.from_thread
import msgspec
import pytest
from cable import Cable
from hands import BrowserHands, PythonHands
from phone import SIZE, Phone
from playwright.sync_api import expect
from serving import free_port
from test_recovery import type_words
from test_second_phone import link

from newleaf_sync.client import Client
from newleaf_sync.model.day import AREAS

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = int(os.environ.get("NEWLEAF_STEPS", "200"))
SEED = int(os.environ.get("NEWLEAF_SEED", "1"))
MEET_EVERY = 250
PATIENCE_S = 60
REMEMBERED = 80  # steps that a failure tells of
RECENT = 12  # most steps are about what is new, so that devices meet in the same leaf and page

DAYS = ["2026-10-30", "2026-10-31", "2026-11-01", "2026-11-02"]
TILES = ["got-up", "went-out", "rested", "something-else"]
WORDS = ["tea", "walked far", "déjà", "🌱", "🌲", "سلام", "zł", "\n", "a", " ", "e\u0301", "rain. "]
CHANCES = {
    "add": 20,
    "change": 22,
    "move": 6,
    "remove": 9,
    "bring_back": 7,
    "write": 20,
    "remove_page": 2,
    "bring_back_page": 2,
    "name": 3,
    "hope": 5,
    "change_hope": 3,
    "move_hope": 6,
    "take_out_hope": 2,
    "bring_back_hope": 1,
    "set": 1,
    "signal": 7,
    "restart": 3,
}


class Walk:
    """The steps, and what came of them."""

    def __init__(self, devices: list[Any]) -> None:
        self.devices = devices
        self.history: list[str] = []
        self._random = random.Random(SEED)
        self._leaves: list[str] = []
        self._pages: list[str] = []
        self._hopes: list[str] = []
        self._phones = sorted(devices[0].do("view")["names"])

    def step(self, number: int) -> None:
        device = self._random.choice(self.devices)
        (what,) = self._random.choices(list(CHANCES), list(CHANCES.values()))
        told = getattr(self, f"_{what}")(device)
        sign = "" if device.online else " (apart)"
        self.history.append(f"{number} {device.name}{sign}: {what} {told}")

    def _add(self, device: Any) -> str:
        given = {"tile": TILES, "area": AREAS, "day": DAYS, "text": WORDS}
        leaf = {name: self._random.choice(values) for name, values in given.items()}
        made = device.do("add", leaf)
        assert {name: made[name] for name in leaf} == leaf
        self._leaves.append(made["id"])
        return f"{_which(made)} {leaf} in slot {made['slot']}"

    def _change(self, device: Any) -> str:
        return self._alter(device, {"text": " ".join(self._random.choices(WORDS, k=2))})

    def _move(self, device: Any) -> str:
        return self._alter(device, {"day": self._random.choice(DAYS)})

    def _alter(self, device: Any, fields: dict[str, str]) -> str:
        leaf = device.do("change", self._some(self._leaves), fields)
        assert not leaf or {name: leaf[name] for name in fields} == fields
        return f"{_which(leaf)} {fields}"

    def _remove(self, device: Any, what: str = "remove", ids: list[str] | None = None, *, removed: bool = True) -> str:
        leaf = device.do(what, self._some(self._leaves if ids is None else ids))
        assert not leaf or leaf["removed"] is removed
        return _which(leaf)

    def _bring_back(self, device: Any) -> str:
        return self._remove(device, "bring_back", removed=False)

    def _remove_page(self, device: Any) -> str:
        return self._remove(device, "remove_page", self._pages)

    def _bring_back_page(self, device: Any) -> str:
        return self._remove(device, "bring_back_page", self._pages, removed=False)

    def _write(self, device: Any) -> str:
        ids = [] if self._random.random() < 0.15 else self._some(self._pages)
        pen = self._pen()
        page = device.do("write", ids, self._random.choice(DAYS), pen, self._random.random() < 0.5)
        if page and not ids:
            self._pages.append(page["id"])
        if page and not device.online:
            assert page["kept"] == page["typed"]
        return f"{_which(page)} {pen}"

    def _pen(self) -> list[Any]:
        away = self._random.choice([0, 0, 1, 3, 12])
        return [self._random.random(), away, "".join(self._random.choices(WORDS, k=self._random.randrange(4)))]

    def _name(self, device: Any) -> str:
        phone, name = self._random.choice(self._phones), self._random.choice(WORDS)
        device.do("name", phone, name)
        return f"{phone[:6]} {name!r}"

    def _set(self, _device: Any) -> str:
        # The one setting that there is; the app writes it only into an empty diary.
        seed = self._random.randbytes(16).hex()
        self.devices[0].do("set", "tree-seed", seed)
        return f"tree-seed {seed} (python)"

    def _hope(self, device: Any) -> str:
        self._hopes.append(device.do("hope", self._random.choice(WORDS), self._random.random()))
        return self._hopes[-1][:6]

    def _change_hope(self, device: Any) -> str:
        return str(device.do("change_hope", self._some(self._hopes), self._random.choice(WORDS)))[:6]

    def _move_hope(self, device: Any) -> str:
        return str(device.do("move_hope", self._some(self._hopes), self._random.random()))[:6]

    def _take_out_hope(self, device: Any) -> str:
        return str(device.do("take_out_hope", self._some(self._hopes)))[:6]

    def _bring_back_hope(self, device: Any) -> str:
        if not self._hopes:
            return "nothing"
        (hope,) = self._random.sample(self._hopes[-RECENT:], 1)
        device.do("bring_back_hope", hope)
        return hope[:6]

    def _signal(self, device: Any) -> str:
        (device.disconnect if device.online else device.connect)()
        return "is on" if device.online else "is off"

    def _restart(self, device: Any) -> str:
        begun = isinstance(device, BrowserHands) and device.do("begin", self._some(self._pages), self._pen())
        device.restart()
        return f"in the middle of {_which(begun)}" if begun else ""

    def _some(self, ids: list[str]) -> list[str]:
        """A few, of which a device takes the first that it has: of the newest mostly, now and then of all."""
        pool = ids[-RECENT:] if self._random.random() < 0.8 else ids
        return self._random.sample(pool, min(len(pool), RECENT))

    def meet(self) -> None:
        """All have a signal, and nothing waits any more: all hold and show the same."""
        for device in self.devices:
            if not device.online:
                device.connect()
        end, before = time.monotonic() + PATIENCE_S, None
        while before is None or before != self.devices[0].do("standing"):  # a snapshot may have come meanwhile
            while not self._is_quiet():
                assert time.monotonic() < end, {device.name: device.do("standing") for device in self.devices}
                time.sleep(0.05)
            before = self.devices[0].do("standing")
            views = [_view(device) for device in self.devices]
            contents = [device.content() for device in self.devices]
        for device, content, view in zip(self.devices[1:], contents[1:], views[1:], strict=True):
            assert content == contents[0], f"python | {device.name}\n" + "\n".join(_differences(contents[0], content))
            assert view == views[0], device.name
        self.history.append(f"all hold the same {len(contents[0])} bytes ")

    def _is_quiet(self) -> bool:
        for device in self.devices:
            device.do("view")  # asks for the pages: what was begun in them is sealed then
        first, *others = (device.do("standing") for device in self.devices)
        nothing = {"waiting": 0, "drafts": 0, "parked": [], "alarms": []}
        return first == {**first, **nothing} and all(one == first for one in others)


def _which(found: dict[str, Any] | None) -> str:
    return found["id"][:6] if found else "nothing"


def _view(device: Any) -> dict[str, Any]:
    view = device.do("view")
    leaves = [{name: value for name, value in leaf.items() if name != "stamp"} for leaf in view["leaves"]]
    return {**view, "leaves": leaves, "pages": {page["id"]: page for page in view["pages"]}}


def _differences(one: bytes, other: bytes) -> Iterator[str]:
    mine, theirs = (
        {
            (document.hex(), kind, record.hex(), field): (value, at.hex())
            for document, records in msgspec.msgpack.decode(content)
            for kind, record, fields in records
            for field, value, at in fields
        }
        for content in (one, other)
    )
    for key in sorted(mine.keys() | theirs.keys()):
        if mine.get(key) != theirs.get(key):
            yield f"{key}: {mine.get(key)} | {theirs.get(key)}"


@pytest.fixture
def devices(chromium, firefox, new_server, tmp_path) -> Iterator[list[Any]]:
    """Made by the Python client, brought to Chromium with the twelve words, and from there to Firefox with a code."""
    ports = [free_port() for _ in range(3)]
    server = new_server(port=ports[0], origins=",".join(f"http://127.0.0.1:{port}" for port in ports))
    with ExitStack() as ends:
        portal = ends.enter_context(anyio.from_thread.start_blocking_portal())
        cables = [Cable(portal, port, server.port) for port in ports[1:]]
        for cable in cables:
            ends.callback(cable.close)
        phones = []
        for browser, cable in zip((chromium, firefox), cables, strict=True):
            context = browser.new_context(viewport=SIZE, locale="en-GB")
            ends.callback(context.close)
            phones.append(Phone(context, cable.url))
        client = portal.call(Client.create, server.url, tmp_path / "python.db")
        python = PythonHands(portal, client)
        ends.callback(python.close)
        portal.call(client.sync_until_quiet)
        type_words(phones[0], portal.call(client.set_card).split())
        expect(phones[0].page.get_by_role("heading", name="What did you do today?")).to_be_visible(timeout=30_000)
        link(*phones)
        for phone in phones:
            phone.ready_for_offline()
        python.connect()
        hands = zip(("chromium", "firefox"), phones, cables, strict=True)
        yield [python, *(BrowserHands(*given) for given in hands)]
    assert [error for phone in phones for error in phone.errors] == []


def test_three_devices_hold_equal_bytes_after_random_steps(devices):
    walk = Walk(devices)
    try:
        for number in range(1, STEPS + 1):
            walk.step(number)
            if number % MEET_EVERY == 0 or number == STEPS:
                walk.meet()
    except BaseException as problem:
        problem.add_note("\n".join([f"NEWLEAF_SEED={SEED} NEWLEAF_STEPS={STEPS}", *walk.history[-REMEMBERED:]]))
        raise
