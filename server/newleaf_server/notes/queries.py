"""All SQL of notes. What writes runs in the writer's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    import aiosqlite

DAY_MINUTES = 24 * 60


class Asked(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What a phone asks for. Minutes are of its own day; `ahead`: of its clock before UTC."""

    endpoint: str
    public: bytes
    auth: bytes
    words: str
    ahead: int
    from_: int
    until: int
    most: int

    def clock(self, now: int) -> tuple[int, int]:
        """(day since 1970, minute of it) on that phone."""
        return divmod(now // 60_000 + self.ahead, DAY_MINUTES)

    def left(self, now: int) -> int:
        """Minutes until its night; 0 by night."""
        _, minute = self.clock(now)
        return self.until - minute if self.from_ <= minute < self.until else 0


class Waiting(msgspec.Struct, array_like=True, frozen=True):
    """A phone for which a note waits."""

    device: int
    asked: Asked
    day: int
    sent: int

    def due(self, now: int) -> int | None:
        """The phone's day, where a note may come now: never at night, and not more than its person wants."""
        day, _ = self.asked.clock(now)
        sent = self.sent if day == self.day else 0
        return day if self.asked.left(now) > 0 and sent < self.asked.most else None


def push_key(connection: sqlite3.Connection) -> bytes:
    """Made once; phones are bound to it."""
    known = connection.execute("SELECT private FROM push_key").fetchone()
    key = bytes(known[0]) if known else suite.p256_private()
    if not known:
        connection.execute("INSERT INTO push_key VALUES (1, ?)", (key,))
    return key


def rung(connection: sqlite3.Connection) -> set[int]:
    """Devices whose person has not looked since."""
    return {row[0] for row in connection.execute("SELECT device FROM note WHERE told OR waiting")}


def ask(connection: sqlite3.Connection, account: int, device: int, asked: Asked) -> None:
    """From now on, or with other hours or another address; what was counted today stays counted."""
    values = msgspec.structs.astuple(asked)
    connection.execute(
        "INSERT INTO note (device, account, endpoint, public, auth, words, ahead, from_, until, most)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET endpoint = ?3, public = ?4,"
        " auth = ?5, words = ?6, ahead = ?7, from_ = ?8, until = ?9, most = ?10",
        (device, account, *values),
    )


def stop(connection: sqlite3.Connection, device: int) -> None:
    connection.execute("DELETE FROM note WHERE device = ?", (device,))


def written(connection: sqlite3.Connection, space: int, author: int, listening: Iterable[int]) -> list[int]:
    """Somebody wrote into a talk: notes wait for the others' phones, for these devices."""
    here = list(listening)
    marks = ", ".join("?" * len(here))
    changed = connection.execute(
        "UPDATE note SET waiting = 1 WHERE told = 0 AND waiting = 0 AND account IN"  # noqa: S608 - question marks
        " (SELECT account FROM member WHERE space = ? AND account != ? AND here = 1)"
        f" AND device NOT IN ({marks}) RETURNING device",
        (space, author, *here),
    )
    return [row[0] for row in changed]


def sent(connection: sqlite3.Connection, accounts: list[int]) -> list[int]:
    """A letter came for these people: notes wait for their phones, for these devices."""
    marks = ", ".join("?" * len(accounts))
    changed = connection.execute(
        f"UPDATE note SET waiting = 1 WHERE told = 0 AND waiting = 0 AND account IN ({marks}) RETURNING device",  # noqa: S608
        accounts,
    )
    return [row[0] for row in changed]


def opened(connection: sqlite3.Connection, device: int) -> None:
    """The app is open there: the note has done its work."""
    connection.execute("UPDATE note SET told = 0, waiting = 0 WHERE device = ? AND (told OR waiting)", (device,))


def told(connection: sqlite3.Connection, device: int, day: int) -> None:
    """Before it is sent: a note that is lost is better than two."""
    connection.execute(
        "UPDATE note SET waiting = 0, told = 1, sent = 1 + CASE day WHEN ?2 THEN sent ELSE 0 END, day = ?2"
        " WHERE device = ?1",
        (device, day),
    )


def not_told(connection: sqlite3.Connection, device: int) -> None:
    """The push service could not take it."""
    connection.execute("UPDATE note SET waiting = 1, told = 0, sent = max(0, sent - 1) WHERE device = ?", (device,))


async def waiting(reader: aiosqlite.Connection) -> list[Waiting]:
    rows = await reader.execute_fetchall(
        "SELECT note.device, endpoint, public, auth, words, ahead, from_, until, most, day, sent FROM note"
        " JOIN device ON device.id = note.device WHERE waiting = 1 AND revoked = 0"
    )
    return [Waiting(row[0], Asked(*row[1:9]), row[9], row[10]) for row in rows]


async def asked_by(reader: aiosqlite.Connection, device: int) -> Asked | None:
    rows = await reader.execute_fetchall(
        "SELECT endpoint, public, auth, words, ahead, from_, until, most FROM note WHERE device = ?", (device,)
    )
    return next((Asked(*row) for row in rows), None)
