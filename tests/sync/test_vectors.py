"""The committed vectors are what the code makes today, and what the code can read."""

import json

import msgspec
import pytest

from newleaf_sync import card, envelope, identity, keybag, linking, photo, proof, suite
from newleaf_sync.errors import LogBroken, NewleafError, NotAuthentic
from vectors import cobblestone_reference, make

FILES = [
    "encoding",
    "cobblestone",
    "hkdf",
    "ed25519",
    "envelope",
    "identity",
    "keybag",
    "card",
    "linking",
    "proof",
    "photo",
    "membership",
    "invitation",
    "circle",
    "circle_invitation",
    "project",
    "letter",
    "leaflet",
]


def cases(name, fn=None):
    found = [case for case in make.committed(name) if case.get("fn") == fn]
    assert found
    return found


def raw(case, *names):
    return [bytes.fromhex(case[name]) for name in names]


def raws(texts):
    return [bytes.fromhex(text) for text in texts]


@pytest.fixture(scope="module")
def made():
    return make.vectors()


@pytest.mark.parametrize("name", FILES)
def test_the_script_still_makes_the_committed_file(made, name):
    assert json.loads(make.written(made[name])) == make.committed(name)


def test_no_vector_file_is_forgotten(made):
    assert list(made) == FILES


@pytest.mark.parametrize("case", cases("cobblestone"), ids=lambda case: str(len(case["plaintext"]) // 2))
def test_cobblestone_ciphertexts_open(case):
    key, context, plaintext, sealed = raw(case, "key", "context", "plaintext", "ciphertext")
    assert suite.cobblestone_open(key, context, sealed) == plaintext
    assert cobblestone_reference.open_sealed(key, context, sealed) == plaintext
    with pytest.raises(NotAuthentic):
        suite.cobblestone_open(key, context, sealed[:-1])
    with pytest.raises(NotAuthentic):
        suite.cobblestone_open(key, context + b"x", sealed)


def test_signatures_are_judged_as_the_file_says():
    for case in cases("ed25519"):
        try:
            suite.verify(*raw(case, "public", "message", "signature"))
            valid = True
        except NotAuthentic:
            valid = False
        assert valid == case["valid"], case


def test_envelopes_open():
    for case in cases("envelope", "envelope"):
        device, dsk, key, data, content, hashed = raw(
            case, "device_id", "dsk", "space_key", "envelope", "content", "hash"
        )
        opened = envelope.open_envelope(data, {1: key}, {device: dsk})
        assert (opened.content, opened.hash, opened.header.counter) == (content, hashed, case["counter"])
        with pytest.raises(NotAuthentic):
            envelope.open_envelope(data[:-1], {1: key}, {device: dsk})


def test_the_log_verifies_and_the_broken_ones_do_not():
    for case in cases("identity", "log"):
        known = identity.verify_log(bytes.fromhex(case["account_id"]), raws(case["entries"]))
        assert known.head.hex() == case["head"]
    for case in cases("identity", "broken"):
        with pytest.raises(LogBroken):
            identity.verify_log(bytes.fromhex(case["account_id"]), raws(case["entries"]))


def test_the_keybag_opens():
    for case in cases("keybag"):
        account, blob = raw(case, "account_id", "blob")
        known = identity.verify_log(account, raws(case["log"]))
        for row in case["holders"]:
            holder, seed = raw(row, "holder", "sealing_seed")
            assert keybag.open_keybag(blob, case["version"], holder, seed, known).aik_seed.hex() == case["aik_seed"]
            with pytest.raises(NewleafError):
                keybag.open_keybag(blob[:-1], case["version"], holder, seed, known)


def test_the_card_gives_its_keys_and_the_wrong_ones_say_why():
    for case in cases("card", "card"):
        made = card.Card.of(card.entropy_of(case["words"]), bytes.fromhex(case["instance_id"]))
        assert made.public().sealing.hex() == case["sealing_public"]
    for case in cases("card", "words"):
        assert card.entropy_of(case["words"]).hex() == case["entropy"]
    for case in cases("card", "wrong"):
        with pytest.raises(NewleafError) as caught:
            card.entropy_of(case["words"])
        assert type(caught.value).__name__ == case["error"]
        assert getattr(caught.value, "index", None) == case.get("index")


def test_the_link_answer_opens():
    for case in cases("linking"):
        link = linking.Link.of(case["misread"])
        offer, seed, answer = raw(case, "offer", "xwing_seed", "answer")
        assert linking.read_offer(link, offer).xwing.hex() == case["xwing_public"]
        assert linking.digits(link, offer) == case["digits"]
        assert linking.read_answer(link, offer, seed, answer).aik.hex() == case["aik"]
        with pytest.raises(NotAuthentic):
            linking.read_answer(link, offer, seed, answer[:-1])


def test_proofs_verify():
    for case in cases("proof"):
        public, account, device, nonce, signature = raw(case, "public", "account_id", "device_id", "nonce", "signature")
        claim = proof.Proof(case["origin"], case["purpose"], account, device, nonce, case["expires"])
        claim.verify(public, signature)


def test_chunks_of_photos_open_in_their_place_alone():
    for case in cases("photo"):
        file, key, part, chunk = raw(case, "file", "key", "part", "chunk")
        index, one = case["index"], photo.Photo(b"", file, key, case["chunks"], 0, 0)
        assert photo.open_chunk(one, index, chunk) == part
        elsewhere = [(msgspec.structs.replace(one, chunks=one.chunks + 1), index), (one, index + 1)]
        elsewhere.append((msgspec.structs.replace(one, file=bytes(16)), index))
        for other, place in elsewhere:
            with pytest.raises(NotAuthentic):
                photo.open_chunk(other, place, chunk)
