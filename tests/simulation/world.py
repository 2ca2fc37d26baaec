"""Phones and a server in one process, and everything that can happen to them, drawn from one seed.

What is broken on purpose (`broken`) shows that the simulation can fail: the storms must find all MUTATIONS, and
test_scenarios.py one that needs luck, "received of a retry".
"""

from __future__ import annotations

import random
from collections import Counter
from typing import Any, TypeVar

from simulated_phone import Crashed, Disk, DiskFull, Inside, Phone, open_envelope, seal
from simulated_server import SPACE, Server

from newleaf_sync import frames
from newleaf_sync.clock import Clock, clamp
from newleaf_sync.model.day import make_leaf, read_leaves
from newleaf_sync.record import Change
from newleaf_sync.replica import NO_HASH
from newleaf_sync.session import encode_frame
from newleaf_sync.snapshot import read_stub

T = TypeVar("T")
START = 1_795_000_000_000
LATER_PROGRAM = 7  # a device whose program is newer: nobody here can open what it writes
MUTATIONS = (
    "no dedupe",
    "outbox in memory",
    "cursor first",
    "other tab unread",
    "no restart",
    "earlier restarts refused",
    "later ones keep their place",
    "let go without looking",
)


class Wire:
    """One connection. What is on its way to the server may still arrive after the phone gave it up."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.device = phone.device
        self.to_server: list[bytes] = []
        self.to_phone: list[bytes] = []
        self.open = True


class World:
    def __init__(self, seed: int, phones: int = 3, *, broken: str = "", tidies: bool = True) -> None:
        self.random = random.Random(seed)
        self.now = START
        self.broken = broken
        self.tidies = tidies
        self.crash_chance = 0.0
        self.server = Server(dedupe=broken != "no dedupe")
        self.backup = self.server.kept.copy()
        self.happened: Counter[str] = Counter()
        self.entries: list[tuple[bytes, int]] = []  # that were saved
        self.besides: set[tuple[bytes, int]] = set()  # snapshots, which nobody asked for
        self.fields: dict[tuple[bytes, str], bytes] = {}  # of what was saved: no older stamp may stand in the end
        self.wires: list[Wire] = []
        self._opened: dict[bytes, Inside] = {}
        self.members = {bytes([name]) * 16 for name in (*range(1, phones + 1), LATER_PROGRAM)}
        self._later = 0
        self.phones = [Phone(name, self, Disk()) for name in range(1, phones + 1)]

    # For the phones

    def choose(self, among: Any) -> Any:
        return among[int(self.random.random() * len(among))]

    def open(self, envelope: bytes) -> Inside:
        """Every phone opens the same: once is enough."""
        inside = self._opened.get(envelope)
        if inside is None:
            inside = self._opened[envelope] = open_envelope(envelope)
        return inside

    def counter_of(self, envelope: bytes) -> int:
        stub = read_stub(envelope)
        return self.open(envelope).counter if stub is None else stub.counter

    def saved(self, device: bytes, counter: int, change: Change) -> None:
        self.entries.append((device, counter))
        stamp = clamp(change.stamp, self.now)
        for name in change.fields:
            self.fields[change.id, name] = max(stamp, self.fields.get((change.id, name), b""))

    def may_crash(self, phone: Phone) -> None:
        if self.crash_chance and self.random.random() < self.crash_chance:
            raise Crashed(phone.device)

    # What can happen

    def connect(self, phone: Phone) -> None:
        self.disconnect(phone)
        self.wires.append(Wire(phone))
        phone.session.start()

    def disconnect(self, phone: Phone) -> None:
        for wire in self.wires:
            if wire.open and wire.phone is phone:
                self.cut(wire)
                break
        phone.session.end()
        phone.outbox.disconnected()
        phone.caught_up = False

    def cut(self, wire: Wire) -> None:
        """Loses the tail of what was on its way, and perhaps half a frame."""
        wire.open = False
        self.happened["answers lost"] += len(wire.to_phone)
        wire.to_phone.clear()
        arrives = int(self.random.random() * (len(wire.to_server) + 1))
        if arrives < len(wire.to_server) and self.random.random() < 0.3:
            half = wire.to_server[arrives]
            wire.to_server[arrives] = half[: int(self.random.random() * len(half))]
            arrives += 1
            self.happened["half a frame"] += 1
        del wire.to_server[arrives:]
        self.drop_if_done(wire)

    def drop_if_done(self, wire: Wire) -> None:
        if not wire.open and not wire.to_server:
            self.wires.remove(wire)
            self.server.forget(wire)

    def crash(self, phone: Phone) -> None:
        self.happened["crash"] += 1
        self.disconnect(phone)
        phone.start()

    def run(self, phone: Phone, step: Any, *arguments: Any) -> None:
        """One step of a phone, that may end in a crash; what it has to say goes on the wire."""
        try:
            step(*arguments)
        except Crashed:
            self.crash(phone)
        except DiskFull:
            self.happened["disk full"] += 1
            if step != phone.act:  # where the person sees that nothing was saved
                self.crash(phone)
        if phone.session.out:
            wire = next(wire for wire in self.wires if wire.open and wire.phone is phone)
            wire.to_server += phone.take_out()

    def greet(self, phone: Phone) -> None:
        self.connect(phone)
        self.run(phone, lambda: None)

    def act_in_another_tab(self, phone: Phone) -> None:
        disk = phone.disk
        stamp = Clock(disk.clock).tick(self.now + phone.skew)
        if disk.confirmed:
            change = Change("leaf", self.choose(list(disk.confirmed))[1], stamp, {"text": str(self.random.random())})
        else:
            leaf_id = self.random.randbytes(16)
            change = make_leaf(leaf_id, stamp, tile="walked", area="do", day="2026-11-23", text="", slot=0)
        try:
            phone.save_in_another_tab(change)
        except (Crashed, DiskFull):
            return  # only that tab
        self.happened["another tab"] += 1

    def write_poison(self, content: bytes = b"\x93\x09\x09\x90") -> None:
        """An entry that asks for a newer reader, or that is no content at all."""
        self._later += 1
        device = bytes([LATER_PROGRAM]) * 16
        envelope = seal(device, self._later, NO_HASH, (0, NO_HASH), content, epoch=self.server.kept.epoch)
        before = len(self.server.log)
        self.server.push(frames.Push(1, SPACE, [envelope]), device, self.now)
        self.fan_out(None, before)
        self.happened["poison"] += 1

    def end_session(self) -> None:
        """Of every connection: the next thing that one asks is refused until it has proven itself again."""
        self.server.signed_in.clear()
        self.happened["session ended"] += 1

    def restore_server(self) -> None:
        """The server's disk is lost; somebody puts the last backup back and says so with `newleaf restored`."""
        for wire in list(self.wires):
            wire.to_server.clear()
            if wire.open:
                self.disconnect(wire.phone)
            else:
                self.drop_if_done(wire)
        self.server.restore(self.backup)
        self.server.full = False
        self.happened["restored"] += 1

    # Delivery

    def deliver_to_server(self, wire: Wire, *, copy: bool = False) -> None:
        data = wire.to_server[0] if copy else wire.to_server.pop(0)
        self.happened["sent twice"] += copy
        before = len(self.server.log)
        answers = self.server.receive(data, wire.device, wire, self.now)
        if wire.open:
            wire.to_phone += [encode_frame(answer) for answer in answers]
        elif answers:
            self.happened["arrived late"] += 1
        if len(self.server.log) > before:
            self.fan_out(wire, before)
        self.drop_if_done(wire)

    def fan_out(self, source: Wire | None, before: int) -> None:
        """Tells the others: whole, by a doorbell, twice, not at all; before or after what is on its way."""
        head = len(self.server.log)
        news = bell = b""
        for wire in self.wires:
            if not wire.open or wire is source or wire not in self.server.subscribed:
                continue
            draw = self.random.random()
            if draw < 0.05:
                self.happened["news lost"] += 1
                continue
            if draw < 0.3:
                bell = bell or encode_frame(frames.Changed(SPACE, head))
                said = bell
            else:
                news = news or encode_frame(frames.Entries(0, SPACE, before + 1, head, self.server.log[before:], head))
                said = news
            wire.to_phone.insert(int(self.random.random() * (len(wire.to_phone) + 1)), said)
            if draw > 0.95:
                wire.to_phone.append(said)

    def deliver_to_phone(self, wire: Wire) -> None:
        self.run(wire.phone, wire.phone.receive, wire.to_phone.pop(0))

    def deliver_something(self) -> bool:
        """One frame of one connection, or False where nothing is on its way."""
        busy = [wire for wire in self.wires if wire.to_server or wire.to_phone]
        if not busy:
            return False
        wire = self.choose(busy)
        draw = self.random.random()
        if not wire.open and draw < 0.9:
            return True  # what a lost connection still carries is slow: the next one may have caught up before it
        if wire.to_server and (draw < 0.5 or not wire.to_phone):
            self.deliver_to_server(wire, copy=self.crash_chance > 0 and self.random.random() < 0.1)
        else:
            self.deliver_to_phone(wire)
        return True

    # The schedule

    def storm(self, steps: int = 150) -> None:
        self.crash_chance = 0.02
        for _ in range(steps):
            draw = self.random.random()
            self.now += 1 if draw < 0.4 else 50 if draw < 0.8 else 2000
            phone = self.choose(self.phones)
            draw = self.random.random()
            if draw < 0.64:
                for _ in range(3):
                    self.deliver_something()
            elif draw < 0.82:
                self.run(phone, phone.act)
            elif draw < 0.87:
                self.greet(phone)
            elif draw < 0.9:
                self.run(phone, phone.tidy)
            else:
                self.mishap(phone)
        self.crash_chance = 0.0

    def mishap(self, phone: Phone) -> None:
        draw = self.random.random()
        if draw < 0.3:
            self.disconnect(phone)
        elif draw < 0.4:
            self.crash(phone)
        elif draw < 0.55:
            self.server.full = not self.server.full
            self.happened["server full"] += self.server.full
        elif draw < 0.65:
            full = [other for other in self.phones if other.disk.full] or [phone]
            full[0].disk.full = not full[0].disk.full
        elif draw < 0.75:
            self.end_session()
        elif draw < 0.92:
            self.act_in_another_tab(phone)
        elif draw < 0.955:
            self.run(phone, phone.read_outbox)
        elif draw < 0.98:
            self.run(phone, phone.rotate)
            self.happened["rotated"] += 1
        else:
            self.write_poison()

    def heal(self) -> None:
        """Everything is whole again: deliver until nobody has anything to say."""
        self.server.full = False
        for _ in range(3):
            for phone in self.phones:
                phone.disk.full = False
                phone.read_outbox()
                self.now += 10_000
                self.greet(phone)
            self.settle()
            for phone in self.phones:
                self.run(phone, phone.tidy)
            self.settle()
            if all(len(phone.outbox) == 0 and phone.replica.cursor == len(self.server.log) for phone in self.phones):
                return

    def settle(self) -> None:
        for _ in range(20_000):
            if not self.deliver_something():
                return
        raise AssertionError("the phones and the server never come to rest")

    # What must hold in the end

    def check(self) -> None:
        later = bytes([LATER_PROGRAM]) * 16
        alarms = [alarm for phone in self.phones for alarm in phone.alarms]
        assert alarms == [], f"a false alarm: {alarms}"
        pushed = [(entry.device, self.counter_of(entry.envelope)) for entry in self.server.log]
        assert len(set(pushed)) == len(pushed), "an entry stands twice in the log"
        if not self.happened["restored"]:
            in_log = {place for place in pushed if place[0] != later}
            assert set(self.entries) == in_log - self.besides, "what was saved is not what is in the log"
        first = self.phones[0]
        records = first.document.records()
        for (record_id, name), stamp in self.fields.items():
            field = records["leaf", record_id].fields.get(name) if ("leaf", record_id) in records else None
            assert field is not None, "something saved is nowhere"
            assert field.at[:8] >= stamp, "something older stands where something newer was saved"
        for phone in self.phones:
            assert phone.replica.cursor == len(self.server.log), "a phone is behind"
            assert len(phone.outbox) == 0, "something waits for ever"
            assert phone.document.records() == records, "two phones show different leaves"
            assert phone.replica.chain == first.replica.chain
            assert phone.replica.parked == first.replica.parked, "an entry that cannot be opened was not kept"
        leaves = read_leaves(records.values())
        assert len({(leaf.area, leaf.slot) for leaf in leaves}) == len(leaves), "two leaves in one place"
