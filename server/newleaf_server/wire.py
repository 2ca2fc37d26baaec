"""MessagePack over HTTP: bodies in, bodies out, refusals as frames (PROTOCOL.md section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from litestar import Response
from litestar.datastructures import Cookie
from litestar.status_codes import HTTP_413_REQUEST_ENTITY_TOO_LARGE

from newleaf_server.accounts import queries
from newleaf_server.clock import now_ms
from newleaf_server.errors import Refusal
from newleaf_sync.errors import LeafletBroken, LogBroken, MembershipBroken, ProjectBroken, Violation

if TYPE_CHECKING:
    from litestar import Request
    from litestar.connection import ASGIConnection
    from litestar.exceptions import HTTPException

    from newleaf_server.context import Context

T = TypeVar("T")
MEDIA_TYPE = "application/x-msgpack"
COOKIE = "newleaf"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}
TOKEN_BYTES = 32


def answer(value: Any, status: int = 200, cookies: list[Cookie] | None = None) -> Response[bytes]:
    return Response(
        msgspec.msgpack.encode(value), status_code=status, media_type=MEDIA_TYPE, headers=HEADERS, cookies=cookies
    )


async def body_of(request: Request[Any, Any, Any], shape: type[T]) -> T:
    try:
        return msgspec.msgpack.decode(await request.body(), type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refusal("permanent", "malformed") from None


def on_refusal(_: object, refusal: Refusal) -> Response[bytes]:
    told = answer(refusal.frame(), refusal.status)
    if refusal.retry_ms:
        told.headers["Retry-After"] = str(-(-refusal.retry_ms // 1000))  # RFC 9110: whole seconds
    return told


def on_http(_: object, error: HTTPException) -> Response[bytes]:
    """What the framework turned away before a route saw it: a method, a size, a parameter."""
    code = "too-large" if error.status_code == HTTP_413_REQUEST_ENTITY_TOO_LARGE else "malformed"
    return answer(Refusal("permanent", code).frame(), error.status_code)


def on_violation(_: object, error: Violation) -> Response[bytes]:
    """A log or key that the account did not make."""
    code = (
        "malformed"
        if isinstance(error, LogBroken | MembershipBroken | ProjectBroken | LeafletBroken)
        else "bad-signature"
    )
    return answer(Refusal("permanent", code).frame(), 400)


def cookie(context: Context, token: bytes) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=token.hex(),
        httponly=True,
        secure=context.settings.secure_cookies(),
        samesite="strict",
        path="/",
        max_age=queries.SESSION_MS // 1000,
    )


def _header(connection: ASGIConnection[Any, Any, Any, Any], name: bytes) -> str | None:
    """Not of `connection.headers`: what that makes stays for as long as a socket is open, for each of them."""
    return next((value.decode("latin-1") for key, value in connection.scope["headers"] if key == name), None)


def token_of(connection: ASGIConnection[Any, Any, Any, Any]) -> bytes:
    for one in (_header(connection, b"cookie") or "").split(";"):
        name, _, value = one.strip().partition("=")
        if name == COOKIE:
            try:
                token = bytes.fromhex(value)
            except ValueError:
                return b""
            return token if len(token) == TOKEN_BYTES else b""
    return b""


def is_own_page(context: Context, connection: ASGIConnection[Any, Any, Any, Any]) -> bool:
    """A browser says which page asks; a page of a neighbouring host would carry the cookie, too."""
    origin = _header(connection, b"origin")
    return origin is None or origin in context.settings.all_origins()


def not_too_fast(context: Context, connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    context.pace.step(connection.client.host if connection.client else "", now_ms())


async def session_of(context: Context, connection: ASGIConnection[Any, Any, Any, Any]) -> queries.SignedIn | None:
    """Who asks, by the cookie. A session past half of its life is renewed by use."""
    if not is_own_page(context, connection):
        return None
    token = token_of(connection)
    found = await queries.session_of(context.reader, token, now_ms()) if token else None
    if found is None:
        return None
    who, expires = found
    if expires - now_ms() < queries.SESSION_MS // 2:
        await context.writer.write(lambda writing: queries.renew_session(writing, token, now_ms()))
    return who


async def must_be_signed_in(
    context: Context, connection: ASGIConnection[Any, Any, Any, Any], *, with_card: bool = False
) -> queries.SignedIn:
    who = await session_of(context, connection)
    if who is None or (who.device == 0 and not with_card):
        raise Refusal("reauth", "signed-out", 0, 401)
    return who
