"""Every parser of the sync core: its valid bytes, and how it reads and writes again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from newleaf_sync import (
    card,
    document,
    envelope,
    errors,
    frames,
    identity,
    keybag,
    leaflet,
    linking,
    session,
    snapshot,
    suite,
)

VECTORS = Path(__file__).parents[2] / "sync/vectors"
SEED, ID = bytes(range(32)), bytes(16)
pack = msgspec.msgpack.encode
_client = msgspec.msgpack.Decoder(frames.ClientFrame)


@dataclass(frozen=True)
class Family:
    corpus: list[bytes]
    read: Callable[[bytes], Any]
    refuses: tuple[type[Exception], ...] = (errors.Violation,)
    again: Callable[[Any], bytes] | None = None  # the value's bytes: they must read as the same value


def server_frame(data: bytes) -> frames.ServerFrame:
    frame = session.decode_frame(data)
    if frame is None:
        raise errors.Malformed("frame")
    return frame


def _frames(sender: str) -> list[bytes]:
    rows = json.loads((VECTORS / "frames.json").read_text())["frames"]
    return [bytes.fromhex(row["hex"]) for row in rows if row["from"] == sender]


def _content() -> list[bytes]:
    fields = {"text": "Grün", "slot": 7, "deleted": True, "far": 0.1, "list": [1, {"a": None}], "b": b"x"}
    changes = [document.Change("leaf", bytes([n]) * 16, bytes([n]) * 8, fields) for n in range(3)]
    return [document.encode_content(changes[:n]) for n in range(4)]


def _snapshots() -> list[bytes]:
    found = []
    for content in _content():
        page = document.Document("")
        page.confirm(ID, 5, document.decode_content(content))
        made = snapshot.Snapshot(tuple(page.confirmed.values()), (3, 4, 70_000))
        found.append(snapshot.encode_snapshot(made))
    return found


PUBLIC = suite.ed25519_public(SEED)
SPACE_KEYS, DEVICES = {1: SEED}, {ID: PUBLIC}
SEALED = envelope.seal(
    envelope.Header(ID, ID, 1), SEED, envelope.Author(ID, SEED), envelope.Seen(), _content()[1]
).envelope
LINK = linking.Link.of("0" * 20)
OFFER = linking.make_offer(LINK, linking.Offer(ID, PUBLIC, suite.xwing_public(SEED)))
ANSWER = linking.make_answer(LINK, OFFER, linking.Answer(ID, PUBLIC))
CARD = " ".join(card.words_of(ID))
GENESIS = identity._make(
    ID, SEED, identity.LogEntry(0, bytes(32), "genesis", PUBLIC + suite.xwing_public(SEED) + ID, 5, b"")
)
BEFORE = identity.extend(ID, None, GENESIS)
BAG = keybag.Keybag(SEED, (SEED,), (keybag.SpaceKeys(ID, "self", (keybag.EpochKey(1, SEED),)),))


def read_sealed_plaintext(plaintext: bytes) -> envelope.Opened:
    head = SEALED[:52]
    return envelope._read(envelope.Header.decode(head), head, plaintext, DEVICES)


def read_keybag(plain: bytes) -> keybag.Keybag:
    """A keybag whose seal is right and whose inside is anything."""
    sealed = suite.cobblestone_seal(SEED, keybag._context(ID, 1), plain)
    key = suite.hpke_seal(suite.xwing_public(SEED), keybag._info(ID, 1, ID, suite.sha256(sealed)), SEED)
    return read_locked_keybag(pack([sealed, [[ID, key]]]))


def read_locked_keybag(blob: bytes) -> keybag.Keybag:
    named = replace(BEFORE, keybag_version=1, keybag_hash=suite.sha256(blob))
    return keybag.open_keybag(blob, 1, ID, SEED, named)


def read_answer(plain: bytes) -> linking.Answer:
    xwing = linking.read_offer(LINK, OFFER).xwing
    return linking.read_answer(LINK, OFFER, SEED, suite.hpke_seal(xwing, linking._info(LINK, OFFER), plain))


_key = envelope.envelope_key(SEED, ID, 1)
PLAINTEXT = suite.cobblestone_open(_key, envelope._context(SEALED[:52]), SEALED[52:])
_SERVER_CATCHES = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
PLAIN: dict[str, Family] = {
    "client-frame": Family(_frames("client"), _client.decode, _SERVER_CATCHES, pack),
    "server-frame": Family(_frames("server"), server_frame, again=pack),
    "header": Family([SEALED[:52]], envelope.Header.decode, again=envelope.Header.encode),
    "content": Family(_content(), document.decode_content, again=document.encode_content),
    "snapshot": Family(_snapshots(), snapshot.decode_snapshot),
    "log-entry": Family([GENESIS], lambda data: identity._decode(0, data), again=pack),
    "leaflet": Family([pack(leaflet.Leaflet(ID, 1, 2, 3, 1_800_000_000_000, "{}", ID, ID, bytes(64)))], leaflet.decode,
                      again=pack),
    "words": Family([CARD.encode()], lambda data: card.entropy_of(data.decode(errors="replace")),
                    again=lambda entropy: " ".join(card.words_of(entropy)).encode()),
    "code": Family([b"0123 4567 89AB-CDEFGHJK"], lambda data: linking.read_code(data.decode(errors="replace")),
                   again=lambda code: linking.show_code(code).encode()),
}  # fmt: skip
SLOW: dict[str, Family] = {
    "envelope": Family([SEALED], lambda data: envelope.open_envelope(data, SPACE_KEYS, DEVICES)),
    "plaintext": Family([PLAINTEXT], read_sealed_plaintext),
    "log": Family([GENESIS], lambda data: identity.extend(ID, None, data)),
    "keybag": Family([pack(BAG)], read_keybag),
    "locked-keybag": Family([keybag.seal_keybag(BAG, ID, 1, {ID: suite.xwing_public(SEED)})], read_locked_keybag),
    "offer": Family([OFFER], lambda data: linking.read_offer(LINK, data)),
    "answer": Family([ANSWER], lambda data: linking.read_answer(LINK, OFFER, SEED, data)),
    "answer-inside": Family([pack([ID, PUBLIC])], read_answer),
}
