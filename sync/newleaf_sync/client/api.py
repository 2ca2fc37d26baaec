"""The HTTP calls of PROTOCOL.md section 7: MessagePack arrays in and out, in a thread so that nothing blocks."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import msgspec

from newleaf_sync.errors import Declined

TIMEOUT = 40.0


def origin_of(url: str) -> str:
    """As in a browser's `location.origin`."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("an http or https address is needed")
    return f"{parts.scheme}://{parts.netloc}".lower()


class Api:
    def __init__(self, url: str) -> None:
        self.origin = origin_of(url)
        self.cookie = ""

    async def call(self, method: str, path: str, body: list[Any] | None = None) -> list[Any]:
        data = None if body is None else msgspec.msgpack.encode(body)
        answer = await self.raw(method, path, data)
        return list(msgspec.msgpack.decode(answer, type=list[Any])) if answer else []

    async def config(self) -> dict[str, Any]:
        return dict(msgspec.json.decode(await asyncio.to_thread(self._call, "GET", "/api/config", None)))

    async def raw(self, method: str, path: str, data: bytes | None = None) -> bytes:
        """Bytes as they are: the chunks of files."""
        return await asyncio.to_thread(self._call, method, path, data)

    def _call(self, method: str, path: str, data: bytes | None) -> bytes:
        headers = {"Content-Type": "application/x-msgpack", "Origin": self.origin}
        if self.cookie:
            headers["Cookie"] = self.cookie
        request = urllib.request.Request(self.origin + path, data, headers, method=method)  # noqa: S310 - checked above
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
                for value in answer.headers.get_all("Set-Cookie") or []:
                    self.cookie = value.partition(";")[0]
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                raise _declined(error.code, error.read()) from None


def _declined(status: int, body: bytes) -> Declined:
    try:
        _tag, _id, kind, code, text, *_ = msgspec.msgpack.decode(body, type=list[Any])
    except (msgspec.MsgspecError, ValueError):
        return Declined(status, "permanent", "", "")
    return Declined(status, kind, code, text)
