"""A leaflet: what a project gives out to all who have its code (PROTOCOL.md section 3.11).

Ideas near me, the project's own words, its numbers for a bad day, and the board. Nothing in it is about a person.

Rule 1: only who coordinates the project, at the entry of its log that the leaflet names, gives one out.
Rule 2: of each kind there is one; a reader never goes back to an older version (`LeafletBroken`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import LeafletBroken, NotAuthentic
from newleaf_sync.project import SUPPORTER

if TYPE_CHECKING:
    from collections.abc import Callable

    from newleaf_sync.project import Project

IDEAS, WORDS, HELP, BOARD = 1, 2, 3, 4
KINDS = range(IDEAS, BOARD + 1)
TEXT_BYTES = 256 * 1024
MOST_BYTES = TEXT_BYTES + 512
_ID = 16
_MOST_NUMBER = 2**53 - 1  # what every client can count to


class Leaflet(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """version: from 1; seq: of the project's log; given: ms, the hour of it; text: JSON, as its kind says."""

    project_id: bytes
    kind: int
    version: int
    seq: int
    given: int
    text: str
    author: bytes
    device_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What the next leaflet of a kind says, before it is signed."""

    kind: int
    version: int
    given: int
    text: str


def make(project: Project, said: Said, *, author: bytes, device_id: bytes, dsk_seed: bytes) -> bytes:
    leaflet = Leaflet(
        project.project_id, said.kind, said.version, project.seq, said.given, said.text, author, device_id, b""
    )
    return msgspec.msgpack.encode(msgspec.structs.replace(leaflet, signature=suite.sign(dsk_seed, _input(leaflet))))


def decode(data: bytes) -> Leaflet:
    """Read one that nobody has checked. Raises LeafletBroken where it is none."""
    try:
        leaflet = msgspec.msgpack.decode(data, type=Leaflet)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise LeafletBroken("undecodable") from None
    if msgspec.msgpack.encode(leaflet) != data:  # one leaflet has one encoding
        raise LeafletBroken("encoding")
    ids = (leaflet.project_id, leaflet.author, leaflet.device_id)
    if any(len(one) != _ID for one in ids) or len(leaflet.signature) != suite.SIGNATURE_BYTES:
        raise LeafletBroken("sizes")
    if leaflet.kind not in KINDS:
        raise LeafletBroken("kind")
    numbers = (leaflet.seq, leaflet.given, leaflet.version - 1)
    if any(not 0 <= number < _MOST_NUMBER for number in numbers):
        raise LeafletBroken("numbers")
    if len(leaflet.text.encode()) > TEXT_BYTES:
        raise LeafletBroken("too long")
    return leaflet


def read(
    data: bytes, project: Project, before: Leaflet | None, dsk_of: Callable[[bytes, bytes], bytes | None]
) -> Leaflet:
    """Check one. project: as its log stood at the entry that the leaflet names; before: what the reader had of it."""
    leaflet = decode(data)
    if (leaflet.project_id, leaflet.seq) != (project.project_id, project.seq):
        raise LeafletBroken("of another project")
    if project.role_of(leaflet.author) in (0, SUPPORTER):
        raise LeafletBroken("right")
    if before is not None and (leaflet.kind != before.kind or leaflet.version < before.version):
        raise LeafletBroken("older than was here")
    try:
        suite.verify(dsk_of(leaflet.author, leaflet.device_id) or b"", _input(leaflet), leaflet.signature)
    except NotAuthentic:
        raise LeafletBroken("signature") from None
    return leaflet


def _input(leaflet: Leaflet) -> bytes:
    numbers = (bytes([leaflet.kind]), u64(leaflet.version), u64(leaflet.seq), u64(leaflet.given))
    fields = (leaflet.project_id, *numbers, leaflet.text.encode(), leaflet.author, leaflet.device_id)
    return pae("newleaf/v1/sig/leaflet", *fields)
