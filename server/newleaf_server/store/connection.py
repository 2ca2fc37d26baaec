"""One SQLite file in WAL mode, synchronous=FULL: what is committed survives a power cut."""

from __future__ import annotations

import fcntl
import secrets
import sqlite3
from importlib import resources
from typing import IO, TYPE_CHECKING

from newleaf_server.errors import CannotStart

if TYPE_CHECKING:
    from pathlib import Path

FILE = "newleaf.db"
DatabaseError = sqlite3.Error


def connect(path: Path) -> sqlite3.Connection:
    """A connection for the writer: explicit transactions, WAL, FULL."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16000",
        "wal_autocheckpoint=4000",
        "busy_timeout=5000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def hold(folder: Path) -> IO[bytes]:
    """Keeps the folder for this process: two servers on one log would not hear of each other's entries."""
    try:
        lock = (folder / "lock").open("wb")
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be written: {error.strerror}. Try: newleaf doctor."
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CannotStart(f"Another Newleaf is running with the data folder {folder}.") from None
    return lock


def migrations() -> list[tuple[int, str]]:
    """(number, SQL) of every numbered file, in order."""
    folder = resources.files(__package__) / "migrations"
    files = sorted((file.name, file.read_text()) for file in folder.iterdir() if file.name.endswith(".sql"))
    return [(int(name[:4]), sql) for name, sql in files]


def migrate(connection: sqlite3.Connection) -> int:
    """Brings the schema up to date; returns its version. Each step is one transaction."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    steps = migrations()
    newest = steps[-1][0]
    if version > newest:
        raise CannotStart(f"The database is of a newer Newleaf (schema {version}, this one knows {newest}); update it.")
    for number, sql in steps:
        if number > version:
            connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\nPRAGMA user_version={number};\nCOMMIT;")
            version = number
    if connection.execute("SELECT count(*) FROM installation").fetchone()[0] == 0:
        connection.execute("INSERT INTO installation VALUES (?, ?)", (secrets.token_bytes(16), secrets.token_bytes(16)))
    return version


def begin_generation(connection: sqlite3.Connection) -> None:
    """After a restore the logs are others than those that phones have seen; they learn it by the new log_id."""
    connection.execute("UPDATE installation SET log_id = ?", (secrets.token_bytes(16),))


def identity(connection: sqlite3.Connection) -> tuple[bytes, bytes]:
    """(instance_id, log_id)."""
    row: tuple[bytes, bytes] = connection.execute("SELECT instance_id, log_id FROM installation").fetchone()
    return row
