"""HTTP of shared spaces (PROTOCOL.md section 7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get, post

from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.spaces import queries
from newleaf_server.wire import answer, body_of, must_be_signed_in
from newleaf_sync.suite import sha256

if TYPE_CHECKING:
    from newleaf_server.context import Context

Asked = Request[Any, Any, Any]
MOST_ENTRY = 4096


@get("/api/spaces")
async def list_spaces(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer(await queries.spaces_of(context.reader, who.account))


@post("/api/spaces")
async def found_space(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    space_id, entry, wraps, invitation_id, auth, proof = await body_of(
        request, tuple[bytes, bytes, queries.Wraps, bytes, bytes, bytes]
    )
    if len(space_id) != 16 or len(proof) != 32 or len(entry) > MOST_ENTRY:  # noqa: PLR2004 - sizes of ids and hashes
        raise Refusal("permanent", "malformed")
    used = queries.Used(invitation_id, sha256(auth), proof)
    now = now_ms()
    change = await context.writer.write(
        lambda connection: queries.found(connection, who, space_id, entry, wraps, used, now)
    )
    _tell(context, space_id, change)
    return answer([], 201)


@post("/api/circles")
async def begin_circle(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    space_id, entry, wraps = await body_of(request, tuple[bytes, bytes, queries.Wraps])
    if len(space_id) != 16 or len(entry) > MOST_ENTRY:  # noqa: PLR2004 - size of an id
        raise Refusal("permanent", "malformed")
    change = await context.writer.write(
        lambda connection: queries.begin_circle(connection, who, space_id, entry, wraps)
    )
    _tell(context, space_id, change)
    return answer([], 201)


@post("/api/spaces/members", status_code=200)
async def change_members(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    space_id, entry, wraps = await body_of(request, tuple[bytes, bytes, queries.Wraps])
    if len(entry) > MOST_ENTRY:
        raise Refusal("permanent", "malformed")
    change = await context.writer.write(lambda connection: queries.change(connection, who, space_id, entry, wraps))
    for account in change.joined:
        context.hub.left.discard((change.space, account))
    for account in change.left:
        context.hub.expel(change.space, account)
    _tell(context, space_id, change)
    return answer([])


@post("/api/spaces/log", status_code=200)
async def read_members(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    space_id, after = await body_of(request, tuple[bytes, int])
    if not 0 <= after <= queries.LARGEST:
        raise Refusal("permanent", "malformed")
    return answer(await queries.log_of(context.reader, who.account, space_id, after))


@post("/api/identities", status_code=200)
async def read_identity(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    account_id, after = await body_of(request, tuple[bytes, int])
    if not 0 <= after <= queries.LARGEST:
        raise Refusal("permanent", "malformed")
    return answer(await queries.identity_log(context.reader, who.account, account_id, after))


@post("/api/spaces/identities", status_code=200)
async def read_identities(request: Asked, context: Given) -> Response[bytes]:
    """Of everybody in a circle in one call: a phone that comes back asks thirty things at once."""
    who = await must_be_signed_in(context, request)
    space_id, known = await body_of(request, tuple[bytes, list[tuple[bytes, int]]])
    return answer(await queries.identities_in(context.reader, who.account, space_id, known))


def _tell(context: Context, space_id: bytes, change: queries.Change) -> None:
    for diary in change.diaries:
        context.hub.tell(diary, space_id, change.head)


routes = [list_spaces, found_space, begin_circle, change_members, read_members, read_identity, read_identities]
