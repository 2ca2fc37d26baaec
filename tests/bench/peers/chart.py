"""One chart of what was measured, a column a figure, readable on a light page and a dark one."""

from __future__ import annotations

import math
from html import escape
from typing import Any

FIGURES = (
    ("batched", "Appends in 64s", "entries/s, more is better", "{:,.0f}"),
    ("single", "Appends one by one", "entries/s, more is better", "{:,.0f}"),
    ("fan_p99", "To a second device", "p99 ms at 200/s, less is better", "{:.2f}"),
    ("cold", "10,000 entries, cold", "ms, less is better", "{:,.0f}"),
    ("idle", "An idle connection", "KB, less is better", "{:.0f}"),
)
SENT = 2000
LEFT, COLUMN, BAR, ROW, TOP = 228, 190, 112, 46, 96
WIDTH = LEFT + COLUMN * len(FIGURES)
LABELS = 'role="img" aria-labelledby="peers-title peers-desc"'
TITLE = "Newleaf beside other sync servers"
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2328}.t{font-size:16px;font-weight:600}.n{font-weight:600}"
    ".s{font-size:11px;fill:#57606a}.d{fill:#2e8b57}.l{fill:#b7791f}.c{fill:#8c959f}.g{stroke:#8c959f;opacity:.35}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.s{fill:#9da7b3}.d{fill:#3fb27f}.l{fill:#d9a441}}"
)


def kept(found: dict[str, Any]) -> str:
    if found["kept"] >= SENT:
        return "durable after the reply"
    return f"lost after kill -9: {found['kept']} of {SENT:,} kept"


def colour(found: dict[str, Any]) -> str:
    if found["name"].startswith("ceiling"):
        return "c"
    return "d" if found["kept"] >= SENT else "l"


def text(x: float, y: float, words: str, kind: str = "") -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(words)}</text>'


def bar(x: float, y: float, found: dict[str, Any], figure: tuple[str, str, str, str], most: float) -> str:
    value = found[figure[0]]
    if value is None:
        return text(x, y + 15, "not all came", "s")
    width = max(2.0, BAR * value / most)
    said = figure[3].format(value)
    return f'<rect class="{colour(found)}" x="{x:.0f}" y="{y:.0f}" width="{width:.1f}" height="20" rx="3"/>' + text(
        x + width + 5, y + 15, said
    )


def describe(found: dict[str, Any]) -> str:
    figures = (
        f"{name.lower()} {form.format(found[key])} {unit.split(',')[0]}"
        for key, name, unit, form in FIGURES
        if found[key] is not None
    )
    return f"{found['name']}, {kept(found)}: {'; '.join(figures)}."


def draw(results: list[dict[str, Any]], note: str) -> str:
    height = TOP + ROW * len(results) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {LABELS}>',
        f'<title id="peers-title">{TITLE}</title>',
        f'<desc id="peers-desc">{escape(" ".join(map(describe, results)))}</desc>',
        f"<style>{STYLE}</style>",
        text(12, 28, TITLE, "t"),
    ]
    for at, figure in enumerate(FIGURES):
        x = LEFT + COLUMN * at
        most = max([found[figure[0]] for found in results if found[figure[0]] is not None] or [math.inf])
        parts.append(text(x, 62, figure[1], "n"))
        parts.append(text(x, 78, figure[2], "s"))
        parts.append(f'<line class="g" x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{height - 34}"/>')
        parts += [bar(x, TOP + ROW * row, found, figure, most) for row, found in enumerate(results)]
    for row, found in enumerate(results):
        y = TOP + ROW * row
        parts.append(text(12, y + 9, found["name"], "n"))
        parts.append(text(12, y + 25, kept(found), "s"))
    return "\n".join([*parts, text(12, height - 10, note, "s"), "</svg>\n"])
