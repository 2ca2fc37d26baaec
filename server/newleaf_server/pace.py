"""How fast somebody may ask who has not signed in: a burst first, then a steady pace, by network address.

An address is kept in memory only, never logged, and forgotten once it has rested.
"""

from __future__ import annotations

import ipaddress

from newleaf_server.errors import Refusal

BURST = 200  # a whole workshop behind one router starts at once
STEP_MS = 500
MOST = 20_000
_IPV6_PREFIX = 64  # one household or phone has all of these


class Pace:
    def __init__(self) -> None:
        self._rested_at: dict[str, int] = {}

    def step(self, address: str, now: int) -> None:
        """Raises Refusal where the burst is used up."""
        who = _neighbourhood(address)
        if who not in self._rested_at and len(self._rested_at) >= MOST:
            self._rested_at = {key: at for key, at in self._rested_at.items() if at > now}
            if len(self._rested_at) >= MOST:
                raise Refusal("retry", "busy", 5000, 503)
        rested_at = max(self._rested_at.get(who, 0), now) + STEP_MS
        if rested_at > now + BURST * STEP_MS:
            raise Refusal("retry", "rate", STEP_MS, 429)
        self._rested_at[who] = rested_at


def _neighbourhood(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return address if known.version == 4 else str(ipaddress.ip_network((known, _IPV6_PREFIX), strict=False))  # noqa: PLR2004
