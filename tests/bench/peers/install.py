"""Puts the peers into .peers/ (ignored by git) from the package registries, by name and version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parents[3] / ".peers"
PYTHON = PEERS / "python" / "bin" / "python"
YJS = ["yjs@13.6.33", "y-protocols@1.0.7", "lib0@0.2.120"]
NODE = {
    "js": ["@y/websocket-server@0.1.1", "y-leveldb@0.2.0", "ws@8.23.0", *YJS],
    "hocuspocus": ["@hocuspocus/server@4.7.0", "@hocuspocus/extension-sqlite@4.7.0", *YJS],
}
PIP = ["pycrdt==0.14.13", "pycrdt-websocket==0.16.5", "pycrdt-store==0.1.5", "hypercorn==0.18.0"]
DONE = "installed"


def run(*arguments: str | Path, where: Path = PEERS) -> None:
    subprocess.run(arguments, cwd=where, check=True, stdout=sys.stderr)


def node(folder: Path, packages: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}')
    run("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--save-exact", *packages, where=folder)
    if (folder / "node_modules" / "better-sqlite3").exists():  # made from source, for most of a minute
        run("npm", "rebuild", "better-sqlite3", where=folder)


def python() -> None:
    run(sys.executable, "-m", "venv", PYTHON.parents[1])
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PIP)


def main() -> None:
    for name, packages in NODE.items():
        folder = PEERS / name
        if not (folder / DONE).exists():
            node(folder, packages)
            (folder / DONE).touch()
    if not (PEERS / "python" / DONE).exists():
        python()
        (PEERS / "python" / DONE).touch()


if __name__ == "__main__":
    main()
