"""The server under load from other processes: durable appends, idle connections, catching up, hearing from each other.

Every client proves itself as a phone does; the sealed part of an entry is random bytes, which the server cannot tell.
"""

from __future__ import annotations

import itertools
import multiprocessing
import statistics
import tempfile
import threading
import time
from pathlib import Path

import psutil
from tests.bench.figures import figure
from tests.caller import Device, Wire, pack
from tests.serving import Server

PROCESSES = 2
CONNECTIONS = 16
BATCH = 64
SECONDS = 4.0
IDLE = 2000
CATCH_UP = 10_000


def push_until_told(url: str, ready: threading.Barrier, counts: list[int], stop: threading.Event) -> None:
    device = Device(url)
    wire = device.connect()
    # Made before the clock runs, so that the load costs little beside the server on the same cores.
    pushes = [pack(["push", 1, device.space, device.envelopes(1 + BATCH * at, BATCH)]) for at in range(600)]
    ready.wait()
    for push in pushes:
        if stop.is_set():
            return
        wire.send(push)
        wire.receive()
        counts.append(BATCH)


def load(url: str, connections: int, start, results) -> None:
    """One process of load: its entries a second while all processes pushed."""
    ready, stop = threading.Barrier(connections + 1), threading.Event()
    counts: list[int] = []
    threads = [threading.Thread(target=push_until_told, args=(url, ready, counts, stop)) for _ in range(connections)]
    for thread in threads:
        thread.start()
    ready.wait()
    start.wait()
    begun, before = time.perf_counter(), sum(counts)
    while any(thread.is_alive() for thread in threads) and time.perf_counter() - begun < SECONDS:
        time.sleep(0.05)
    results.put((sum(counts) - before) / (time.perf_counter() - begun))
    stop.set()
    for thread in threads:
        thread.join()


def measure_appends(url: str) -> None:
    context = multiprocessing.get_context("spawn")
    start, results = context.Barrier(PROCESSES), context.Queue()
    work = (url, CONNECTIONS // PROCESSES, start, results)
    processes = [context.Process(target=load, args=work) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    rate = sum(results.get() for _ in processes)
    for process in processes:
        process.join()
    figure("durable entries, 16 connections, batches of 64", rate, "entries/s", gate=60_000)


def measure_catch_up(url: str) -> None:
    device = Device(url)
    wire = device.connect()
    for first in range(1, CATCH_UP, BATCH * 4):
        count = min(BATCH * 4, CATCH_UP + 1 - first)
        assert wire.ask("push", 1, device.space, device.envelopes(first, count))[0] == "pushed"
    times = []
    for _ in range(5):
        begun, cursor = time.perf_counter(), 0
        while cursor < CATCH_UP:
            cursor = wire.ask("pull", 1, device.space, cursor, 256 * 1024)[4]
        times.append((time.perf_counter() - begun) * 1000)
    figure("catch-up of 10,000 entries", statistics.median(times), "ms", gate=500)


def measure_hearing(url: str) -> None:
    """From one phone's push to the other phone's hearing of it, one entry at a time; each waits for an fsync."""
    device = Device(url)
    one, other = device.connect(), device.connect()
    other.say("subscribe", device.space)
    assert other.silent()
    times, acknowledged = [], []
    for counter in range(1, 301):
        entries = device.envelopes(counter, 1)
        begun = time.perf_counter()
        one.say("push", 1, device.space, entries)
        other.hear("entries")
        times.append((time.perf_counter() - begun) * 1000)
        one.hear("pushed")
        acknowledged.append((time.perf_counter() - begun) * 1000)
    figure("push to heard by the other phone, median", statistics.median(times), "ms", p99=round(sorted(times)[-4], 2))
    figure(
        "push to acknowledged, median", statistics.median(acknowledged), "ms", p99=round(sorted(acknowledged)[-4], 2)
    )


def measure_idle(server: Server) -> None:
    device = Device(server.url)
    process = psutil.Process(server.pid)
    warm = [device.connect() for _ in range(20)]
    before = process.memory_info().rss
    wires = [subscribed(device) for _ in range(IDLE)]
    each = (process.memory_info().rss - before) / IDLE / 1024
    figure("memory of an idle connection", each, "KB", gate=30, connections=IDLE, base_mb=round(before / 2**20))
    begun = time.perf_counter()
    warm[0].ask("push", 1, device.space, device.envelopes(1, 1), tag="pushed")
    for wire in wires:
        wire.hear("entries")
    figure("one push heard by 2,000 connections", (time.perf_counter() - begun) * 1000, "ms")
    for wire in itertools.chain(wires, warm):
        wire.close()


def subscribed(device: Device) -> Wire:
    wire = device.connect()
    wire.say("subscribe", device.space)
    assert wire.silent()
    return wire


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        server = Server(Path(temporary) / "data").start()
        try:
            measure_hearing(server.url)
            measure_catch_up(server.url)
            measure_appends(server.url)
            server.restart()
            measure_idle(server)
        finally:
            server.stop()


if __name__ == "__main__":
    main()
