"""A project of the headless client: founded, and what it gives out. The demo's neighbourhood is made with it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import leaflet
from newleaf_sync import project as projects
from newleaf_sync.client import account
from newleaf_sync.client.diary import now_ms
from newleaf_sync.membership import root_of

if TYPE_CHECKING:
    from newleaf_sync.client.api import Api
    from newleaf_sync.client.vault import Vault
    from newleaf_sync.project import Project

_HOUR_MS = 3_600_000


async def found(api: Api, vault: Vault, name: str, words: str, called: str) -> Project:
    """Make a project that this account leads. called: what others call who leads it."""
    await account.sign_in(api, vault.account_id, vault.device_id, vault.signing_seed)
    identity = vault.identity()
    worker = projects.CardWorker(vault.account_id, called, "", identity.aek)
    card = msgspec.msgpack.encode(projects.ProjectCard(name, words, (worker,), ()))
    workers = [projects.Worker(vault.account_id, root_of(identity.aik), projects.LEAD)]
    author = {"author": vault.account_id, "device_id": vault.device_id, "dsk_seed": vault.signing_seed}
    entry = projects.make(None, workers, card, **author, salt=secrets.token_bytes(32))
    await api.call("POST", "/api/projects", [entry, card, b""])
    return projects.extend(None, entry, lambda _, device: identity.devices.get(device))


async def give_out(api: Api, vault: Vault, project: Project, kind: int, text: str) -> None:
    """Give out the first leaflet of a kind. text: JSON, as its kind says."""
    await account.sign_in(api, vault.account_id, vault.device_id, vault.signing_seed)
    said = leaflet.Said(kind, 1, now_ms() // _HOUR_MS * _HOUR_MS, text)
    author = {"author": vault.account_id, "device_id": vault.device_id, "dsk_seed": vault.signing_seed}
    await api.call("POST", "/api/leaflets", [leaflet.make(project, said, **author)])
