"""HTTP of invitations (PROTOCOL.md section 7.3)."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from newleaf_server.accounts.queries import kept
from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.invitations import queries
from newleaf_server.wire import answer, body_of, must_be_signed_in, not_too_fast
from newleaf_sync.suite import sha256

Asked = Request[Any, Any, Any]
MOST_CARD = 4096
MOST_ANSWER = 1024
MOST_DAYS = 30
DAY_MS = 86_400_000


@post("/api/invitations")
async def invite(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    link = await body_of(request, queries.Link)
    sizes = len(link.invitation_id) == 16 and len(link.auth_hash) == 32 and len(link.card) <= MOST_CARD  # noqa: PLR2004
    if not sizes or not 1 <= link.days <= MOST_DAYS:
        raise Refusal("permanent", "malformed")
    expires = now_ms() + link.days * DAY_MS
    await context.writer.write(lambda connection: queries.invite(connection, who.account, link, expires))
    return answer([expires], 201)


@post("/api/invitations/open", status_code=200)
async def open_invitation(request: Asked, context: Given) -> Response[bytes]:
    """Whoever holds the link reads who invites, before they begin anything."""
    not_too_fast(context, request)
    invitation_id, auth = await body_of(request, tuple[bytes, bytes])
    account, card, expires = await queries.card_of(context.reader, invitation_id, sha256(auth), now_ms())
    inviter = await kept(context.reader, account)
    return answer([card, inviter.log, expires])


@post("/api/invitations/answer", status_code=200)
async def answer_invitation(request: Asked, context: Given) -> Response[bytes]:
    """Whoever holds the link to a circle asks to be in; the host's phone lets them in when it is here."""
    who = await must_be_signed_in(context, request)
    invitation_id, auth, sealed, proof = await body_of(request, tuple[bytes, bytes, bytes, bytes])
    if len(sealed) > MOST_ANSWER or len(proof) != 32:  # noqa: PLR2004 - a hash
        raise Refusal("permanent", "malformed")
    auth_hash, now = sha256(auth), now_ms()
    answered = await context.writer.write(
        lambda connection: queries.answer(connection, who, invitation_id, auth_hash, sealed, proof, now)
    )
    if answered is not None:
        context.hub.tell(answered.diary, answered.space_id, answered.head)
    return answer([])


@get("/api/invitations/answers")
async def list_answers(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer(await queries.answers_to(context.reader, who.account))


@post("/api/invitations/withdraw", status_code=200)
async def withdraw_invitation(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    (invitation_id,) = await body_of(request, tuple[bytes])
    await context.writer.write(lambda connection: queries.withdraw(connection, who.account, invitation_id))
    return answer([])


routes = [invite, open_invitation, answer_invitation, list_answers, withdraw_invitation]
