"""`newleaf demo`: a server with a filled diary, to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newleaf_server.cli import serve

if TYPE_CHECKING:
    from newleaf_server.settings import Settings


def run(settings: Settings) -> int:
    return serve.run(settings, lambda: print(f"http://{settings.host}:{settings.port}/", flush=True))  # noqa: T201
