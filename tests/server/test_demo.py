"""The invented week, hopes and ideas of the demo, read by another device in the order they were written."""

import json
import subprocess
import sys

import pytest

from newleaf_sync import leaflet
from newleaf_sync.client import Client

FILL = "import asyncio, pathlib, sys; from newleaf_server.cli.demo import fill\n"
FILL += "print(asyncio.run(fill(sys.argv[1], pathlib.Path(sys.argv[2]))))"


def filled(url, folder) -> str:
    command = [sys.executable, "-c", FILL, url, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.anyio
async def test_another_device_reads_the_week_and_hopes_of_the_demo(server, tmp_path):
    """B9, C6, C12: items that the headless client wrote are there, in order, each step with its hope."""
    client = await Client.recover(server.url, tmp_path / "other.db", filled(server.url, tmp_path))
    await client.sync_until_quiet()
    texts = {kind: [item.fields["text"] for item in client.items(kind)] for kind in ("week", "hope", "strength")}
    assert texts == {
        "week": ["Meet Sam", "Allotment with Dee", "Ring Mum"],
        "hope": ["Get out twice a week", "Paid gardening work"],
        "strength": ["Broad beans", "Making soup", "Listening"],
    }
    now, one_day = (hope.id.hex() for hope in client.items("hope"))
    assert [step.fields["hope"] for step in client.items("step")] == [now, now, one_day]
    [joined] = client.items("project")
    data, _ = await client.api.call("GET", f"/api/leaflets/{joined.fields['code']}/{leaflet.IDEAS}")
    ideas = json.loads(leaflet.decode(data).text)["ideas"]
    assert [idea["name"] for idea in ideas][:2] == ["Garden morning", "Repair café helper"]
    client.close()
