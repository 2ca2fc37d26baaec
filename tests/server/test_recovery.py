"""Coming back with the card: whoever proves to hold the words gets the sealed slot, and may add one device."""

import secrets

import pytest
from caller import Device, Wire, new_id

from newleaf_sync import identity
from newleaf_sync.proof import NO_DEVICE, Proof
from newleaf_sync.suite import ed25519_public

SLOT = b"\x01\x01 a slot that nobody here can open"


class Card:
    def __init__(self, url: str) -> None:
        self.url = url
        self.lookup, self.seed = new_id(), secrets.token_bytes(32)

    def put_on(self, device: Device, slot: bytes = SLOT) -> tuple:
        entry = identity.slot_changed(device.vault.identity(), device.aik_seed, slot, 0)
        return device.call("PUT", "/api/recovery", [self.lookup, ed25519_public(self.seed), slot, entry])

    def prove(self, stranger: Device, *, seed: bytes = b"") -> tuple:
        _, (nonce, expires) = stranger.call("POST", "/api/recovery/challenge", [self.lookup])
        proof = Proof(self.url, "recover", self.lookup, NO_DEVICE, nonce, expires)
        return stranger.call("POST", "/api/recovery", [self.lookup, nonce, proof.sign(seed or self.seed)])


@pytest.fixture
def card(device) -> Card:
    card = Card(device.url)
    assert card.put_on(device.sign_in()) == (200, [])
    return card


@pytest.fixture
def stranger(device) -> Device:
    """A phone that knows nothing of the account."""
    return Device(device.url, Device(device.url).vault)


def test_the_words_bring_slot_keybag_and_log(device, card, stranger):
    status, answer = card.prove(stranger)
    assert (status, answer[:4]) == (200, [device.account, SLOT, 1, device.vault.keybag])
    assert answer[4][:3] == list(device.vault.log)
    assert len(answer[4]) == 4


def test_the_session_of_a_card_may_extend_the_log_and_nothing_else(device, card, stranger):
    log = card.prove(stranger)[1][4]
    assert stranger.call("GET", "/api/account")[0] == 401
    assert stranger.call("POST", "/api/links/open", [new_id()])[0] == 401
    assert card.put_on(stranger)[0] == 401
    wire = Wire(device.url, cookie=stranger.cookie)
    assert wire.ask("hello", 1, device.account, NO_DEVICE)[0] == "challenge", "it is no device"
    assert wire.ask("pull", 1, device.space, 0, 1)[3] == "signed-out"
    entry = identity.add_device(identity.verify_log(device.account, log), device.aik_seed, new_id(), bytes([9]) * 32, 0)
    assert stranger.call("POST", "/api/log", [[entry], 0, b""]) == (200, [])


def test_wrong_words_and_unknown_words_are_answered_alike(card, stranger):
    wrong = card.prove(stranger, seed=secrets.token_bytes(32))
    unknown = Card(card.url).prove(stranger)
    assert wrong == unknown
    assert wrong[0] == 403
    assert wrong[1][3] == "no-match"
    assert stranger.cookie == ""


def test_a_proof_of_the_card_is_good_once(card, stranger):
    _, (nonce, expires) = stranger.call("POST", "/api/recovery/challenge", [card.lookup])
    proof = Proof(card.url, "recover", card.lookup, NO_DEVICE, nonce, expires).sign(card.seed)
    assert stranger.call("POST", "/api/recovery", [card.lookup, nonce, proof])[0] == 200
    assert stranger.call("POST", "/api/recovery", [card.lookup, nonce, proof])[0] == 401


def test_a_new_card_ends_the_old_one(device, card, stranger):
    _, answer = device.call("GET", "/api/account")
    newer = Card(device.url)
    entry = identity.slot_changed(identity.verify_log(device.account, answer[3]), device.aik_seed, SLOT + b"2", 0)
    assert device.call("PUT", "/api/recovery", [newer.lookup, ed25519_public(newer.seed), SLOT + b"2", entry])[0] == 200
    assert card.prove(stranger)[0] == 403
    assert newer.prove(stranger)[1][1] == SLOT + b"2"


def test_a_slot_that_the_entry_does_not_name_changes_nothing(device, stranger):
    card = Card(device.url)
    device.sign_in()
    entry = identity.slot_changed(device.vault.identity(), device.aik_seed, SLOT, 0)
    call = [card.lookup, ed25519_public(card.seed), SLOT + b"x", entry]
    assert device.call("PUT", "/api/recovery", call)[1][3] == "malformed"
    assert device.call("GET", "/api/account")[1][3] == list(device.vault.log)
    assert card.prove(stranger)[0] == 403


def test_nobody_takes_the_lookup_of_another_account(device, card, stranger):
    other = Device(device.url).sign_in()
    thief = Card(device.url)
    thief.lookup = card.lookup
    assert thief.put_on(other)[0] == 409
    assert card.prove(stranger)[0] == 200
