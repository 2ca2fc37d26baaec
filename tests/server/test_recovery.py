"""Coming back with the card: whoever proves to hold the words gets the keybag, and may add one device."""

import secrets

import pytest
from caller import SEALING, Device, Wire, new_id

from newleaf_sync import identity
from newleaf_sync.card import Card
from newleaf_sync.proof import NO_DEVICE, Proof
from newleaf_sync.suite import ed25519_public

KEYBAG = b"a keybag that nobody here can open"
INSTANCE = bytes(16)


class Paper:
    """A card in somebody's hand."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.card = Card.of(secrets.token_bytes(16), INSTANCE)

    def put_on(self, device: Device, version: int = 2, log: list | None = None) -> tuple:
        before = device.vault.identity() if log is None else identity.verify_log(device.account, log)
        named = identity.card_changed(before, device.aik_seed, self.card.public(), 0)
        after = identity.extend(device.account, before, named)
        keybag = identity.keybag_changed(after, device.aik_seed, version, KEYBAG, 0)
        return device.call("POST", "/api/log", [[named, keybag], version, KEYBAG])

    def prove(self, stranger: Device, *, seed: bytes = b"") -> tuple:
        lookup = self.card.lookup
        _, (nonce, expires) = stranger.call("POST", "/api/recovery/challenge", [lookup])
        proof = Proof(self.url, "recover", lookup, NO_DEVICE, nonce, expires)
        return stranger.call("POST", "/api/recovery", [lookup, nonce, proof.sign(seed or self.card.auth_seed)])


@pytest.fixture
def paper(device) -> Paper:
    paper = Paper(device.url)
    assert paper.put_on(device.sign_in()) == (200, [])
    return paper


@pytest.fixture
def stranger(device) -> Device:
    """A phone that knows nothing of the account."""
    return Device(device.url, Device(device.url).vault)


def test_the_words_bring_keybag_and_log(device, paper, stranger):
    status, answer = paper.prove(stranger)
    assert (status, answer[:3]) == (200, [device.account, 2, KEYBAG])
    assert answer[3][:3] == list(device.vault.log)
    assert len(answer[3]) == 5


def test_the_session_of_a_card_may_extend_the_log_and_nothing_else(device, paper, stranger):
    log = paper.prove(stranger)[1][3]
    assert stranger.call("GET", "/api/account")[0] == 401
    assert stranger.call("POST", "/api/links/open", [new_id()])[0] == 401
    wire = Wire(device.url, cookie=stranger.cookie)
    assert wire.ask("hello", 1, device.account, NO_DEVICE)[0] == "challenge", "it is no device"
    assert wire.ask("pull", 1, device.space, 0, 1)[3] == "signed-out"
    known = identity.verify_log(device.account, log)
    entry = identity.add_device(known, device.aik_seed, new_id(), ed25519_public(bytes([9]) * 32), SEALING, 0)
    assert stranger.call("POST", "/api/log", [[entry], 0, b""]) == (200, [])


def test_wrong_words_and_unknown_words_are_answered_alike(paper, stranger):
    wrong = paper.prove(stranger, seed=secrets.token_bytes(32))
    unknown = Paper(paper.url).prove(stranger)
    assert wrong == unknown
    assert wrong[0] == 403
    assert wrong[1][3] == "no-match"
    assert stranger.cookie == ""


def test_a_proof_of_the_card_is_good_once(paper, stranger):
    card = paper.card
    _, (nonce, expires) = stranger.call("POST", "/api/recovery/challenge", [card.lookup])
    proof = Proof(paper.url, "recover", card.lookup, NO_DEVICE, nonce, expires).sign(card.auth_seed)
    assert stranger.call("POST", "/api/recovery", [card.lookup, nonce, proof])[0] == 200
    assert stranger.call("POST", "/api/recovery", [card.lookup, nonce, proof])[0] == 401


def test_a_new_card_ends_the_old_one(device, paper, stranger):
    _, answer = device.call("GET", "/api/account")
    newer = Paper(device.url)
    assert newer.put_on(device, 3, answer[3]) == (200, [])
    assert paper.prove(stranger)[0] == 403
    assert newer.prove(stranger)[0] == 200


def test_nobody_takes_the_lookup_of_another_account(device, paper, stranger):
    other = Device(device.url).sign_in()
    thief = Paper(device.url)
    thief.card = Card(paper.card.lookup, thief.card.auth_seed, thief.card.sealing_seed)
    assert thief.put_on(other)[0] == 409
    assert paper.prove(stranger)[0] == 200
