"""HTTP of accounts and recovery (PROTOCOL.md section 7)."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post

from newleaf_server.accounts import queries
from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.files.rules import clear
from newleaf_server.wire import answer, body_of, cookie, must_be_signed_in, not_too_fast
from newleaf_sync.frames import Auth
from newleaf_sync.identity import verify_log
from newleaf_sync.suite import sha256

Asked = Request[Any, Any, Any]
MOST_KEYBAG = 64 * 1024
LARGEST = 2**53 - 1
_FIRST_LOG = 3  # genesis, add-device, keybag-changed


@post("/api/accounts")
async def create_account(request: Asked, context: Given) -> Response[bytes]:
    not_too_fast(context, request)
    account_id, log, version, keybag = await body_of(request, tuple[bytes, list[bytes], int, bytes])
    sizes = len(account_id) == 16 and _FIRST_LOG <= len(log) <= queries.MOST_LOG and len(keybag) <= MOST_KEYBAG  # noqa: PLR2004
    if not sizes or not 0 < version <= LARGEST:
        raise Refusal("permanent", "malformed")
    identity = verify_log(account_id, log)
    named = (identity.keybag_version, identity.keybag_hash)
    if named != (version, sha256(keybag)) or not identity.devices:
        raise Refusal("permanent", "malformed")
    removed = await context.writer.write(lambda connection: queries.create(connection, identity, log, keybag))
    context.hub.remove(removed)
    return answer([context.log_id], 201)


@get("/api/account")
async def read_account(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer(await queries.kept(context.reader, who.account))


@post("/api/log")
async def extend_log(request: Asked, context: Given) -> Response[bytes]:
    who = await must_be_signed_in(context, request, with_card=True)
    new, version, keybag = await body_of(request, tuple[list[bytes], int, bytes])
    if not new or not 0 <= version <= LARGEST or len(keybag) > MOST_KEYBAG:
        raise Refusal("permanent", "malformed")
    removed = await context.writer.write(lambda connection: queries.extend(connection, who, new, version, keybag))
    context.hub.remove(removed)
    await clear(context)
    return answer([])


@post("/api/recovery/challenge", status_code=200)
async def challenge_card(request: Asked, context: Given) -> Response[bytes]:
    """The same answer whether the lookup is known or not."""
    not_too_fast(context, request)
    await body_of(request, tuple[bytes])
    challenge = context.nonces.challenge(now_ms())
    return answer([challenge.nonce, challenge.expires])


@post("/api/recovery", status_code=200)
async def recover(request: Asked, context: Given) -> Response[bytes]:
    not_too_fast(context, request)
    lookup, nonce, signature = await body_of(request, tuple[bytes, bytes, bytes])
    who = await queries.prove_card(context, lookup, Auth(nonce, signature))
    token = await context.writer.write(lambda connection: queries.open_session(connection, who, now_ms()))
    kept = await queries.kept(context.reader, who.account)
    return answer(kept, 200, [cookie(context, token)])


routes = [create_account, read_account, extend_log, challenge_card, recover]
