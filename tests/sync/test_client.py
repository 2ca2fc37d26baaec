"""Headless clients against a real server process."""

import socket
import subprocess
import sys
import time
import urllib.request

import anyio
import pytest

from newleaf_sync import leaflet
from newleaf_sync.client import Client, project
from newleaf_sync.client.account import Offering
from newleaf_sync.client.api import Api
from newleaf_sync.errors import Declined
from newleaf_sync.identity import verify_log

pytest.importorskip("newleaf_server.__main__")
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [sys.executable, "-m", "newleaf_server", "serve", "--port", str(port), "--data", str(folder)]
    with subprocess.Popen(command) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(address + "/health", timeout=2).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
        server.terminate()


async def linked(url, first: Client, path) -> Client:
    offering = Offering(url)
    await offering.leave()
    accepting = await first.accept(offering.code.lower())
    assert accepting.digits == offering.digits
    await first.let_in(accepting)
    return await Client.link(offering, path)


async def test_two_devices_keep_one_diary(url, tmp_path):
    first = await Client.create(url, tmp_path / "first.db")
    first.add_leaf("went-out", "belong", "2026-11-23", "to the river")
    await first.sync_until_quiet()
    second = await linked(url, first, tmp_path / "second.db")
    await second.sync_until_quiet()
    assert second.leaves() == first.leaves()
    leaf_id = second.add_leaf("rested", "dwell", "2026-11-22")
    second.change_leaf(first.leaves()[0].id, "to the lake")
    await second.sync_until_quiet()
    await first.sync_until_quiet()
    assert first.leaves() == second.leaves()
    assert {leaf.text for leaf in first.leaves()} == {"to the lake", ""}
    first.remove_leaf(leaf_id)
    await first.sync_until_quiet()
    await second.sync_until_quiet()
    assert next(leaf for leaf in second.leaves() if leaf.id == leaf_id).removed
    assert first.alarms == second.alarms == []
    first.close()
    second.close()


async def test_a_restarted_client_goes_on(url, tmp_path):
    client = await Client.create(url, tmp_path / "one.db")
    client.add_leaf("rested", "dwell", "2026-11-22")
    client.close()
    client = Client.open(tmp_path / "one.db")
    await client.sync_until_quiet()
    assert (len(client.leaves()), len(client.diary.outbox)) == (1, 0)
    client.close()


async def test_the_twelve_words_bring_everything_back(url, tmp_path):
    lost = await Client.create(url, tmp_path / "lost.db")
    lost.add_leaf("made", "heard", "2026-11-23", "a song")
    await lost.sync_until_quiet()
    words = await lost.set_card()
    back = await Client.recover(url, tmp_path / "back.db", words)
    await back.sync_until_quiet()
    assert [leaf.text for leaf in back.leaves()] == ["a song"]
    lost.close()
    back.close()


async def test_the_words_of_nobody_are_declined(url, tmp_path):
    with pytest.raises(Declined) as declined:
        await Client.recover(url, tmp_path / "none.db", "abandon " * 11 + "about")
    assert declined.value.code == "no-match"


async def test_what_one_writes_arrives_at_the_other_while_both_run(url, tmp_path):
    first = await Client.create(url, tmp_path / "a.db")
    await first.sync_until_quiet()
    second = await linked(url, first, tmp_path / "b.db")
    async with anyio.create_task_group() as group:
        group.start_soon(first.run)
        group.start_soon(second.run)
        first.add_leaf("learned", "do", "2026-11-23")
        with anyio.fail_after(20):
            while not second.leaves():  # noqa: ASYNC110 - what the person sees is the leaves
                await anyio.sleep(0.05)
        group.cancel_scope.cancel()
    assert second.leaves() == first.leaves()
    first.close()
    second.close()


async def test_a_project_gives_out_what_anybody_with_its_code_reads(url, tmp_path):
    """C6: what the headless client gave out is what the server hands to a stranger."""
    ana = await Client.create(url, tmp_path / "ana.db")
    place = await project.found(ana.api, ana.vault, "Vocation Matters", "Come as you are.", "Ana")
    await project.give_out(ana.api, ana.vault, place, leaflet.IDEAS, '{"version":1,"ideas":[]}')
    data, log = await Api(url).call("GET", f"/api/leaflets/{place.code}/{leaflet.IDEAS}")
    devices = verify_log(place.author, log).devices
    assert leaflet.read(data, place, None, lambda _, one: devices[one]).text == '{"version":1,"ideas":[]}'
    ana.close()
