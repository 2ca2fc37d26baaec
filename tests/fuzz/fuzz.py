"""Throws changed bytes at every parser: `python tests/fuzz/fuzz.py --cases N [--seed S] [--family F]`.

`--replay FAMILY HEX` reads one case again; `--export FILE` writes plain cases with this language's verdict.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tracemalloc
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from families import PLAIN, SLOW, Family
from mutate import mutate

MEMORY = 256 * 1024  # besides a multiple of the input
MULTIPLE = 200
COMPARED = ("server-frame", "content", "header", "snapshot")


def check(family: Family, data: bytes) -> bool:
    """Whether the parser took it; raises where it broke a promise."""
    try:
        value = family.read(data)
    except family.refuses:
        return False
    if family.again is not None:
        assert family.read(family.again(value)) == value, "reads as another value when written again"
    return True


def cases(random: Random, corpus: list[bytes]) -> bytes:
    return mutate(random, random.choice(corpus), random.choice(corpus))


def run(name: str, family: Family, count: int, seed: int) -> tuple[int, float]:
    random, took, began = Random(f"{seed} {name}"), 0, time.monotonic()
    for number in range(count):
        data = cases(random, family.corpus)
        measured = number % 1000 == 0
        if measured:
            tracemalloc.start()
        try:
            took += check(family, data)
            if measured:
                assert tracemalloc.get_traced_memory()[1] < MEMORY + MULTIPLE * len(data), "memory"
        except Exception:
            print(f"seed {seed}, {name}, case {number}: {data.hex()}\n"
                  f"replay: .venv/bin/python tests/fuzz/fuzz.py --replay {name} {data.hex()}")  # fmt: skip
            raise
        finally:
            tracemalloc.stop()
    return took, time.monotonic() - began


def export(path: Path, count: int, seed: int) -> None:
    random = Random(seed)
    with path.open("w") as lines:
        for number in range(count):
            name = COMPARED[number % len(COMPARED)]
            data = cases(random, PLAIN[name].corpus)
            if name == "header" and len(data) >= 52 and int.from_bytes(data[44:52], "big") >= 2**53:
                continue  # counters that only this language holds
            lines.write(json.dumps([name, data.hex(), check(PLAIN[name], data)]) + "\n")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--cases", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--family")
    options.add_argument("--replay", nargs=2)
    options.add_argument("--export", type=Path)
    given = options.parse_args()
    families = {**PLAIN, **SLOW}
    if given.replay:
        print("taken" if check(families[given.replay[0]], bytes.fromhex(given.replay[1])) else "refused")
    elif given.export:
        export(given.export, given.cases, given.seed)
    else:
        for name, family in families.items():
            if given.family in (None, name):
                count = given.cases // len(PLAIN) if name in PLAIN else given.cases // 500
                took, seconds = run(name, family, count, given.seed)
                print(
                    json.dumps({"family": name, "cases": count, "taken": took, "seconds": round(seconds, 1)}),
                    flush=True,
                )


if __name__ == "__main__":
    main()
