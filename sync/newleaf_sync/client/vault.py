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
    ark: bytes
    log: tuple[bytes, ...]
    keybag_version: int
    keybag: bytes

    def identity(self) -> Identity:
        return verify_log(self.account_id, self.log)

    def open_keybag(self) -> Keybag:
        return open_keybag(self.keybag, self.keybag_version, self.ark, self.identity(), self.keybag_version)
