"""A server that stops says goodbye, and one that starts again goes on with the same log."""

import json
import struct
import threading
import time

import httpx
import psutil
import pytest
from caller import CLOSE, Closed, Device, log_of


def test_phones_hear_a_goodbye_and_a_waiting_post_is_answered(new_server):
    server = new_server()
    device = Device(server.url).sign_in()
    wire, answers = device.connect(), []
    waiting = [["hello", 1, device.account, device.id], ["subscribe", device.space]]
    post = threading.Thread(target=lambda: answers.append(device.call("POST", "/sync?wait=25", waiting)))
    post.start()
    while len(psutil.Process(server.pid).net_connections()) < 3:  # the listener, the socket and the post
        time.sleep(0.01)
    time.sleep(0.3)
    server.stop()
    assert wire.hear("goodbye")[1] == "stopping"
    with pytest.raises((Closed, ConnectionError)):
        wire.receive()
    post.join(10)
    assert answers[0][1][-1][:2] == ["goodbye", "stopping"]


def test_a_slow_phone_does_not_keep_the_server_from_stopping(new_server):
    server = new_server()
    device = Device(server.url)
    fast, slow = device.connect(), device.connect()
    slow.say("subscribe", device.space)
    assert slow.silent()
    for counter in range(1, 31):
        fast.ask("push", 1, device.space, device.envelopes(counter, 1, size=1_000_000))
    server.stop()  # raises where the process does not end


def test_a_phone_that_is_leaving_does_not_keep_the_server_from_stopping(new_server):
    """It said goodbye itself, but has not read all that waits for it."""
    server = new_server()
    device = Device(server.url)
    fast, slow = device.connect(), device.connect()
    slow.say("subscribe", device.space)
    assert slow.silent()
    for counter in range(1, 31):
        fast.ask("push", 1, device.space, device.envelopes(counter, 1, size=1_000_000))
    slow.send(struct.pack(">H", 1000), CLOSE)
    time.sleep(0.5)
    server.stop()  # raises where the process does not end
    assert '"stopped"' in server.log_text()
    assert "Traceback" not in server.log_text()


def test_log_and_ids_outlive_a_restart(new_server):
    server = new_server()
    device = Device(server.url)
    entries = device.envelopes(1, 3)
    device.connect().ask("push", 1, device.space, entries)
    before = device.register()
    server.restart()
    assert device.register() == before
    assert [item[3] for item in log_of(device.connect(), device.space)] == entries


def test_the_log_is_json_and_names_nobody(new_server):
    server = new_server(log_level="debug")
    device = Device(server.url).sign_in()
    device.connect().ask("push", 1, device.space, device.envelopes(1, 1))
    assert httpx.get(f"{server.url}/a?secret=words", headers={"User-Agent": "a phone"}).status_code == 404
    server.stop()
    text = server.log_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["event"] for line in lines] == ["started", "stopped"]
    for secret in ("127.0.0.1", device.id.hex(), device.account.hex(), device.space.hex(), "words", "a phone"):
        assert secret not in text
