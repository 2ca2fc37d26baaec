"""kill -9 in mid-load: what was acknowledged is there, once, however often the server dies.

`NEWLEAF_KILLS=1000` for a long run. One database goes through all of it.
"""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time

from caller import Closed, Device, Wire, log_of

KILLS = int(os.environ.get("NEWLEAF_KILLS", "50"))
PHONES = 4
BATCH = 16


class Pusher:
    """A phone that pushes without pause; what it heard acknowledged is in `told`: seq -> envelope."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.counter = 1
        self.told: dict[int, bytes] = {}
        self.unanswered: list[bytes] = []

    def run(self) -> None:
        try:
            wire = self.device.connect()
            while True:
                self._push(wire)
        except (Closed, OSError):
            return

    def _push(self, wire: Wire) -> None:
        """As an outbox does: what was not acknowledged is sent again before anything else."""
        if not self.unanswered:
            self.unanswered = self.device.envelopes(self.counter, BATCH)
            self.counter += BATCH
        seqs = wire.ask("push", 1, self.device.space, self.unanswered, tag="pushed")[3]
        self.told.update(zip(seqs, self.unanswered, strict=True))
        self.unanswered = []


def test_every_acknowledged_entry_survives_and_none_is_there_twice(new_server):
    server = new_server()
    chance = random.Random(KILLS)
    first = Device(server.url)
    pushers = [Pusher(first), Pusher(first.second()), *(Pusher(Device(server.url)) for _ in range(PHONES - 2))]
    for _ in range(KILLS):
        threads = [threading.Thread(target=pusher.run) for pusher in pushers]
        for thread in threads:
            thread.start()
        time.sleep(chance.uniform(0.03, 0.2))
        server.kill()
        for thread in threads:
            thread.join()
        server.start()
    for pusher in pushers:
        if pusher.unanswered:
            pusher._push(pusher.device.connect())
    check(server, pushers)


def check(server, pushers: list[Pusher]) -> None:
    total = 0
    for space in {pusher.device.space for pusher in pushers}:
        authors = [pusher for pusher in pushers if pusher.device.space == space]
        log = log_of(authors[0].device.connect(), space)
        total += len(log)
        assert [entry[0] for entry in log] == list(range(1, len(log) + 1))
        there = {entry[0]: entry[3] for entry in log}
        assert len(set(there.values())) == len(there)
        told = {seq: entry for pusher in authors for seq, entry in pusher.told.items()}
        assert told.items() <= there.items()
        assert there == told, "everything was pushed again until it was acknowledged"
    assert total > KILLS * BATCH, "the load was real"
    server.stop()
    with sqlite3.connect(server.data / "newleaf.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        twice = "SELECT count(*) FROM entry GROUP BY space, device, counter HAVING count(*) > 1"
        assert database.execute(twice).fetchall() == []
    database.close()
