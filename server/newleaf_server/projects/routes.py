"""HTTP of projects (PROTOCOL.md section 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.projects import queries
from newleaf_server.wire import answer, body_of, must_be_signed_in, not_too_fast
from newleaf_sync.linking import CODE_LENGTH
from newleaf_sync.project import CARD_BYTES
from newleaf_sync.suite import sha256

if TYPE_CHECKING:
    import sqlite3

Asked = Request[Any, Any, Any]
MOST_ENTRY = 4096


@get("/api/projects")
async def list_projects(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer(await queries.worked_for(context.reader, who.account))


@get("/api/projects/{code:str}")
async def read_project(request: Asked, context: Given, code: str) -> Response[bytes]:
    """Whoever has the code reads it, before they begin anything; it hangs on walls."""
    not_too_fast(context, request)
    if len(code) != CODE_LENGTH:
        raise Refusal("permanent", "no-project", 0, 404)
    return answer(await queries.project_of(context.reader, code))


@post("/api/projects")
async def found_project(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    entry, card, token = await body_of(request, tuple[bytes, bytes, bytes])
    _sizes(entry, card)
    token_hash = sha256(token) if context.settings.projects == "link" else None
    now = now_ms()
    project = await context.writer.write(
        lambda connection: queries.found(connection, who, entry, card, token_hash, now)
    )
    return answer([project.code], 201)


@post("/api/projects/change", status_code=200)
async def change_project(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    project_id, entry, card = await body_of(request, tuple[bytes, bytes, bytes])
    _sizes(entry, card)

    def write(connection: sqlite3.Connection) -> list[int]:
        return queries.change(connection, who, project_id, entry, card)

    for diary in await context.writer.write(write):
        context.hub.tell(diary, project_id, 0)
    return answer([])


def _sizes(entry: bytes, card: bytes) -> None:
    if len(entry) > MOST_ENTRY or len(card) > CARD_BYTES:
        raise Refusal("permanent", "too-large", 0, 413)


routes = [list_projects, read_project, found_project, change_project]
