"""Which test proves which row of the mission: `make mission`. Rows and their ids are in mission.toml beside this file.

A test names the rows that it proves where its docstring (Python) or its name (TypeScript) begins: "A4, C12: ...".
"""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

TESTS = Path(__file__).parent
ID = r"(?:1H\.\d+|[A-Z]\d+)"
NAMED = re.compile(rf"({ID}(?:, {ID})*): ")
TYPESCRIPT = re.compile(rf'\btest\(\s*["`]{NAMED.pattern}')
COUNTED = re.compile(r"[ABCF]\d+|1H\.\d+")  # the others are rows of people and of screens


def read() -> tuple[dict[str, str], dict[str, str]]:
    """What each row asks for, and why those that no test names are not built."""
    file = tomllib.loads((TESTS / "mission.toml").read_text())
    return file["rows"], file["not_built"]


def rows_of_python(source: str) -> list[tuple[str, list[str]]]:
    """(test, the rows it names) of each test of a file that names any."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            named = NAMED.match(ast.get_docstring(node) or "")
            if named:
                found.append((node.name, named[1].split(", ")))
    return found


def rows_of_typescript(source: str) -> list[tuple[str, list[str]]]:
    names = (source[one.end() :].split('"', 1)[0].split("`", 1)[0] for one in TYPESCRIPT.finditer(source))
    return [(name, one[1].split(", ")) for name, one in zip(names, TYPESCRIPT.finditer(source), strict=True)]


def tests_of_rows() -> dict[str, list[str]]:
    """row -> the tests that name it."""
    found: dict[str, list[str]] = {}
    files = [(path, rows_of_python) for path in TESTS.rglob("test_*.py")]
    files += [(path, rows_of_typescript) for path in TESTS.glob("client/*.test.ts*")]
    for path, rows_of in sorted(files):
        for test, rows in rows_of(path.read_text()):
            for row in rows:
                if COUNTED.fullmatch(row):
                    found.setdefault(row, []).append(f"{path.relative_to(TESTS)}: {test}")
    return found


def main() -> None:
    rows, not_built = read()
    proven = tests_of_rows()
    for row, asked in rows.items():
        print(f"{row:6}{asked}")
        for test in proven.get(row, []):
            print(f"        {test}")
    print("\nRows without a test:")
    for row in rows:
        if row not in proven:
            print(f"{row:6}{rows[row]} ({not_built.get(row, 'and nobody said why')})")


if __name__ == "__main__":
    main()
