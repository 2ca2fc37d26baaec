"""Being away for ten years ends nothing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

from caller import Device, new_id

TEN_YEARS_S = 10 * 365 * 86_400


def test_whoever_was_away_for_ten_years_goes_on_where_they_were(new_server):
    """A3, 1H.5: everything on the server is ten years old when it starts again; nothing of it is gone or closed."""
    server = new_server()
    device, photo = Device(server.url), new_id().hex()
    written = device.envelopes(1, 3)
    device.connect().ask("push", 1, device.space, written)
    assert device.sign_in().call("PUT", f"/api/files/{photo}/0", os.urandom(500))[0] == 200
    server.stop()
    with closing(sqlite3.connect(server.data / "newleaf.db")) as database:
        database.execute("UPDATE entry SET received = received - ?", (TEN_YEARS_S * 1000,))
        database.execute("UPDATE session SET expires = expires - ?", (TEN_YEARS_S * 1000,))
        database.commit()
    for path in server.data.rglob("*"):
        then = path.stat().st_mtime - TEN_YEARS_S
        os.utime(path, (then, then))
    for _ in range(2):  # what a start might clear away, and the next one miss
        server.start()
        server.stop()
    server.start()
    wire = device.connect()
    answer = wire.ask("pull", 1, device.space, 0, 256 * 1024, tag="entries")
    assert [entry[3] for entry in answer[5]] == written
    assert device.sign_in().call("GET", f"/api/files/{photo}")[1] == [[0]]
    assert wire.ask("push", 2, device.space, device.envelopes(4, 1))[3] == [4]
