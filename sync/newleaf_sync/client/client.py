"""A client without a screen: `await client.sync_until_quiet()`, then `client.leaves()`."""

from __future__ import annotations

import asyncio
import random
import secrets
from typing import TYPE_CHECKING, Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from newleaf_sync import card, events
from newleaf_sync.client import account
from newleaf_sync.client.api import Api, origin_of
from newleaf_sync.client.diary import Diary, now_ms
from newleaf_sync.client.store import Store
from newleaf_sync.client.vault import Vault
from newleaf_sync.document import month_name
from newleaf_sync.envelope import epoch_of
from newleaf_sync.errors import Declined, Misuse, Retired
from newleaf_sync.frames import SUBPROTOCOL
from newleaf_sync.identity import Pin
from newleaf_sync.model import page
from newleaf_sync.model.day import LEAF, Leaf, make_leaf, next_free_slot
from newleaf_sync.model.item import Item, between, collection_name, make_item, read_items
from newleaf_sync.proof import Proof
from newleaf_sync.record import Change
from newleaf_sync.replica import NO_HASH, Gap, Head, Tampered
from newleaf_sync.session import Session, decode_frame, encode_frame
from newleaf_sync.text import Text

if TYPE_CHECKING:
    from pathlib import Path

BACKOFF_FIRST_S, BACKOFF_MAX_S = 0.5, 30.0
PING_EVERY_S, PING_ANSWER_S = 25, 10
TAKE_OFF_TRIES = 5
WRONGED = 6  # as after so many failures
RESEAL_MS = 10_000


class Client:
    def __init__(self, store: Store, vault: Vault) -> None:
        self.store = store
        self.vault = vault
        self.diary = Diary(store, vault)
        self.api = Api(vault.url)
        self.session = Session(vault.account_id, vault.device_id)
        self._caught_up = False
        self._resealed = False  # what the push in flight was refused for
        self._pruning: set[int] = set()  # asked on this connection
        self._wake = asyncio.Event()

    # Ways in

    @classmethod
    async def create(cls, url: str, path: Path | str, name: str = "") -> Client:
        return cls._keep(path, await account.create(url, name))

    @classmethod
    def open(cls, path: Path | str) -> Client:
        store = Store(path)
        vault = store.kept("vault", Vault | None, None)  # type: ignore[arg-type]
        if vault is None:
            store.close()
            raise Misuse("no account in this file")
        return cls(store, vault)

    @classmethod
    async def recover(cls, url: str, path: Path | str, words: str, name: str = "") -> Client:
        return cls._keep(path, await account.recover(url, name, words))

    @classmethod
    async def link(cls, offering: account.Offering, path: Path | str, name: str = "") -> Client:
        # The new device, after `offering.leave()` and showing its code.
        return cls._keep(path, await offering.collect(name))

    @classmethod
    def _keep(cls, path: Path | str, vault: Vault) -> Client:
        store = Store(path)
        store.keep("vault", vault)
        return cls(store, vault)

    def close(self) -> None:
        self.store.close()

    # The diary

    def leaves(self) -> list[Leaf]:
        return self.diary.leaves()

    def add_leaf(self, tile: str, area: str, day: str, text: str = "") -> bytes:
        """Kept on this device when it returns; gives the leaf's id."""
        leaf_id = secrets.token_bytes(16)
        slot = next_free_slot(self.leaves(), area)
        stamp = self.diary.clock.tick(now_ms())
        self._save(day, make_leaf(leaf_id, stamp, tile=tile, area=area, day=day, text=text, slot=slot))
        return leaf_id

    def change_leaf(self, leaf_id: bytes, text: str) -> None:
        self._change(leaf_id, {"text": text})

    def remove_leaf(self, leaf_id: bytes) -> None:
        self._change(leaf_id, {"deleted": True})

    def bring_back_leaf(self, leaf_id: bytes) -> None:
        self._change(leaf_id, {"deleted": False})

    # The journal

    def pages(self) -> list[page.Page]:
        """Newest first, removed ones left out."""
        found = [one for one in map(page.read_page, self.diary.record_sets()) if one is not None and not one.removed]
        return sorted(found, key=lambda one: (one.day, one.id), reverse=True)

    def read_page(self, page_id: bytes) -> Text:
        return Text(page.read_edits(self.diary.records_of(page.document_name(page_id))))

    def write_page(self, text: str, day: str, page_id: bytes = b"") -> bytes:
        """A new page, or how one goes on; kept on this device when it returns. Gives the page's id."""
        page_id = page_id or secrets.token_bytes(16)
        change = self.read_page(page_id).change(text)
        if change is not None:
            stamp = self.diary.clock.tick(now_ms())
            made = page.make_edit(page_id, secrets.token_bytes(16), stamp, day, text, *change)
            self.diary.save(page.document_name(page_id), made)
            self._wake.set()
        return page_id

    # Collections

    def items(self, kind: str) -> list[Item]:
        return read_items(self.diary.records_of(collection_name(kind)), kind)

    def add_item(self, kind: str, **fields: Any) -> bytes:
        """At the end of the list; kept on this device when it returns. Gives the item's id."""
        item_id = secrets.token_bytes(16)
        items = self.items(kind)
        stamp = self.diary.clock.tick(now_ms())
        order = between(items[-1].order if items else "", "")
        self.diary.save(collection_name(kind), [make_item(kind, item_id, stamp, order, **fields)])
        self._wake.set()
        return item_id

    @property
    def alarms(self) -> list[str]:
        return self.diary.alarms

    def _change(self, leaf_id: bytes, fields: dict[str, str | bool]) -> None:
        self.diary.change(Change(LEAF, leaf_id, self.diary.clock.tick(now_ms()), dict(fields)))
        self._wake.set()

    def _save(self, day: str, change: Change) -> None:
        self.diary.save(month_name(day), [change])
        self._wake.set()

    # The account

    async def set_card(self) -> str:
        # Gives the twelve words, when their lock is on the account.
        entropy = secrets.token_bytes(card.ENTROPY_BYTES)
        await self._refresh()
        self._use(await account.set_card(self.api, self.vault, entropy))
        return " ".join(card.words_of(entropy))

    async def accept(self, code: str) -> account.Accepting:
        """Show its `digits`, ask, then `await client.let_in(...)`."""
        await self._refresh()
        accepting = account.Accepting(self.api, self.vault, code)
        await accepting.open()
        return accepting

    async def let_in(self, accepting: account.Accepting) -> None:
        self._use(await accepting.confirm())

    async def take_off(self, device_id: bytes) -> None:
        """Takes a device off; it opens nothing that is written from now on. All that it wrote is taken before."""
        for _ in range(TAKE_OFF_TRIES):
            await self.sync_until_quiet()
            head = self.diary.replica.heads.get(device_id, Head(0, b""))
            try:
                pin = Pin(head.counter, head.hash or NO_HASH)
                self._use(await account.take_off(self.api, self.vault, device_id, pin))
            except Declined as declined:
                if declined.code != "log-moved":
                    raise
            else:
                return
        raise Declined(409, "permanent", "log-moved", "It writes on; try again.")

    async def delete_everything(self) -> None:
        """At the server and here; other devices follow when they next hear of it. Nobody can bring it back."""
        await self._refresh()
        await account.retire(self.api, self.vault)
        self.store.forget()

    async def _refresh(self) -> None:
        me = (self.vault.account_id, self.vault.device_id, self.vault.signing_seed)
        try:
            await account.sign_in(self.api, *me)
        except Declined as declined:
            if declined.code != "unknown-account":
                raise
            await account.register(self.api, self.vault)  # a server that lost the account, or this device's place in it
            await account.sign_in(self.api, *me)
        try:
            newer = await account.fetch(self.api, self.vault)
        except Retired:
            self.store.forget()
            raise
        self._use(newer)

    def _use(self, vault: Vault) -> None:
        self.vault = vault
        self.store.keep("vault", vault)
        self.diary.use(vault)

    # The connection

    async def sync_until_quiet(self) -> None:
        """Until everything of the log is here and everything from here is acknowledged."""
        await self._refresh()
        await self._converse(until_quiet=True)

    async def run(self) -> None:
        """Stays connected until cancelled."""
        failures = 0
        while True:
            try:
                await self._refresh()
                failures = 0
                await self._converse(until_quiet=False)
                failures = WRONGED if self.diary.wronged else failures  # who lied is not asked again at once
            except (OSError, websockets.WebSocketException):
                pass  # no network now
            except Declined as declined:
                if declined.kind != "retry" and declined.code != "log-moved":
                    raise
            longest = min(BACKOFF_MAX_S, BACKOFF_FIRST_S * 2 ** min(failures, 10))
            failures += 1
            await asyncio.sleep(longest * random.random())  # noqa: S311 - jitter, no secret

    async def _converse(self, *, until_quiet: bool) -> None:
        address = "ws" + origin_of(self.vault.url).removeprefix("http") + "/sync"
        self._caught_up = False
        async with connect(
            address,
            subprotocols=[websockets.Subprotocol(SUBPROTOCOL)],
            origin=websockets.Origin(self.api.origin),
            max_size=4 * 1024 * 1024,
            ping_interval=PING_EVERY_S,
            ping_timeout=PING_ANSWER_S,
        ) as socket:
            self.session.start()
            self._pruning.clear()
            self.diary.wronged = False
            try:
                await self._shuttle(socket, until_quiet=until_quiet)
            finally:
                self.session.end()
                self.diary.outbox.disconnected()

    async def _shuttle(self, socket: ClientConnection, *, until_quiet: bool) -> None:
        waker = asyncio.create_task(self._send_when_woken(socket))
        try:
            await self._send(socket)
            while not (until_quiet and self._quiet()) and not self.diary.wronged and self.session.state != "offline":
                frame = decode_frame(await socket.recv(decode=False))
                if frame is not None:
                    await self._handle(self.session.receive(frame))
                await self._send(socket)
        finally:
            waker.cancel()

    async def _send_when_woken(self, socket: ClientConnection) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._send(socket)

    async def _send(self, socket: ClientConnection) -> None:
        self._tidy()
        self._push()
        for frame in self.session.take_out():
            await socket.send(encode_frame(frame))

    def _quiet(self) -> bool:
        idle = len(self.diary.outbox) == len(self.diary.outbox.set_aside) and not self._pruning
        return self._caught_up and idle

    def _tidy(self) -> None:
        """Where nothing waits: a snapshot in place of many entries; what snapshots stand for may go."""
        if self.session.state != "open" or not self._caught_up or len(self.diary.outbox):
            return
        if self.diary.compact(now_ms()):
            return
        for snapshot, seqs in self.diary.store.prunes(now_ms()):
            if snapshot not in self._pruning:
                self._pruning.add(snapshot)
                self.session.prune(self.diary.space_id, snapshot, seqs)

    def _push(self) -> None:
        if self.session.state != "open" or not self._caught_up:
            return
        batch = self.diary.outbox.next_push(now_ms())
        if batch:
            counters = tuple(pending.counter for pending in batch)
            self.session.push(self.diary.space_id, counters, [pending.envelope for pending in batch])

    def _pull(self) -> None:
        if self.session.state == "open" and not self.session.pulling(self.diary.space_id):
            self.session.pull(self.diary.space_id, self.diary.following.cursor)

    async def _handle(self, event: events.Event | None) -> None:
        match event:
            case events.Prove(nonce, expires):
                vault = self.vault
                proof = Proof(self.api.origin, "device", vault.account_id, vault.device_id, nonce, expires)
                self.session.prove(nonce, proof.sign(vault.signing_seed))
            case events.Opened(log_id):
                self.diary.opened(log_id)
                self.session.subscribe(self.diary.space_id)
                self._pull()
            case events.Arrived():
                await self._arrived(event)
            case events.Acknowledged():
                self._resealed = False
                self.diary.acknowledged(event)
                if self.diary.outbox.awaiting_log:
                    self._pull()
            case events.Pruned(snapshot):
                self.diary.store.drop_prune(snapshot)
                self._pruning.discard(snapshot)
            case events.Refused():
                await self._refused(event)
            case events.Rang(_, head) if head > self.diary.following.cursor:
                self._pull()
            case _:
                pass

    async def _arrived(self, event: events.Arrived) -> None:
        known = self.diary.identity
        if any(entry.device not in known.devices or epoch_of(entry.envelope) > known.epoch for entry in event.items):
            # A device that was let in since, or keys that changed; what the signed log does not know is strange.
            await self._refresh()
        verdict = self.diary.arrived(event)
        if isinstance(verdict, Tampered):
            return
        if isinstance(verdict, Gap) or event.head > self.diary.following.cursor:
            self._pull()
        elif event.answer:
            self.diary.caught_up()
            self._caught_up = True
        self.diary.write_again()

    async def _refused(self, event: events.Refused) -> None:
        kind, retry_ms = event.kind, event.retry_ms
        if kind == "reseal":
            if self._resealed:
                return  # of the same push
            await self._refresh()
            self._resealed = self.diary.reseal(event.counter)
            if self._resealed:
                return
            kind, retry_ms = "retry", RESEAL_MS  # it asks for keys that the log does not know
        if event.of_push:
            self.diary.outbox.refused(kind, event.code, event.counter, now_ms() + retry_ms)
        if kind == "reauth":
            self._caught_up = False  # the outbox waits for the challenge, the welcome and a pull
        if kind == "retry":
            asyncio.get_running_loop().call_later(max(retry_ms, 500) / 1000, self._try_again)

    def _try_again(self) -> None:
        # What waits is pushed when woken; a pull that was refused is asked again.
        if not self._caught_up or self.diary.outbox.awaiting_log:
            self._pull()
        self._wake.set()
