"""The server without its disk and its network: the real rules, on lists."""

from __future__ import annotations

import msgspec

from newleaf_server.errors import Refusal
from newleaf_server.sync.conversation import read_frame
from newleaf_server.sync.rules import decide, is_snapshot, stub_of
from newleaf_sync import frames
from newleaf_sync.snapshot import read_stub

SPACE = bytes([0x5E]) * 16
BATCH = 7  # entries in an answer: few, so that every catching up takes several


class Log(msgspec.Struct):
    """What a backup keeps of the server."""

    entries: list[frames.Entry] = msgspec.field(default_factory=list)
    seqs: dict[bytes, dict[int, int]] = msgspec.field(default_factory=dict)  # of each device: counter -> seq
    epoch: int = 1

    def copy(self) -> Log:
        return Log(list(self.entries), {device: dict(seqs) for device, seqs in self.seqs.items()}, self.epoch)


class Server:
    def __init__(self, *, dedupe: bool = True) -> None:
        self.kept = Log()
        self.full = False
        self.dedupe = dedupe
        self.log_id = bytes(16)
        # Connections, by what they are:
        self.signed_in: set[object] = set()
        self.challenged: set[object] = set()
        self.subscribed: set[object] = set()

    @property
    def log(self) -> list[frames.Entry]:
        return self.kept.entries

    @log.setter
    def log(self, entries: list[frames.Entry]) -> None:
        self.kept.entries = entries

    def restore(self, backup: Log) -> None:
        """What `newleaf restored` does after somebody put an older copy back."""
        self.kept = backup.copy()
        self.log_id = bytes([self.log_id[0] + 1]) * 16
        self.forget(*self.signed_in | self.challenged | self.subscribed)

    def forget(self, *wires: object) -> None:
        for known in (self.signed_in, self.challenged, self.subscribed):
            known.difference_update(wires)

    def push(self, ask: frames.Push, device: bytes, now: int) -> list[frames.ServerFrame]:
        seqs = self.kept.seqs.setdefault(device, {})
        last = max(seqs, default=0) if self.dedupe else 0
        epoch, head = self.kept.epoch, len(self.log)
        decision = decide(ask.envelopes, ask.space, epoch, head, last, lambda counter: seqs.get(counter, 0))
        if decision.new and self.full:
            return [Refusal("retry", "storage-full", 1000, 507).frame(ask.id)]  # the whole commit failed
        for seq, counter, envelope in decision.new:
            self.log.append(frames.Entry(seq, device, now, envelope))
            seqs[counter] = seq
        refused = [refusal.frame(ask.id, index) for index, refusal in decision.refusals]
        return [*refused, frames.Pushed(ask.id, ask.space, decision.seqs, now)]

    def prune(self, ask: frames.Prune) -> list[frames.ServerFrame]:
        """As queries.prune does."""
        if not 0 < ask.snapshot <= len(self.log) or not is_snapshot(self.log[ask.snapshot - 1].envelope):
            return [Refusal("permanent", "malformed").frame(ask.id)]
        for seq in ask.seqs:
            entry = self.log[seq - 1]
            if read_stub(entry.envelope) is None:
                self.log[seq - 1] = frames.Entry(seq, entry.device, entry.received, stub_of(entry.envelope))
        return [frames.Pruned(ask.id, ask.space)]

    def pull(self, ask: frames.Pull) -> frames.Entries:
        items = self.log[ask.after : ask.after + BATCH]
        return frames.Entries(ask.id, ask.space, ask.after + 1, ask.after + len(items), items, len(self.log))

    def receive(self, data: bytes, device: bytes, wire: object, now: int) -> list[frames.ServerFrame]:
        try:
            frame = read_frame(data)
        except Refusal as refusal:
            return [refusal.frame()]
        return self.answer(frame, device, wire, now)

    def answer(self, frame: frames.ClientFrame, device: bytes, wire: object, now: int) -> list[frames.ServerFrame]:  # noqa: PLR0911 - one line a frame
        match frame:
            case frames.Hello():
                self.forget(wire)
                return self.challenge(wire, now)
            case frames.Auth():
                self.challenged.discard(wire)
                self.signed_in.add(wire)
                return [frames.Welcome(1, self.log_id, now, frames.Limits())]
            case _ if wire not in self.signed_in:
                refusal = Refusal("reauth", "signed-out", 0, 401)
                return [refusal.frame(getattr(frame, "id", 0)), *self.challenge(wire, now)]
            case frames.Push():
                return self.push(frame, device, now)
            case frames.Prune():
                return self.prune(frame)
            case frames.Pull():
                return [self.pull(frame)]
            case frames.Subscribe():
                self.subscribed.add(wire)
        return []

    def challenge(self, wire: object, now: int) -> list[frames.ServerFrame]:
        """At most one is open."""
        if wire in self.challenged:
            return []
        self.challenged.add(wire)
        return [frames.Challenge(bytes(32), now + 60_000)]
