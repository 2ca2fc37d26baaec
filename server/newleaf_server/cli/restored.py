"""`newleaf restored`: says that the database was brought back from a backup, so that phones put back what it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newleaf_server.errors import CannotStart
from newleaf_server.store import connection

if TYPE_CHECKING:
    from newleaf_server.settings import Settings


def run(settings: Settings) -> int:
    """Raises CannotStart where there is no database, or a server is running on it."""
    if not (settings.data / connection.FILE).is_file():
        raise CannotStart(f"There is no database in {settings.data}. Copy the backup there first.")
    with connection.hold(settings.data):
        database = connection.connect(settings.data / connection.FILE)
        connection.migrate(database)
        connection.begin_generation(database)
        database.close()
    print("Noted. Start the server: phones will see that it is an older copy and put back what is missing.")  # noqa: T201
    return 0
