"""Accounts and their identity logs: the server keeps what the account signed, in order, and nothing else."""

import asyncio

import msgspec
import pytest
from caller import SEALING, Device, new_id

from newleaf_sync import identity, suite
from newleaf_sync.client import account
from newleaf_sync.client.api import Api
from newleaf_sync.encoding import u64
from newleaf_sync.errors import Declined
from newleaf_sync.suite import sha256


@pytest.fixture
def unborn(shared) -> Device:
    """A device whose account the server does not know yet."""
    return Device(shared.url, account.make_account(shared.url, ""))


def test_a_longer_log_needs_a_phone_that_is_signed_in(shared):
    """Whoever was taken off still holds the key that signs the log: it must not bring itself back."""
    server = shared
    first = asyncio.run(account.create(server.url, ""))
    seed = first.open_keybag().aik_seed
    entry = identity.add_device(first.identity(), seed, bytes(16), suite.ed25519_public(bytes([1]) * 32), SEALING, 1)
    longer = msgspec.structs.replace(first, log=(*first.log, entry))
    with pytest.raises(Declined, match="log-moved"):
        asyncio.run(account.register(Api(server.url), longer))
    asyncio.run(account.register(Api(server.url), first))


def test_making_the_same_account_again_gives_the_same_answer(unborn):
    first, made = unborn.register(), unborn.registration()
    assert first[0] == 201
    assert len(first[1][0]) == 16
    assert unborn.call("POST", "/api/accounts", made) == first
    unborn.second()
    assert unborn.call("POST", "/api/accounts", made) == first, "however far the log has come since"


def test_an_account_id_is_taken_once(unborn):
    unborn.register()
    other = account.make_account(unborn.url, "")
    forged = [unborn.account, list(other.log), 1, other.keybag]
    assert unborn.call("POST", "/api/accounts", forged)[0] == 400


def _flipped(entry: bytes) -> bytes:
    return entry[:-1] + bytes([entry[-1] ^ 1])


BROKEN = {
    "a log without its keybag": lambda made: [made[0], made[1][:2], 1, made[3]],
    "a log out of order": lambda made: [made[0], [made[1][0], made[1][2], made[1][1]], 1, made[3]],
    "a signature that is wrong": lambda made: [made[0], [made[1][0], _flipped(made[1][1]), made[1][2]], 1, made[3]],
    "a keybag that the log does not name": lambda made: [*made[:3], made[3] + b"x"],
    "another version": lambda made: [made[0], made[1], 2, made[3]],
    "a log of another account": lambda made: [new_id(), *made[1:]],
    "an id of another size": lambda made: [made[0][:15], *made[1:]],
    "a version beyond all": lambda made: [made[0], made[1], 2**63, made[3]],
    "a keybag beyond all": lambda made: [*made[:3], bytes(70_000)],
    "nothing": lambda _: [],
    "no list": lambda _: "account",
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_beginning_is_refused_and_leaves_nothing(unborn, what):
    status, answer = unborn.call("POST", "/api/accounts", BROKEN[what](unborn.registration()))
    assert (status, answer[:4]) == (400, ["refused", 0, "permanent", "malformed"])
    assert unborn.register()[0] == 201


def test_an_account_reads_back_what_it_is_made_of(device):
    whole = [device.account, 1, device.vault.keybag, list(device.vault.log)]
    assert device.sign_in().call("GET", "/api/account") == (200, whole)


def test_nobody_reads_or_extends_a_log_without_a_session(device):
    assert device.call("GET", "/api/account")[1][2:4] == ["reauth", "signed-out"]
    assert device.call("POST", "/api/log", [[b""], 0, b""])[0] == 401
    device.cookie = "newleaf=" + "00" * 32
    assert device.call("GET", "/api/account")[0] == 401
    device.cookie = "newleaf=nonsense"
    assert device.call("GET", "/api/account")[0] == 401


def test_an_entry_that_does_not_follow_is_told_that_the_log_moved(device):
    before = device.vault.identity()
    entry = identity.add_device(before, device.aik_seed, new_id(), bytes([7]) * 32, SEALING, 0)
    device.sign_in()
    device.extend(entry)
    other = identity.add_device(before, device.aik_seed, new_id(), bytes([8]) * 32, SEALING, 0)
    for late in (entry, other):
        assert device.call("POST", "/api/log", [[late], 0, b""])[0] == 409
    past = identity.verify_log(device.account, [*device.vault.log[:3], other])
    fork = identity.add_device(past, device.aik_seed, new_id(), bytes(32), SEALING, 0)
    status, answer = device.call("POST", "/api/log", [[fork], 0, b""])
    assert (status, answer[3]) == (409, "log-moved"), "the same seq after another past"


def test_an_entry_that_the_account_did_not_sign_is_never_served(device):
    mallory = account.make_account(device.url, "")
    entry = identity.LogEntry(3, device.vault.identity().head, "add-device", new_id() + bytes(32) + SEALING, 0, b"")
    forged = identity._make(device.account, mallory.open_keybag().aik_seed, entry)
    device.sign_in()
    assert device.call("POST", "/api/log", [[forged], 0, b""])[1][3] == "malformed"
    assert device.call("POST", "/api/log", [[b"\xc1"], 0, b""])[1][3] == "malformed"
    assert device.call("POST", "/api/log", [[], 0, b""])[1][3] == "malformed"
    assert device.call("GET", "/api/account")[1][3] == list(device.vault.log)


def test_a_keybag_changes_together_with_the_entry_that_names_it(device):
    entry = identity.keybag_changed(device.vault.identity(), device.aik_seed, 2, b"a newer keybag", 0)
    device.sign_in()
    for version, keybag in ((0, b""), (2, b"another"), (3, b"a newer keybag")):
        assert device.call("POST", "/api/log", [[entry], version, keybag])[0] == 400
    assert device.call("POST", "/api/log", [[entry], 2, b"a newer keybag"]) == (200, [])
    assert device.call("GET", "/api/account")[1][1:3] == [2, b"a newer keybag"]
    assert sha256(b"a newer keybag") in entry
    assert u64(2) in entry


def test_an_added_device_signs_in_and_writes_as_itself(device):
    second = device.second()
    wire = second.connect()
    assert wire.ask("push", 1, device.space, second.envelopes(1, 1))[3] == [1]
    assert wire.ask("pull", 1, device.space, 0, 1000)[5][0][1] == second.id
