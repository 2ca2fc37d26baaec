"""HTTP of letters (PROTOCOL.md section 7.6)."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.letters import queries
from newleaf_server.wire import answer, body_of, must_be_signed_in
from newleaf_sync.letter import BLOB_BYTES, KINDS, MOST_RECIPIENTS

Asked = Request[Any, Any, Any]
MOST_WRAP = 1200


@get("/api/letters")
async def list_letters(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer(await queries.letters_of(context.reader, who.account))


@post("/api/letters")
async def send_letter(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    letter_id, project_id, kind, about, blob, wraps = await body_of(
        request, tuple[bytes, bytes, int, bytes, bytes, list[tuple[bytes, bytes]]]
    )
    if any(len(one) != 16 for one in (letter_id, project_id, about)) or kind not in KINDS:  # noqa: PLR2004 - ids
        raise Refusal("permanent", "malformed")
    if len(blob) > BLOB_BYTES or len(wraps) > MOST_RECIPIENTS or any(len(wrap) > MOST_WRAP for _, wrap in wraps):
        raise Refusal("permanent", "too-large", 0, 413)
    sent = queries.Sent(letter_id, project_id, kind, about, blob, wraps)
    now = now_ms()
    kept = await context.writer.write(lambda connection: queries.send(connection, who, sent, now))
    for diary in kept.diaries:
        context.hub.tell(diary, project_id, 0)
    context.ringer.sent(kept.accounts)
    return answer([], 201)


@post("/api/letters/open", status_code=200)
async def open_letter(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    (letter_id,) = await body_of(request, tuple[bytes])
    return answer(await queries.letter_of(context.reader, who.account, letter_id))


@post("/api/letters/put-away", status_code=200)
async def put_letter_away(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    (letter_id,) = await body_of(request, tuple[bytes])
    for diary in await context.writer.write(lambda connection: queries.put_away(connection, who.account, letter_id)):
        context.hub.tell(diary, letter_id, 0)
    return answer([])


routes = [list_letters, send_letter, open_letter, put_letter_away]
