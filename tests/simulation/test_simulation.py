"""Whatever happens on the way, in the end every phone shows the same and nothing saved is lost.

`make simulate SEEDS=1000000` runs more schedules than CI; NEWLEAF_SEED=17 replays one.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from schedule import failures, failures_on_every_core, live
from world import MUTATIONS

SEEDS = int(os.environ.get("NEWLEAF_SEEDS", "3000"))
ONLY = os.environ.get("NEWLEAF_SEED")
PAST = [
    int(line.split()[0]) for line in (Path(__file__).parent / "seeds.txt").read_text().splitlines() if line[:1] != "#"
]
FAULTS = {
    "sent twice",
    "arrived late",
    "answers lost",
    "news lost",
    "half a frame",
    "crash",
    "disk full",
    "server full",
    "session ended",
    "another tab",
    "poison",
    "restored",
    "adopted",
    "rotated",
    "sealed again",
    "snapshot",
    "pruned",
}


@pytest.mark.timeout(3600)  # 100,000 schedules take about six minutes on two cores, and wait for journeys in CI
def test_every_phone_ends_equal_and_nothing_saved_is_lost():
    if ONLY:
        live(int(ONLY))
        return
    found = failures_on_every_core([*PAST, *range(SEEDS)])
    told = [
        f"{what}\n    replay: NEWLEAF_SEED={seed} .venv/bin/pytest tests/simulation -k ends_equal"
        for seed, what in found
    ]
    assert not found, f"{len(found)} schedules ended badly:\n" + "\n".join(told[:10])


def test_the_storms_really_hit():
    worlds = [live(seed) for seed in range(60)]
    happened = sum((world.happened for world in worlds), Counter())
    assert {fault for fault in FAULTS if happened[fault] >= 5} == FAULTS
    assert sum(len(world.server.log) for world in worlds) > 600


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_broken_rule_is_found(mutation):
    """The simulation is worth something only if it sees the mistake it is there for."""
    assert len(failures(range(500), mutation)) >= 3
