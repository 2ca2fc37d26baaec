"""What the parts of a running server share; made once at start, handed to each."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import aiosqlite
from litestar.params import Dependency

from newleaf_server.accounts.nonces import Nonces
from newleaf_server.errors import CannotStart
from newleaf_server.files.disk import Disk
from newleaf_server.links.mailboxes import Mailboxes
from newleaf_server.notes import queries as notes
from newleaf_server.notes.ringer import Ringer
from newleaf_server.pace import Pace
from newleaf_server.store import connection
from newleaf_server.store.writer import Writer
from newleaf_server.sync.hub import Hub, Listener

if TYPE_CHECKING:
    from pathlib import Path

    from newleaf_server.settings import Settings

READERS = 2


@dataclass(frozen=True)
class Context:
    settings: Settings
    instance_id: bytes
    log_id: bytes
    release: str  # of the client that is served
    writer: Writer
    disk: Disk
    readers: tuple[aiosqlite.Connection, ...]
    hub: Hub
    nonces: Nonces
    mailboxes: Mailboxes
    pace: Pace
    ringer: Ringer
    open_sockets: set[Listener] = field(default_factory=set)
    _turns: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def reader(self) -> aiosqlite.Connection:
        """A read-only connection; SQLite serves them beside the writer."""
        return self.readers[next(self._turns) % len(self.readers)]

    async def close(self) -> None:
        await self.ringer.close()
        for reader in self.readers:
            await reader.close()
        self.writer.close()


Given = Annotated[Context, Dependency(skip_validation=True)]
"""How a route asks for it."""


def prepare_data(settings: Settings) -> Path:
    """Makes the data folder and brings the schema up to date. Raises CannotStart with one sentence."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        file = settings.data / connection.FILE
        writer = connection.connect(file)
        connection.migrate(writer)
        writer.close()
    except OSError as error:
        raise CannotStart(f"The data folder {settings.data} cannot be used: {error.strerror}.") from None
    except connection.DatabaseError as error:
        raise CannotStart(f"The database in {settings.data} cannot be used: {error}. Try: newleaf doctor.") from None
    return file


async def open_context(settings: Settings, release: str) -> Context:
    file = prepare_data(settings)
    writing = connection.connect(file)
    if settings.most_pages:
        writing.execute(f"PRAGMA max_page_count={settings.most_pages}")
    instance_id, log_id = connection.identity(writing)
    key, rung = notes.push_key(writing), notes.rung(writing)
    readers = tuple([await aiosqlite.connect(f"file:{file}?mode=ro", uri=True) for _ in range(READERS)])
    writer, disk = Writer(writing), Disk(settings.data)
    ringer = Ringer(writer, readers[0], key, min(settings.all_origins()), rung)
    return Context(
        settings, instance_id, log_id, release, writer, disk, readers, Hub(), Nonces(), Mailboxes(), Pace(), ringer
    )
