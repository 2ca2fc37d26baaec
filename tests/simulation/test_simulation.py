"""Whatever happens on the way, in the end every phone shows the same and nothing saved is lost.

NEWLEAF_SEEDS=100000 runs more schedules; NEWLEAF_SEED=17 replays one.
"""

import os
from collections.abc import Iterator

import pytest
from world import World

SEEDS = int(os.environ.get("NEWLEAF_SEEDS", "300"))
ONLY = os.environ.get("NEWLEAF_SEED")


def seeds() -> Iterator[int]:
    yield from [int(ONLY)] if ONLY else range(SEEDS)


def live(seed: int, **mutation: bool) -> World:
    world = World(seed, phones=2 + seed % 3, **mutation)
    world.storm()
    world.heal()
    world.check()
    return world


def test_every_phone_ends_equal_and_nothing_saved_is_lost():
    for seed in seeds():
        try:
            live(seed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the seed must be told
            pytest.fail(f"{error}\nreplay: NEWLEAF_SEED={seed} .venv/bin/pytest tests/simulation")


def test_the_storms_really_hit():
    worlds = [live(seed) for seed in range(20)]
    assert sum(len(world.server.log) for world in worlds) > 200
    assert sum(not wire.open for world in worlds for wire in world.wires) > 100


@pytest.mark.parametrize("mutation", [{"dedupe": False}, {"durable_outbox": False}])
def test_a_broken_rule_is_found(mutation):
    """The simulation is worth something only if it sees the mistake it is there for."""
    found = 0
    for seed in range(60):
        try:
            live(seed, **mutation)
        except AssertionError:
            found += 1
    assert found > 10
