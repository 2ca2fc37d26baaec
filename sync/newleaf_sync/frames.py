"""The frames of PROTOCOL.md section 6, as they travel: MessagePack arrays with the tag first."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

PROTOCOL_VERSION = 1
SUBPROTOCOL = "newleaf.v1"

# What a client reads: the numbers that every language holds.
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Index = Annotated[int, msgspec.Meta(ge=-1, le=2**53 - 1)]
RefusalKind = Literal["retry", "reauth", "reseal", "permanent"]


class Frame(msgspec.Struct, array_like=True, frozen=True, gc=False, forbid_unknown_fields=False):
    """The base of every frame; unknown trailing fields are ignored (they are a newer version's)."""


class Hello(Frame, tag="hello", frozen=True):
    version: int
    account: bytes
    device: bytes


class Auth(Frame, tag="auth", frozen=True):
    nonce: bytes
    signature: bytes


class Subscribe(Frame, tag="subscribe", frozen=True):
    space: bytes


class Pull(Frame, tag="pull", frozen=True):
    id: int
    space: bytes
    after: int
    max_bytes: int


class Read(Frame, tag="read", frozen=True):
    """One document before its turn in the log."""

    id: int
    space: bytes
    document: bytes


class Push(Frame, tag="push", frozen=True):
    id: int
    space: bytes
    envelopes: list[bytes]


class Prune(Frame, tag="prune", frozen=True):
    """Entries may go, for the one at `snapshot` stands for them."""

    id: int
    space: bytes
    snapshot: int
    seqs: list[int]


class Ping(Frame, tag="ping", frozen=True):
    id: int


class Limits(msgspec.Struct, array_like=True, frozen=True, gc=False):
    frame_bytes: Count = 2 * 1024 * 1024
    entry_bytes: Count = 1024 * 1024
    push_entries: Count = 256
    spaces: Count = 64


class Welcome(Frame, tag="welcome", frozen=True):
    version: Count
    log_id: bytes
    time: Count
    limits: Limits


class Challenge(Frame, tag="challenge", frozen=True):
    nonce: bytes
    expires: Count


class Pushed(Frame, tag="pushed", frozen=True):
    id: Count
    space: bytes
    seqs: list[Count]
    received: Count


class Pruned(Frame, tag="pruned", frozen=True):
    id: Count
    space: bytes


class Entry(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One sealed envelope where the log has it; received in milliseconds of the server's clock."""

    seq: Count
    device: bytes
    received: Count
    envelope: bytes


class Entries(Frame, tag="entries", frozen=True):
    id: Count
    space: bytes
    first: Count
    last: Count
    items: list[Entry]
    head: Count


class Document(Frame, tag="document", frozen=True):
    """The newest entries of a document, in order; not checked against the log before they come with it."""

    id: Count
    space: bytes
    items: list[Entry]


class Changed(Frame, tag="changed", frozen=True):
    space: bytes
    head: Count


class Refused(Frame, tag="refused", frozen=True):
    id: Count
    kind: RefusalKind
    code: str
    text: str
    retry_ms: Count = 0
    index: Index = -1


class Pong(Frame, tag="pong", frozen=True):
    id: Count


class Goodbye(Frame, tag="goodbye", frozen=True):
    code: str
    text: str
    retry_ms: Count = 0


ClientFrame = Hello | Auth | Subscribe | Pull | Read | Push | Prune | Ping
ServerFrame = Welcome | Challenge | Pushed | Pruned | Entries | Document | Changed | Refused | Pong | Goodbye
