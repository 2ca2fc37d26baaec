"""The frames of PROTOCOL.md section 6, as they travel: MessagePack arrays with the tag first."""

from __future__ import annotations

from typing import Literal

import msgspec

PROTOCOL_VERSION = 1
SUBPROTOCOL = "newleaf.v1"

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


class Push(Frame, tag="push", frozen=True):
    id: int
    space: bytes
    envelopes: list[bytes]


class Ping(Frame, tag="ping", frozen=True):
    id: int


class Limits(msgspec.Struct, array_like=True, frozen=True, gc=False):
    frame_bytes: int = 2 * 1024 * 1024
    entry_bytes: int = 1024 * 1024
    push_entries: int = 256
    spaces: int = 64


class Welcome(Frame, tag="welcome", frozen=True):
    version: int
    log_id: bytes
    time: int
    limits: Limits


class Challenge(Frame, tag="challenge", frozen=True):
    nonce: bytes
    expires: int


class Pushed(Frame, tag="pushed", frozen=True):
    id: int
    space: bytes
    seqs: list[int]
    received: int


class Entry(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One sealed envelope where the log has it; received in milliseconds of the server's clock."""

    seq: int
    device: bytes
    received: int
    envelope: bytes


class Entries(Frame, tag="entries", frozen=True):
    id: int
    space: bytes
    first: int
    last: int
    items: list[Entry]
    head: int


class Changed(Frame, tag="changed", frozen=True):
    space: bytes
    head: int


class Refused(Frame, tag="refused", frozen=True):
    id: int
    kind: RefusalKind
    code: str
    text: str
    retry_ms: int = 0
    index: int = -1


class Pong(Frame, tag="pong", frozen=True):
    id: int


class Goodbye(Frame, tag="goodbye", frozen=True):
    code: str
    text: str
    retry_ms: int = 0


ClientFrame = Hello | Auth | Subscribe | Pull | Push | Ping
ServerFrame = Welcome | Challenge | Pushed | Entries | Changed | Refused | Pong | Goodbye
