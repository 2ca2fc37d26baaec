"""A device's diary without the network: what it holds, what it saves, what it takes from the log.

Rule: an entry, its outbox row and the device's place in its chain go into ONE transaction; so do the entries taken
from the log, the cursor and the documents they change.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from newleaf_sync import document as docs
from newleaf_sync import envelope, space, suite
from newleaf_sync import snapshot as snapshots
from newleaf_sync.clock import NO_STAMP, Clock, clamp
from newleaf_sync.errors import NewleafError, NotAuthentic, Parked, UnknownKind
from newleaf_sync.frames import Entry
from newleaf_sync.model.day import Leaf, read_leaves
from newleaf_sync.model.setting import read_settings
from newleaf_sync.outbox import Outbox, Pending
from newleaf_sync.replica import NO_HASH, Gap, Head, Opened, Replica, Tampered
from newleaf_sync.restore import ENTRY_CHANGES, Restoring, encode_restart, read_restart
from newleaf_sync.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newleaf_sync.client.store import Store
    from newleaf_sync.client.vault import Vault
    from newleaf_sync.events import Acknowledged, Arrived
    from newleaf_sync.record import Change, Record

    Content = tuple[Change, ...] | Snapshot

FIRST_EPOCH = 1
LARGEST = 2**53 - 1
READ_ANEW_MS = 3_600_000  # not more often, whatever a server does
OF_THE_LOG = bytes(16)  # the document of entries that are about the log itself


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
        self._documents = store.documents()
        self.wronged = False  # something that cannot be right came on this connection
        self.restored = False  # the server came back from an older copy, and this device put back what was missing
        self._restoring: Restoring | None = None
        self._doubted = False  # what could not be opened: the log is read anew
        self._read_anew = 0  # when that was last done
        self._again: list[tuple[bytes, list[Change]]] = []  # what a snapshot of another device lacked
        for row in self.outbox.entries():
            self._propose(row)
        self._unpark()

    def _unpark(self) -> None:
        # What an earlier program could not open, perhaps this one can.
        for seq, received, sealed in self.store.parked():
            entry = Entry(seq, b"", received, sealed)
            item, found = self._open(entry)
            if found is not None:
                with self.store:
                    self.replica.parked.discard(seq)
                    self._take(entry, item, found)
                    self.store.unpark(seq)
                    self._keep()

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

    def record_sets(self) -> list[Iterable[Record]]:
        # The records of each document.
        return [document.records().values() for document in self._documents.values()]

    def records_of(self, name: str) -> Iterable[Record]:
        return self._document(self._id_of(name)).records().values()

    def save(self, name: str, changes: list[Change]) -> int:
        """Seals the changes and keeps them on this device; gives their counter."""
        return self._save(self._id_of(name), changes)

    def change(self, change: Change) -> int:
        # Where its record lies: a leaf stays in the month that it was made in, whatever its day is now.
        key = (change.type, change.id)
        return self._save(next(home for home, one in self._documents.items() if key in one.records()), [change])

    def _save(self, document_id: bytes, changes: list[Change]) -> int:
        with self.store:
            pending = self._seal(document_id, docs.encode_content(changes))
        self._add(pending)
        return pending.counter

    def _seal(self, document_id: bytes, content: bytes, kind: int = envelope.KIND_CHANGE) -> Pending:
        # In the caller's transaction.
        counter = self.store.kept("counter", int, 0) + 1
        prev = self.store.kept("prev", bytes, NO_HASH)
        header = envelope.Header(self.space_id, document_id, counter, self.identity.epoch, kind)
        pending = self._sealed(header, prev, content)
        self.store.keep_pending(pending)
        self.store.keep("counter", counter)
        self.store.keep("prev", pending.hash)
        self.store.keep("clock", self.clock.last)
        return pending

    def _sealed(self, header: envelope.Header, prev: bytes, content: bytes) -> Pending:
        author = envelope.Author(self.vault.device_id, self.vault.signing_seed, prev)
        seen = envelope.Seen(*self.replica.seen())
        sealed = envelope.seal(header, self.space_keys[header.epoch], author, seen, content)
        return Pending(header.counter, header.document_id.hex(), content, sealed.envelope, sealed.hash)

    def reseal(self, counter: int) -> bool:
        """Seals what waits from `counter` on with the keys of now; False where it is so already.

        Only for entries that the server refused as `old-epoch`: those stand nowhere in the log, nor do later ones.
        """
        epoch, prev = self.identity.epoch, b""
        rows = [row for row in self.outbox.entries() if row.counter >= counter]
        with self.store:
            for row in rows:
                header = envelope.Header.decode(row.envelope)
                if not prev and header.epoch == epoch:
                    return False
                prev = prev or envelope.open_envelope(row.envelope, self.space_keys, self.identity.devices).prev
                again = self._sealed(replace(header, epoch=epoch), prev, row.content)
                prev = again.hash
                self.outbox.replace(again)
                self.store.keep_pending(again)
            if prev:
                self.store.keep("prev", prev)
        return bool(prev)

    def _add(self, pending: Pending) -> None:
        self.outbox.add(pending)
        self._propose(pending)

    def _propose(self, pending: Pending) -> None:
        if envelope.Header.decode(pending.envelope).kind in (envelope.KIND_CHANGE, envelope.KIND_MESSAGE):
            document = self._document(bytes.fromhex(pending.document))
            document.propose(self.vault.device_id, pending.counter, docs.decode_content(pending.content))

    # The log

    @property
    def following(self) -> Replica:
        # The log that is read: of another generation while one is looked at, else the one that is kept.
        return self._restoring.replica if self._restoring is not None else self.replica

    def opened(self, log_id: bytes) -> None:
        known = self.replica.opened(log_id)
        again = known and self._doubted and now_ms() - self._read_anew >= READ_ANEW_MS
        self._restoring = Restoring(log_id) if again or not known else None
        self._doubted = False
        if again:
            self._read_anew = now_ms()

    def caught_up(self) -> None:
        """Everything of the log is here: one of another generation is adopted, and what it lacks is written again."""
        restoring, self._restoring = self._restoring, None
        if restoring is None:
            return
        if restoring.replica.log_id == self.replica.log_id:
            self._take_over(restoring)
            return
        lost = restoring.lost(self._documents)
        with self.store:
            self.store.forget_log()
            self.replica = restoring.replica
            self.outbox = Outbox()
            self._documents = restoring.documents
            for document_id, document in self._documents.items():
                self.store.keep_document(document_id, document)
            for entry in restoring.parked:
                self.store.park(entry.seq, entry.received, entry.envelope)
            rows = [self._seal(OF_THE_LOG, encode_restart(self.replica.log_id), envelope.KIND_CONTROL)]
            rows += [self._seal(document_id, docs.encode_content(changes)) for document_id, changes in lost]
            self._keep()
        for row in rows:
            self._add(row)
        self.restored = True
        self.alarms = [what for what in self.alarms if what != "rolled-back"]
        self.store.keep("alarms", self.alarms)

    def _take_over(self, read: Restoring) -> None:
        # The same log, in which something that could not be opened is something else than it was.
        if not read.replica.goes_on_from(self.replica):
            self.alarm(Tampered("rolled-back"))
            return
        landed = read.replica.heads.get(self.vault.device_id, Head(0, b"")).counter
        with self.store:
            self.store.unpark_all()
            self.replica = read.replica
            for document_id, document in read.documents.items():
                known = self._document(document_id)
                document.pending = {at: held for at, held in known.pending.items() if at > landed}
                self._documents[document_id] = document
                self.store.keep_document(document_id, document)
            for entry in read.parked:
                self.store.park(entry.seq, entry.received, entry.envelope)
            for row in self.outbox.entries():
                if row.counter <= landed:
                    self.outbox.seen_in_log(row.counter)
                    self.store.drop_pending(row.counter)
            self._keep()

    def arrived(self, event: Arrived) -> Gap | Tampered | None:
        # Takes what is new; a Gap or Tampered took nothing.
        opened = [self._open(entry) for entry in event.items]
        items = [item for item, _ in opened]
        verdict = self.following.arrived(event.first, event.last, items, event.head, answer=event.answer)
        if isinstance(verdict, Tampered):
            # What nobody could open may have been made up, and the rest is right: then the log is read anew.
            self._doubted = self._restoring is None and bool(self.replica.parked)
            self.alarm(verdict)
        if isinstance(verdict, Tampered | Gap):
            return verdict
        if self._restoring is not None:
            for entry, (item, found) in zip(event.items, opened, strict=True):
                if entry.seq not in verdict.seqs or item.hole:
                    continue
                if found is None:
                    self._restoring.parked.append(entry)
                else:
                    _lay(self._restoring.document(found[0].header.document_id), entry.seq, entry.received, *found)
            return None
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
                wrong = self.replica.acknowledged(_item(done.seq, found, row.envelope, _read(found)))
                if wrong is not None:
                    self.alarm(wrong)
                document = self._document(found.header.document_id)
                document.pending.pop(row.counter, None)
                self._own_snapshot(done.seq, done.received, found)
                _lay(document, done.seq, done.received, found, _read(found))
                self.store.keep_document(found.header.document_id, document)
                self.store.drop_pending(row.counter)
            self._keep()

    def alarm(self, wrong: Tampered) -> None:
        self.wronged = True
        if wrong.what not in self.alarms:
            self.alarms.append(wrong.what)
            self.store.keep("alarms", self.alarms)

    # Helpers

    def _open(self, entry: Entry) -> tuple[Opened, tuple[envelope.Opened, Content] | None]:
        stub = snapshots.read_stub(entry.envelope)
        if stub is not None:
            return Opened(entry.seq, entry.device, stub.counter, stub.envelope_hash, hole=True), None
        digest = suite.sha256(entry.envelope)
        try:
            found = envelope.open_envelope(entry.envelope, self.space_keys, self.identity.devices)
            self.identity.must_have_written(found.device_id, found.header.counter, found.hash)
            content = _read(found)
        except Parked:
            counter = int.from_bytes(entry.envelope[44:52], "big")
            return Opened(entry.seq, entry.device, counter, digest), None
        except NotAuthentic:
            return Opened(entry.seq, entry.device, 0, digest, stranger=True), None
        except NewleafError:
            # Its author is known, or nobody can read it: like an entry of a newer program it stays sealed.
            counter = int.from_bytes(entry.envelope[44:52], "big")
            return Opened(entry.seq, entry.device, counter, digest), None
        return _item(entry.seq, found, entry.envelope, content), (found, content)

    def _take(self, entry: Entry, item: Opened, found: tuple[envelope.Opened, Content] | None) -> None:
        if item.hole:
            self._take_stub(entry, item)
            return
        if found is None:
            self.store.park(entry.seq, entry.received, entry.envelope)
            return
        inside, content = found
        document = self._document(inside.header.document_id)
        if inside.device_id == self.vault.device_id:
            document.pending.pop(item.counter, None)
            self.outbox.seen_in_log(item.counter)
            self.store.drop_pending(item.counter)
            self._own_snapshot(entry.seq, entry.received, inside)
        elif isinstance(content, Snapshot):
            self._judge(entry.seq, inside.header.document_id, content)
        _lay(document, entry.seq, entry.received, inside, content)
        for stamp in _stamps(content, entry.received):
            self.clock.observe(stamp)
        self.store.keep_document(inside.header.document_id, document)

    def _take_stub(self, entry: Entry, item: Opened) -> None:
        # Of an own entry whose acknowledgement was lost: it was here, and a snapshot stands for it by now.
        for row in self.outbox.entries():
            own = row.counter == item.counter and entry.device == self.vault.device_id
            if own and suite.sha256(row.envelope) == item.envelope_hash:
                document_id = bytes.fromhex(row.document)
                self._document(document_id).settle(row.counter, entry.received)
                self.outbox.seen_in_log(row.counter)
                self.store.drop_pending(row.counter)
                self.store.keep_document(document_id, self._document(document_id))

    # Snapshots

    def compact(self, now: int) -> bool:
        """Seals a snapshot of one document that has grown by many entries; False where there is none."""
        parked = {sealed[28:44] for _, _, sealed in self.store.parked()}
        heads = self.replica.heads
        others = [device for device in self.identity.active if device != self.vault.device_id]
        seen_by_all = min((heads[device].seen if device in heads else 0 for device in others), default=LARGEST)
        waiting = {row.document for row in self.outbox.entries()}
        for document_id, document in self._documents.items():
            if document_id in parked or document_id.hex() in waiting or not snapshots.worth_it(document):
                continue
            at = self.clock.tick(now) + self.vault.device_id
            made = snapshots.make(document, seen_by_all, at, now)
            if made is not None:
                with self.store:
                    content = snapshots.encode_snapshot(made)
                    row = self._seal(document_id, content, envelope.KIND_SNAPSHOT)
                self._add(row)
                return True
        return False

    def _own_snapshot(self, seq: int, received: int, found: envelope.Opened) -> None:
        """It stands in the log; where others have to look at it first, they say what may go, or time does."""
        if found.header.kind != envelope.KIND_SNAPSHOT:
            return
        alone = set(self.identity.active) == {self.vault.device_id}
        covers = snapshots.decode_snapshot(found.content).covers
        self.store.keep_prune(seq, covers, 0 if alone else received + snapshots.GRACE_MS)

    def _judge(self, seq: int, document_id: bytes, snapshot: Snapshot) -> None:
        # Of another device: what it stands for may go where it lacks nothing; what it lacks is written again.
        lacks = snapshots.lacking(self._document(document_id), snapshot)
        if lacks == []:
            self.store.keep_prune(seq, snapshot.covers, 0)
        elif lacks:
            self._again.append((document_id, lacks))

    def write_again(self) -> None:
        """What a snapshot of another device lacked."""
        again, self._again = self._again, []
        for document_id, changes in again:
            for at in range(0, len(changes), ENTRY_CHANGES):
                self._save(document_id, changes[at : at + ENTRY_CHANGES])

    def _keep(self) -> None:
        self.store.keep("replica", self.replica.state())
        self.store.keep("clock", self.clock.last)

    def _id_of(self, name: str) -> bytes:
        return space.document_id(self.space_keys[FIRST_EPOCH], self.space_id, name)

    def _document(self, document_id: bytes) -> docs.Document:
        return self._documents.setdefault(document_id, docs.Document(""))

    def settings(self) -> Mapping[str, Any]:
        return read_settings(self._document(self._id_of(docs.SETTINGS)).records().values())


def _read(found: envelope.Opened) -> Content:
    """Raises Parked, or Malformed for what is no content."""
    match found.header.kind:
        case envelope.KIND_CONTROL:
            return ()
        case envelope.KIND_SNAPSHOT:
            return snapshots.decode_snapshot(found.content)
        case envelope.KIND_CHANGE | envelope.KIND_MESSAGE:
            return docs.decode_content(found.content)
        case kind:
            raise UnknownKind(kind)


def _lay(document: docs.Document, seq: int, received: int, found: envelope.Opened, content: Content) -> None:
    if isinstance(content, Snapshot):
        snapshots.adopt(document, seq, received, content)
    else:
        document.confirm(found.device_id, received, content)
        document.place(seq, received)


def _stamps(content: Content, received: int) -> Iterable[bytes]:
    if isinstance(content, Snapshot):
        return (field.at[:8] for record in content.records for field in record.fields.values())
    return (clamp(change.stamp, received) for change in content)


def _item(seq: int, found: envelope.Opened, sealed: bytes, content: Content) -> Opened:
    return Opened(
        seq,
        found.device_id,
        found.header.counter,
        suite.sha256(sealed),
        found.prev,
        found.hash,
        found.seen.seq,
        found.seen.hash,
        covers=content.covers if isinstance(content, Snapshot) else (),
        restarts=read_restart(found.content) if found.header.kind == envelope.KIND_CONTROL else b"",
    )
