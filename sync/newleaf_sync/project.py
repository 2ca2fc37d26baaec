"""A project: who works for it, signed by its coordinators, and what anybody with its code may read (PROTOCOL.md 3.8).

The code on a poster is the first entry's own hash: nobody can put another project behind it.

Rule 1: a log is believed whole or not at all (`ProjectBroken`).
Rule 2: coordinators change who works for it and what its card says; anybody else can only leave.
Rule 3: there is always a coordinator. Whoever comes for support stands in no list of it (mission E4, 1H 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import NotAuthentic, ProjectBroken
from newleaf_sync.linking import CODE_ENTROPY_BYTES, make_code, read_code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COORDINATOR, SUPPORTER, LEAD = 1, 2, 3  # a lead is a coordinator who takes concerns
MOST_WORKERS = 60
MOST_LINKED = 30
NAME_CHARACTERS = 60
CALLED_CHARACTERS = 40
WORDS_CHARACTERS = 500
CARD_BYTES = 256 * 1024
_ID, _HASH = 16, 32
_NOBODYS = b""  # no key of anybody: every signature fails under it


class Worker(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """root: as in membership.Member."""

    account_id: bytes
    root: bytes
    role: int


class ProjectEntry(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """prev: of the first entry 32 random bytes."""

    seq: int
    prev: bytes
    workers: tuple[Worker, ...]
    card_hash: bytes
    author: bytes
    device_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Project:
    """What a checked log says. `workers` are sorted by account."""

    project_id: bytes
    seq: int
    head: bytes
    workers: tuple[Worker, ...]
    card_hash: bytes
    author: bytes

    def role_of(self, account_id: bytes) -> int:
        """0 for one who does not work for it."""
        return next((worker.role for worker in self.workers if worker.account_id == account_id), 0)

    @property
    def leads(self) -> tuple[bytes, ...]:
        return tuple(worker.account_id for worker in self.workers if worker.role == LEAD)

    @property
    def code(self) -> str:
        return code_of(self.project_id)


class CardWorker(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """One who works for the project, in their own words; aek: what is sealed to them."""

    account_id: bytes
    name: str
    words: str
    aek: bytes


class ProjectCard(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """linked: (code, name) of projects that this one names, each with people of its own (mission F9)."""

    name: str
    words: str
    workers: tuple[CardWorker, ...]
    linked: tuple[tuple[str, str], ...]


def code_of(project_id: bytes) -> str:
    """Give its first 100 bits, as 20 characters; the code of a poster."""
    return make_code(project_id[:CODE_ENTROPY_BYTES])


def make(
    before: Project | None,
    workers: Sequence[Worker],
    card: bytes,
    *,
    author: bytes,
    device_id: bytes,
    dsk_seed: bytes,
    salt: bytes = b"",
) -> bytes:
    """The next entry. salt: 32 random bytes, for the first one."""
    seq, prev = (0, salt) if before is None else (before.seq + 1, before.head)
    sorted_workers = tuple(sorted(workers, key=lambda worker: worker.account_id))
    entry = ProjectEntry(seq, prev, sorted_workers, suite.sha256(card), author, device_id, b"")
    return msgspec.msgpack.encode(msgspec.structs.replace(entry, signature=suite.sign(dsk_seed, _input(entry))))


def extend(before: Project | None, data: bytes, dsk_of: Callable[[bytes, bytes], bytes | None]) -> Project:
    """Check one more entry against all before it (None before the first). dsk_of: what (account, device) signs with."""
    seq = 0 if before is None else before.seq + 1
    entry = decode(seq, data)
    if entry.seq != seq or (before is not None and entry.prev != before.head):
        raise ProjectBroken(seq, "does not follow")
    why = _forbidden(before, entry)
    if why:
        raise ProjectBroken(seq, why)
    try:
        suite.verify(dsk_of(entry.author, entry.device_id) or _NOBODYS, _input(entry), entry.signature)
    except NotAuthentic:
        raise ProjectBroken(seq, "signature") from None
    head = suite.sha256(pae("newleaf/v1/hash/project", _input(entry)))
    project_id = head[:_ID] if before is None else before.project_id
    return Project(project_id, seq, head, entry.workers, entry.card_hash, entry.author)


def decode(seq: int, data: bytes) -> ProjectEntry:
    """Read an entry whose place is `seq`. Raises ProjectBroken where it is none."""
    try:
        entry = msgspec.msgpack.decode(data, type=ProjectEntry)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise ProjectBroken(seq, "undecodable") from None
    if msgspec.msgpack.encode(entry) != data:  # one entry has one encoding
        raise ProjectBroken(seq, "encoding")
    sizes = [(entry.prev, _HASH), (entry.card_hash, _HASH), (entry.author, _ID), (entry.device_id, _ID)]
    sizes += [(entry.signature, suite.SIGNATURE_BYTES)]
    sizes += [part for worker in entry.workers for part in ((worker.account_id, _ID), (worker.root, _HASH))]
    if any(len(field) != size for field, size in sizes):
        raise ProjectBroken(seq, "sizes")
    ids = [worker.account_id for worker in entry.workers]
    if len(ids) > MOST_WORKERS or ids != sorted(set(ids)):
        raise ProjectBroken(seq, "workers")
    if any(worker.role not in (COORDINATOR, SUPPORTER, LEAD) for worker in entry.workers):
        raise ProjectBroken(seq, "role")
    if all(worker.role == SUPPORTER for worker in entry.workers):
        raise ProjectBroken(seq, "nobody coordinates")
    return entry


def _forbidden(before: Project | None, entry: ProjectEntry) -> str:
    """Why this may not follow, or nothing."""
    after = {worker.account_id: worker for worker in entry.workers}
    if before is None:
        return "" if entry.author in after and after[entry.author].role != SUPPORTER else "founder"
    known = {worker.account_id: worker for worker in before.workers}
    if entry.author not in known:
        return "author"
    if any(after[account].root != known[account].root for account in after.keys() & known.keys()):
        return "root"
    if known[entry.author].role != SUPPORTER:
        return ""
    left = {account: worker for account, worker in known.items() if account != entry.author}
    return "" if after == left and entry.card_hash == before.card_hash else "right"


def read_card(project: Project, data: bytes) -> ProjectCard:
    """Read the card that the newest entry names; who is no worker any more is left out.

    Raises ProjectBroken for another card, and for one that is none.
    """
    if len(data) > CARD_BYTES or suite.sha256(data) != project.card_hash:
        raise ProjectBroken(project.seq, "card")
    try:
        card = msgspec.msgpack.decode(data, type=ProjectCard)
        codes = [read_code(code) for code, _ in card.linked]
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise ProjectBroken(project.seq, "card") from None
    texts = [(card.name, NAME_CHARACTERS), (card.words, WORDS_CHARACTERS)]
    texts += [(name, NAME_CHARACTERS) for _, name in card.linked]
    texts += [part for one in card.workers for part in ((one.name, CALLED_CHARACTERS), (one.words, WORDS_CHARACTERS))]
    ids = [one.account_id for one in card.workers]
    right = all(len(text) <= most for text, most in texts) and codes == [code for code, _ in card.linked]
    right = right and ids == sorted(set(ids)) and len(ids) <= MOST_WORKERS and len(card.linked) <= MOST_LINKED
    if not right or any(len(one.aek) != suite.XWING_PUBLIC_BYTES for one in card.workers):
        raise ProjectBroken(project.seq, "card")
    here = tuple(one for one in card.workers if project.role_of(one.account_id))
    return msgspec.structs.replace(card, workers=here)


def _input(entry: ProjectEntry) -> bytes:
    workers = b"".join(worker.account_id + worker.root + bytes([worker.role]) for worker in entry.workers)
    fields = (u64(entry.seq), entry.prev, workers, entry.card_hash, entry.author, entry.device_id)
    return pae("newleaf/v1/sig/project", *fields)
