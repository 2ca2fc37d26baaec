"""`newleaf serve`: the server in the foreground, until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from newleaf_server import log
from newleaf_server.app import make_app, say_goodbye
from newleaf_server.context import prepare_data
from newleaf_server.errors import CannotStart
from newleaf_server.store import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from litestar import Litestar

    from newleaf_server.settings import Settings

BACKLOG = 2048
MOST_MESSAGE = 4 * 1024 * 1024  # above the frame limit, so that a frame just too large still hears a goodbye


class _WebSocket(WebSocketsSansIOProtocol):
    """uvicorn's own, but a phone that is just leaving does not keep the server from stopping."""

    def shutdown(self) -> None:
        try:
            super().shutdown()
        except InvalidState:  # it said goodbye first, and has not read all that waits for it
            self.transport.close()


class _Server(uvicorn.Server):
    """uvicorn, but phones hear a goodbye before their connection ends, and the caller hears when it is up."""

    def __init__(self, config: uvicorn.Config, app: Litestar, when_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._app = app
        self._when_up = when_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._when_up()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await say_goodbye(self._app)
        await super().shutdown(sockets)


def bind(settings: Settings) -> socket.socket:
    """The listening socket. Raises CannotStart with one sentence for a taken or forbidden port."""
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {settings.port} is taken by another program; choose one with --port.") from None
        raise CannotStart(f"{settings.host}:{settings.port} cannot be used: {error.strerror}.") from None
    listening.listen(BACKLOG)
    return listening


def run(settings: Settings, when_up: Callable[[], None] = lambda: None) -> int:
    log.set_up(settings.log_level)
    prepare_data(settings)
    held = connection.hold(settings.data)
    listening = bind(settings)
    app = make_app(settings)
    config = uvicorn.Config(
        app,
        ws=_WebSocket,
        ws_per_message_deflate=False,
        ws_max_size=MOST_MESSAGE,
        ws_ping_interval=None,
        ws_ping_timeout=None,
        access_log=False,
        log_config=None,
        loop="uvloop",
        http="httptools",
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    config.load()
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_Server(config, app, when_up).serve(sockets=[listening]))
    held.close()
    return 0
