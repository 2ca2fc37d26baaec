"""One seed is one schedule; many of them, on every core."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from world import World

CHUNK = 250


def live(seed: int, *, broken: str = "") -> World:
    """Two to four phones in a short or long storm; in every fourth world the server is brought back from backups."""
    world = World(seed, phones=2 + seed % 3, broken=broken)
    steps = (40, 80, 120)[seed // 3 % 3]
    if seed % 4 == 3:
        for _ in range(1 + seed // 4 % 2):
            world.storm(steps // 2)
            world.backup = world.server.kept.copy()
            world.storm(steps // 2)
            world.restore_server()
    world.storm(steps)
    world.heal()
    world.check()
    return world


def failures(seeds: Sequence[int], broken: str = "") -> list[tuple[int, str]]:
    """(seed, what went wrong) of each schedule that ended badly."""
    found: list[tuple[int, str]] = []
    gc.disable()  # a world is a handful of cycles: collected between many, not in the middle of each
    try:
        for seed in seeds:
            try:
                live(seed, broken=broken)
            except Exception as error:  # noqa: BLE001 - whatever it is, the seed must be told
                found.append((seed, f"{type(error).__name__}: {error}".splitlines()[0]))
    finally:
        gc.enable()
        gc.collect()
    return found


def failures_on_every_core(seeds: Sequence[int]) -> list[tuple[int, str]]:
    if len(seeds) <= CHUNK:
        return failures(seeds)
    chunks = [seeds[at : at + CHUNK] for at in range(0, len(seeds), CHUNK)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
        return [one for found in pool.map(failures, chunks) for one in found]
