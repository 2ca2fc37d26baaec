"""`newleaf demo`: a server with an invented diary of a year and a half, and a project with ideas, to look around in.

The diary is written by the headless client, sealed like any other: the demo server cannot read it either.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newleaf_server.cli import serve
from newleaf_sync import leaflet
from newleaf_sync.client import Client, project

if TYPE_CHECKING:
    from newleaf_server.settings import Settings

DAYS = 540
TILES = (
    ("got-up", "do", 5),
    ("got-through", "dwell", 3),
    ("went-out", "belong", 4),
    ("saw-someone", "love", 3),
    ("helped", "belong", 2),
    ("worked", "enough", 2),
    ("learned", "do", 1),
    ("moved", "do", 2),
    ("made", "heard", 2),
    ("looked-after", "dwell", 3),
    ("sorted", "enough", 2),
    ("rested", "dwell", 3),
)
PAGES = (
    (412, "Could not face the group. Rang instead, and Dee picked up. We talked about nothing, and it helped."),
    (
        233,
        "First frost. The kitchen is the warm room, so I am there.\n\nMade soup. There is some for tomorrow.",
    ),
    (96, "They asked what I do all day. I had an answer."),
    (31, "Sorted the drawer with the letters. Three to answer, the rest can go."),
    (9, "Sat by the pond till it got dark. Two herons. Did not count anything."),
    (2, "Walked to the allotment with Dee. Did not stay long. The broad beans are up.\nI said yes to going back."),
)
WORDS = (
    "To the allotment with Dee.",
    "Only to the corner and back. It was enough.",
    "Soup, and the radio on.",
    "Rang Mum about the beans.",
    "Opened the letter. It was nothing bad.",
    "The broad beans are up.",
    "Sat by the pond.",
    "Drew the view from the bus stop.",
)


# What it is, on the how many-th day from today, when, where.
WEEK = (
    ("Meet Sam", "heard", 0, "14:00", "the library café"),
    ("Allotment with Dee", "belong", 2, "11:00", "Just for a bit is fine"),
    ("Ring Mum", "love", 4, "morning", ""),
)
HOPES = (
    ("Get out twice a week", "now", "trying", ("Only to the corner counts", "Ask Dee for Thursdays")),
    ("Paid gardening work", "one-day", "thinking", ("See what the college has",)),
)
STRENGTHS = ("Broad beans", "Making soup", "Listening")
IDEAS = Path(__file__).with_name("demo_ideas.json")  # of the project that the person came to


def run(settings: Settings) -> int:
    settings = msgspec.structs.replace(settings, data=settings.data / "demo")
    return serve.run(settings, lambda: threading.Thread(target=_welcome, args=(settings,), daemon=True).start())


def _welcome(settings: Settings) -> None:
    """Fills the diary where it is new, and says where to look."""
    url = f"http://{settings.host}:{settings.port}"
    kept = settings.data / "words.txt"
    if not kept.exists():
        _say("  An invented diary is being written ...")
        kept.write_text(asyncio.run(fill(url, settings.data)))
    _say(f"\nNewleaf is at {url}/\n")
    _say("  Tap Start for an empty diary of your own, or")
    _say("  tap “I have my 12 words” for the filled one:\n")
    _say(f"    {kept.read_text()}\n")
    _say("  Stop with Ctrl-C.")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - this is what the command is for


async def neighbourhood(url: str, folder: Path) -> str:
    """Founds an invented project and gives out its ideas; returns its code."""
    ana = await Client.create(url, folder / "demo-project.db", "demo")
    try:
        words = "People who have been there, and things to do. Thursdays in the library."
        place = await project.found(ana.api, ana.vault, "Foxglove neighbours", words, "Ana")
        ideas = IDEAS.read_text().replace("2026-02-12", dt.datetime.now(tz=dt.UTC).date().isoformat())
        await project.give_out(ana.api, ana.vault, place, leaflet.IDEAS, ideas)
    finally:
        ana.close()
    return place.code


async def fill(url: str, folder: Path) -> str:
    """Writes the invented diary through a client of its own; returns its twelve words."""
    client = await Client.create(url, folder / "demo-phone.db", "demo")
    try:
        client.add_item("project", code=await neighbourhood(url, folder))
        chance = random.Random(20140301)  # noqa: S311 - an invented life, the same each time
        today = dt.datetime.now(tz=dt.UTC).date()
        names, areas, weights = zip(*TILES, strict=True)
        for ago in range(DAYS, -1, -1):
            for which in sorted(set(chance.choices(range(len(TILES)), weights, k=chance.choice((0, 0, 1, 1, 2, 3))))):
                text = chance.choice(WORDS) if chance.random() < 0.2 else ""  # noqa: PLR2004 - one leaf in five has words
                client.add_leaf(names[which], areas[which], (today - dt.timedelta(days=ago)).isoformat(), text)
        for ago, text in PAGES:
            client.write_page(text, (today - dt.timedelta(days=ago)).isoformat())
        for text, area, ahead, time, place in WEEK:
            day = (today + dt.timedelta(days=ahead)).isoweekday()
            fields = {"area": area, "day": day, "time": time, "place": place, "after": "", "also": ""}
            client.add_item("week", tile="something-else", text=text, **fields)
        for text, track, state, steps in HOPES:
            hope = client.add_item("hope", text=text, track=track, state=state).hex()
            for step in steps:
                client.add_item("step", hope=hope, text=step, state="thinking")
        for text in STRENGTHS:
            client.add_item("strength", text=text)
        words = await client.set_card()
        await client.sync_until_quiet()
    except BaseException as problem:
        sys.stderr.write(f"The demo diary could not be written: {problem}.\n")
        raise
    finally:
        client.close()
    return words
