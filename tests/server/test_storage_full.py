"""A full server or account says so, stores nothing of that push, and keeps serving what it has."""

import pytest
from caller import Device, log_of

FULL = {"storage-full": {"most_pages": 100}, "quota-full": {"quota_bytes": 100_000}}


@pytest.mark.parametrize("code", FULL)
def test_a_push_that_does_not_fit_is_refused_whole_and_may_be_tried_again(new_server, code):
    server = new_server(**FULL[code])
    device = Device(server.url)
    wire = device.connect()
    kept, counter = [], 1
    while True:
        entries = device.envelopes(counter, 5, size=4000)
        answer = wire.ask("push", counter, device.space, entries)
        if answer[0] == "refused":
            break
        kept += entries
        counter += 5
    assert answer[1:4] == [counter, "retry", code]
    assert answer[5] > 0
    assert [item[3] for item in log_of(wire, device.space)] == kept
    assert wire.ask("push", 1, device.space, kept[:5])[3] == [1, 2, 3, 4, 5], "what is there is still answered"
    server.stop()
    assert code == "quota-full" or '"SQLITE_FULL"' in server.log_text()


def test_there_is_room_again_after_the_disk_was_enlarged(new_server):
    server = new_server(most_pages=100)
    device = Device(server.url)
    wire = device.connect()
    assert wire.ask("push", 1, device.space, device.envelopes(1, 2, size=500_000))[3] == "storage-full"
    server.stop()
    server._settings["most_pages"] = 10_000
    server.start()
    assert device.connect().ask("push", 1, device.space, device.envelopes(1, 2, size=500_000))[3] == [1, 2]


def test_the_quota_of_one_account_is_not_that_of_another(new_server):
    server = new_server(quota_bytes=1000)
    full, other = Device(server.url), Device(server.url)
    assert full.connect().ask("push", 1, full.space, full.envelopes(1, 3))[3] == "quota-full"
    assert full.connect().ask("push", 1, full.space, full.envelopes(1, 2))[3] == [1, 2]
    assert other.connect().ask("push", 1, other.space, other.envelopes(1, 2))[3] == [1, 2]


def test_a_full_server_refuses_a_new_account_and_says_why(new_server):
    server = new_server(most_pages=60)
    codes = set()
    for _ in range(60):
        device = Device(server.url)
        status, answer = device.register()
        if status != 201:
            codes.add((status, answer[2], answer[3]))
    assert codes == {(507, "retry", "storage-full")}
