"""A device's diary without the network: what it holds, what it saves, what it takes from the log.

Rule: an entry, its outbox row and the device's place in its chain go into ONE transaction; so do the entries taken
from the log, the cursor and the documents they change.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from newleaf_sync import document as docs
from newleaf_sync import envelope, space, suite
from newleaf_sync.clock import NO_STAMP, Clock, clamp
from newleaf_sync.errors import NewleafError, NotAuthentic, Parked
from newleaf_sync.model.day import Leaf, read_leaves
from newleaf_sync.model.setting import read_settings
from newleaf_sync.outbox import Outbox, Pending
from newleaf_sync.replica import NO_HASH, Gap, Opened, Replica, Tampered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newleaf_sync.client.store import Store
    from newleaf_sync.client.vault import Vault
    from newleaf_sync.events import Acknowledged, Arrived
    from newleaf_sync.frames import Entry
    from newleaf_sync.record import Change, Record

EPOCH = 1


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Diary:
    def __init__(self, store: Store, vault: Vault) -> None:
        self.store = store
        self.use(vault)
        self.outbox = Outbox(store.outbox())
        self.replica = Replica(store.replica())
        self.clock = Clock(store.kept("clock", bytes, NO_STAMP))
        self.alarms: list[str] = store.kept("alarms", list[str], [])
        self._documents = {key: docs.Document("", records) for key, records in store.documents()}
        for row in self.outbox.entries():
            self._document(self._id_of(row.document)).propose(
                vault.device_id, row.counter, docs.decode_content(row.content)
            )

    def use(self, vault: Vault) -> None:
        # The account changed: another device, another keybag.
        self.vault = vault
        self.identity = vault.identity()
        keys = next(one for one in vault.open_keybag().spaces if one.space_id == self.identity.space_id)
        self.space_id, self.space_keys = keys.space_id, keys.by_epoch()

    # The person

    def leaves(self) -> list[Leaf]:
        records: list[Record] = []
        for document in self._documents.values():
            records += document.records().values()
        return read_leaves(records)

    def save(self, name: str, changes: list[Change]) -> int:
        """Seals the changes and keeps them on this device; gives their counter."""
        content = docs.encode_content(changes)
        counter = self.store.kept("counter", int, 0) + 1
        prev = self.store.kept("prev", bytes, NO_HASH)
        header = envelope.Header(self.space_id, self._id_of(name), counter, EPOCH)
        author = envelope.Author(self.vault.device_id, self.vault.signing_seed, prev)
        seen = envelope.Seen(*self.replica.seen())
        sealed = envelope.seal(header, self.space_keys[EPOCH], author, seen, content)
        pending = Pending(counter, name, content, sealed.envelope, sealed.hash)
        with self.store:
            self.store.add_pending(pending)
            self.store.keep("counter", counter)
            self.store.keep("prev", sealed.hash)
            self.store.keep("clock", self.clock.last)
        self.outbox.add(pending)
        self._document(header.document_id).propose(self.vault.device_id, counter, changes)
        return counter

    # The log

    def arrived(self, event: Arrived) -> Gap | Tampered | None:
        # Takes what is new; a Gap or Tampered took nothing.
        opened = [self._open(entry) for entry in event.items]
        items = [item for item, _ in opened]
        verdict = self.replica.arrived(event.first, event.last, items, event.head, answer=event.answer)
        if isinstance(verdict, Tampered):
            self.alarm(verdict)
        if isinstance(verdict, Tampered | Gap):
            return verdict
        with self.store:
            for entry, (item, found) in zip(event.items, opened, strict=True):
                if entry.seq in verdict.seqs:
                    self._take(entry, item, found)
            self._keep()
        return None

    def acknowledged(self, event: Acknowledged) -> None:
        with self.store:
            for done in self.outbox.acknowledged(event.counters, event.seqs, event.received):
                row = done.pending
                found = envelope.open_envelope(row.envelope, self.space_keys, self.identity.devices)
                wrong = self.replica.acknowledged(_item(done.seq, found, row.envelope))
                if wrong is not None:
                    self.alarm(wrong)
                document_id = found.header.document_id
                self._document(document_id).settle(row.counter, done.received)
                self.store.keep_document(document_id, self._document(document_id).confirmed.values())
                self.store.drop_pending(row.counter)
            self._keep()

    def alarm(self, wrong: Tampered) -> None:
        if wrong.what not in self.alarms:
            self.alarms.append(wrong.what)
            self.store.keep("alarms", self.alarms)

    # Helpers

    def _open(self, entry: Entry) -> tuple[Opened, tuple[envelope.Opened, tuple[Change, ...]] | None]:
        digest = suite.sha256(entry.envelope)
        try:
            found = envelope.open_envelope(entry.envelope, self.space_keys, self.identity.devices)
            changes = docs.decode_content(found.content)
        except Parked:
            counter = int.from_bytes(entry.envelope[44:52], "big")
            return Opened(entry.seq, entry.device, counter, digest), None
        except NotAuthentic:
            return Opened(entry.seq, entry.device, 0, digest, stranger=True), None
        except NewleafError:
            # Its author is known, or nobody can read it: like an entry of a newer program it stays sealed.
            counter = int.from_bytes(entry.envelope[44:52], "big")
            return Opened(entry.seq, entry.device, counter, digest), None
        return _item(entry.seq, found, entry.envelope), (found, changes)

    def _take(self, entry: Entry, item: Opened, found: tuple[envelope.Opened, tuple[Change, ...]] | None) -> None:
        if found is None:
            self.store.park(entry.seq, entry.received, entry.envelope)
            return
        inside, changes = found
        document = self._document(inside.header.document_id)
        document.confirm(inside.device_id, entry.received, changes)
        for change in changes:
            self.clock.observe(clamp(change.stamp, entry.received))
        if inside.device_id == self.vault.device_id:
            document.pending.pop(item.counter, None)
            self.outbox.seen_in_log(item.counter)
            self.store.drop_pending(item.counter)
        self.store.keep_document(inside.header.document_id, document.confirmed.values())

    def _keep(self) -> None:
        self.store.keep("replica", self.replica.state())
        self.store.keep("clock", self.clock.last)

    def _id_of(self, name: str) -> bytes:
        return space.document_id(self.space_keys[EPOCH], self.space_id, name)

    def _document(self, document_id: bytes) -> docs.Document:
        return self._documents.setdefault(document_id, docs.Document(""))

    def settings(self) -> Mapping[str, Any]:
        return read_settings(self._document(self._id_of(docs.SETTINGS)).records().values())


def _item(seq: int, found: envelope.Opened, sealed: bytes) -> Opened:
    return Opened(
        seq,
        found.device_id,
        found.header.counter,
        suite.sha256(sealed),
        found.prev,
        found.hash,
        found.seen.seq,
        found.seen.hash,
    )
