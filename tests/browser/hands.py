"""Three of one person's devices, used by the same few words: the Python client, and the built app in two browsers."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import secrets
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from newleaf_sync import space
from newleaf_sync.client import Client
from newleaf_sync.client.diary import now_ms
from newleaf_sync.document import SETTINGS
from newleaf_sync.model import item
from newleaf_sync.model import page as pages
from newleaf_sync.model.day import make_leaf, next_free_slot
from newleaf_sync.model.setting import make_setting
from newleaf_sync.record import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio.from_thread import BlockingPortal
    from cable import Cable
    from phone import Phone

    from newleaf_sync.record import Record

HOPE = "hope"
ROOT = Path(__file__).parents[2]
CALL = "([what, given]) => hands[what](...given)"


@functools.cache
def in_page() -> str:
    build = [ROOT / "node_modules/.bin/esbuild", "tests/browser/in_page.ts", "--bundle", "--target=es2022"]
    return subprocess.run([*build, "--log-level=warning"], check=True, capture_output=True, text=True, cwd=ROOT).stdout


class BrowserHands:
    def __init__(self, name: str, phone: Phone, cable: Cable) -> None:
        self.name = name
        self.phone = phone
        self.online = True
        self._cable = cable
        self._take_hold()

    def _take_hold(self) -> None:
        self.phone.page.evaluate(in_page())

    def do(self, what: str, *given: Any) -> Any:
        return self.phone.page.evaluate(CALL, [what, given])

    def connect(self) -> None:
        self.online = True
        self._cable.mend()
        self.phone.page.evaluate("dispatchEvent(new Event('online'))")

    def disconnect(self) -> None:
        self.online = False
        self._cable.cut()

    def restart(self) -> None:
        self.phone.settle()
        self._take_hold()

    def content(self) -> bytes:
        return base64.b64decode(self.do("content"))


class PythonHands:
    name = "python"

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.online = False
        self._portal = portal
        self._client = client
        self._running: asyncio.Task[None] | None = None

    def do(self, what: str, *given: Any) -> Any:
        # In the loop's own thread, between two turns of the connection.
        return self._portal.call(lambda: getattr(self, f"_{what}")(*given))

    def connect(self) -> None:
        self.online = True
        self._portal.call(self._run)

    def disconnect(self) -> None:
        self.online = False
        self._portal.call(self._stop)

    def restart(self) -> None:
        self._portal.call(self._open_again)

    def close(self) -> None:
        self.disconnect()
        self._client.close()

    async def _run(self) -> None:
        if self._running is None:
            self._running = asyncio.create_task(self._client.run())

    async def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
            self._running = None

    async def _open_again(self) -> None:
        await self._stop()
        self._client.close()
        self._client = Client.open(self._client.store.path)
        if self.online:
            await self._run()

    # What a person does

    def _add(self, leaf: dict[str, str]) -> dict[str, Any] | None:
        return self._first([self._client.add_leaf(leaf["tile"], leaf["area"], leaf["day"], leaf["text"]).hex()])

    def _change(self, ids: list[str], fields: dict[str, Any]) -> dict[str, Any] | None:
        leaf = self._first(ids)
        if leaf is None:
            return None
        self._client._change(bytes.fromhex(leaf["id"]), fields)
        return self._first([leaf["id"]])

    def _remove(self, ids: list[str]) -> dict[str, Any] | None:
        return self._change(ids, {"deleted": True})

    def _bring_back(self, ids: list[str]) -> dict[str, Any] | None:
        return self._change(ids, {"deleted": False})

    def _write(self, ids: list[str], day: str, pen: tuple[float, int, str], answer: bool) -> dict[str, Any] | None:
        leaf = self._first(ids)
        if ids and leaf is None:
            return None
        known = bytes.fromhex(leaf["id"]) if leaf else secrets.token_bytes(16)
        here = pages.read_page(self._client.diary.records_of(pages.document_name(known)))
        day_of_page = here.day if here else day
        asked = self._client.read_page(known).rewritten()
        if asked is not None and answer:
            self._client.write_page(asked.both, day_of_page, known)
        typed = written(str(self._client.read_page(known)), *pen)
        self._client.write_page(typed, day_of_page, known)
        if leaf is None:
            slot = next_free_slot(self._client.leaves(), "heard")
            grown = make_leaf(known, self._tick(), tile="wrote", area="heard", day=day, text="", slot=slot)
            self._client._save(day, grown)
        return {"id": known.hex(), "typed": typed, "kept": str(self._client.read_page(known))}

    def _remove_page(self, ids: list[str]) -> dict[str, Any] | None:
        return self._page_is(ids, deleted=True)

    def _bring_back_page(self, ids: list[str]) -> dict[str, Any] | None:
        return self._page_is(ids, deleted=False)

    def _page_is(self, ids: list[str], *, deleted: bool) -> dict[str, Any] | None:
        leaf = self._first(ids)
        if leaf is None:
            return None
        known = bytes.fromhex(leaf["id"])
        self._save(pages.document_name(known), Change(pages.PAGE, known, self._tick(), {"deleted": deleted}))
        return self._change([leaf["id"]], {"deleted": deleted})

    def _name(self, device_id: str, name: str) -> None:
        self._save(SETTINGS, Change("phone", bytes.fromhex(device_id), self._tick(), {"name": name}))

    def _set(self, name: str, value: Any) -> None:
        self._save(SETTINGS, make_setting(self._tick(), name, value))

    def _hopes(self) -> list[item.Item]:
        return item.read_items(self._client.diary.records_of(item.collection_name(HOPE)), HOPE)

    def _hope(self, text: str, place: float) -> str:
        found, hope_id = self._hopes(), secrets.token_bytes(16)
        self._save_hope(item.make_item(HOPE, hope_id, self._tick(), _order(found, place), text=text))
        return hope_id.hex()

    def _change_hope(self, ids: list[str], text: str) -> str | None:
        return self._of_hopes(ids, lambda _: {"text": text})

    def _move_hope(self, ids: list[str], place: float) -> str | None:
        return self._of_hopes(ids, lambda others: {"order": _order(others, place)})

    def _take_out_hope(self, ids: list[str]) -> str | None:
        return self._of_hopes(ids, lambda _: {"deleted": True})

    def _bring_back_hope(self, hope_id: str) -> None:
        self._save_hope(Change(HOPE, bytes.fromhex(hope_id), self._tick(), {"deleted": False}))

    def _of_hopes(self, ids: list[str], fields: Callable[[list[item.Item]], dict[str, Any]]) -> str | None:
        hopes = {hope.id.hex(): hope for hope in self._hopes()}
        chosen = next((one for one in ids if one in hopes), None)
        if chosen is not None:
            others = [hope for one, hope in hopes.items() if one != chosen]
            self._save_hope(Change(HOPE, bytes.fromhex(chosen), self._tick(), fields(others)))
        return chosen

    def _save_hope(self, change: Change) -> None:
        self._save(item.collection_name(HOPE), change)

    def _tick(self) -> bytes:
        return self._client.diary.clock.tick(now_ms())

    def _save(self, document: str, change: Change) -> None:
        self._client.diary.save(document, [change])
        self._client._wake.set()

    def _first(self, ids: list[str]) -> dict[str, Any] | None:
        # That has come to this device.
        leaves = {leaf["id"]: leaf for leaf in self._leaves()}
        return next((leaves[one] for one in ids if one in leaves), None)

    # What is there

    def _leaves(self) -> list[dict[str, Any]]:
        names = ("tile", "area", "day", "text", "slot", "removed")
        return [
            {"id": leaf.id.hex(), **{name: getattr(leaf, name) for name in names}} for leaf in self._client.leaves()
        ]

    def _standing(self) -> dict[str, Any]:
        state = self._client.store.replica()
        return {
            "cursor": state.cursor,
            "chain": state.chain.hex(),
            "waiting": len(self._client.store.outbox()),
            "drafts": 0,
            "parked": list(state.parked),
            "alarms": self._client.alarms,
        }

    def _view(self) -> dict[str, Any]:
        found = []
        for page in self._client.pages():
            text = self._client.read_page(page.id)
            asked = text.rewritten()
            row = {"id": page.id.hex(), "day": page.day, "line": page.line, "text": str(text)}
            found.append(row | {"asked": asked.both if asked else None})
        diary = self._client.diary
        names = {
            record.id.hex(): record.fields["name"].value
            for record in diary.records_of(SETTINGS)
            if record.type == "phone"
        }
        devices = {device.hex(): names.get(device.hex(), "") for device in diary.identity.devices}
        grown = space.tree_seed(diary.space_keys[1], diary.space_id).hex()
        seed = diary.settings().get("tree-seed", grown)
        hopes = [{"id": one.id.hex(), "order": one.order, "text": one.fields.get("text")} for one in self._hopes()]
        return {"leaves": self._leaves(), "pages": found, "names": devices, "seed": seed, "hopes": hopes}

    def content(self) -> bytes:
        return self._portal.call(self._content)

    def _content(self) -> bytes:
        # As `in_page.ts` writes it, with the other language's encoder.
        stored = {name: list(one.confirmed.values()) for name, one in self._client.store.documents().items()}
        documents = [[name, plain(records)] for name, records in stored.items() if records]
        return msgspec.msgpack.encode(sorted(documents, key=lambda one: one[0]))


def _order(others: list[item.Item], place: float) -> str:
    at = int(place * (len(others) + 1))
    return item.between(others[at - 1].order if at else "", others[at].order if at < len(others) else "")


def plain(records: list[Record]) -> list[Any]:
    ordered = sorted(records, key=lambda record: (record.id, record.type))
    return [
        [record.type, record.id, [[name, field.value, field.at] for name, field in sorted(record.fields.items())]]
        for record in ordered
    ]


def written(text: str, at: float, away: int, put: str) -> str:
    start = int(at * (len(text) + 1))
    return text[:start] + put + text[start + away :]
