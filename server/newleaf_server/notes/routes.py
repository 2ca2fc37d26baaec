"""HTTP of notes (PROTOCOL.md section 7.4)."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Request, Response, delete, get, post, put

from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.notes import queries
from newleaf_server.notes.push_service import is_known
from newleaf_server.wire import answer, body_of, must_be_signed_in
from newleaf_sync.suite import p256_public

Asking = Request[Any, Any, Any]
MOST_WORDS = 60
MOST_A_DAY = 3
FURTHEST = 14 * 60  # minutes from UTC


@get("/api/notes")
async def read_notes(request: Asking, context: Given) -> Response[bytes]:
    """The key that a browser binds its subscription to, and what this phone asked for."""
    who = await must_be_signed_in(context, request)
    asked = await queries.asked_by(context.reader, who.device)
    limits = [] if asked is None else [asked.from_, asked.until, asked.most]
    return answer([p256_public(context.ringer.key), limits])


@put("/api/notes")
async def ask_for_notes(request: Asking, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    (asked,) = await body_of(request, tuple[queries.Asked])
    sizes = len(asked.public) == 65 and len(asked.auth) == 16 and 0 < len(asked.words) <= MOST_WORDS  # noqa: PLR2004
    day = 0 <= asked.from_ < asked.until <= queries.DAY_MINUTES and abs(asked.ahead) <= FURTHEST
    if not sizes or not day or not 1 <= asked.most <= MOST_A_DAY:
        raise Refusal("permanent", "malformed")
    if not is_known(asked.endpoint, context.settings.push_services):
        raise Refusal("permanent", "unknown-push-service")
    await context.writer.write(lambda connection: queries.ask(connection, who.account, who.device, asked))
    context.ringer.look()
    return answer([])


@delete("/api/notes", status_code=200)
async def stop_notes(request: Asking, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    await context.writer.write(partial(queries.stop, device=who.device))
    return answer([])


@post("/api/notes/try", status_code=200)
async def try_a_note(request: Asking, context: Given) -> Response[bytes]:
    """One now, as if somebody had written."""
    who = await must_be_signed_in(context, request)
    if not await context.ringer.try_one(who.device):
        raise Refusal("permanent", "not-asked", 0, 404)
    return answer([])


routes = [read_notes, ask_for_notes, stop_notes, try_a_note]
