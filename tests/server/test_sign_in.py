"""Who may speak as a device: a signature over a fresh nonce, for this origin, by a device that was not removed."""

import secrets
import sqlite3

import pytest
from caller import Closed, Device, Wire, log_of, new_id

from newleaf_server.accounts.nonces import LIFETIME_MS, Nonces
from newleaf_server.errors import Refusal
from newleaf_sync import identity
from newleaf_sync.suite import sha256


def greet(device: Device) -> tuple[Wire, bytes, int]:
    wire = Wire(device.url)
    _, nonce, expires = wire.ask("hello", 1, device.account, device.id)
    return wire, nonce, expires


def test_a_welcome_says_version_log_time_and_limits(device):
    wire, nonce, expires = greet(device)
    _, version, log_id, time, limits = wire.ask("auth", nonce, device.signature(nonce, expires))
    assert (version, len(log_id), limits) == (1, 16, [2 * 1024 * 1024, 1024 * 1024, 256, 64])
    assert expires - LIFETIME_MS <= time <= expires


WRONG = {
    "another key": {"seed": secrets.token_bytes(32)},
    "another origin": {"origin": "https://elsewhere.example"},
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_proof_is_refused_and_challenged_again_on_the_same_connection(device, what):
    wire, nonce, expires = greet(device)
    assert wire.ask("auth", nonce, device.signature(nonce, expires, **WRONG[what]))[2:4] == ["reauth", "bad-signature"]
    _, again, until = wire.hear("challenge")
    assert again != nonce
    assert wire.ask("auth", again, device.signature(again, until))[0] == "welcome"


def test_ten_wrong_proofs_end_the_connection(device):
    wire, nonce, _ = greet(device)
    for _ in range(9):
        wire.ask("auth", nonce, bytes(64), tag="challenge")
    assert wire.ask("auth", nonce, bytes(64))[0] == "goodbye"
    with pytest.raises(Closed):
        wire.receive()


def test_a_proof_is_good_once(device):
    wire, nonce, expires = greet(device)
    proof = ["auth", nonce, device.signature(nonce, expires)]
    assert wire.ask(*proof)[0] == "welcome"
    thief, _, _ = greet(device)
    assert thief.ask(*proof)[2:4] == ["reauth", "expired"]


def test_a_nonce_that_the_server_never_gave_is_refused(device):
    wire, _, expires = greet(device)
    nonce = secrets.token_bytes(32)
    assert wire.ask("auth", nonce, device.signature(nonce, expires))[3] == "expired"


def test_a_proof_is_for_the_device_that_said_hello(device):
    other = Device(device.url)
    wire, nonce, expires = greet(other)
    assert wire.ask("auth", nonce, device.signature(nonce, expires))[3] == "bad-signature"


def test_unknown_accounts_devices_and_versions_are_told(device):
    for account, name in ((new_id(), device.id), (device.account, new_id())):
        wire = Wire(device.url)
        _, nonce, _ = wire.ask("hello", 1, account, name)
        assert wire.ask("auth", nonce, bytes(64))[2:4] == ["permanent", "unknown-account"]
    assert Wire(device.url).ask("hello", 2, device.account, device.id)[3] == "version"


def test_a_session_opens_a_socket_without_a_challenge(device):
    device.sign_in()
    wire = Wire(device.url, cookie=device.cookie)
    assert wire.ask("hello", 1, device.account, device.id)[0] == "welcome"
    assert log_of(wire, device.space) == []


def test_a_session_is_no_proof_for_another_device_or_page(device):
    device.sign_in()
    other = Device(device.url)
    wire = Wire(device.url, cookie=device.cookie)
    assert wire.ask("hello", 1, other.account, other.id)[0] == "challenge"
    assert wire.ask("pull", 1, device.space, 0, 1)[3] == "signed-out"
    assert device.call("GET", "/api/account", Origin="https://evil.example")[0] == 401
    assert device.call("GET", "/api/account")[0] == 200


def test_saying_hello_as_somebody_else_ends_what_the_first_could_do(device):
    other = Device(device.url)
    wire = device.connect()
    wire.say("subscribe", device.space)
    assert wire.silent()
    _, nonce, expires = wire.ask("hello", 1, other.account, other.id)
    assert wire.ask("auth", nonce, other.signature(nonce, expires))[0] == "welcome"
    assert wire.ask("push", 1, device.space, device.envelopes(1, 1))[3] == "not-a-member"
    device.connect().ask("push", 1, device.space, device.envelopes(1, 1))
    assert wire.silent()


def test_a_removed_device_is_signed_out_at_once_and_for_good(device):
    lost = device.second().sign_in()
    wire = lost.connect()
    wire.say("subscribe", device.space)
    assert wire.silent()
    device.extend(identity.revoke_device(device.vault.identity(), device.aik_seed, lost.id, identity.Pin(), 0))
    device.connect().ask("push", 1, device.space, device.envelopes(1, 1))
    assert wire.silent(), "it hears nothing of what comes after"
    assert wire.ask("pull", 1, device.space, 0, 1)[2:4] == ["reauth", "signed-out"]
    _, nonce, expires = wire.hear("challenge")
    assert wire.ask("auth", nonce, lost.signature(nonce, expires))[2:4] == ["permanent", "revoked"]
    assert lost.call("GET", "/api/account")[0] == 401


def test_the_database_holds_no_token(device, shared):
    device.sign_in()
    token = bytes.fromhex(device.cookie.partition("=")[2])
    with sqlite3.connect(f"file:{shared.data / 'newleaf.db'}?mode=ro", uri=True) as database:
        hashes = {row[0] for row in database.execute("SELECT token_hash FROM session")}
    database.close()
    assert sha256(token) in hashes
    assert token not in hashes


def test_a_session_ends_fifteen_minutes_after_its_last_use(new_server):
    server = new_server()
    device = Device(server.url).sign_in()
    server.stop()
    with sqlite3.connect(server.data / "newleaf.db") as database:
        database.execute("UPDATE session SET expires = expires - 14 * 60000")
    server.start()
    assert device.call("GET", "/api/account")[0] == 200, "use within its life renews it"
    server.stop()
    with sqlite3.connect(server.data / "newleaf.db") as database:
        database.execute("UPDATE session SET expires = expires - 14 * 60000")
    server.start()
    assert device.call("GET", "/api/account")[0] == 200
    server.stop()
    with sqlite3.connect(server.data / "newleaf.db") as database:
        database.execute("UPDATE session SET expires = expires - 16 * 60000")
    database.close()
    server.start()
    assert device.call("GET", "/api/account")[1][2:4] == ["reauth", "signed-out"]


class TestNonces:
    def test_one_is_good_for_a_minute(self):
        nonces = Nonces()
        challenge = nonces.challenge(1000)
        assert nonces.check(challenge.nonce, 1000 + LIFETIME_MS - 1) == challenge.expires
        with pytest.raises(Refusal, match="expired"):
            nonces.check(challenge.nonce, 1000 + LIFETIME_MS)

    def test_a_spent_one_stays_spent_while_it_lives(self):
        nonces = Nonces()
        nonce = nonces.challenge(1000).nonce
        nonces.spend(nonce, 1000)
        for now in (1001, 1000 + LIFETIME_MS - 1):
            nonces.spend(nonces.challenge(now).nonce, now)
            with pytest.raises(Refusal, match="expired"):
                nonces.check(nonce, now)

    def test_a_changed_or_foreign_one_is_not_ours(self):
        nonce = bytearray(Nonces().challenge(1000).nonce)
        with pytest.raises(Refusal, match="expired"):
            Nonces().check(bytes(nonce), 1000)
        nonces = Nonces()
        for at in range(32):
            nonce = bytearray(nonces.challenge(1000).nonce)
            nonce[at] ^= 1
            with pytest.raises(Refusal, match="expired"):
                nonces.check(bytes(nonce), 1000)
