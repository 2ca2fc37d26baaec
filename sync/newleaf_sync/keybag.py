"""The keybag: an account's seeds and space keys, and a lock for each that may open it (PROTOCOL.md section 3.1).

Rule: a new version has a new key, sealed to the devices and the card that the identity log names then and to nobody
else; so whoever was taken off opens the versions of before and none after.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypeVar

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import KeybagMismatch, Malformed, Misuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newleaf_sync.identity import Identity

Shape = TypeVar("Shape")
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


class _Lock(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    holder: bytes
    sealed_key: bytes


class _Locked(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    sealed: bytes
    locks: tuple[_Lock, ...]


def new_keys(space_id: bytes, before: Keybag | None = None) -> Keybag:
    """Keys of a next epoch: everything is new, and what opens the past stays."""
    aik_seed, aek_seed, key = (secrets.token_bytes(suite.KEY_BYTES) for _ in range(3))
    if before is None:
        return Keybag(aik_seed, (aek_seed,), (SpaceKeys(space_id, "self", (EpochKey(1, key),)),))
    spaces = tuple(
        msgspec.structs.replace(space, epochs=(*space.epochs, EpochKey(space.epochs[-1].epoch + 1, key)))
        if space.space_id == space_id
        else space
        for space in before.spaces
    )
    return Keybag(aik_seed, (aek_seed, *before.aek_seeds), spaces)


def seal_keybag(keybag: Keybag, account_id: bytes, version: int, holders: Mapping[bytes, bytes]) -> bytes:
    """holders: the X-Wing public keys that it is sealed to, by the ids of devices and the card (Identity.holders)."""
    if not _well_sized(keybag) or any(len(holder) != _ID_BYTES for holder in holders):
        raise Misuse("seeds and keys have 32 bytes, ids 16")
    key = secrets.token_bytes(suite.KEY_BYTES)
    sealed = suite.cobblestone_seal(key, _context(account_id, version), msgspec.msgpack.encode(keybag))
    digest = suite.sha256(sealed)
    locks = tuple(
        _Lock(holder, suite.hpke_seal(public, _info(account_id, version, holder, digest), key))
        for holder, public in sorted(holders.items())
    )
    return msgspec.msgpack.encode(_Locked(sealed, locks))


def open_keybag(
    blob: bytes, version: int, holder: bytes, sealing_seed: bytes, identity: Identity, known_version: int = 0
) -> Keybag:
    """Open the keybag that the identity log names; `known_version` is the newest that this device ever saw.

    Raises KeybagMismatch for any other, and where it has no lock for this holder (it was taken off).
    """
    if version != identity.keybag_version or suite.sha256(blob) != identity.keybag_hash:
        raise KeybagMismatch("not the keybag that the identity log names")
    if version < known_version:
        raise KeybagMismatch("an older keybag than before")
    locked = _decode(blob, _Locked)
    lock = next((one for one in locked.locks if one.holder == holder), None)
    if lock is None:
        raise KeybagMismatch("not sealed to this holder")
    account_id = identity.account_id
    info = _info(account_id, version, holder, suite.sha256(locked.sealed))
    key = suite.hpke_open(sealing_seed, info, lock.sealed_key)
    if len(key) != suite.KEY_BYTES:
        raise Malformed("keybag sizes")
    keybag = _decode(suite.cobblestone_open(key, _context(account_id, version), locked.sealed), Keybag)
    if not _well_sized(keybag):
        raise Malformed("keybag sizes")
    aik, aek = suite.ed25519_public(keybag.aik_seed), suite.xwing_public(keybag.aek_seeds[0])
    if aik != identity.aik or aek != identity.aek:
        raise KeybagMismatch("keys of another identity")
    own = next((space for space in keybag.spaces if space.space_id == identity.space_id), None)
    if own is None or [one.epoch for one in own.epochs] != list(range(1, identity.epoch + 1)):
        raise KeybagMismatch("not the epochs of the identity log")
    return keybag


def _decode(data: bytes, shape: type[Shape]) -> Shape:
    try:
        return msgspec.msgpack.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Malformed("keybag") from None


def _well_sized(keybag: Keybag) -> bool:
    keys = [keybag.aik_seed, *keybag.aek_seeds, *(one.key for space in keybag.spaces for one in space.epochs)]
    return (
        bool(keybag.aek_seeds)
        and all(len(key) == suite.KEY_BYTES for key in keys)
        and all(len(space.space_id) == _ID_BYTES for space in keybag.spaces)
    )


def _context(account_id: bytes, version: int) -> bytes:
    return pae("newleaf/v1/keybag", account_id, u64(version))


def _info(account_id: bytes, version: int, holder: bytes, digest: bytes) -> bytes:
    return pae("newleaf/v1/keybag/lock", account_id, u64(version), holder, digest)
