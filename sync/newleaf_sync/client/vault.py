"""What one device of an account knows, as one row of its store. It lies there unsealed: this client is no phone."""

from __future__ import annotations

import msgspec

from newleaf_sync.identity import Identity, verify_log
from newleaf_sync.keybag import Keybag, open_keybag


class Vault(msgspec.Struct, array_like=True, frozen=True):
    url: str
    name: str
    account_id: bytes
    device_id: bytes
    signing_seed: bytes
    sealing_seed: bytes  # opens what is sealed to this device alone: its lock on the keybag
    log: tuple[bytes, ...]
    keybag_version: int
    keybag: bytes

    def identity(self) -> Identity:
        return verify_log(self.account_id, self.log)

    def open_keybag(self) -> Keybag:
        version = self.keybag_version
        return open_keybag(self.keybag, version, self.device_id, self.sealing_seed, self.identity(), version)
