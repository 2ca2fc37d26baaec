"""Phones and a server in one process, and everything that can happen to them, drawn from one seed.

The phones run the real Session, Outbox, Replica, Document and Clock; the server is the rules of PROTOCOL.md section 6
in thirty lines. Sealing is left out: an envelope here is plain MessagePack, and its hash stands for the signed one.
"""

from __future__ import annotations

import hashlib
import random
from typing import Any

import msgspec

from newleaf_sync import events, frames
from newleaf_sync.clock import NO_STAMP, Clock, clamp
from newleaf_sync.document import Document, decode_content, encode_content
from newleaf_sync.model.day import make_leaf, next_free_slot, read_leaves
from newleaf_sync.outbox import Outbox, Pending
from newleaf_sync.record import Change
from newleaf_sync.replica import NO_HASH, Gap, Opened, Replica, State, Tampered
from newleaf_sync.session import Session, decode_frame, encode_frame

SPACE = bytes([0x5E]) * 16
YEAR_MS = 365 * 86_400_000
START = 1_795_000_000_000
DOCUMENT = "days/2026-11"
pack, unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


def digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


class Crashed(Exception):  # noqa: N818 - it is what happened, not a mistake
    """The phone's process ended here."""


class Server:
    """De-duplicate, check the counter, append, then answer."""

    def __init__(self, *, dedupe: bool = True) -> None:
        self.log: list[frames.Entry] = []
        self.first_seq: dict[tuple[bytes, int], int] = {}
        self.last_counter: dict[bytes, int] = {}
        self.full = False
        self.dedupe = dedupe
        self.log_id = bytes(16)

    def push(self, ask: frames.Push, device: bytes, now: int) -> list[frames.ServerFrame]:
        seqs: list[int] = []
        answers: list[frames.ServerFrame] = []
        for index, envelope in enumerate(ask.envelopes):
            counter = unpack(envelope)[1]
            seq = self.first_seq.get((device, counter), 0) if self.dedupe else 0
            if not seq and self.dedupe and counter <= self.last_counter.get(device, 0):
                answers.append(frames.Refused(ask.id, "permanent", "counter-behind", "", 0, index))
            elif not seq and self.full:
                answers.append(frames.Refused(ask.id, "retry", "storage-full", "", 1000, index))
            elif not seq:
                seq = len(self.log) + 1
                self.log.append(frames.Entry(seq, device, now, envelope))
                self.first_seq[device, counter] = seq
                self.last_counter[device] = counter
            seqs.append(seq)
        return [*answers, frames.Pushed(ask.id, ask.space, seqs, now)]

    def pull(self, ask: frames.Pull) -> frames.Entries:
        items = self.log[ask.after : ask.after + 7]
        return frames.Entries(ask.id, ask.space, ask.after + 1, ask.after + len(items), items, len(self.log))

    def receive(self, frame: frames.ClientFrame, device: bytes, now: int) -> list[frames.ServerFrame]:
        match frame:
            case frames.Hello():
                return [frames.Challenge(bytes(32), now + 60_000)]
            case frames.Auth():
                return [frames.Welcome(1, self.log_id, now, frames.Limits())]
            case frames.Push():
                return self.push(frame, device, now)
            case frames.Pull():
                return [self.pull(frame)]
            case _:
                return []


class Disk:
    """What survives a crash. One `commit` is one transaction: all of it or nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {
            "rows": {},
            "confirmed": {},
            "replica": State(),
            "clock": NO_STAMP,
            "counter": 0,
            "prev": NO_HASH,
        }

    def commit(self, **values: Any) -> None:
        self.kept.update(values)


class Phone:
    def __init__(self, name: int, world: World, disk: Disk) -> None:
        self.device = bytes([name]) * 16
        self.world = world
        self.disk = disk
        self.skew = world.random.choice([0, 0, 5000, -YEAR_MS * 3, YEAR_MS * 10])
        self.alarms: list[str] = []
        self.start()

    def start(self) -> None:
        """The program starts: everything comes from the disk."""
        kept = self.disk.kept
        self.session = Session(bytes(16), self.device)
        self.outbox = Outbox(kept["rows"].values())
        self.replica = Replica(kept["replica"])
        self.clock = Clock(kept["clock"])
        self.document = Document(DOCUMENT, kept["confirmed"].values())
        for row in kept["rows"].values():
            self.document.propose(self.device, row.counter, decode_content(row.content))
        self.caught_up = False

    # The person

    def act(self) -> None:
        """Adds a leaf, edits one or removes one. It counts as saved when the commit returned."""
        draw = self.world.random
        leaves = read_leaves(self.document.records().values())
        stamp = self.clock.tick(self.world.now + self.skew)
        if not leaves or draw.random() < 0.5:
            leaf_id = draw.randbytes(16)
            area = draw.choice(["do", "love"])
            slot = next_free_slot(leaves, area)
            change = make_leaf(leaf_id, stamp, tile="rested", area=area, day="2026-11-23", text="", slot=slot)
        else:
            fields = draw.choice([{"text": str(draw.random())}, {"deleted": True}, {"deleted": False}])
            change = Change("leaf", draw.choice(leaves).id, stamp, fields)
        self.save(change)

    def save(self, change: Change) -> None:
        kept = self.disk.kept
        content = encode_content([change])
        counter, prev = kept["counter"] + 1, kept["prev"]
        envelope = pack([self.device, counter, prev, *self.replica.seen(), content])
        pending = Pending(counter, DOCUMENT, content, envelope, digest(envelope))
        self.world.may_crash(self)
        rows = {**kept["rows"], counter: pending} if self.world.durable_outbox else kept["rows"]
        self.disk.commit(rows=rows, counter=counter, prev=pending.hash, clock=self.clock.last)
        self.world.saved.append((self.device, counter))
        self.world.may_crash(self)
        self.outbox.add(pending)
        self.document.propose(self.device, counter, [change])
        self.push()

    # The connection

    def send(self) -> None:
        for frame in self.session.take_out():
            self.world.wire(self).to_server.append(encode_frame(frame))

    def push(self) -> None:
        if self.session.state != "open" or not self.caught_up:
            return
        batch = self.outbox.next_push(self.world.now)
        if batch:
            self.session.push(SPACE, tuple(p.counter for p in batch), [p.envelope for p in batch])

    def pull(self) -> None:
        if self.session.state == "open" and not self.session.pulling(SPACE):
            self.session.pull(SPACE, self.replica.cursor)

    def receive(self, data: bytes) -> None:
        frame = decode_frame(data)
        event = self.session.receive(frame) if frame is not None else None
        match event:
            case events.Prove(nonce):
                self.session.prove(nonce, bytes(64))
            case events.Opened(log_id):
                self.check(None if self.replica.opened(log_id) else Tampered("rolled-back"))
                self.session.subscribe(SPACE)
                self.pull()
            case events.Arrived():
                self.arrived(event)
            case events.Acknowledged():
                self.acknowledged(event)
            case events.Refused(kind, code, _, retry_ms, _, counter):
                self.outbox.refused(kind, code, counter, self.world.now + retry_ms)
            case events.Rang(_, head) if head > self.replica.cursor:
                self.pull()
            case _:
                pass
        self.push()

    def check(self, verdict: object) -> None:
        if isinstance(verdict, Tampered):
            self.alarms.append(verdict.what)

    def arrived(self, event: events.Arrived) -> None:
        items = [self.open(entry) for entry in event.items]
        verdict = self.replica.arrived(event.first, event.last, items, event.head, answer=event.answer)
        if isinstance(verdict, Tampered):
            self.alarms.append(verdict.what)
            return
        if isinstance(verdict, Gap):
            self.pull()
            return
        kept = self.disk.kept
        rows = dict(kept["rows"])
        for entry in event.items:
            device, counter, *_, content = unpack(entry.envelope)
            if entry.seq not in verdict.seqs:
                continue
            changes = decode_content(content)
            self.document.confirm(device, entry.received, changes)
            for change in changes:
                self.clock.observe(clamp(change.stamp, entry.received))
            if device == self.device:
                rows.pop(counter, None)
                self.document.pending.pop(counter, None)
                self.outbox.seen_in_log(counter)
        self.keep(rows)
        if event.head > self.replica.cursor:
            self.pull()
        elif event.answer:
            self.caught_up = True

    def acknowledged(self, event: events.Acknowledged) -> None:
        rows = dict(self.disk.kept["rows"])
        for done in self.outbox.acknowledged(event.counters, event.seqs, event.received):
            rows.pop(done.pending.counter, None)
            self.document.settle(done.pending.counter, done.received)
            entry = frames.Entry(done.seq, self.device, done.received, done.pending.envelope)
            self.check(self.replica.acknowledged(self.open(entry)))
        self.keep(rows)
        if self.outbox.awaiting_log:
            self.pull()

    def keep(self, rows: dict[int, Pending]) -> None:
        self.world.may_crash(self)
        self.disk.commit(
            rows=rows, confirmed=dict(self.document.confirmed), replica=self.replica.state(), clock=self.clock.last
        )
        self.world.may_crash(self)

    def open(self, entry: frames.Entry) -> Opened:
        _, counter, prev, seen_seq, seen_hash, _ = unpack(entry.envelope)
        stranger = entry.device not in self.world.members
        hashed = digest(entry.envelope)
        return Opened(entry.seq, entry.device, counter, hashed, prev, hashed, seen_seq, seen_hash, stranger)


class Wire:
    """One connection. What is on its way to the server may still arrive after the phone gave it up."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.device = phone.device
        self.to_server: list[bytes] = []
        self.to_phone: list[bytes] = []
        self.open = True


class World:
    def __init__(self, seed: int, phones: int = 3, *, dedupe: bool = True, durable_outbox: bool = True) -> None:
        self.random = random.Random(seed)
        self.now = START
        self.durable_outbox = durable_outbox
        self.crash_chance = 0.0
        self.server = Server(dedupe=dedupe)
        self.saved: list[tuple[bytes, int]] = []
        self.wires: list[Wire] = []
        self.members = {bytes([name]) * 16 for name in range(1, phones + 1)}
        self.phones = [Phone(name, self, Disk()) for name in range(1, phones + 1)]

    # What can happen

    def may_crash(self, phone: Phone) -> None:
        if self.random.random() < self.crash_chance:
            raise Crashed(phone.device)

    def wire(self, phone: Phone) -> Wire:
        return next(wire for wire in self.wires if wire.open and wire.phone is phone)

    def connect(self, phone: Phone) -> None:
        self.disconnect(phone)
        self.wires.append(Wire(phone))
        phone.session.start()

    def disconnect(self, phone: Phone) -> None:
        for wire in self.wires:
            if wire.open and wire.phone is phone:
                wire.open = False
                wire.to_phone.clear()
                # A cut loses the tail; a frame cut in its middle is no frame.
                wire.to_server = wire.to_server[: self.random.randint(0, len(wire.to_server))]
        phone.session.end()
        phone.outbox.disconnected()
        phone.caught_up = False

    def crash(self, phone: Phone) -> None:
        self.disconnect(phone)
        phone.start()

    def run(self, phone: Phone, step: Any, *arguments: Any) -> None:
        """One step of a phone, that may end in a crash; what it has to say goes on the wire."""
        try:
            step(*arguments)
        except Crashed:
            self.crash(phone)
        if phone.session.state == "offline":
            return
        phone.send()

    def deliver_to_server(self, wire: Wire, *, copy: bool = False) -> None:
        data = wire.to_server[0] if copy else wire.to_server.pop(0)
        frame = msgspec.msgpack.decode(data, type=frames.ClientFrame)
        before = len(self.server.log)
        answers = self.server.receive(frame, wire.device, self.now)
        if wire.open:
            wire.to_phone += [encode_frame(answer) for answer in answers]
        if len(self.server.log) > before:
            self.fan_out(wire, before)

    def fan_out(self, source: Wire, before: int) -> None:
        head = len(self.server.log)
        for wire in self.wires:
            if wire.open and wire is not source:
                news: frames.ServerFrame = frames.Changed(SPACE, head)
                if self.random.random() < 0.7:
                    news = frames.Entries(0, SPACE, before + 1, head, self.server.log[before:], head)
                wire.to_phone.append(encode_frame(news))

    def deliver_to_phone(self, wire: Wire) -> None:
        self.run(wire.phone, wire.phone.receive, wire.to_phone.pop(0))

    # The schedule

    def storm(self, steps: int = 150) -> None:
        self.crash_chance = 0.02
        for _ in range(steps):
            self.now += self.random.choice([1, 50, 2000])
            phone = self.random.choice(self.phones)
            draw = self.random.random()
            if draw < 0.2:
                self.run(phone, phone.act)
            elif draw < 0.28:
                self.connect(phone)
                self.run(phone, lambda: None)
            elif draw < 0.31:
                self.disconnect(phone)
            elif draw < 0.33:
                self.crash(phone)
            elif draw < 0.35:
                self.server.full = not self.server.full
            else:
                self.deliver_something()
        self.crash_chance = 0.0

    def deliver_something(self) -> None:
        busy = [(wire, True) for wire in self.wires if wire.to_server]
        busy += [(wire, False) for wire in self.wires if wire.open and wire.to_phone]
        if not busy:
            return
        wire, upward = self.random.choice(busy)
        if upward:
            self.deliver_to_server(wire, copy=self.random.random() < 0.1)
        else:
            self.deliver_to_phone(wire)

    def heal(self) -> None:
        """The network is whole again: deliver until nobody has anything to say."""
        self.server.full = False
        for _ in range(3):
            for phone in self.phones:
                self.now += 10_000
                self.connect(phone)
                self.run(phone, lambda: None)
            self.settle()

    def settle(self) -> None:
        for _ in range(5000):
            wire = next((w for w in self.wires if w.to_server or (w.open and w.to_phone)), None)
            if wire is None:
                return
            if wire.to_server:
                self.deliver_to_server(wire)
            else:
                self.deliver_to_phone(wire)
        raise AssertionError("the phones and the server never come to rest")

    # What must hold in the end

    def check(self) -> None:
        pushed = [(entry.device, unpack(entry.envelope)[1]) for entry in self.server.log]
        assert len(set(pushed)) == len(pushed), "an entry stands twice in the log"
        assert set(self.saved) == set(pushed), "what was saved is not what is in the log"
        for phone in self.phones:
            assert phone.alarms == [], f"a false alarm: {phone.alarms}"
            assert phone.replica.cursor == len(self.server.log), "a phone is behind"
            assert len(phone.outbox) == 0, "something waits for ever"
            assert phone.document.records() == self.phones[0].document.records(), "two phones show different leaves"
            assert phone.replica.chain == self.phones[0].replica.chain
            leaves = read_leaves(phone.document.records().values())
            assert len({(leaf.area, leaf.slot) for leaf in leaves}) == len(leaves), "two leaves in one place"
