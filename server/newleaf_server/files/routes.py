"""HTTP of files (PROTOCOL.md section 7): raw sealed bytes in and out."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request, Response, delete, get, put

from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.files import rules
from newleaf_server.wire import HEADERS, answer, must_be_signed_in

Asked = Request[Any, Any, Any]
_DIGITS = re.compile(r"[0-9a-f]{32}")
_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")


def _file(digits: str) -> bytes:
    if _DIGITS.fullmatch(digits) is None:
        raise Refusal("permanent", "malformed")
    return bytes.fromhex(digits)


def _index(digits: str) -> int:
    if _INDEX.fullmatch(digits) is None:
        raise Refusal("permanent", "malformed")
    return int(digits)


@put("/api/files/{digits:str}/{place:str}", request_max_body_size=rules.MOST_CHUNK)
async def put_chunk(request: Asked, context: Given, digits: str, place: str) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    await rules.keep(context, who.account, _file(digits), _index(place), await request.body())
    return answer([])


@get("/api/files/{digits:str}")
async def list_chunks(request: Asked, context: Given, digits: str) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    return answer([await rules.held(context, who.account, _file(digits))])


@get("/api/files/{digits:str}/{place:str}")
async def read_chunk(request: Asked, context: Given, digits: str, place: str) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    chunk = await rules.read(context, who.account, _file(digits), _index(place))
    return Response(chunk, media_type="application/octet-stream", headers=HEADERS)


@delete("/api/files/{digits:str}", status_code=200)
async def delete_file(request: Asked, context: Given, digits: str) -> Response[bytes]:
    who = await must_be_signed_in(context, request)
    await rules.remove(context, who.account, _file(digits))
    return answer([])


routes = [put_chunk, list_chunks, read_chunk, delete_file]
