"""The local SQLite file of a headless client. Whatever belongs together is written in one transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from newleaf_sync.document import Document, InLog
from newleaf_sync.outbox import Pending
from newleaf_sync.record import Record
from newleaf_sync.replica import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Shape = TypeVar("Shape")

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS documents (id BLOB PRIMARY KEY, records BLOB NOT NULL, in_log BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS outbox (
    counter INTEGER PRIMARY KEY, document TEXT NOT NULL, content BLOB NOT NULL,
    envelope BLOB NOT NULL, hash BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS prunes (snapshot INTEGER PRIMARY KEY, seqs BLOB NOT NULL, due INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parked (seq INTEGER PRIMARY KEY, received INTEGER NOT NULL, envelope BLOB NOT NULL);
"""


def _document(records: bytes, in_log: bytes) -> Document:
    known = msgspec.msgpack.decode(in_log, type=InLog)
    return Document("", msgspec.msgpack.decode(records, type=list[Record]), known)


class Store:
    def __init__(self, path: Path | str) -> None:
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _TABLES)

    def close(self) -> None:
        self._db.close()

    def forget(self) -> None:
        """Everything, so that no byte of it stays in the file."""
        for table in ("kept", "documents", "outbox", "prunes", "parked"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._db.executescript("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")

    # Small values

    def keep(self, name: str, value: Any) -> None:
        row = (name, msgspec.msgpack.encode(value))
        self._db.execute("INSERT INTO kept VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", row)

    def kept(self, name: str, shape: type[Shape], default: Shape) -> Shape:
        row = self._db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return default if row is None else msgspec.msgpack.decode(row[0], type=shape)

    def replica(self) -> State:
        return self.kept("replica", State, State())

    # Documents

    def documents(self) -> dict[bytes, Document]:
        rows = self._db.execute("SELECT id, records, in_log FROM documents").fetchall()
        return {document_id: _document(records, in_log) for document_id, records, in_log in rows}

    def keep_document(self, document_id: bytes, document: Document) -> None:
        records = msgspec.msgpack.encode(list(document.confirmed.values()))
        in_log = msgspec.msgpack.encode(document.in_log())
        self._db.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", (document_id, records, in_log))

    # What the server may let go

    def prunes(self, now: int) -> list[tuple[int, list[int]]]:
        # (snapshot, seqs) of those that are due.
        rows = self._db.execute("SELECT snapshot, seqs FROM prunes WHERE due <= ?", (now,)).fetchall()
        return [(snapshot, msgspec.msgpack.decode(seqs, type=list[int])) for snapshot, seqs in rows]

    def keep_prune(self, snapshot: int, seqs: Iterable[int], due: int) -> None:
        row = (snapshot, msgspec.msgpack.encode(list(seqs)), due)
        self._db.execute("INSERT OR REPLACE INTO prunes VALUES (?, ?, ?)", row)

    def drop_prune(self, snapshot: int) -> None:
        self._db.execute("DELETE FROM prunes WHERE snapshot = ?", (snapshot,))

    # Outbox

    def outbox(self) -> list[Pending]:
        return [Pending(*row) for row in self._db.execute("SELECT * FROM outbox ORDER BY counter")]

    def keep_pending(self, pending: Pending) -> None:
        # The same counter again: sealed anew.
        self._db.execute("INSERT OR REPLACE INTO outbox VALUES (?, ?, ?, ?, ?)", msgspec.structs.astuple(pending))

    def forget_log(self) -> None:
        # Before another generation of the log is adopted, in the same transaction.
        for table in ("documents", "outbox", "parked", "prunes"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def drop_pending(self, counter: int) -> None:
        self._db.execute("DELETE FROM outbox WHERE counter = ?", (counter,))

    # Parked entries

    def parked(self) -> list[tuple[int, int, bytes]]:
        # (seq, received, envelope) in order.
        return self._db.execute("SELECT seq, received, envelope FROM parked ORDER BY seq").fetchall()

    def unpark_all(self) -> None:
        self._db.execute("DELETE FROM parked")

    def unpark(self, seq: int) -> None:
        self._db.execute("DELETE FROM parked WHERE seq = ?", (seq,))

    def park(self, seq: int, received: int, envelope: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO parked VALUES (?, ?, ?)", (seq, received, envelope))
