"""Five years of somebody who writes a lot, for the figures of the app on a slow phone.

Assumed: five leaves a day, one in six with a line of words; a page every third day, 700 letters and as many added to it
later; six things of a week, twelve hopes of three steps, 40 changes, 60 kind words, notes on each of the six areas, a
safety plan. Photos are apart. Somebody who writes a page a week and two leaves a day has a third of it.
"""

from __future__ import annotations

import datetime
import secrets
from collections import Counter
from typing import TYPE_CHECKING

from newleaf_sync.client import Client
from newleaf_sync.client.diary import now_ms
from newleaf_sync.document import month_name
from newleaf_sync.model.day import make_leaf

if TYPE_CHECKING:
    from pathlib import Path

DAYS, LEAVES_A_DAY, DAYS_A_PAGE = 1826, 5, 3
LEAVES = DAYS * LEAVES_A_DAY
TILES = [
    ("got-up", "do"),
    ("got-through", "dwell"),
    ("went-out", "belong"),
    ("saw-someone", "love"),
    ("worked", "enough"),
    ("made", "heard"),
    ("helped", "belong"),
    ("rested", "dwell"),
]
AREAS = sorted({area for _, area in TILES})
LINE = "Only to the corner and back with Dee. It was enough."
PAGE = "Sat by the pond for a while and watched the coots build something out of nothing much. " * 8


async def fill(url: str, folder: Path) -> str:
    """Writes them through a client of their own; returns the twelve words."""
    client = await Client.create(url, folder / "five-years.db")
    today = datetime.datetime.now().astimezone().date()
    slots: Counter[str] = Counter()
    for ago in range(DAYS - 1, -1, -1):
        day = (today - datetime.timedelta(days=ago)).isoformat()
        for number in range(LEAVES_A_DAY):
            tile, area = TILES[(number + ago) % len(TILES)]
            text = LINE if (number + ago) % 6 == 0 else ""
            fields = {"tile": tile, "area": area, "day": day, "text": text, "slot": slots[area]}
            stamp = client.diary.clock.tick(now_ms())
            client.diary.save(month_name(day), [make_leaf(secrets.token_bytes(16), stamp, **fields)])
            slots[area] += 1
        if ago % DAYS_A_PAGE == 0:
            client.write_page(PAGE * 2, day, client.write_page(PAGE, day))
        if ago % 100 == 0:
            await client.sync_until_quiet()
    items(client)
    words = await client.set_card()
    await client.sync_until_quiet()
    client.close()
    return words


def items(client: Client) -> None:
    for number in range(6):
        when = {"day": number + 1, "time": "14:00", "place": "The café by the park", "after": "", "also": ""}
        client.add_item("week", tile="something-else", text="Allotment with Dee", area="belong", **when)
    for _ in range(12):
        hope = client.add_item("hope", text="Paid gardening work", track="one-day", state="thinking").hex()
        for _ in range(3):
            client.add_item("step", hope=hope, text="Ask what the college has", state="thinking")
    for _ in range(40):
        client.add_item("milestone", text="Slept through most nights", when="Since spring", words=LINE, without="")
    for _ in range(60):
        client.add_item("kind-word", text="Good to have you with us on Thursday.", **{"from": "Jo"})
    for area in AREAS:
        for helps in ("helps", "in-the-way"):
            client.add_item("area-note", area=area, side=helps, text="The allotment on Thursdays")
    for number in range(6):
        client.add_item(
            "plan-step", step=number + 1, worth=False, text="Kettle on. Shoes on. River, even just to the bridge."
        )
