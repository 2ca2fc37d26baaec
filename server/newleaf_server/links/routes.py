"""HTTP of adding another phone (PROTOCOL.md section 7)."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post

from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.wire import answer, body_of, must_be_signed_in, not_too_fast

Asked = Request[Any, Any, Any]


@post("/api/links", status_code=200)
async def leave_offer(request: Asked, context: Given) -> Response[bytes]:
    not_too_fast(context, request)
    link_id, offer = await body_of(request, tuple[bytes, bytes])
    return answer([context.mailboxes.leave(link_id, offer, now_ms())])


@post("/api/links/open", status_code=200)
async def open_offer(request: Asked, context: Given) -> Response[bytes]:
    await must_be_signed_in(context, request)
    (link_id,) = await body_of(request, tuple[bytes])
    return answer([context.mailboxes.open(link_id, now_ms()).offer])


@post("/api/links/answer", status_code=200)
async def answer_offer(request: Asked, context: Given) -> Response[bytes]:
    await must_be_signed_in(context, request)
    link_id, sealed = await body_of(request, tuple[bytes, bytes])
    context.mailboxes.answer(link_id, sealed, now_ms())
    return answer([])


@post("/api/links/collect", status_code=200)
async def collect_answer(request: Asked, context: Given) -> Response[bytes]:
    not_too_fast(context, request)
    link_id, wait = await body_of(request, tuple[bytes, int])
    sealed = await context.mailboxes.collect(link_id, wait, now_ms())
    return answer([sealed] if sealed else [])


routes = [leave_offer, open_offer, answer_offer, collect_answer]
