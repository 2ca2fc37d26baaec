"""The two ways that frames travel: a WebSocket, and POST /sync where a network blocks those."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from litestar import Request, Response, WebSocket, post
from litestar.exceptions import WebSocketDisconnect
from litestar.handlers import websocket

from newleaf_server.accounts import queries as accounts
from newleaf_server.clock import now_ms
from newleaf_server.context import Given
from newleaf_server.errors import Refusal
from newleaf_server.sync.conversation import Conversation, Hangup
from newleaf_server.sync.hub import Listener
from newleaf_server.wire import HEADERS, MEDIA_TYPE, cookie, is_own_page, session_of
from newleaf_sync.frames import SUBPROTOCOL, Entries

MOST_WAIT = 25
MOST_FRAMES = 64  # in one POST: their answers are held in memory until all are there
NORMAL, POLICY_VIOLATION = 1000, 1008
_raw = msgspec.msgpack.Decoder(list[msgspec.Raw])


@websocket("/sync")
async def sync_socket(socket: WebSocket[Any, Any, Any], context: Given) -> None:
    if SUBPROTOCOL not in socket.scope["subprotocols"] or not is_own_page(context, socket):
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept(subprotocols=SUBPROTOCOL)
    send = socket.send

    async def send_bytes(data: bytes) -> None:
        await send({"type": "websocket.send", "bytes": data, "text": None})

    listener = Listener(send_bytes)
    conversation = Conversation(context, listener, await session_of(context, socket))
    context.open_sockets.add(listener)
    try:
        while True:
            event = await socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            await conversation.receive(_bytes_of(event))
            await listener.room()
    except Hangup:
        await listener.flush()
        await socket.close(NORMAL)
    except WebSocketDisconnect:
        pass
    finally:
        context.open_sockets.discard(listener)
        conversation.leave()


def _bytes_of(event: Any) -> bytes:
    """Text is no frame; its bytes are refused as one that cannot be read."""
    data: bytes | None = event.get("bytes")
    return data if data is not None else str(event.get("text", "")).encode()


@post("/sync", status_code=200)
async def sync_post(request: Request[Any, Any, Any], context: Given, wait: int = 0) -> Response[bytes]:
    said: list[bytes] = []
    news = asyncio.Event()

    async def keep(data: bytes) -> None:
        said.append(data)
        news.set()

    try:
        frames = _raw.decode(await request.body())
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Refusal("permanent", "malformed") from None
    if len(frames) > MOST_FRAMES:
        raise Refusal("permanent", "too-large", 0, 413)
    listener = Listener(keep)
    conversation = Conversation(context, listener, await session_of(context, request))
    context.open_sockets.add(listener)
    try:
        for frame in frames:
            await conversation.receive(bytes(frame))
        await listener.flush()
        if wait > 0 and conversation.signed_in is not None and not any(map(_is_news, said)):
            news.clear()
            await _patiently(news, min(wait, MOST_WAIT))
            await listener.flush()
    except Hangup:
        await listener.flush()
    finally:
        context.open_sockets.discard(listener)
        conversation.leave()
    cookies = []
    if conversation.proven and (who := conversation.signed_in) is not None:
        token = await context.writer.write(lambda writing: accounts.open_session(writing, who, now_ms()))
        cookies = [cookie(context, token)]
    body = msgspec.msgpack.encode([msgspec.Raw(data) for data in said])
    return Response(body, media_type=MEDIA_TYPE, headers=HEADERS, cookies=cookies)


async def _patiently(news: asyncio.Event, seconds: int) -> None:
    try:
        await asyncio.wait_for(news.wait(), seconds)
    except TimeoutError:
        return


def _is_news(data: bytes) -> bool:
    """Whether an answer is more than a greeting or an empty pull: then nobody is kept waiting."""
    frame = msgspec.msgpack.decode(data)
    if frame[0] == "entries":
        entries = msgspec.msgpack.decode(data, type=Entries)
        return bool(entries.items)
    return bool(frame[0] != "welcome")


routes = [sync_socket, sync_post]
