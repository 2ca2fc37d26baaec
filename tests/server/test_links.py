"""Mailboxes for adding another phone: two minutes, one offer, one answer, emptied by the first to collect."""

import threading

import anyio
import anyio.lowlevel
import pytest
from caller import Device, new_id

from newleaf_server.errors import Refusal
from newleaf_server.links.mailboxes import LIFETIME_MS, MOST, Mailboxes


@pytest.fixture
def stranger(device) -> Device:
    return Device(device.url, device.vault)


def test_an_offer_and_its_answer_pass_through_once(device, stranger):
    link = new_id()
    assert stranger.call("POST", "/api/links", [link, b"offer"])[0] == 200
    assert stranger.call("POST", "/api/links/collect", [link, 0]) == (200, [])
    assert device.sign_in().call("POST", "/api/links/open", [link]) == (200, [b"offer"])
    assert device.call("POST", "/api/links/answer", [link, b"answer"]) == (200, [])
    assert stranger.call("POST", "/api/links/collect", [link, 5]) == (200, [b"answer"])
    assert stranger.call("POST", "/api/links/collect", [link, 0])[1][3] == "no-link"


def test_who_waits_is_answered_when_the_answer_comes(device, stranger):
    link, found = new_id(), []
    stranger.call("POST", "/api/links", [link, b"offer"])
    waiting = threading.Thread(target=lambda: found.append(stranger.call("POST", "/api/links/collect", [link, 20])))
    waiting.start()
    device.sign_in().call("POST", "/api/links/answer", [link, b"answer"])
    waiting.join(10)
    assert found == [(200, [b"answer"])]


def test_only_a_signed_in_device_opens_and_answers(device, stranger):
    link = new_id()
    stranger.call("POST", "/api/links", [link, b"offer"])
    assert stranger.call("POST", "/api/links/open", [link])[0] == 401
    assert stranger.call("POST", "/api/links/answer", [link, b"answer"])[0] == 401


def test_unknown_taken_and_answered_links_are_told(device):
    link = new_id()
    device.sign_in()
    assert device.call("POST", "/api/links/open", [link])[0] == 404
    assert device.call("POST", "/api/links/collect", [link, 0])[0] == 404
    assert device.call("POST", "/api/links", [link, b"offer"])[0] == 200
    assert device.call("POST", "/api/links", [link, b"another"])[0] == 409
    assert device.call("POST", "/api/links/answer", [link, b""])[0] == 400
    assert device.call("POST", "/api/links/answer", [link, b"answer"])[0] == 200
    assert device.call("POST", "/api/links/answer", [link, b"again"])[0] == 404


@pytest.mark.parametrize("body", [[b"short", b"offer"], [bytes(16), b""], [bytes(16), bytes(5000)], [bytes(16)], None])
def test_a_malformed_offer_is_refused(device, body):
    assert device.call("POST", "/api/links", body or b"")[1][3] == "malformed"


def test_mailboxes_close_after_two_minutes_and_their_number_is_bounded():
    boxes = Mailboxes()
    for number in range(MOST):
        boxes.leave(number.to_bytes(16), b"offer", 1000)
    with pytest.raises(Refusal, match="busy"):
        boxes.leave(new_id(), b"offer", 1000)
    boxes.open(bytes(16), 999 + LIFETIME_MS)
    with pytest.raises(Refusal, match="no-link"):
        boxes.open(bytes(16), 1000 + LIFETIME_MS)
    boxes.leave(new_id(), b"offer", 1000 + LIFETIME_MS)


@pytest.mark.anyio
async def test_the_first_to_collect_empties_the_box():
    boxes = Mailboxes()
    boxes.leave(bytes(16), b"offer", 0)
    found = []

    async def collect() -> None:
        try:
            found.append(await boxes.collect(bytes(16), 5, 0))
        except Refusal as refusal:
            found.append(refusal.code)

    async with anyio.create_task_group() as tasks:
        for _ in range(3):
            tasks.start_soon(collect)
        await anyio.lowlevel.checkpoint()
        boxes.answer(bytes(16), b"answer", 0)
    assert sorted(map(str, found)) == sorted(map(str, [b"answer", "no-link", "no-link"]))
