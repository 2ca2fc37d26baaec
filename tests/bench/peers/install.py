"""Puts the peers into .peers/ (ignored by git) from the package registries, by name and version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parents[3] / ".peers"
NODE = [
    "@y/websocket-server@0.1.1",
    "y-leveldb@0.2.0",
    "yjs@13.6.33",
    "y-protocols@1.0.7",
    "lib0@0.2.120",
    "ws@8.23.0",
]


def main() -> None:
    folder = PEERS / "js"
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        options = ["--no-audit", "--no-fund", "--legacy-peer-deps", "--save-exact"]
        subprocess.run(["npm", "install", *options, *NODE], cwd=folder, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main()
