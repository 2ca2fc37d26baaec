"""What every test may ask for: a real server; and in CI no test may be skipped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).parent
sys.path[:0] = [str(TESTS), str(TESTS / "browser"), str(TESTS.parent)]

from serving import Server


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def new_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Makes servers; settings by their names, e.g. `new_server(quota_bytes=5000)`. They end with the test."""
    servers: list[Server] = []

    def make(**settings: object) -> Server:
        server = Server(tmp_path_factory.mktemp("server") / "data", **settings)
        servers.append(server)
        return server.start()

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def server(new_server: Callable[..., Server]) -> Server:
    return new_server()


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("NEWLEAF_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("Something was skipped, and nothing may be skipped here.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
