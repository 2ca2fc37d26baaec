"""Sealed chunks of photos: kept on disk for their owner alone, written once, counted, and gone with the account."""

import os
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from bare_talk import Talk
from caller import Device, new_id, unpack

from newleaf_sync import identity

CHUNK = 131_272  # 128 KiB, sealed


def ask(device, method, path, body=None):
    """Status and raw body: chunks travel as they are."""
    request = urllib.request.Request(
        device.url + path, body, {"Origin": device.url, "Cookie": device.cookie}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def put(device, file_id, index, chunk):
    status, answer = ask(device, "PUT", f"/api/files/{file_id.hex()}/{index}", chunk)
    return status, unpack(answer)[3] if status != 200 else ""


def held(device, file_id):
    status, answer = ask(device, "GET", f"/api/files/{file_id.hex()}")
    assert status == 200
    return unpack(answer)[0]


def code_of(answer):
    return answer[0], unpack(answer[1])[3]


def on_disk(server):
    return sorted(path for path in (server.data / "files").rglob("*") if path.is_file())


def stored(server, device):
    database = sqlite3.connect(server.data / "newleaf.db")
    ((stored,),) = database.execute("SELECT stored_bytes FROM account WHERE account_id = ?", (device.account,))
    database.close()
    return stored


@pytest.fixture
def phone(device):
    return device.sign_in()


def test_chunks_come_back_byte_for_byte_also_to_the_other_phone(phone, shared):
    file_id, chunks = new_id(), [os.urandom(CHUNK), os.urandom(300)]
    assert held(phone, file_id) == []
    assert put(phone, file_id, 1, chunks[1]) == (200, "")
    assert held(phone, file_id) == [1]
    assert put(phone, file_id, 0, chunks[0]) == (200, "")
    other = phone.second().sign_in()
    assert held(other, file_id) == [0, 1]
    for index, chunk in enumerate(chunks):
        assert ask(other, "GET", f"/api/files/{file_id.hex()}/{index}") == (200, chunk)
    digits = file_id.hex()
    assert (shared.data / "files" / digits[:2] / digits / "0").read_bytes() == chunks[0]
    assert not [path for path in on_disk(shared) if path.suffix]


def test_the_same_again_is_fine_and_other_bytes_are_not(phone, shared):
    file_id, chunk = new_id(), os.urandom(500)
    before = stored(shared, phone)
    assert put(phone, file_id, 0, chunk) == put(phone, file_id, 0, chunk) == (200, "")
    assert put(phone, file_id, 0, os.urandom(500)) == (409, "exists")
    assert ask(phone, "GET", f"/api/files/{file_id.hex()}/0") == (200, chunk)
    assert stored(shared, phone) == before + 500


def test_only_its_owner_reads_writes_or_deletes_it(phone, shared):
    """1H.3: photos are as much one's own as words."""
    file_id, chunk = new_id(), os.urandom(500)
    put(phone, file_id, 0, chunk)
    stranger = Device(shared.url).sign_in()
    assert held(stranger, file_id) == []
    assert code_of(ask(stranger, "GET", f"/api/files/{file_id.hex()}/0")) == (404, "no-file")
    assert put(stranger, file_id, 0, chunk) == (409, "exists")
    assert put(stranger, file_id, 1, chunk) == (409, "exists")
    assert ask(stranger, "DELETE", f"/api/files/{file_id.hex()}")[0] == 200
    assert held(phone, file_id) == [0]


@pytest.mark.parametrize(("method", "rest"), [("PUT", "/0"), ("GET", ""), ("GET", "/0"), ("DELETE", "")])
def test_nobody_comes_near_without_a_session(device, method, rest):
    device.cookie = ""
    body = os.urandom(100) if method == "PUT" else None
    assert code_of(ask(device, method, f"/api/files/{new_id().hex()}{rest}", body)) == (401, "signed-out")


@pytest.mark.parametrize(
    "path",
    [
        "x/0",
        "../0",
        "%2e%2e/0",
        "%2e%2e%2f%2e%2e%2fnewleaf.db",
        "..%2f..%2fnewleaf.db/0",
        f"{'0' * 31}/0",
        f"{'A' * 32}/0",
        f"{'0' * 32}/-1",
        f"{'0' * 32}/01",
        f"{'0' * 32}/..",
        f"{'0' * 32}/%2e%2e",
        f"{'0' * 32}/0.new",
        f"{'0' * 32}/\u0660".encode().decode("latin-1"),
        f"{'0' * 32}/{2**70}",
    ],
)
def test_a_path_is_an_id_and_a_number_or_nothing(phone, shared, path):
    before = on_disk(shared)
    quoted = urllib.request.quote(path, safe="/%.")
    for method, body in (("PUT", os.urandom(100)), ("GET", None)):
        status, _ = ask(phone, method, f"/api/files/{quoted}", body)
        assert status in (400, 404, 405)
    assert on_disk(shared) == before


def test_a_chunk_has_its_limits(phone):
    file_id = new_id()
    assert put(phone, file_id, 0, bytes(160 * 1024)) == (200, "")
    assert put(phone, file_id, 1, bytes(160 * 1024 + 1)) == (413, "too-large")
    assert put(phone, file_id, 63, bytes(72)) == (200, "")
    assert put(phone, file_id, 64, bytes(72)) == (413, "too-large")
    assert put(phone, file_id, 2, bytes(71)) == (400, "malformed")
    assert held(phone, file_id) == [0, 63]


def test_a_deleted_file_is_gone_from_the_disk_and_the_quota_and_may_come_again(phone, shared):
    file_id, other, chunk = new_id(), new_id(), os.urandom(500)
    before = stored(shared, phone)
    for index in range(3):
        put(phone, file_id, index, chunk)
    put(phone, other, 0, chunk)
    for _ in range(2):
        assert ask(phone, "DELETE", f"/api/files/{file_id.hex()}")[0] == 200
    assert held(phone, file_id) == []
    assert not [path for path in on_disk(shared) if file_id.hex() in str(path)]
    assert stored(shared, phone) == before + 500
    assert put(phone, file_id, 0, os.urandom(400)) == (200, "")
    assert held(phone, file_id) == [0]
    assert held(phone, other) == [0]


def test_a_full_account_hears_so_and_nothing_is_left_of_what_did_not_fit(new_server):
    server = new_server(quota_bytes=1000)
    phone = Device(server.url).sign_in()
    file_id = new_id()
    assert put(phone, file_id, 0, bytes(600)) == (200, "")
    assert put(phone, file_id, 1, bytes(600)) == (507, "quota-full")
    assert [path.name for path in on_disk(server)] == ["0"]
    assert phone.connect().ask("push", 1, phone.space, phone.envelopes(1, 2))[3] == "quota-full"
    assert put(Device(server.url).sign_in(), new_id(), 0, bytes(600)) == (200, "")
    ask(phone, "DELETE", f"/api/files/{file_id.hex()}")
    assert put(phone, new_id(), 1, bytes(600)) == (200, "")


def test_a_disk_that_takes_no_more_is_told_and_tried_again(new_server):
    server = new_server()
    phone = Device(server.url).sign_in()
    (server.data / "files").write_bytes(b"in the way")
    file_id, chunk = new_id(), os.urandom(600)
    assert put(phone, file_id, 0, chunk) == (507, "storage-full")
    assert held(phone, file_id) == []
    (server.data / "files").unlink()
    assert put(phone, file_id, 0, chunk) == (200, "")
    assert str(server.data) not in server.log_text()


def test_files_survive_a_kill_and_go_with_the_account(new_server):
    server = new_server()
    phone, neighbour = Device(server.url).sign_in(), Device(server.url).sign_in()
    mine, theirs, chunk = [new_id(), new_id()], new_id(), os.urandom(600)
    for one in mine:
        put(phone, one, 0, chunk)
    put(neighbour, theirs, 0, chunk)
    server.kill()
    server.start()
    assert [held(phone, one) for one in mine] == [[0], [0]]
    retired = identity.retired(phone.vault.identity(), phone.aik_seed, 0)
    assert phone.call("POST", "/api/log", [[retired], 0, b""]) == (200, [])
    assert [held(phone, one) for one in mine] == [[], []]
    assert [path.parent.name for path in on_disk(server)] == [theirs.hex()]
    assert put(phone, new_id(), 0, chunk) == (403, "not-a-member")
    assert held(neighbour, theirs) == [0]


def test_what_a_stop_left_to_remove_is_removed_at_the_next_start(new_server):
    server = new_server()
    phone = Device(server.url).sign_in()
    file_id = new_id()
    put(phone, file_id, 0, bytes(600))
    server.stop()
    with sqlite3.connect(server.data / "newleaf.db") as database:
        database.execute("INSERT INTO file_gone SELECT file_id FROM file_chunk")
        database.execute("DELETE FROM file_chunk")
    database.close()
    assert len(on_disk(server)) == 1
    server.start()
    assert on_disk(server) == []


def test_chunks_that_a_backup_left_out_are_asked_for_again(new_server, client_folder):
    server = new_server()
    phone = Device(server.url).sign_in()
    file_id, chunk = new_id(), os.urandom(600)
    put(phone, file_id, 0, chunk)
    for path in on_disk(server):
        path.unlink()

    def doctor():
        command = [sys.executable, "-m", "newleaf_server", "doctor", "--data", server.data, "--client", client_folder]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert "1 of 1 sealed chunks of photos" in doctor().stdout
    assert held(phone, file_id) == []
    assert code_of(ask(phone, "GET", f"/api/files/{file_id.hex()}/0")) == (404, "no-file")
    assert put(phone, file_id, 0, os.urandom(599)) == (409, "exists")
    assert put(phone, file_id, 0, chunk) == (200, "")
    assert held(phone, file_id) == [0]
    assert doctor().returncode == 0


def test_a_photo_is_given_to_whoever_is_in_a_talk_with_its_owner(server):
    """Its id stands in what is sealed to them; nobody else is given it by that id, and only its owner deletes it."""
    sam, jo, eve = (Device(server.url).sign_in() for _ in range(3))
    talk = Talk(sam, jo)
    file_id, chunk = new_id(), os.urandom(CHUNK)
    assert put(sam, file_id, 0, chunk)[0] == 200
    path = f"/api/files/{file_id.hex()}/0"
    assert code_of(ask(jo, "GET", path)) == (404, "no-file")  # they have no talk yet
    talk.invite()
    assert talk.found()[0] == 201
    assert ask(jo, "GET", path) == (200, chunk)
    assert code_of(ask(eve, "GET", path)) == (404, "no-file")
    assert held(jo, file_id) == []
    ask(jo, "DELETE", f"/api/files/{file_id.hex()}")
    assert ask(sam, "GET", path) == (200, chunk)
    assert put(jo, file_id, 1, chunk) == (409, "exists")
