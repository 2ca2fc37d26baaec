"""What a phone has to fetch, as the build wrote it (bytes after gzip)."""

import re
from pathlib import Path

from tests.bench.figures import figure

BUILT = Path(__file__).parents[2] / "client_static" / "built"
STATIC_IMPORT = re.compile(r"""(?:^|[;}\s])import\s*(?:[\w${},*\s]+from\s*)?["']\./([\w.-]+\.js)["']""")


def gz(name: str) -> int:
    squeezed = BUILT / f"{name}.gz"
    return (squeezed if squeezed.exists() else BUILT / name).stat().st_size


def critical_scripts() -> set[str]:
    """The scripts of the page and all that they import without being asked to."""
    page = (BUILT / "index.html").read_text()
    wanted = re.findall(r'(?:src|href)="/([\w.-]+\.js)"', page)
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += STATIC_IMPORT.findall((BUILT / name).read_text())
    return found


def first_load() -> set[str]:
    page = (BUILT / "index.html").read_text()
    named = set(re.findall(r'(?:src|href)="/([\w./-]+\.(?:css|svg|webmanifest|ftl|png|woff2))"', page))
    sheet = {path.name for path in BUILT.glob("icons.*.svg")}
    return {"index.html"} | critical_scripts() | named | sheet


def main() -> None:
    figure("critical JavaScript", sum(map(gz, critical_scripts())) / 1000, "kB gz", gate=75)
    figure("whole first load", sum(map(gz, first_load())) / 1000, "kB gz", gate=150)
