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
    "@hocuspocus/server@4.7.0",
    "@hocuspocus/extension-sqlite@4.7.0",
]
PYTHON = ["pycrdt==0.14.13", "pycrdt-websocket==0.16.5", "pycrdt-store==0.1.5", "hypercorn==0.18.0"]


def main() -> None:
    folder = PEERS / "js"
    if not (folder / "node_modules").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}')
        options = ["--no-audit", "--no-fund", "--legacy-peer-deps", "--save-exact"]
        subprocess.run(["npm", "install", *options, *NODE], cwd=folder, check=True, stdout=sys.stderr)
        subprocess.run(["npm", "rebuild", "better-sqlite3"], cwd=folder, check=True, stdout=sys.stderr)
    if not (PEERS / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", PEERS / "python"], check=True)
        subprocess.run([PEERS / "python/bin/pip", "install", "-q", *PYTHON], check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main()
