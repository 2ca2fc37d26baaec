"""What a device or a recovery card signs to prove itself to the server (PROTOCOL.md section 3.7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64

NO_DEVICE = bytes(16)


@dataclass(frozen=True, slots=True)
class Proof:
    """The claim that is signed: for `recover`, account_id is the lookup and device_id is NO_DEVICE."""

    origin: str
    purpose: Literal["device", "recover"]
    account_id: bytes
    device_id: bytes
    nonce: bytes
    expires: int

    def input(self) -> bytes:
        return pae(
            "newleaf/v1/sig/auth",
            self.origin.encode(),
            self.purpose.encode(),
            self.account_id,
            self.device_id,
            self.nonce,
            u64(self.expires),
        )

    def sign(self, seed: bytes) -> bytes:
        return suite.sign(seed, self.input())

    def verify(self, public: bytes, signature: bytes) -> None:
        suite.verify(public, self.input(), signature)
