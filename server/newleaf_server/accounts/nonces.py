"""Challenges: each lives for a minute and proves somebody once.

Rule 1: giving one costs no memory, so nobody can use them up: the server recognises its own by a MAC.
Rule 2: only nonces that proved somebody are remembered, until they are too old anyway.
"""

from __future__ import annotations

import secrets

from newleaf_server.errors import Refusal
from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.frames import Challenge

LIFETIME_MS = 60_000
NONCE_BYTES = 32
_MAC_BYTES = 16


class Nonces:
    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)  # new at each start: a challenge does not outlive the process
        self._spent: dict[bytes, int] = {}

    def challenge(self, now: int) -> Challenge:
        expires = now + LIFETIME_MS
        known = u64(expires) + secrets.token_bytes(8)
        return Challenge(known + self._mac(known), expires)

    def check(self, nonce: bytes, now: int) -> int:
        """When the nonce expires. Raises Refusal where it was never given, proved somebody already, or is too old."""
        known, mac = nonce[:-_MAC_BYTES], nonce[-_MAC_BYTES:]
        if len(nonce) != NONCE_BYTES or not suite.equal(mac, self._mac(known)):
            raise Refusal("reauth", "expired", 0, 401)
        expires = int.from_bytes(known[:8], "big")
        if expires <= now or nonce in self._spent:
            raise Refusal("reauth", "expired", 0, 401)
        return expires

    def spend(self, nonce: bytes, now: int) -> None:
        """Once the signature has checked, with nothing awaited since `check`."""
        for old in [old for old, expires in self._spent.items() if expires <= now]:
            del self._spent[old]
        self._spent[nonce] = int.from_bytes(nonce[:8], "big")

    def _mac(self, known: bytes) -> bytes:
        return suite.hmac(self._key, pae("newleaf/v1/server/nonce", known))[:_MAC_BYTES]
