"""How many talks and circles one person may be in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newleaf_server.errors import Refusal

if TYPE_CHECKING:
    import sqlite3

MOST_SPACES = 60  # one connection carries 64


def must_have_room(connection: sqlite3.Connection, account: int) -> None:
    count = connection.execute("SELECT count(*) FROM member WHERE account = ? AND here = 1", (account,)).fetchone()
    if count[0] >= MOST_SPACES:
        raise Refusal("permanent", "too-large", 0, 413)
