"""The keybag: an account's seeds and space keys, sealed by the account root key (PROTOCOL.md section 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import KeybagMismatch, Malformed, Misuse

if TYPE_CHECKING:
    from newleaf_sync.identity import Identity

_ID_BYTES = 16


class EpochKey(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    epoch: int
    key: bytes


class SpaceKeys(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    space_id: bytes
    kind: str
    epochs: tuple[EpochKey, ...]

    def by_epoch(self) -> dict[int, bytes]:
        return {one.epoch: one.key for one in self.epochs}


class Keybag(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    aik_seed: bytes
    aek_seeds: tuple[bytes, ...]  # the current one first
    spaces: tuple[SpaceKeys, ...]


def seal_keybag(keybag: Keybag, ark: bytes, account_id: bytes, version: int) -> bytes:
    if not _well_sized(keybag):
        raise Misuse("seeds and keys have 32 bytes, ids 16")
    return suite.cobblestone_seal(_key(ark, account_id), _context(account_id, version), msgspec.msgpack.encode(keybag))


def open_keybag(blob: bytes, version: int, ark: bytes, identity: Identity, known_version: int = 0) -> Keybag:
    """Open the keybag that the identity log names; `known_version` is the newest that this device ever saw."""
    if version != identity.keybag_version or suite.sha256(blob) != identity.keybag_hash:
        raise KeybagMismatch("not the keybag that the identity log names")
    if version < known_version:
        raise KeybagMismatch("an older keybag than before")
    plain = suite.cobblestone_open(_key(ark, identity.account_id), _context(identity.account_id, version), blob)
    try:
        keybag = msgspec.msgpack.decode(plain, type=Keybag)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("keybag") from None
    if not _well_sized(keybag):
        raise Malformed("keybag sizes")
    aik, aek = suite.ed25519_public(keybag.aik_seed), suite.xwing_public(keybag.aek_seeds[0])
    if aik != identity.aik or aek != identity.aek:
        raise KeybagMismatch("keys of another identity")
    return keybag


def _well_sized(keybag: Keybag) -> bool:
    keys = [keybag.aik_seed, *keybag.aek_seeds, *(one.key for space in keybag.spaces for one in space.epochs)]
    return (
        bool(keybag.aek_seeds)
        and all(len(key) == suite.KEY_BYTES for key in keys)
        and all(len(space.space_id) == _ID_BYTES for space in keybag.spaces)
    )


def _key(ark: bytes, account_id: bytes) -> bytes:
    return suite.hkdf(ark, "newleaf/v1/ark/keybag", account_id)


def _context(account_id: bytes, version: int) -> bytes:
    return pae("newleaf/v1/keybag", account_id, u64(version))
