"""The identity log: which devices, keys and keybag an account has, signed by the account (PROTOCOL.md section 3.3).

Rule 1: a log is believed whole or not at all (`LogBroken`).
Rule 2: `extend` is the only way to an Identity, so whoever holds one has checked every entry in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import LogBroken, Misuse, NotAuthentic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_U64_END = 1 << 64
_SIZES = {
    "genesis": 32 + suite.XWING_PUBLIC_BYTES + 16,
    "add-device": 16 + 32 + suite.XWING_PUBLIC_BYTES,
    "revoke-device": 16 + 8 + 32,
    "rotate-keys": 32 + suite.XWING_PUBLIC_BYTES + suite.SIGNATURE_BYTES,
    "keybag-changed": 8 + 32,
    "card-changed": 16 + 32 + suite.XWING_PUBLIC_BYTES,
    "retired": 0,
}


class LogEntry(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    seq: int
    prev: bytes
    op: str
    payload: bytes
    ts: int
    signature: bytes


@dataclass(frozen=True, slots=True)
class Pin:
    """The last entry of a device that was taken off: what it wrote beyond is not its own any more."""

    counter: int = 0
    hash: bytes = bytes(32)  # zeros where nobody could open that entry


@dataclass(frozen=True, slots=True)
class CardKeys:
    """What the twelve words can do, in public: be found, prove themselves, open the keybag."""

    lookup: bytes
    auth: bytes
    sealing: bytes


@dataclass(frozen=True, slots=True)
class Identity:
    """What a checked log says. `devices` are all that ever were added, so that old entries can still be verified."""

    account_id: bytes
    aik: bytes
    aek: bytes
    space_id: bytes
    seq: int  # of the newest entry
    head: bytes  # its hash: `prev` of the next
    devices: Mapping[bytes, bytes] = field(default_factory=dict)  # what each signs with
    sealing: Mapping[bytes, bytes] = field(default_factory=dict)  # what is sealed to each
    revoked: Mapping[bytes, Pin] = field(default_factory=dict)
    epoch: int = 1  # which keys are current: one more with each rotation
    keybag_version: int = 0
    keybag_hash: bytes = bytes(32)
    card: CardKeys | None = None
    retired: bool = False  # the person deleted everything: nothing follows, and devices forget what they hold

    @property
    def active(self) -> dict[bytes, bytes]:
        return {device: dsk for device, dsk in self.devices.items() if device not in self.revoked}

    @property
    def holders(self) -> dict[bytes, bytes]:
        """Who opens the keybag: the devices that are not taken off, and the card; what is sealed to, by id."""
        found = {device: self.sealing[device] for device in self.active}
        return found if self.card is None else {**found, self.card.lookup: self.card.sealing}

    def must_have_written(self, device: bytes, counter: int, entry_hash: bytes) -> None:
        """Raises NotAuthentic for what a device cannot have written before it was taken off."""
        pin = self.revoked.get(device)
        if pin is None or counter < pin.counter:
            return
        if counter > pin.counter or pin.hash not in (bytes(32), entry_hash):
            raise NotAuthentic


def genesis(account_id: bytes, aik_seed: bytes, aek: bytes, space_id: bytes, ts: int) -> bytes:
    payload = suite.ed25519_public(aik_seed) + aek + space_id
    return _make(account_id, aik_seed, LogEntry(0, bytes(32), "genesis", payload, ts, b""))


def add_device(identity: Identity, aik_seed: bytes, device_id: bytes, dsk: bytes, sealing: bytes, ts: int) -> bytes:
    return _follow(identity, aik_seed, "add-device", device_id + dsk + sealing, ts)


def revoke_device(identity: Identity, aik_seed: bytes, device_id: bytes, pin: Pin, ts: int) -> bytes:
    return _follow(identity, aik_seed, "revoke-device", device_id + u64(pin.counter) + pin.hash, ts)


def rotate_keys(identity: Identity, aik_seed: bytes, new_aik_seed: bytes, new_aek: bytes, ts: int) -> bytes:
    """The old key signs the entry, the new one that it takes over from here."""
    keys = suite.ed25519_public(new_aik_seed) + new_aek
    taken_over = suite.sign(new_aik_seed, _takeover(identity, keys))
    return _follow(identity, aik_seed, "rotate-keys", keys + taken_over, ts)


def keybag_changed(identity: Identity, aik_seed: bytes, version: int, blob: bytes, ts: int) -> bytes:
    return _follow(identity, aik_seed, "keybag-changed", u64(version) + suite.sha256(blob), ts)


def card_changed(identity: Identity, aik_seed: bytes, card: CardKeys, ts: int) -> bytes:
    return _follow(identity, aik_seed, "card-changed", card.lookup + card.auth + card.sealing, ts)


def retired(identity: Identity, aik_seed: bytes, ts: int) -> bytes:
    return _follow(identity, aik_seed, "retired", b"", ts)


def verify_log(account_id: bytes, entries: Sequence[bytes]) -> Identity:
    """Check a whole log from its genesis on."""
    identity: Identity | None = None
    for data in entries:
        identity = extend(account_id, identity, data)
    if identity is None:
        raise LogBroken(0, "empty")
    return identity


def extend(account_id: bytes, identity: Identity | None, data: bytes) -> Identity:
    """Check one more entry against all before it (None before the genesis)."""
    seq = 0 if identity is None else identity.seq + 1
    entry = _decode(seq, data)
    if entry.seq != seq or entry.prev != (bytes(32) if identity is None else identity.head):
        raise LogBroken(seq, "does not follow")
    if identity is not None and identity.retired:
        raise LogBroken(seq, "nothing follows a retirement")
    if (entry.op == "genesis") != (identity is None):
        raise LogBroken(seq, "genesis is the first entry and only that")
    try:
        aik = entry.payload[:32] if identity is None else identity.aik
        suite.verify(aik, _input(account_id, entry), entry.signature)
    except NotAuthentic:
        raise LogBroken(seq, "signature") from None
    head = _hash(account_id, entry)
    payload = entry.payload
    if identity is None:
        return Identity(account_id, aik, payload[32:-16], payload[-16:], seq, head)
    return replace(_apply(identity, entry), seq=seq, head=head)


def _apply(identity: Identity, entry: LogEntry) -> Identity:
    payload = entry.payload
    match entry.op:
        case "add-device":
            device, dsk, sealing = payload[:16], payload[16:48], payload[48:]
            if device in identity.devices:
                raise LogBroken(entry.seq, "device added twice")
            return replace(
                identity,
                devices={**identity.devices, device: dsk},
                sealing={**identity.sealing, device: sealing},
            )
        case "revoke-device":
            device, counter, last = payload[:16], payload[16:24], payload[24:]
            if device not in identity.active:
                raise LogBroken(entry.seq, "no such device to revoke")
            return replace(identity, revoked={**identity.revoked, device: Pin(int.from_bytes(counter, "big"), last)})
        case "rotate-keys":
            keys, taken_over = payload[: -suite.SIGNATURE_BYTES], payload[-suite.SIGNATURE_BYTES :]
            try:
                suite.verify(keys[:32], _takeover(identity, keys), taken_over)
            except NotAuthentic:
                raise LogBroken(entry.seq, "the new key did not sign") from None
            return replace(identity, aik=keys[:32], aek=keys[32:], epoch=identity.epoch + 1)
        case "keybag-changed":
            version = int.from_bytes(payload[:8], "big")
            if version <= identity.keybag_version:
                raise LogBroken(entry.seq, "keybag version does not grow")
            return replace(identity, keybag_version=version, keybag_hash=payload[8:])
        case "retired":
            return replace(identity, retired=True)
        case _:
            return replace(identity, card=CardKeys(payload[:16], payload[16:48], payload[48:]))


def _decode(seq: int, data: bytes) -> LogEntry:
    try:
        entry = msgspec.msgpack.decode(data, type=LogEntry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LogBroken(seq, "undecodable") from None
    if msgspec.msgpack.encode(entry) != data:  # one entry has one encoding
        raise LogBroken(seq, "encoding")
    if len(entry.payload) != _SIZES.get(entry.op, -1) or not 0 <= entry.ts < _U64_END:
        raise LogBroken(seq, "unknown op or payload")
    return entry


def _follow(identity: Identity, aik_seed: bytes, op: str, payload: bytes, ts: int) -> bytes:
    if suite.ed25519_public(aik_seed) != identity.aik:
        raise Misuse("not this account's identity key")
    entry = LogEntry(identity.seq + 1, identity.head, op, payload, ts, b"")
    return _make(identity.account_id, aik_seed, entry)


def _make(account_id: bytes, aik_seed: bytes, entry: LogEntry) -> bytes:
    if len(entry.payload) != _SIZES[entry.op]:
        raise Misuse(f"payload of {entry.op}")
    signature = suite.sign(aik_seed, _input(account_id, entry))
    return msgspec.msgpack.encode(msgspec.structs.replace(entry, signature=signature))


def _input(account_id: bytes, entry: LogEntry) -> bytes:
    fields = (u64(entry.seq), entry.prev, entry.op.encode(), entry.payload, u64(entry.ts))
    return pae("newleaf/v1/idlog", account_id, *fields)


def _takeover(identity: Identity, keys: bytes) -> bytes:
    return pae("newleaf/v1/idlog/rotate", identity.account_id, u64(identity.seq + 1), identity.head, keys)


def _hash(account_id: bytes, entry: LogEntry) -> bytes:
    return suite.sha256(pae("newleaf/v1/hash/idlog", _input(account_id, entry)))
