"""The systems side by side: how each is started, spoken to, and how it says that it has something."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from pycrdt import Doc, Map
from tests.bench.peers.install import PEERS, PYTHON
from tests.bench.peers.link import Link, dial, frame
from tests.caller import Device, pack
from tests.serving import Server, free_port

# ruff: noqa: ARG002 - every system answers to the same calls, and not each needs all that is said

HERE = Path(__file__).parent
SIZE = 300
LETTERS = 280  # with what Yjs adds, about 300 bytes


class Ceiling:
    name, settle = "ceiling (no checks)", 2.0
    """And the seconds it is given to write what it has said it has, before it is started again to be read from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir()

    def command(self) -> tuple[list[str | Path], dict[str, str], Path]:
        return [sys.executable, str(HERE / "ceiling.py"), str(self.port), str(self.folder / "db")], {}, HERE

    def start(self) -> None:
        arguments, more, where = self.command()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(arguments, env=os.environ | more, cwd=where, stdout=log, stderr=log)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError((self.folder / "log").read_text())

    @property
    def pid(self) -> int:
        return self.process.pid

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.process.send_signal(how)
        self.process.wait(10)

    def open(self, document: str) -> Link:
        return dial(self.port, f"/{document}")

    def turn(self, link: Link, first: int, count: int) -> bytes:
        return frame(struct.pack(">cH", b"a", SIZE) + os.urandom(SIZE * count))

    def units(self, count: int) -> int:
        return 1

    def acknowledged(self, got: bytes) -> bool:
        return got[:1] == b"a"

    def heard(self, got: bytes) -> bool:
        return got[:1] == b"e"

    def gather(self, document: str, count: int, patience: float = 20) -> int:
        """A new connection that reads all there is, until it has `count` or patience ends; gives how many."""
        link, total = self.open(document), 0
        link.socket.sendall(frame(b"p"))

        def enough(got: bytes) -> bool:
            nonlocal total
            total += len(got)
            return True

        link.wait(enough, patience)
        link.close()
        return total // SIZE


class Newleaf(Ceiling):
    name = "Newleaf (all checks on)"

    def __init__(self, folder: Path) -> None:
        self.server = Server(folder)
        self.devices: dict[str, Device] = {}

    def start(self) -> None:
        self.server.start()

    @property
    def pid(self) -> int:
        return self.server.pid

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.server.kill()

    def open(self, document: str) -> Link:
        device = self.devices.get(document) or Device(self.server.url)
        self.devices[document] = device
        wire = device.connect()
        wire.say("subscribe", device.space)
        assert wire.silent()
        link = Link(wire.socket)
        link.state = {"device": device, "wire": wire}
        return link

    def turn(self, link: Link, first: int, count: int) -> bytes:
        device = link.state["device"]
        return frame(pack(["push", 1, device.space, device.envelopes(1 + first, count)]))

    def acknowledged(self, got: bytes) -> bool:
        return got[1:8] == b"\xa6pushed"

    def heard(self, got: bytes) -> bool:
        return got[1:9] == b"\xa7entries"

    def gather(self, document: str, count: int, patience: float = 20) -> int:
        link = self.open(document)
        wire, space, cursor, total = link.state["wire"], link.state["device"].space, 0, 0
        while True:
            _, _, _, _, cursor, items, head = wire.ask("pull", 1, space, cursor, 256 * 1024, tag="entries")
            total += len(items)
            if cursor >= head:
                wire.close()
                return total


def number(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


@cache
def updates() -> tuple[bytes, ...]:
    """Yjs updates that each add one entry under its own key; the same for every document.

    One text that grows would say more of how Yjs joins long strings than of the server: it made each five times slower.
    """
    document, found = Doc(client_id=7), []
    entries = document.get("entries", type=Map)
    document.observe(lambda event: found.append(event.update))
    for at in range(10_240):
        entries[str(at)] = "x" * LETTERS
    return tuple(found)


ALL = b"\x01\x07" + number(2**31)
FULL = b"\x00\x00" + number(len(ALL)) + ALL
"""Asks for what is missing to one who has all: answered when the document is open."""
NOTHING = b"\x00\x00\x01\x00"
"""Asks for all."""


class YWebsocket(Ceiling):
    """It acknowledges nothing, but sends each update that it took to all who are there, the one who wrote it too."""

    name, settle = "y-websocket + LevelDB", 8.0

    def command(self) -> tuple[list[str | Path], dict[str, str], Path]:
        more = {"YPERSISTENCE": str(self.folder / "db"), "HOST": "127.0.0.1", "PORT": str(self.port)}
        return ["node", "node_modules/@y/websocket-server/src/server.js"], more, PEERS / "js"

    def before(self, document: str) -> bytes:
        """What stands before each message about a document."""
        return b""

    def join(self, document: str) -> Link:
        return dial(self.port, f"/{document}")

    def open(self, document: str) -> Link:
        link = self.join(document)
        link.state = {"before": self.before(document)}
        link.socket.sendall(frame(link.state["before"] + FULL))
        link.wait(lambda got: self.kind(got)[:2] == b"\x00\x01")
        return link

    def turn(self, link: Link, first: int, count: int) -> bytes:
        said = (b"\x00\x02" + number(len(update)) + update for update in updates()[first : first + count])
        return b"".join(frame(link.state["before"] + update) for update in said)

    def units(self, count: int) -> int:
        return count

    def kind(self, got: bytes) -> bytes:
        return got[:2]

    def acknowledged(self, got: bytes) -> bool:
        return self.heard(got)

    def heard(self, got: bytes) -> bool:
        return self.kind(got) == b"\x00\x02"

    def gather(self, document: str, count: int, patience: float = 20) -> int:
        link, total = self.join(document), 0
        link.socket.sendall(frame(self.before(document) + NOTHING))

        def enough(got: bytes) -> bool:
            nonlocal total
            total += got.count(b"x")
            return total >= count * LETTERS

        try:
            link.wait(enough, patience)
        except TimeoutError:
            pass
        link.close()
        return total // LETTERS


class Hocuspocus(YWebsocket):
    """It says "saved" to each update when it is in memory, and writes the document later (by its own standard, 2 s)."""

    name, settle = "Hocuspocus + SQLite", 4.0

    def command(self) -> tuple[list[str | Path], dict[str, str], Path]:
        where = PEERS / "hocuspocus"
        return ["node", HERE / "hocuspocus.mjs", str(self.port), str(self.folder / "db")], {}, where

    def before(self, document: str) -> bytes:
        return number(len(document)) + document.encode()

    def join(self, document: str) -> Link:
        link = dial(self.port, "/")
        link.socket.sendall(frame(self.before(document) + b"\x02\x00\x05token"))
        link.wait(lambda got: self.kind(got) == b"\x02\x02")
        return link

    def kind(self, got: bytes) -> bytes:
        return got[1 + got[0] :][:2]

    def acknowledged(self, got: bytes) -> bool:
        return self.kind(got) == b"\x08\x01"


class Pycrdt(YWebsocket):
    name, settle = "pycrdt-websocket + SQLite", 30.0

    def command(self) -> tuple[list[str | Path], dict[str, str], Path]:
        return [PYTHON, HERE / "pycrdt_server.py", str(self.port), str(self.folder / "db")], {}, PEERS


SYSTEMS = (Ceiling, Newleaf, YWebsocket, Hocuspocus, Pycrdt)
