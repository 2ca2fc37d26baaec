"""Newleaf beside other systems, one run, one machine, loopback, no TLS: `make bench-peers`."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import psutil
from tests.bench.figures import figure
from tests.bench.peers import chart, install
from tests.bench.peers.link import drive
from tests.bench.peers.systems import SYSTEMS, Ceiling

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[2] / "build" / "bench"
CONNECTIONS, SECONDS, BATCH, IDLE, CATCH_UP, ROUNDS = 16, 3.0, 64, 1000, 10_000, 3


def appends(system: Ceiling, batch: int) -> float:
    links = [system.open(f"append{batch}-{at}") for at in range(CONNECTIONS)]
    turns = [
        [system.turn(link, at * batch, batch) for at in range(min(10_240 // batch, 10_240 if batch > 1 else 6000))]
        for link in links
    ]
    rate = drive(links, turns, system.units(batch), system.acknowledged, SECONDS) * batch
    for link in links:
        link.close()
    return rate


def fan_out(system: Ceiling) -> tuple[float, float]:
    one, other, times = system.open("fan"), system.open("fan"), []
    for at in range(400):
        turn, next_one = system.turn(one, at, 1), time.perf_counter() + 0.005
        begun = time.perf_counter()
        one.socket.sendall(turn)
        other.wait(system.heard)
        times.append((time.perf_counter() - begun) * 1000)
        one.wait(system.acknowledged)
        time.sleep(max(0, next_one - time.perf_counter()))
    one.close()
    other.close()
    times.sort()
    return times[200], times[396]


def fill(system: Ceiling, document: str, count: int) -> None:
    link = system.open(document)
    for first in range(0, count, 50):
        link.socket.sendall(system.turn(link, first, 50))
        link.wait(system.acknowledged, times=system.units(50))
    link.close()


def restart(system: Ceiling) -> None:
    system.end()
    system.start()


def measure(system: Ceiling) -> dict[str, Any]:
    system.start()
    try:
        base = psutil.Process(system.pid).memory_info().rss
        links = [system.open("idle") for _ in range(IDLE)]
        each = (psutil.Process(system.pid).memory_info().rss - base) / IDLE / 1024
        for link in links:
            link.close()
        fill(system, "lost", 2000)
        restart(system)
        kept = system.gather("lost", 2000, 3)
        p50, p99 = fan_out(system)
        fill(system, "cold", CATCH_UP)
        time.sleep(system.settle)
        restart(system)
        begun = time.perf_counter()
        got = system.gather("cold", CATCH_UP)
        cold = (time.perf_counter() - begun) * 1000
        rates = []
        for batch in (BATCH, 1):
            restart(system)  # what one round left to be written is no burden to the next
            rates.append(appends(system, batch))
        return {
            "name": system.name,
            "batched": rates[0],
            "single": rates[1],
            "fan_p50": p50,
            "fan_p99": p99,
            "cold": cold if got >= CATCH_UP else None,
            "rss": base / 2**20,
            "idle": each,
            "kept": kept,
        }
    finally:
        system.end()


def median(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Of each figure; of what was kept after a kill, the least. A figure that was missed once is none."""
    found: dict[str, Any] = {"name": rounds[0]["name"], "kept": min(one["kept"] for one in rounds)}
    for key in UNITS.keys() - found.keys():
        values = [one[key] for one in rounds]
        found[key] = None if None in values else statistics.median(values)
    return found


NOTE = (
    "Medians of {rounds} rounds on loopback without TLS; entries of about 300 bytes, 16 connections, each "
    "on its own document. Grey: no checks at all. "
    "Others at work on the machine before it: {load:.1f}."
)
UNITS = {
    "batched": "entries/s",
    "single": "entries/s",
    "fan_p50": "ms",
    "fan_p99": "ms",
    "cold": "ms",
    "rss": "MB",
    "idle": "KB",
    "kept": "of 2,000",
}


def main() -> None:
    install.main()
    OUT.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    figure("load before", load, "processes")
    rounds: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        for at in range(ROUNDS):
            for system in SYSTEMS:
                rounds[system.name].append(measure(system(Path(temporary) / f"{system.__name__}-{at}")))
    results = [median(found) for found in rounds.values()]
    for found in results:
        for key, unit in UNITS.items():
            if found[key] is not None:
                figure(f"{found['name']}: {key}", found[key], unit, kept=found["kept"])
    for folder in (OUT, HERE):  # the second is kept in git, for README to show
        (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n")
        (folder / "peers.svg").write_text(chart.draw(results, NOTE.format(load=load, rounds=ROUNDS)))


if __name__ == "__main__":
    main()
