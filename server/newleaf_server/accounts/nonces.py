"""Challenges of the last minute: each is used once."""

from __future__ import annotations

import secrets

from newleaf_server.errors import Refusal
from newleaf_sync.frames import Challenge

LIFETIME_MS = 60_000
MOST = 50_000


class Nonces:
    def __init__(self) -> None:
        self._expires: dict[bytes, int] = {}
        self.revoked: set[int] = set()  # devices removed while connections of theirs may be open

    def challenge(self, now: int) -> Challenge:
        if len(self._expires) >= MOST:
            self._expires = {nonce: expires for nonce, expires in self._expires.items() if expires > now}
            if len(self._expires) >= MOST:
                raise Refusal("retry", "busy", 5000, 503)
        nonce, expires = secrets.token_bytes(32), now + LIFETIME_MS
        self._expires[nonce] = expires
        return Challenge(nonce, expires)

    def use(self, nonce: bytes, now: int) -> int:
        """When the nonce expires. Raises Refusal where it was never given, used before or is too old."""
        expires = self._expires.pop(nonce, 0)
        if expires <= now:
            raise Refusal("reauth", "expired", 0, 401)
        return expires
