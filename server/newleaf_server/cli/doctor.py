"""`newleaf doctor`: looks at everything the server needs and says what it found in plain words."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
from typing import TYPE_CHECKING

from newleaf_server import client_files
from newleaf_server.errors import CannotStart
from newleaf_server.files.disk import FOLDER, Disk
from newleaf_server.store import connection
from newleaf_sync import suite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newleaf_server.settings import Settings

LEAST_FREE = 512 * 1024 * 1024
GIVE = "give it to the user that runs Newleaf."
MEND = (
    "stop Newleaf, move it away with its -wal and -shm, copy the newest backup there (without one: deploy/README.md) "
    "and run `newleaf restored`: phones then put back what they hold."
)
BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class Finding(Exception):  # noqa: N818 - what the doctor found
    """One sentence about what is wrong and what to do."""


def _python(_: Settings) -> str:
    return f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"


def _sealing(_: Settings) -> str:
    try:
        suite.self_test()
    except Exception as error:  # noqa: BLE001 - whatever it was, the administrator hears of it
        raise Finding(
            f"Sealing does not work here ({type(error).__name__}); install the pinned `cryptography` wheel."
        ) from None
    return "sealing, signing and key exchange work"


def _origins(settings: Settings) -> str:
    hint = "" if settings.origins else " (set --origins to what people type, or nobody can sign in from elsewhere)"
    return f"people can sign in at {', '.join(sorted(settings.all_origins()))}{hint}"


def _client(settings: Settings) -> str:
    try:
        folder = client_files.find_client(settings.client)
    except CannotStart as error:
        raise Finding(str(error)) from None
    return f"the built client has {len(client_files.load(folder))} files"


def _folder(settings: Settings) -> str:
    if not settings.data.is_dir():
        return f"the data folder {settings.data} is not there yet; the first start makes it"
    for path in [settings.data, *sorted(settings.data.glob(f"{connection.FILE}*"))]:
        if not os.access(path, os.W_OK):
            raise Finding(f"{path} cannot be written; {GIVE}")
    free = shutil.disk_usage(settings.data).free
    if free < LEAST_FREE:
        raise Finding(f"Only {free // 1024**2} MB are free in {settings.data}; make room before it is full.")
    return f"{free // 1024**3} GB are free in {settings.data}"


def _database(settings: Settings) -> str:
    file = settings.data / connection.FILE
    if not file.is_file():
        return "no database yet; the first start makes it"
    try:
        wrong, version, entries = _look_into(file)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(BROKEN):
            raise Finding(f"{file} is damaged; {MEND}") from None
        raise Finding(f"{file} cannot be read ({error}); {GIVE}") from None
    if wrong:
        raise Finding(f"{file} is damaged; {MEND}")
    newest = connection.migrations()[-1][0]
    if version > newest:
        raise Finding(
            f"The database is of a newer Newleaf (schema {version}, this one knows {newest}); update Newleaf."
        )
    return f"the database is sound: schema {version} of {newest}, {entries} sealed entries"


def _photos(settings: Settings) -> str:
    try:
        reading = sqlite3.connect(f"file:{settings.data / connection.FILE}?mode=ro", uri=True)
        rows = reading.execute("SELECT file_id, idx FROM file_chunk").fetchall()
        reading.close()
    except sqlite3.Error:
        return "no photos yet"
    disk = Disk(settings.data)
    missing = sum(not disk.path(file_id, index).is_file() for file_id, index in rows)
    if missing:
        raise Finding(
            f"{missing} of {len(rows)} sealed chunks of photos are missing from {settings.data / FOLDER}; copy that "
            "folder from the backup, too, or run `newleaf restored`: phones that hold the photos send them again."
        )
    return f"{len(rows)} sealed chunks of photos are in their place"


def _look_into(file: Path) -> tuple[bool, int, int]:
    """Whether it is damaged, its schema, and how many entries it holds."""
    # Where nothing may be written SQLite cannot even read beside a log, but for a file that nobody changes.
    how = "mode=ro" if os.access(file.parent, os.W_OK) else "immutable=1"
    with contextlib.closing(sqlite3.connect(f"file:{file}?{how}", uri=True)) as reading:
        wrong = reading.execute("PRAGMA integrity_check(3)").fetchall() != [("ok",)]
        version: int = reading.execute("PRAGMA user_version").fetchone()[0]
        entries: int = 0 if wrong else reading.execute("SELECT count(*) FROM entry").fetchone()[0]
    return wrong, version, entries


CHECKS: list[Callable[[Settings], str]] = [_python, _sealing, _origins, _client, _folder, _database, _photos]


def run(settings: Settings) -> int:
    """0 where all is well, else 1."""
    wrong = 0
    for check in CHECKS:
        try:
            print(f"  well   {check(settings)}")  # noqa: T201 - this is what the command is for
        except Finding as finding:
            wrong += 1
            print(f"  WRONG  {finding}")  # noqa: T201
    print("All is well." if not wrong else "Mend what is marked WRONG and run this again.")  # noqa: T201
    return 1 if wrong else 0
