"""Clients without a screen, for tests: another phone of the same person, and what one shows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newleaf_sync.client import Client
from newleaf_sync.client.account import Offering

if TYPE_CHECKING:
    from pathlib import Path


async def second(first: Client, path: Path) -> Client:
    """Another phone, linked by a code."""
    offering = Offering(first.vault.url)
    await offering.leave()
    linking = asyncio.create_task(Client.link(offering, path))
    await first.let_in(await first.accept(offering.code))
    return await linking


def texts(client: Client) -> list[str]:
    return sorted(leaf.text for leaf in client.leaves())
