"""A project's own crisis numbers, served as they lie in its data folder: `packs/help.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from litestar import Response, get

from newleaf_server.client_files import SECURITY

if TYPE_CHECKING:
    from pathlib import Path

    from litestar.handlers import HTTPRouteHandler

MOST_BYTES = 32 * 1024
HEADERS = {**SECURITY, "Cache-Control": "no-cache"}


def route_for(data: Path) -> HTTPRouteHandler:
    @get("/packs/help.json", sync_to_thread=True)
    def help_pack() -> Response[bytes]:
        """204 where the project has none: then the numbers that came with the app stand."""
        try:
            pack = (data / "packs" / "help.json").read_bytes()
        except OSError:
            pack = b""
        if not 0 < len(pack) <= MOST_BYTES:
            return Response(b"", status_code=204, headers=HEADERS)
        return Response(pack, media_type="application/json", headers=HEADERS)

    return help_pack
