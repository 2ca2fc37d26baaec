"""The membership log of a shared space: who belongs to it, and with which key they seal (PROTOCOL.md section 3.5).

Each entry says all of it: the members from now on, and a new key. So there is no state between a change of members and
the change of keys that follows from it, and the entry's place in the log is the number of the epoch (from 1).

Rule 1: a log is believed whole or not at all (`MembershipBroken`).
Rule 2: nobody but a member changes anything; who is no host can only leave, or begin a new epoch.
Rule 3: whoever leaves cannot make the next key: that epoch has none, and one who stayed begins another.
Rule 4: a circle, which has a host, never goes on without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u32, u64
from newleaf_sync.errors import MembershipBroken, Misuse, NotAuthentic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    DskOf = Callable[[bytes, bytes], bytes | None]

HOST, EQUAL = 1, 2
MOST_MEMBERS = 30
NO_KEY = bytes(32)
NOBODYS = b""  # no key of anybody: every signature fails under it
_ID, _HASH = 16, 32


class Member(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """root: SHA-256 of the key that signed the first entry of the account's identity log; it stays for life."""

    account_id: bytes
    root: bytes
    role: int


class MembershipEntry(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    seq: int
    prev: bytes
    members: tuple[Member, ...]
    key_hash: bytes
    author: bytes
    device_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Membership:
    """What a checked log says. `members` are sorted by account; key_hash is NO_KEY where the epoch has no key."""

    space_id: bytes
    seq: int
    head: bytes  # hash of the newest entry: `prev` of the next
    before: bytes  # its own `prev`: the wraps of its key are bound to that
    members: tuple[Member, ...]
    key_hash: bytes
    author: bytes

    @property
    def epoch(self) -> int:
        return self.seq + 1

    @property
    def accounts(self) -> frozenset[bytes]:
        return frozenset(member.account_id for member in self.members)

    @property
    def hosts(self) -> frozenset[bytes]:
        """Nobody in a talk of two; in a circle, those who let in and take out."""
        return frozenset(member.account_id for member in self.members if member.role == HOST)

    def role_of(self, account_id: bytes) -> int:
        """0 for one who is no member."""
        return next((member.role for member in self.members if member.account_id == account_id), 0)


def root_of(genesis_aik: bytes) -> bytes:
    return suite.sha256(genesis_aik)


def key_hash_of(key: bytes) -> bytes:
    return suite.sha256(pae("newleaf/v1/space/key", key))


def make(
    space_id: bytes,
    before: Membership | None,
    members: Sequence[Member],
    key_hash: bytes,
    *,
    author: bytes,
    device_id: bytes,
    dsk_seed: bytes,
) -> bytes:
    seq, prev = (0, bytes(_HASH)) if before is None else (before.seq + 1, before.head)
    sorted_members = tuple(sorted(members, key=lambda member: member.account_id))
    entry = MembershipEntry(seq, prev, sorted_members, key_hash, author, device_id, b"")
    signature = suite.sign(dsk_seed, _input(space_id, entry))
    return msgspec.msgpack.encode(msgspec.structs.replace(entry, signature=signature))


def extend(
    space_id: bytes, before: Membership | None, data: bytes, dsk_of: Callable[[bytes, bytes], bytes | None]
) -> Membership:
    """Check one more entry against all before it (None before the first). dsk_of: what (account, device) signs with."""
    seq = 0 if before is None else before.seq + 1
    entry = decode(seq, data)
    if entry.seq != seq or entry.prev != (bytes(_HASH) if before is None else before.head):
        raise MembershipBroken(seq, "does not follow")
    why = _forbidden(before, entry)
    if why:
        raise MembershipBroken(seq, why)
    try:
        suite.verify(dsk_of(entry.author, entry.device_id) or NOBODYS, _input(space_id, entry), entry.signature)
    except NotAuthentic:
        raise MembershipBroken(seq, "signature") from None
    head = suite.sha256(pae("newleaf/v1/hash/member", _input(space_id, entry)))
    return Membership(space_id, seq, head, entry.prev, entry.members, entry.key_hash, entry.author)


def decode(seq: int, data: bytes) -> MembershipEntry:
    """Read an entry whose place is `seq`. Raises MembershipBroken where it is none."""
    try:
        entry = msgspec.msgpack.decode(data, type=MembershipEntry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise MembershipBroken(seq, "undecodable") from None
    if msgspec.msgpack.encode(entry) != data:  # one entry has one encoding
        raise MembershipBroken(seq, "encoding")
    sizes = [(entry.prev, _HASH), (entry.key_hash, _HASH), (entry.author, _ID), (entry.device_id, _ID)]
    sizes += [(entry.signature, suite.SIGNATURE_BYTES)]
    sizes += [part for member in entry.members for part in ((member.account_id, _ID), (member.root, _HASH))]
    if any(len(field) != size for field, size in sizes):
        raise MembershipBroken(seq, "sizes")
    ids = [member.account_id for member in entry.members]
    if len(ids) > MOST_MEMBERS or ids != sorted(set(ids)):
        raise MembershipBroken(seq, "members")
    if any(member.role not in (HOST, EQUAL) for member in entry.members):
        raise MembershipBroken(seq, "role")
    return entry


def _forbidden(before: Membership | None, entry: MembershipEntry) -> str:
    """Why this may not follow, or nothing."""
    after = {member.account_id: member for member in entry.members}
    if before is None:
        return "" if entry.author in after and entry.key_hash != NO_KEY else "founder"
    known = {member.account_id: member for member in before.members}
    if entry.author not in known:
        return "author"
    if any(after[account].root != known[account].root for account in after.keys() & known.keys()):
        return "root"
    if (entry.author in after) == (entry.key_hash == NO_KEY):
        return "key"
    if known[entry.author].role != HOST:
        left = known.keys() - after.keys()
        others = {account: member for account, member in known.items() if account not in left}
        return "right" if left - {entry.author} or others != after else ""
    hosted = not after or any(member.role == HOST for member in after.values())
    return "" if hosted else "host"


# The key of an epoch, sealed to each member


def wrap(membership: Membership, recipient: bytes, aek: bytes, key: bytes) -> bytes:
    """Seal the key of the newest epoch to a member's X-Wing public key."""
    if membership.role_of(recipient) == 0:
        raise Misuse("a key is sealed to members only")
    return suite.hpke_seal(aek, _wrap_info(membership, recipient, aek), key)


def unwrap(membership: Membership, recipient: bytes, aek_seed: bytes, blob: bytes) -> bytes:
    """Open it again. Raises NotAuthentic, also for a key that the entry does not name."""
    aek = suite.xwing_public(aek_seed)
    key = suite.hpke_open(aek_seed, _wrap_info(membership, recipient, aek), blob)
    if key_hash_of(key) != membership.key_hash:
        raise NotAuthentic
    return key


def _wrap_info(membership: Membership, recipient: bytes, aek: bytes) -> bytes:
    fields = (membership.space_id, u32(membership.epoch), recipient, suite.sha256(aek), membership.before)
    return pae("newleaf/v1/wrap", *fields)


def _input(space_id: bytes, entry: MembershipEntry) -> bytes:
    members = b"".join(member.account_id + member.root + bytes([member.role]) for member in entry.members)
    fields = (space_id, u64(entry.seq), entry.prev, members, entry.key_hash, entry.author, entry.device_id)
    return pae("newleaf/v1/sig/member", *fields)


# In person: the same number on both phones


def safety_number(one: tuple[bytes, bytes], other: tuple[bytes, bytes]) -> str:
    """Give twelve groups of five digits; both phones show the same. (account id, root) of each."""
    digest = suite.sha512(pae("newleaf/v1/safety", *sorted(account + root for account, root in (one, other))))
    groups = (digest[at : at + 5] for at in range(0, 60, 5))
    return " ".join(f"{int.from_bytes(group, 'big') % 100_000:05d}" for group in groups)
