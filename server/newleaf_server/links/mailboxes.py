"""In memory only: an offer and its answer, for two minutes, emptied by the first to collect (PROTOCOL.md 3.4)."""

from __future__ import annotations

import asyncio

from newleaf_server.errors import Refusal

LIFETIME_MS = 120_000
MOST = 2000
MOST_BYTES = 4096


class Mailbox:
    def __init__(self, offer: bytes, expires: int) -> None:
        self.offer = offer
        self.expires = expires
        self.answer = b""
        self.answered = asyncio.Event()


class Mailboxes:
    def __init__(self) -> None:
        self._boxes: dict[bytes, Mailbox] = {}

    def leave(self, link_id: bytes, offer: bytes, now: int) -> int:
        """Puts an offer; returns when it expires."""
        self._boxes = {key: box for key, box in self._boxes.items() if box.expires > now}
        if len(link_id) != 16 or not 0 < len(offer) <= MOST_BYTES:  # noqa: PLR2004 - ids have 16 bytes
            raise Refusal("permanent", "malformed")
        if len(self._boxes) >= MOST:
            raise Refusal("retry", "busy", 5000, 503)
        if link_id in self._boxes:
            raise Refusal("permanent", "exists", 0, 409)
        self._boxes[link_id] = Mailbox(offer, now + LIFETIME_MS)
        return now + LIFETIME_MS

    def open(self, link_id: bytes, now: int) -> Mailbox:
        box = self._boxes.get(link_id)
        if box is None or box.expires <= now:
            raise Refusal("permanent", "no-link", 0, 404)
        return box

    def answer(self, link_id: bytes, answer: bytes, now: int) -> None:
        box = self.open(link_id, now)
        if box.answer:
            raise Refusal("permanent", "no-link", 0, 404)
        if not 0 < len(answer) <= MOST_BYTES:
            raise Refusal("permanent", "malformed")
        box.answer = answer
        box.answered.set()

    async def collect(self, link_id: bytes, wait_seconds: int, now: int) -> bytes:
        """The answer, or nothing when there is none yet. The first to get it empties the box."""
        box = self.open(link_id, now)
        try:
            await asyncio.wait_for(box.answered.wait(), min(max(wait_seconds, 0), 25) or 0.001)
        except TimeoutError:
            return b""
        if self._boxes.pop(link_id, None) is None:
            raise Refusal("permanent", "no-link", 0, 404)
        return box.answer
