"""The English words on screens, as the Fluent files have them."""

from __future__ import annotations

import re
from pathlib import Path

LOCALES = Path(__file__).parents[1] / "client_static" / "locales"
ENGLISH = ("en.ftl", "en.tree.ftl", "en.later.ftl")

_MESSAGE = re.compile(r"([a-z][a-z0-9-]*) =[ ]*(.*)")
_SECTION = re.compile(r"##? (.+)")
_VARIANT = re.compile(r"\s*\*?\[\w+\] (.*)")


def messages(name: str) -> dict[str, str]:
    """key -> its text. Each form of a plural is a line of its own; what is put in later stays as `{ $name }`."""
    return {key: text for section in sections(name).values() for key, text in section.items()}


def sections(name: str) -> dict[str, dict[str, str]]:
    """heading -> its messages; what stands before the first heading is under the file's name."""
    found: dict[str, dict[str, str]] = {name: {}}
    section, key = found[name], ""
    for line in (LOCALES / name).read_text().splitlines():
        if heading := _SECTION.fullmatch(line):
            if line.startswith("##"):
                section = found.setdefault(heading[1], {})
        elif message := _MESSAGE.fullmatch(line):
            key = message[1]
            section[key] = "" if message[2].endswith("->") else message[2]
        elif variant := _VARIANT.fullmatch(line):
            section[key] = f"{section[key]}\n{variant[1]}".strip()
        elif line.startswith(" ") and line.strip() not in {"", "}"}:
            section[key] = f"{section[key]}\n{line.strip()}".strip()
    return found


def spoken(text: str) -> str:
    """As somebody would read it out: a number, a day or a name in place of what is put in later."""
    return re.sub(r"\{[^}]*\}", "one", text)


def sentences(text: str) -> list[str]:
    """What ends with a full stop, a question mark, a colon, a semicolon or with its line."""
    return [part.strip() for part in re.split(r"[.?!:;\n…]+", spoken(text)) if re.search(r"\w", part)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", text.lower())
