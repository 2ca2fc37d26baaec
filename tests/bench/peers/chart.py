"""One chart of accepted entries a second, on a log scale, readable on a light page and a dark one."""

from __future__ import annotations

import math
from html import escape
from typing import Any

WIDTH, LEFT, ROW, TOP = 760, 190, 58, 56
LOW, HIGH = 100, 1_000_000
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600;font-size:15px}.g{stroke:#8886}.s{fill:#777}"
    ".d{fill:#2e8b57}.n{fill:#b98a3c}.one{opacity:.6}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.s{fill:#aaa}}"
)


def across(value: float) -> float:
    return (WIDTH - LEFT - 190) * math.log(max(value, LOW) / LOW) / math.log(HIGH / LOW)


def bar(y: float, value: float, what: str, durable: bool) -> str:
    kind = "d" if durable else "n"
    end, words = LEFT + across(value), "durable" if durable else "not durable"
    return (
        f'<rect class="{kind}{" one" if what == "single" else ""}" x="{LEFT}" y="{y}" width="{across(value):.1f}" '
        f'height="18" rx="3"/><text x="{end + 6:.1f}" y="{y + 14}">{value:,.0f} {what}, {words}</text>'
    )


def draw(results: list[dict[str, Any]]) -> str:
    height = TOP + ROW * len(results) + 30
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            f'aria-label="Accepted entries a second"><style>{STYLE}</style>'
        ),
        '<text class="t" x="12" y="24">Accepted entries a second, 16 connections (log scale)</text>',
    ]
    for power in range(2, 7):
        x = LEFT + across(10**power)
        parts.append(f'<line class="g" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - 24}"/>')
        parts.append(f'<text class="s" x="{x:.1f}" y="{height - 8}" text-anchor="middle">{10**power:,}</text>')
    for at, found in enumerate(results):
        y = TOP + ROW * at
        parts.append(f'<text x="{LEFT - 10}" y="{y + 25}" text-anchor="end">{escape(found["name"])}</text>')
        parts.append(bar(y, found["batched"], "in 64s", found["durable"]))
        parts.append(bar(y + 22, found["single"], "single", found["durable"]))
    return "\n".join([*parts, "</svg>\n"])
