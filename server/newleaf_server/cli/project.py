"""`newleaf project create`: a link with which one person makes one project, on their own phone.

The keys of a project are made there and nowhere else: a server that made it could work for it.
"""

from __future__ import annotations

import secrets
import sys
from typing import TYPE_CHECKING

from newleaf_server.clock import now_ms
from newleaf_server.context import prepare_data
from newleaf_server.projects.queries import keep_link
from newleaf_server.store import connection
from newleaf_sync.suite import sha256

if TYPE_CHECKING:
    from newleaf_server.settings import Settings

DAYS = 14
DAY_MS = 86_400_000
TOKEN_BYTES = 16


def run(settings: Settings) -> int:
    file = prepare_data(settings)
    token, now = secrets.token_bytes(TOKEN_BYTES), now_ms()
    writing = connection.connect(file)
    keep_link(writing, sha256(token), now + DAYS * DAY_MS, now)
    writing.close()
    where = min(settings.all_origins())
    sys.stdout.write(
        f"{where}/#/new-project/{token.hex()}\n"
        f"Whoever opens this makes one project and coordinates it. It works once, for {DAYS} days.\n"
    )
    return 0
