"""A phone: the real Session, Outbox, Replica, Restoring, Document and Clock, glued as newleaf_sync.client.diary does.

Sealing is left out: an envelope is a real header and an open body, as long as the least real one, and its hash stands
for the signed one.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Any

import msgspec
from simulated_server import SPACE

from newleaf_server.sync.rules import LEAST_ENVELOPE
from newleaf_sync import events, frames
from newleaf_sync import snapshot as snapshots
from newleaf_sync.clock import NO_STAMP, Clock, clamp
from newleaf_sync.document import Document, InLog, decode_content, encode_content
from newleaf_sync.envelope import HEADER_BYTES, KIND_CHANGE, KIND_CONTROL, KIND_SNAPSHOT, Header
from newleaf_sync.errors import NewleafError
from newleaf_sync.model.day import make_leaf
from newleaf_sync.outbox import Outbox, Pending
from newleaf_sync.record import Change
from newleaf_sync.replica import NO_HASH, Gap, Opened, Replica, State, Tampered
from newleaf_sync.restore import Restoring, encode_restart, read_restart
from newleaf_sync.session import Session, decode_frame, encode_frame
from newleaf_sync.snapshot import Snapshot, decode_snapshot

if TYPE_CHECKING:
    from world import World

YEAR_MS = 365 * 86_400_000
SKEWS = (0, 0, 5000, -3 * YEAR_MS, 10 * YEAR_MS)
DOCUMENT = bytes([0xD0]) * 16
MANY = 6  # entries that make a snapshot: few, so that many are made
OF_THE_LOG = bytes(16)
_BODY = struct.Struct(">16s32sQ32sI")


class Crashed(Exception):  # noqa: N818 - it is what happened, not a mistake
    """The phone's process ended here."""


class DiskFull(Exception):  # noqa: N818
    """Nothing of the transaction was stored."""


class Inside(msgspec.Struct, frozen=True):
    """What opening an envelope gives. hash is empty where it cannot be opened, changes where it has none."""

    kind: int
    device: bytes
    counter: int
    digest: bytes
    prev: bytes
    seen_seq: int
    seen_hash: bytes
    hash: bytes
    changes: tuple[Change, ...]
    restarts: bytes
    snapshot: Snapshot | None = None


def seal(
    device: bytes,
    counter: int,
    prev: bytes,
    seen: tuple[int, bytes],
    content: bytes,
    kind: int = KIND_CHANGE,
    epoch: int = 1,
) -> bytes:
    header = Header(SPACE, OF_THE_LOG if kind == KIND_CONTROL else DOCUMENT, counter, epoch, kind).encode()
    body = _BODY.pack(device, prev, *seen, len(content)) + content
    return (header + body).ljust(LEAST_ENVELOPE, b"\0")


def open_envelope(envelope: bytes) -> Inside:
    header = Header.decode(envelope)
    device, prev, seen_seq, seen_hash, length = _BODY.unpack_from(envelope, HEADER_BYTES)
    start = HEADER_BYTES + _BODY.size
    content = envelope[start : start + length]
    digest = hashlib.sha256(envelope).digest()
    here = (header.kind, device, header.counter, digest)
    if header.kind == KIND_CONTROL:
        return Inside(*here, prev, seen_seq, seen_hash, digest, (), read_restart(content))
    try:
        if header.kind == KIND_SNAPSHOT:
            snapshot = decode_snapshot(content)
            return Inside(*here, prev, seen_seq, seen_hash, digest, (), b"", snapshot)
        changes = decode_content(content)
    except NewleafError:
        return Inside(*here, NO_HASH, 0, NO_HASH, b"", (), b"")
    return Inside(*here, prev, seen_seq, seen_hash, digest, changes, b"")


class Disk:
    """What survives a crash. One `commit` is one transaction: all of it or nothing."""

    def __init__(self) -> None:
        self.full = False
        self.rows: dict[int, Pending] = {}
        self.confirmed: dict[Any, Any] = {}
        self.replica = State()
        self.clock = NO_STAMP
        self.counter = 0
        self.prev = NO_HASH
        self.epoch = 1
        self.in_log = InLog()
        self.prunes: dict[int, tuple[int, ...]] = {}

    def commit(self, **values: Any) -> None:
        if self.full:
            raise DiskFull
        self.__dict__.update(values)


class Phone:
    def __init__(self, name: int, world: World, disk: Disk) -> None:
        self.device = bytes([name]) * 16
        self.world = world
        self.disk = disk
        self.alarms: list[str] = []
        self.start()

    def start(self) -> None:
        """The program starts: everything comes from the disk; the clock was set by somebody, perhaps wrongly."""
        disk = self.disk
        self.skew = self.world.choose(SKEWS)
        self.session = Session(bytes(16), self.device)
        self.outbox = Outbox(disk.rows.values())
        self.replica = Replica(disk.replica)
        self.restoring: Restoring | None = None
        self.clock = Clock(disk.clock)
        self.document = Document("", disk.confirmed.values(), disk.in_log)
        self.again: list[Change] = []
        self.pruning: set[int] = set()
        for row in disk.rows.values():
            self.propose(row)
        self.caught_up = False
        self.prunes = dict(disk.prunes)
        self.resealed = False
        self.known = disk.counter  # the newest entry that this tab knows of: another tab may have saved since

    def propose(self, row: Pending) -> None:
        inside = self.world.open(row.envelope)
        if inside.kind == KIND_CHANGE:
            self.document.propose(self.device, row.counter, inside.changes)

    # The person

    def act(self) -> None:
        """Adds a leaf, edits one or removes one. It counts as saved when the commit returned."""
        draw = self.world.random
        records = self.document.records()
        stamp = self.clock.tick(self.world.now + self.skew)
        if not records or draw.random() < 0.5:
            area, slot = self.world.choose(("do", "love")), self.world.choose((0, 1, 2))  # two want one place
            change = make_leaf(
                draw.randbytes(16), stamp, tile="rested", area=area, day="2026-11-23", text="", slot=slot
            )
        else:
            fields = self.world.choose(({"text": str(draw.random())}, {"deleted": True}, {"deleted": False}))
            change = Change("leaf", self.world.choose(list(records))[1], stamp, fields)
        self.save(change)

    def save(self, change: Change) -> None:
        if "other tab unread" not in self.world.broken:
            self.read_outbox()
        pending = self.seal_next(encode_content([change]), self.replica.seen())
        rows = {**self.disk.rows, pending.counter: pending}
        self.keep_own(pending, rows if "outbox in memory" not in self.world.broken else self.disk.rows, self.clock.last)
        self.world.saved(self.device, pending.counter, change)
        self.known = pending.counter
        self.world.may_crash(self)
        self.outbox.add(pending)
        self.propose(pending)
        self.push()

    def save_in_another_tab(self, change: Change) -> None:
        """A tab that keeps no connection: it knows only what lies on the disk. It may end before it tells this one."""
        pending = self.seal_next(encode_content([change]), Replica(self.disk.replica).seen())
        self.keep_own(pending, {**self.disk.rows, pending.counter: pending}, max(self.disk.clock, change.stamp))
        self.world.saved(self.device, pending.counter, change)

    def read_outbox(self) -> None:
        """What another tab saved: before an own entry is sent after it, and when that tab tells."""
        if self.known == self.disk.counter:
            return
        self.known = self.disk.counter
        known = {row.counter for row in self.outbox.entries()}
        for row in self.disk.rows.values():
            if row.counter not in known:
                self.outbox.add(row)
                self.propose(row)

    def seal_next(self, content: bytes, seen: tuple[int, bytes], after: Pending | None = None, kind: int = KIND_CHANGE):
        counter, prev = (after.counter, after.hash) if after else (self.disk.counter, self.disk.prev)
        envelope = seal(self.device, counter + 1, prev, seen, content, kind, self.disk.epoch)
        return Pending(counter + 1, DOCUMENT.hex(), content, envelope, self.world.open(envelope).digest)

    def keep_own(self, pending: Pending, rows: dict[int, Pending], clock: bytes) -> None:
        self.world.may_crash(self)
        self.disk.commit(rows=rows, counter=pending.counter, prev=pending.hash, clock=clock)

    def rotate(self) -> None:
        """All keys change, for somebody took a phone off; the others learn it when they next read the log."""
        self.world.may_crash(self)
        self.world.server.kept.epoch += 1
        self.world.may_crash(self)
        self.learn()

    def learn(self) -> None:
        """Reads the identity log again; a server that came back from an older copy is told what it lost."""
        kept = self.world.server.kept
        kept.epoch = max(kept.epoch, self.disk.epoch)
        self.disk.commit(epoch=kept.epoch)

    def reseal(self, counter: int) -> bool:
        """See Diary.reseal."""
        self.read_outbox()
        prev, again = b"", {}
        for row in self.outbox.entries():
            if row.counter < counter:
                continue
            inside = self.world.open(row.envelope)
            if not prev and Header.decode(row.envelope).epoch == self.disk.epoch:
                return False
            prev = inside.prev if not prev or "later ones keep their place" in self.world.broken else prev
            seen = self.replica.seen()
            envelope = seal(self.device, row.counter, prev, seen, row.content, inside.kind, self.disk.epoch)
            prev = self.world.open(envelope).digest
            again[row.counter] = Pending(row.counter, row.document, row.content, envelope, prev)
        self.world.may_crash(self)
        self.disk.commit(rows={**self.disk.rows, **again}, prev=prev or self.disk.prev)
        for row in again.values():
            self.outbox.replace(row)
        self.world.happened["sealed again"] += len(again)
        self.world.may_crash(self)
        return bool(again)

    # The connection

    @property
    def following(self) -> Replica:
        return self.restoring.replica if self.restoring is not None else self.replica

    def push(self) -> None:
        if self.session.state != "open" or not self.caught_up:
            return
        batch = self.outbox.next_push(self.world.now)
        if batch:
            self.session.push(SPACE, tuple(p.counter for p in batch), [p.envelope for p in batch])

    def pull(self) -> None:
        if self.session.state == "open" and not self.session.pulling(SPACE):
            self.session.pull(SPACE, self.following.cursor)

    def receive(self, data: bytes) -> None:
        frame = decode_frame(data)
        event = self.session.receive(frame) if frame is not None else None
        match event:
            case events.Prove(nonce):
                self.session.prove(nonce, bytes(64))
            case events.Opened(log_id):
                self.restoring = None if self.replica.opened(log_id) else Restoring(log_id)
                self.session.subscribe(SPACE)
                self.pull()
            case events.Arrived():
                self.arrived(event)
            case events.Acknowledged():
                self.acknowledged(event)
            case events.Refused():
                self.refused(event)
            case events.Pruned(snapshot):
                self.prunes.pop(snapshot, None)
                self.pruning.discard(snapshot)
                self.world.happened["pruned"] += 1
                self.disk.commit(prunes=dict(self.prunes))
            case events.Rang(_, head) if head > self.following.cursor:
                self.pull()
            case _:
                pass
        self.push()

    def refused(self, event: events.Refused) -> None:
        if event.kind == "reseal":
            if not self.resealed:
                self.learn()
                self.resealed = self.reseal(event.counter)
            return
        if event.of_push:
            self.outbox.refused(event.kind, event.code, event.counter, self.world.now + event.retry_ms)
        self.caught_up = self.caught_up and event.kind != "reauth"

    def check(self, verdict: object) -> bool:
        if isinstance(verdict, Tampered) and verdict.what not in self.alarms:
            self.alarms.append(verdict.what)
        return not isinstance(verdict, Tampered)

    def arrived(self, event: events.Arrived) -> None:
        items = [self.placed(entry) for entry in event.items]
        verdict = self.following.arrived(event.first, event.last, items, event.head, answer=event.answer)
        if not self.check(verdict):
            return
        if isinstance(verdict, Gap):
            self.pull()
            return
        new = [entry for entry in event.items if entry.seq in verdict.seqs]
        if self.restoring is not None:
            for entry in new:
                if snapshots.read_stub(entry.envelope) is None:
                    self.lay(self.restoring.document(DOCUMENT), entry, self.world.open(entry.envelope))
        else:
            self.take(new)
        if event.head > self.following.cursor:
            self.pull()
        elif event.answer:
            self.adopt()
            self.caught_up = True

    def take(self, new: list[frames.Entry]) -> None:
        rows = dict(self.disk.rows)
        for entry in new:
            stub = snapshots.read_stub(entry.envelope)
            if stub is not None:
                self.take_stub(entry, stub, rows)
                continue
            inside = self.world.open(entry.envelope)
            if entry.device == self.device:
                rows.pop(inside.counter, None)
                self.document.pending.pop(inside.counter, None)
                self.outbox.seen_in_log(inside.counter)
            self.lay(self.document, entry, inside)
            for change in inside.changes:
                self.clock.observe(clamp(change.stamp, entry.received))
        self.keep(rows)
        again, self.again = self.again, []
        for change in again:
            self.save(change)

    def lay(self, document: Document, entry: frames.Entry, inside: Inside) -> None:
        snapshot = inside.snapshot
        if snapshot is None:
            document.confirm(entry.device, entry.received, inside.changes)
            if inside.kind == KIND_CHANGE and inside.hash:
                document.place(entry.seq, entry.received)
            return
        if document is self.document:
            self.judge(entry, snapshot)
        snapshots.adopt(document, entry.seq, entry.received, snapshot)

    def judge(self, entry: frames.Entry, snapshot: Snapshot) -> None:
        """See Diary._judge; here whoever wrote a snapshot never lets go for it, as if somebody else always looked."""
        if entry.device == self.device:
            return
        lacks = snapshots.lacking(self.document, snapshot)
        if lacks == [] or "let go without looking" in self.world.broken:
            self.prunes[entry.seq] = snapshot.covers
        self.again += lacks or []

    def take_stub(self, entry: frames.Entry, stub: snapshots.Stub, rows: dict[int, Pending]) -> None:
        row = rows.get(stub.counter)
        ours = entry.device == self.device and row is not None
        if ours and hashlib.sha256(row.envelope).digest() == stub.envelope_hash:
            rows.pop(stub.counter)
            self.document.settle(stub.counter, entry.received)
            self.outbox.seen_in_log(stub.counter)

    def tidy(self) -> None:
        """Where nothing waits: a snapshot in place of many entries, or what one stands for may go."""
        busy = self.session.state != "open" or not self.caught_up or len(self.outbox) or self.restoring is not None
        if busy or not self.world.tidies:
            return
        self.read_outbox()
        if len(self.document.seqs) >= MANY and not self.replica.parked and not len(self.outbox):
            made = snapshots.make(self.document, 0, self.clock.last + self.device, self.world.now)
            if made is not None and "let go without looking" in self.world.broken:
                made = Snapshot(made.records[1:], made.covers)
            if made is not None:
                self.save_snapshot(made)
                return
        for seq, covers in self.prunes.items():
            if seq not in self.pruning:
                self.pruning.add(seq)
                self.session.prune(SPACE, seq, list(covers))

    def save_snapshot(self, made: Snapshot) -> None:
        content = snapshots.encode_snapshot(made)
        pending = self.seal_next(content, self.replica.seen(), kind=KIND_SNAPSHOT)
        self.keep_own(pending, {**self.disk.rows, pending.counter: pending}, self.clock.last)
        self.world.besides.add((self.device, pending.counter))
        self.known = pending.counter
        self.world.may_crash(self)
        self.outbox.add(pending)
        self.world.happened["snapshot"] += 1
        self.push()

    def acknowledged(self, event: events.Acknowledged) -> None:
        self.resealed = False
        if "received of a retry" in self.world.broken:
            self.outbox._sent_before.clear()
        rows = dict(self.disk.rows)
        for done in self.outbox.acknowledged(event.counters, event.seqs, event.received):
            rows.pop(done.pending.counter, None)
            entry = frames.Entry(done.seq, self.device, done.received, done.pending.envelope)
            self.document.pending.pop(done.pending.counter, None)
            self.lay(self.document, entry, self.world.open(done.pending.envelope))
            self.check(self.replica.acknowledged(self.placed(entry)))
        self.keep(rows)
        if self.outbox.awaiting_log:
            self.pull()

    def adopt(self) -> None:
        """The log of another generation is here whole: see Diary.caught_up."""
        restoring, self.restoring = self.restoring, None
        if restoring is None:
            return
        self.learn()
        self.read_outbox()
        found = restoring.document(DOCUMENT)
        lost = restoring.lost({DOCUMENT: self.document})
        seen = restoring.replica.seen()
        row = self.seal_next(encode_restart(restoring.replica.log_id), seen, kind=KIND_CONTROL)
        rows = [] if "no restart" in self.world.broken else [row]
        for _, changes in lost:
            rows.append(self.seal_next(encode_content(changes), seen, rows[-1] if rows else None))
        self.world.may_crash(self)
        self.disk.commit(
            rows={row.counter: row for row in rows},
            counter=rows[-1].counter if rows else self.disk.counter,
            prev=rows[-1].hash if rows else self.disk.prev,
            confirmed=dict(found.confirmed),
            in_log=found.in_log(),
            prunes={},
            replica=restoring.replica.state(),
            clock=self.clock.last,
        )
        self.world.may_crash(self)
        self.replica, self.document, self.outbox = restoring.replica, found, Outbox()
        self.known, self.prunes = self.disk.counter, {}
        for row in rows:
            self.outbox.add(row)
            self.propose(row)
        self.world.happened["adopted"] += 1

    def keep(self, rows: dict[int, Pending]) -> None:
        self.world.may_crash(self)
        if "cursor first" in self.world.broken:
            self.disk.commit(replica=self.replica.state())
            self.world.may_crash(self)
        self.disk.commit(
            rows=rows,
            confirmed=dict(self.document.confirmed),
            in_log=self.document.in_log(),
            prunes=dict(self.prunes),
            replica=self.replica.state(),
            clock=self.clock.last,
        )
        self.world.may_crash(self)

    def placed(self, entry: frames.Entry) -> Opened:
        stub = snapshots.read_stub(entry.envelope)
        if stub is not None:
            return Opened(entry.seq, entry.device, stub.counter, stub.envelope_hash, hole=True)
        inside = self.world.open(entry.envelope)
        stranger = entry.device not in self.world.members
        restarts = inside.restarts
        if "earlier restarts refused" in self.world.broken and restarts != self.following.log_id:
            restarts = b""
        return Opened(
            entry.seq,
            entry.device,
            inside.counter,
            inside.digest,
            inside.prev,
            inside.hash,
            inside.seen_seq,
            inside.seen_hash,
            stranger,
            covers=inside.snapshot.covers if inside.snapshot else (),
            restarts=restarts,
        )

    def take_out(self) -> list[bytes]:
        return [encode_frame(frame) for frame in self.session.take_out()]
