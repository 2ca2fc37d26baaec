"""A real server in a process of its own, on a port of its own, with a data folder that outlives it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 20


def free_port() -> int:
    """Below those that outgoing connections are given, of which one could take it before it is bound."""
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Server:
    under: tuple[str, ...] = ()
    """A program that runs the server, with rights of its own."""

    def __init__(self, data: Path, *, port: int = 0, **settings: object) -> None:
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = data.with_name(f"{data.name}.log")
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> Server:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._words("serve"), "--port", str(self.port)],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment(),
            )
        self._wait_until_up()
        return self

    def command(self, name: str) -> subprocess.CompletedProcess[str]:
        """What an administrator types beside it, e.g. `doctor`: the same data, the same rights."""
        return subprocess.run(
            self._words(name), capture_output=True, text=True, env=self._environment(), timeout=PATIENCE, check=False
        )

    def _words(self, command: str) -> list[str]:
        return [*self.under, sys.executable, "-m", "newleaf_server", command, "--data", str(self.data)]

    def _environment(self) -> dict[str, str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("NEWLEAF_")}
        environment["PYTHONFAULTHANDLER"] = "1"
        return environment | {f"NEWLEAF_{name.upper()}": str(value) for name, value in self._settings.items()}

    def _wait_until_up(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended at once: {self.log_text()}")
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError(f"the server did not come up: {self.log_text()}")

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.stop()
        self.start()

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGABRT)  # it writes where each thread is, and ends
                self._process.wait(PATIENCE)
                raise RuntimeError(f"the server did not stop: {self.log_text()}") from None
        self._process = None

    def log_text(self) -> str:
        return self._log.read_text() if self._log.exists() else ""
