"""A client of bare bytes: says any frame, right or wrong, and hands back what the server said. For tests and load."""

from __future__ import annotations

import os
import secrets
import socket
import struct
import urllib.error
import urllib.request
from functools import cached_property
from typing import Any

import msgspec

from newleaf_sync import identity
from newleaf_sync.client import account
from newleaf_sync.frames import SUBPROTOCOL
from newleaf_sync.proof import Proof
from newleaf_sync.suite import ed25519_public, xwing_public

TIMEOUT = 20
HEADER = struct.Struct(">4sBBH16sI16sQ")
SEALING = xwing_public(bytes(32))  # of devices that open nothing
LEAST = 380  # bytes of an envelope around the smallest padded plaintext
BINARY, CLOSE, PING = 2, 8, 9

pack = msgspec.msgpack.encode


def unpack(data: bytes) -> Any:
    return msgspec.msgpack.decode(data)


def envelope(
    space_id: bytes,
    counter: int,
    *,
    size: int = LEAST,
    magic: bytes = b"NLF1",
    suite: int = 1,
    kind: int = 1,
    flags: int = 0,
    epoch: int = 1,
) -> bytes:
    """A right header unless told otherwise, and random bytes in place of the seal: the server cannot tell."""
    head = HEADER.pack(magic, suite, kind, flags, space_id, epoch, bytes(16), counter)
    return head + os.urandom(size - len(head))


class Closed(Exception):  # noqa: N818
    """The server ended the connection; `code` as in RFC 6455."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


OPEN: set[Wire] = set()
"""Every connection that is not closed yet."""


class Wire:
    """A WebSocket of a few lines: zero masks cost nothing, so that load comes from the server and not from here."""

    def __init__(self, url: str, *, cookie: str = "", origin: str = "", subprotocol: str = SUBPROTOCOL) -> None:
        host, _, port = url.removeprefix("http://").partition(":")
        self.socket = socket.create_connection((host, int(port)), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._reader = self.socket.makefile("rb")
        OPEN.add(self)
        lines = [
            "GET /sync HTTP/1.1",
            f"Host: {host}:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        ]
        lines += [f"Sec-WebSocket-Protocol: {subprotocol}"] if subprotocol else []
        lines += [f"Cookie: {cookie}"] if cookie else []
        lines += [f"Origin: {origin}"] if origin else []
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())
        status = self._reader.readline()
        if b" 101 " not in status:
            self.close()
            raise Closed(int(status.split()[1]) if status else 1006)
        while (line := self._reader.readline()) != b"\r\n":
            if not line:  # killed in the middle of its answer
                raise Closed(1006)

    def send(self, data: bytes, opcode: int = BINARY) -> None:
        if len(data) < 126:
            head = struct.pack(">BB4x", 0x80 | opcode, 0x80 | len(data))
        elif len(data) < 65536:
            head = struct.pack(">BBH4x", 0x80 | opcode, 0x80 | 126, len(data))
        else:
            head = struct.pack(">BBQ4x", 0x80 | opcode, 0x80 | 127, len(data))
        self.socket.sendall(head + data)

    def receive(self) -> bytes:
        head = self._reader.read(2)
        if len(head) < 2:
            raise Closed(1006)
        opcode, length = head[0] & 15, head[1]
        if length > 125:
            length = int.from_bytes(self._reader.read(2 if length == 126 else 8), "big")
        data = self._reader.read(length)
        if opcode == CLOSE:
            raise Closed(int.from_bytes(data[:2], "big"))
        return data

    def say(self, *frame: Any) -> None:
        self.send(pack(frame))

    def hear(self, tag: str = "") -> list[Any]:
        """The next frame, or the next with this tag."""
        while True:
            frame = unpack(self.receive())
            if not tag or frame[0] == tag:
                return frame

    def ask(self, *frame: Any, tag: str = "") -> list[Any]:
        self.say(*frame)
        return self.hear(tag)

    def silent(self) -> bool:
        """Whether nothing had been said before the answer to a ping."""
        return self.ask("ping", 2**20) == ["pong", 2**20]

    def close(self) -> None:
        OPEN.discard(self)
        self._reader.close()
        self.socket.close()


class Device:
    """One device of an account that the server knows."""

    def __init__(self, url: str, vault: account.Vault | None = None, first: account.Vault | None = None) -> None:
        self.url = url
        self.vault = vault or account.make_account(url, "")
        self.first = first or self.vault  # of the device that opens the keybag
        self.space = self.vault.identity().space_id
        self.account = self.vault.account_id
        self.id = self.vault.device_id
        self.cookie = ""
        if vault is None:
            self.register()

    def register(self) -> tuple[int, Any]:
        return self.call("POST", "/api/accounts", self.registration())

    def registration(self) -> list[Any]:
        return [self.account, list(self.vault.log), 1, self.vault.keybag]

    def envelopes(self, first: int, count: int, **how: Any) -> list[bytes]:
        return [envelope(self.space, first + at, **how) for at in range(count)]

    def signature(self, nonce: bytes, expires: int, *, seed: bytes = b"", origin: str = "") -> bytes:
        proof = Proof(origin or self.url, "device", self.account, self.id, nonce, expires)
        return proof.sign(seed or self.vault.signing_seed)

    def connect(self) -> Wire:
        """A connection that is welcome."""
        wire = Wire(self.url)
        _, nonce, expires = wire.ask("hello", 1, self.account, self.id)
        assert wire.ask("auth", nonce, self.signature(nonce, expires))[0] == "welcome"
        return wire

    def second(self) -> Device:
        """Another device of the same account, added to its log by this one."""
        device_id, seed = new_id(), secrets.token_bytes(32)
        keys = ed25519_public(seed), SEALING
        self.extend(identity.add_device(self.vault.identity(), self.aik_seed, device_id, *keys, 0))
        return Device(self.url, msgspec.structs.replace(self.vault, device_id=device_id, signing_seed=seed), self.first)

    @cached_property
    def aik_seed(self) -> bytes:
        return self.first.open_keybag().aik_seed

    def extend(self, entry: bytes) -> None:
        """Appends to the identity log, here and on the server."""
        assert self.sign_in().call("POST", "/api/log", [[entry], 0, b""]) == (200, [])
        self.vault = msgspec.structs.replace(self.vault, log=(*self.vault.log, entry))

    def sign_in(self) -> Device:
        """A session in `cookie`, by POST /sync."""
        self.cookie = ""
        _, ((_, nonce, expires),) = self.call("POST", "/sync", [["hello", 1, self.account, self.id]])
        auth = ["auth", nonce, self.signature(nonce, expires)]
        _, frames = self.call("POST", "/sync", [["hello", 1, self.account, self.id], auth])
        assert frames[-1][0] == "welcome"
        return self

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and decoded body; keeps the cookie that it is given."""
        data = body if isinstance(body, bytes) else None if body is None else pack(body)
        sent = {"Content-Type": "application/x-msgpack", "Origin": self.url, **headers}
        sent |= {"Cookie": self.cookie} if self.cookie else {}
        request = urllib.request.Request(self.url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT + 20) as answer:
                for value in answer.headers.get_all("Set-Cookie") or []:
                    self.cookie = value.partition(";")[0]
                return answer.status, unpack(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, unpack(error.read())


def log_of(wire: Wire, space: bytes, after: int = 0) -> list[list[Any]]:
    """Every entry after a cursor, pulled until there is no more."""
    found: list[list[Any]] = []
    while True:
        _, _, _, _, last, items, head = wire.ask("pull", 1, space, after, 256 * 1024, tag="entries")
        found += items
        if last >= head:
            return found
        after = last


def new_id() -> bytes:
    return secrets.token_bytes(16)
