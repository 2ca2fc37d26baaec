"""Sealed chunks on disk: files/<2 digits>/<id>/<index>.

Rule 1: a chunk is durable before anybody says so: written beside, fsynced, renamed, its folder fsynced.
Rule 2: a path is made of bytes and numbers that were parsed, never of what somebody asked for.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import TYPE_CHECKING

from newleaf_server.errors import Refusal
from newleaf_server.log import logger

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "files"
RETRY_FULL_MS = 60_000
_TURNS = 64


class Disk:
    def __init__(self, data: Path) -> None:
        self._root = data / FOLDER
        self._turns = [asyncio.Lock() for _ in range(_TURNS)]

    def turn(self, file_id: bytes) -> asyncio.Lock:
        """Hold it to change a file: one at a time, so that what is on disk and its rows agree."""
        return self._turns[file_id[0] % _TURNS]

    def path(self, file_id: bytes, index: int) -> Path:
        return self._folder(file_id) / str(index)

    def read(self, file_id: bytes, index: int) -> bytes | None:
        try:
            return self.path(file_id, index).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, file_id: bytes, index: int, chunk: bytes) -> None:
        """Raises Refusal `storage-full` where the disk does not take it."""
        path = self.path(file_id, index)
        beside = path.with_suffix(".new")
        try:
            _make(path.parent)
            with beside.open("wb") as file:
                file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            _fsync(path.parent)
        except OSError as error:
            logger.error("a chunk could not be written", extra={"facts": {"errno": error.errno}})
            _drop(beside)
            raise Refusal("retry", "storage-full", RETRY_FULL_MS, 507) from None

    def drop(self, file_id: bytes, index: int) -> None:
        """One chunk that got no row."""
        _drop(self.path(file_id, index))

    def remove(self, file_id: bytes) -> None:
        """The whole file. Raises OSError where something of it cannot be removed."""
        folder = self._folder(file_id)
        if folder.is_dir():
            shutil.rmtree(folder)
            _fsync(folder.parent)

    def _folder(self, file_id: bytes) -> Path:
        digits = file_id.hex()
        return self._root / digits[:2] / digits


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    _fsync(folder.parent)


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # without its row nobody is given it
