"""A long page: the public automerge-perf editing trace, 260k keystrokes, typed in bursts and merged in both clients.

The trace is not ours and not committed: NEWLEAF_TRACE names a file of it (automerge-paper.json.gz); without it this
benchmark is left out, and says so.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import figure

from newleaf_sync.text import Edit, Text

ROOT = Path(__file__).parents[2]
BURST = 100  # keystrokes an entry: a pause in typing seals
LIMIT_MS = 2000


def main() -> None:
    named = os.environ.get("NEWLEAF_TRACE", "")
    if not named:
        sys.stderr.write("The text benchmark needs the automerge-perf trace: set NEWLEAF_TRACE to its file.\n")
        return
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(named), Path(temporary))


def measure(trace: Path, folder: Path) -> None:
    plain, edits, script = folder / "trace.json", folder / "edits.json", folder / "trace.mjs"
    plain.write_bytes(gzip.decompress(trace.read_bytes()))
    node = ROOT / ".venv" / "node"
    build = [ROOT / "node_modules/.bin/esbuild", "tests/bench/trace.ts", "--bundle", "--platform=node", "--format=esm"]
    subprocess.run([*build, f"--outfile={script}", "--log-level=warning"], check=True, cwd=ROOT)
    command = [node, script, plain, edits, str(BURST)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    more = {"keystrokes": found["keystrokes"], "edits": found["edits"], "burst": BURST}
    figure("a long page merged, Node", statistics.median(found["merges"]), "ms", gate=LIMIT_MS, **more)
    figure("a long page typed, Node", found["typed"], "ms", **more)
    figure("a long page: edits to text", found["bytes"] / found["text"], "times", text=found["text"])
    rows = [
        Edit(bytes.fromhex(edit_id), bytes.fromhex(update), tuple(map(bytes.fromhex, after)))
        for edit_id, update, after in json.loads(edits.read_text())
    ]
    times = []
    for order in (rows, rows[::-1], rows):
        start = time.perf_counter()
        text = str(Text(order))
        times.append((time.perf_counter() - start) * 1000)
        if text != json.loads(plain.read_text())["endContent"]:
            raise SystemExit("another text than the trace's")
    figure("a long page merged, Python", statistics.median(times), "ms", gate=LIMIT_MS, **more)


if __name__ == "__main__":
    main()
