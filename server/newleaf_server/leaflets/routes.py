"""HTTP of leaflets (PROTOCOL.md section 7.7)."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.leaflets import queries
from newleaf_server.wire import answer, body_of, must_be_signed_in, not_too_fast
from newleaf_sync.leaflet import MOST_BYTES

Asked = Request[Any, Any, Any]
ID = 16


@get("/api/leaflets/{code:str}")
async def list_leaflets(request: Asked, context: Given, code: str) -> Response[bytes]:
    """Whoever has the code reads them, as they read the project."""
    not_too_fast(context, request)
    return answer(await queries.list_of(context.reader, code))


@get("/api/leaflets/{code:str}/{kind:int}")
async def read_leaflet(request: Asked, context: Given, code: str, kind: int) -> Response[bytes]:
    not_too_fast(context, request)
    return answer(await queries.leaflet_of(context.reader, code, kind))


@post("/api/leaflets", status_code=200)
async def give_out(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    (data,) = await body_of(request, tuple[bytes])
    if len(data) > MOST_BYTES:
        raise Refusal("permanent", "too-large", 0, 413)
    project_id, diaries = await context.writer.write(lambda connection: queries.give_out(connection, who, data))
    for diary in diaries:
        context.hub.tell(diary, project_id, 0)
    return answer([])


@post("/api/leaflets/wish", status_code=200)
async def wish(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    project_id, suggestion, wished = await body_of(request, tuple[bytes, bytes, bool])
    if len(project_id) != ID or len(suggestion) != ID:
        raise Refusal("permanent", "malformed")
    await context.writer.write(
        lambda connection: queries.wish(connection, who.account, project_id, suggestion, wished=wished)
    )
    return answer([])


routes = [list_leaflets, read_leaflet, give_out, wish]
