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

from pycrdt import Doc, Text
from tests.bench.peers.install import PEERS
from tests.bench.peers.link import Link, dial, frame
from tests.caller import Device, pack
from tests.serving import Server, free_port

# ruff: noqa: ARG002 - every system answers to the same calls, and not each needs all that is said

HERE = Path(__file__).parent
SIZE = 300
LETTERS = 270  # with what Yjs adds, about 300 bytes


class Ceiling:
    name, durable = "ceiling (no checks)", True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        folder.mkdir()

    def command(self) -> tuple[list[str], dict[str, str], Path]:
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
    """Yjs updates of one writer who types on; the same for every document."""
    document, found = Doc(client_id=7), []
    text = document.get("text", type=Text)
    document.observe(lambda event: found.append(event.update))
    for _ in range(10_240):
        text += "x" * LETTERS
    return tuple(found)


ALL = b"\x01\x07" + number(2**31)
FULL = b"\x00\x00" + number(len(ALL)) + ALL
"""Asks for what is missing to one who has all: answered, in order, when all before it was taken."""


class YWebsocket(Ceiling):
    name, durable = "y-websocket + LevelDB", False

    def command(self) -> tuple[list[str], dict[str, str], Path]:
        more = {"YPERSISTENCE": str(self.folder / "db"), "HOST": "127.0.0.1", "PORT": str(self.port)}
        return ["node", "node_modules/@y/websocket-server/src/server.js"], more, PEERS / "js"

    def open(self, document: str) -> Link:
        link = dial(self.port, f"/{document}")
        link.socket.sendall(frame(FULL))
        link.wait(self.acknowledged)
        return link

    def turn(self, link: Link, first: int, count: int) -> bytes:
        said = (b"\x00\x02" + number(len(update)) + update for update in updates()[first : first + count])
        return b"".join(map(frame, said)) + frame(FULL)

    def acknowledged(self, got: bytes) -> bool:
        return got[:2] == b"\x00\x01"

    def heard(self, got: bytes) -> bool:
        return got[:2] == b"\x00\x02"

    def gather(self, document: str, count: int, patience: float = 20) -> int:
        link, total = dial(self.port, f"/{document}"), 0
        link.socket.sendall(frame(b"\x00\x00\x01\x00"))

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


SYSTEMS = (Ceiling, Newleaf, YWebsocket)
