"""All SQL of leaflets and wishes. What writes runs in the writer's transaction, the others on a reader."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newleaf_server.errors import Refusal
from newleaf_server.projects.queries import diaries, dsk_of, project_now, workers
from newleaf_sync.leaflet import decode, read

if TYPE_CHECKING:
    import sqlite3

    import aiosqlite

    from newleaf_server.accounts.queries import SignedIn

MOST_WISHES = 200  # of one person in one project


# Changes


def give_out(connection: sqlite3.Connection, who: SignedIn, data: bytes) -> tuple[bytes, list[int]]:
    """The next leaflet of its kind; the same again changes nothing. (project id, diaries to be told).

    Raises Refusal `no-project`, `project-moved` (its log went on), `leaflet-moved` (another came first);
    LeafletBroken for one that a reader would refuse.
    """
    leaflet = decode(data)
    key, project = project_now(connection, leaflet.project_id)
    row = connection.execute(
        "SELECT version, leaflet FROM leaflet WHERE project = ? AND kind = ?", (key, leaflet.kind)
    ).fetchone()
    version, known = row or (0, b"")
    if data == known:
        return leaflet.project_id, []
    if leaflet.seq != project.seq:
        raise Refusal("permanent", "project-moved", 0, 409)
    read(data, project, decode(known) if known else None, partial(dsk_of, connection))
    if (leaflet.author, leaflet.device_id) != (who.account_id, who.device_id):
        raise Refusal("permanent", "malformed")
    if leaflet.version != version + 1:
        raise Refusal("permanent", "leaflet-moved", 0, 409)
    connection.execute(
        "INSERT INTO leaflet (project, kind, version, leaflet) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET version = excluded.version, leaflet = excluded.leaflet",
        (key, leaflet.kind, leaflet.version, data),
    )
    return leaflet.project_id, diaries(connection, workers(connection, key))


def wish(connection: sqlite3.Connection, account: int, project_id: bytes, suggestion: bytes, *, wished: bool) -> None:
    """Raises Refusal `no-project`, `too-large`."""
    row = connection.execute("SELECT id FROM project WHERE project_id = ?", (project_id,)).fetchone()
    if row is None:
        raise Refusal("permanent", "no-project", 0, 404)
    place = (row[0], suggestion, account)
    if not wished:
        connection.execute("DELETE FROM wish WHERE project = ? AND suggestion = ? AND account = ?", place)
        return
    connection.execute("INSERT INTO wish VALUES (?, ?, ?) ON CONFLICT DO NOTHING", place)
    (number,) = connection.execute(
        "SELECT count(*) FROM wish WHERE account = ? AND project = ?", (account, row[0])
    ).fetchone()
    if number > MOST_WISHES:
        raise Refusal("permanent", "too-large", 0, 413)


# Reading


async def list_of(reader: aiosqlite.Connection, code: str) -> tuple[list[tuple[int, int]], list[tuple[bytes, int]]]:
    """([(kind, version)], [(suggestion, how many would like it)]); nothing of a project that is not here."""
    leaflets = await reader.execute_fetchall(
        "SELECT kind, version FROM leaflet JOIN project ON project.id = project WHERE code = ? ORDER BY kind", (code,)
    )
    wishes = await reader.execute_fetchall(
        "SELECT suggestion, count(*) FROM wish JOIN project ON project.id = project WHERE code = ?"
        " GROUP BY suggestion ORDER BY suggestion",
        (code,),
    )
    return [(row[0], row[1]) for row in leaflets], [(row[0], row[1]) for row in wishes]


async def leaflet_of(reader: aiosqlite.Connection, code: str, kind: int) -> tuple[bytes, list[bytes]]:
    """(leaflet, identity log of its author). Raises Refusal `no-leaflet`."""
    rows = list(
        await reader.execute_fetchall(
            "SELECT leaflet FROM leaflet JOIN project ON project.id = project WHERE code = ? AND kind = ?", (code, kind)
        )
    )
    if not rows:
        raise Refusal("permanent", "no-leaflet", 0, 404)
    data = rows[0][0]
    log = await reader.execute_fetchall(
        "SELECT entry FROM identity_entry JOIN account ON account.id = identity_entry.account"
        " WHERE account_id = ? ORDER BY seq",
        (decode(data).author,),
    )
    return data, [row[0] for row in log]
