"""The server, wired: reads like a table of contents."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from litestar import Litestar, Request, Response, get
from litestar.di import Provide
from litestar.exceptions import HTTPException

from newleaf_server import client_files, packs, wire
from newleaf_server.accounts.routes import routes as account_routes
from newleaf_server.context import Context, Given, open_context
from newleaf_server.errors import Refusal
from newleaf_server.files.routes import routes as file_routes
from newleaf_server.files.rules import clear
from newleaf_server.invitations.routes import routes as invitation_routes
from newleaf_server.leaflets.routes import routes as leaflet_routes
from newleaf_server.letters.routes import routes as letter_routes
from newleaf_server.links.routes import routes as link_routes
from newleaf_server.log import logger, say
from newleaf_server.notes.routes import routes as note_routes
from newleaf_server.projects.routes import routes as project_routes
from newleaf_server.spaces.routes import routes as space_routes
from newleaf_server.store.connection import DatabaseError
from newleaf_server.store.writer import as_refusal
from newleaf_server.sync.routes import routes as sync_routes
from newleaf_sync import suite
from newleaf_sync.errors import Violation
from newleaf_sync.frames import PROTOCOL_VERSION, Goodbye

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from newleaf_server.settings import Settings

MOST_BODY = 4 * 1024 * 1024
GOODBYE_S = 1  # a phone that does not listen hears by the end of the connection


@get("/health")
async def health(context: Given) -> Response[dict[str, str]]:
    await context.reader.execute_fetchall("SELECT 1 FROM installation")
    return Response({"status": "ok"}, headers=wire.HEADERS)


@get("/api/config", sync_to_thread=False)
def config(context: Given) -> Response[dict[str, Any]]:
    known = {
        "instance_id": context.instance_id.hex(),
        "protocol": PROTOCOL_VERSION,
        "name": context.settings.name,
        "release": context.release,
        "source": context.settings.source,
    }
    return Response(known, headers=wire.HEADERS)


def on_database(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    refusal = as_refusal(error)
    return wire.on_refusal(request, refusal) if isinstance(refusal, Refusal) else on_fault(request, error)


def on_fault(_: object, error: Exception) -> Response[bytes]:
    logger.error("a request failed", exc_info=error)
    return Response(
        b"Something went wrong here. Nothing of yours is lost; please try again.\n",
        status_code=500,
        media_type="text/plain",
        headers=wire.HEADERS,
    )


def make_app(settings: Settings) -> Litestar:
    suite.self_test()
    files = client_files.load(client_files.find_client(settings.client))
    release = json.loads(files["/release.json"].bodies[""])["release"] if "/release.json" in files else ""
    held: list[Context] = []

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        context = await open_context(settings, release)
        held.append(context)
        await clear(context)
        say("started")
        try:
            yield
        finally:
            await context.close()
            say("stopped")

    app = Litestar(
        route_handlers=[
            health,
            config,
            *account_routes,
            *link_routes,
            *file_routes,
            *space_routes,
            *invitation_routes,
            *project_routes,
            *leaflet_routes,
            *letter_routes,
            *note_routes,
            *sync_routes,
            packs.route_for(settings.data),
            client_files.route_for(files),
        ],
        dependencies={"context": Provide(lambda: held[-1], sync_to_thread=False)},
        exception_handlers={
            Refusal: wire.on_refusal,
            Violation: wire.on_violation,
            HTTPException: wire.on_http,
            DatabaseError: on_database,
            500: on_fault,
        },
        lifespan=[running],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MOST_BODY,
    )
    app.state.held = held
    return app


async def say_goodbye(app: Litestar) -> None:
    """Tells every open connection that the server stops, so that phones come back soon but not all at once."""
    listeners = [listener for context in app.state.held for listener in context.open_sockets]
    for listener in listeners:
        listener.say(Goodbye("stopping", "The server restarts. It will be back.", 1000))
    if listeners:
        await asyncio.wait([asyncio.ensure_future(listener.flush()) for listener in listeners], timeout=GOODBYE_S)
