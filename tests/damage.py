"""Breaks a database as a failing disk does, and puts it away as `newleaf doctor` says."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from serving import Server

FILE = "newleaf.db"


def middle_page(database: sqlite3.Connection) -> int:
    return database.execute("PRAGMA page_count").fetchone()[0] // 2


def page_of_authors(database: sqlite3.Connection) -> int:
    """Every push reads and writes it."""
    return database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'author'").fetchone()[0]


def damage(folder: Path, which: Callable[[sqlite3.Connection], int]) -> None:
    """One page becomes noise. The server must be stopped: its log is folded into the file then."""
    with contextlib.closing(sqlite3.connect(folder / FILE)) as database:
        page, size = which(database), database.execute("PRAGMA page_size").fetchone()[0]
    with (folder / FILE).open("r+b") as pages:
        pages.seek((page - 1) * size)
        pages.write(os.urandom(size))


def move_away(folder: Path) -> None:
    away = folder / "damaged"
    away.mkdir()
    for file in folder.glob(f"{FILE}*"):
        file.rename(away / file.name)


def begin_afresh(server: Server) -> None:
    """Where there is no backup, as deploy/README.md says: an empty database that is of the same installation."""
    move_away(server.data)
    (server.data / FILE).touch()
    assert server.command("restored").returncode == 0
    with contextlib.closing(sqlite3.connect(server.data / FILE)) as database:
        database.execute("ATTACH ? AS old", (str(server.data / "damaged" / FILE),))
        database.execute("UPDATE installation SET instance_id = (SELECT instance_id FROM old.installation)")
        database.commit()
