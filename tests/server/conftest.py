"""Servers of these tests serve a client of a few lines, so that they need no build."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from caller import OPEN, Device
from hypothesis import settings
from serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

settings.register_profile("server", deadline=None)  # a busy machine is no finding
settings.load_profile("server")

PAGE = b"<!doctype html><html lang=en><title>Newleaf</title>" + b"<p>A page long enough to squeeze.</p>" * 20


@pytest.fixture(scope="session")
def client_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("client")
    (folder / "index.html").write_bytes(PAGE)
    (folder / "index.html.gz").write_bytes(gzip.compress(PAGE))
    (folder / "index.html.br").write_bytes(b"brotli stands here")
    (folder / "main.0A1B2C3D.js").write_bytes(b"export {};")
    (folder / "main.0A1B2C3D.js.br").write_bytes(b"longer than the file itself")
    (folder / "sw.js").write_bytes(b"self;")
    (folder / "app.webmanifest").write_bytes(b"{}")
    (folder / "release.json").write_text(json.dumps({"release": "0123456789abcdef", "files": {}}))
    return folder


@pytest.fixture
def new_server(new_server: Callable[..., Server], client_folder: Path) -> Callable[..., Server]:
    return lambda **settings: new_server(**{"client": client_folder, **settings})


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, client_folder: Path) -> Iterator[Server]:
    """One server for all tests that leave it as they found it."""
    server = Server(tmp_path_factory.mktemp("shared") / "data", client=client_folder).start()
    yield server
    server.stop()


@pytest.fixture
def device(shared: Server) -> Device:
    """The first device of a new account."""
    return Device(shared.url)


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    yield
    for wire in list(OPEN):
        wire.close()
