import base64
import hashlib
import json
import zlib
from itertools import pairwise

import cryptography_vectors
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync import suite
from newleaf_sync.errors import Misuse, NotAuthentic
from vectors import cobblestone_reference

KEY, OTHER_KEY, CONTEXT = bytes(range(32)), bytes(range(1, 33)), b"context"
EDGES = [0, 1, 16_383, 16_384, 16_385, 32_768]


def library_vectors(path):
    with cryptography_vectors.open_vector_file(path, "r") as file:
        return json.load(file)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_the_self_test_passes_here():
    suite.self_test()


@pytest.mark.parametrize("length", EDGES)
def test_the_library_opens_what_the_second_implementation_seals_and_back(length):
    plaintext = bytes(i % 251 for i in range(length))
    theirs = suite.cobblestone_seal(KEY, CONTEXT, plaintext)
    ours = cobblestone_reference.seal(KEY, CONTEXT, plaintext, theirs[:24])
    assert ours == theirs
    assert suite.cobblestone_open(KEY, CONTEXT, ours) == plaintext
    assert cobblestone_reference.open_sealed(KEY, CONTEXT, theirs) == plaintext


def published_cobblestones():
    for case in library_vectors("chunked-encryption/vectors.json")["vectors"]:
        if case["aead"] == "AEAD_AES_256_GCM" and len(case["key"]) == 64:
            sealed = base64.b64decode(case["ciphertext"] or "")
            case["sealed"] = zlib.decompress(sealed) if case.get("compressed") else sealed
            yield case


def test_the_second_implementation_agrees_with_the_published_vectors(monkeypatch):
    """They are of the scheme with SHA-256; all but the name of the hash is what Cobblestone-256 does."""
    monkeypatch.setattr(cobblestone_reference, "SHA512", SHA256)
    seen = set()
    for case in published_cobblestones():
        key, context = bytes.fromhex(case["key"]), case["context"].encode()
        seen.add(case["expect"])
        if case["expect"] == "success":
            plaintext = cobblestone_reference.open_sealed(key, context, case["sealed"])
            assert hashlib.sha256(plaintext).hexdigest() == case["payload_sha256"], case["name"]
            assert cobblestone_reference.seal(key, context, plaintext, case["sealed"][:24]) == case["sealed"]
        else:
            with pytest.raises((ValueError, InvalidTag)):
                cobblestone_reference.open_sealed(key, context, case["sealed"])
    assert seen == {"success", "failure"}


def test_the_scheme_with_another_hash_does_not_open():
    for case in published_cobblestones():
        with pytest.raises(NotAuthentic):
            suite.cobblestone_open(bytes.fromhex(case["key"]), case["context"].encode(), case["sealed"])


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_whatever_is_sealed_opens_and_salts_never_repeat(plaintext, context):
    one, other = (suite.cobblestone_seal(KEY, context, plaintext) for _ in range(2))
    assert suite.cobblestone_open(KEY, context, one) == plaintext
    assert len(one) == len(plaintext) + suite.COBBLESTONE_OVERHEAD
    assert one[:24] != other[:24]


def test_every_flipped_byte_and_every_cut_of_a_seal_is_refused():
    sealed = suite.cobblestone_seal(KEY, CONTEXT, b"a leaf")
    tampered = [flipped(sealed, at) for at in range(len(sealed))] + [sealed[:at] for at in range(len(sealed))]
    for bad in [*tampered, sealed + b"\0"]:
        with pytest.raises(NotAuthentic):
            suite.cobblestone_open(KEY, CONTEXT, bad)


def test_a_seal_cut_or_swapped_between_chunks_is_refused():
    sealed = suite.cobblestone_seal(KEY, CONTEXT, bytes(40_000))
    first, second = 56 + 16_400, 56 + 2 * 16_400
    swapped = sealed[:56] + sealed[first:second] + sealed[56:first] + sealed[second:]
    for bad in (sealed[:first], sealed[:second], sealed[:56], swapped):
        with pytest.raises(NotAuthentic):
            suite.cobblestone_open(KEY, CONTEXT, bad)


def test_a_seal_opens_under_no_other_key_or_context():
    sealed = suite.cobblestone_seal(KEY, CONTEXT, b"a leaf")
    for key, context in ((OTHER_KEY, CONTEXT), (KEY, b"contexu"), (KEY, b"")):
        with pytest.raises(NotAuthentic):
            suite.cobblestone_open(key, context, sealed)


def test_the_commitment_ties_a_seal_to_one_key():
    """Chunks made for another key's AES key, under a commitment of the right one, and the reverse, both fail."""
    salt, text = bytes(24), b"two readings"
    ours, theirs = (cobblestone_reference.seal(key, CONTEXT, text, salt) for key in (KEY, OTHER_KEY))
    for bad in (ours[:56] + theirs[56:], theirs[:56] + ours[56:]):
        with pytest.raises(NotAuthentic):
            suite.cobblestone_open(KEY, CONTEXT, bad)


def test_a_key_of_another_size_is_our_own_mistake():
    with pytest.raises(Misuse):
        suite.cobblestone_seal(b"short", CONTEXT, b"")
    with pytest.raises(Misuse):
        suite.sign(b"short", b"")


def test_hkdf_and_hmac_agree_with_the_standard_library():
    info = bytes.fromhex("00000001 00000001") + b"x"
    prk = suite.hmac(bytes(32), KEY)
    assert suite.hkdf(KEY, "x") == suite.hmac(prk, info + b"\1")
    assert suite.hmac(b"\x0b" * 20, b"Hi There").hex().startswith("b0344c61d8db38535ca8afceaf0bf12b")


def ed25519_cases():
    with cryptography_vectors.open_vector_file("asymmetric/Ed25519/sign.input", "r") as file:
        for line in file:
            secret, public, message, signed, _ = line.split(":")
            yield tuple(bytes.fromhex(text) for text in (secret[:64], public, message, signed[:128]))


def test_ed25519_agrees_with_its_thousand_published_signatures():
    cases = list(ed25519_cases())
    assert len(cases) > 1000
    for seed, public, message, signature in cases[::8]:
        assert suite.ed25519_public(seed) == public
        assert suite.sign(seed, message) == signature
        suite.verify(public, message, signature)


def test_a_signature_of_another_message_key_or_byte_is_refused():
    cases = list(ed25519_cases())[:20]
    for (_, public, message, signature), (_, other_public, _, other_signature) in pairwise(cases):
        for key, text, sig in (
            (public, message + b"x", signature),
            (other_public, message, signature),
            (public, message, other_signature),
            (public, message, flipped(signature, 40)),
            (public, message, signature[:-1]),
            (public[:-1], message, signature),
        ):
            with pytest.raises(NotAuthentic):
                suite.verify(key, text, sig)


def test_a_signature_with_the_group_order_added_is_refused():
    order = 2**252 + 27742317777372353535851937790883648493
    signature = suite.sign(KEY, b"leaf")
    malleable = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    with pytest.raises(NotAuthentic):
        suite.verify(suite.ed25519_public(KEY), b"leaf", malleable)


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    cross = D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + cross, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - cross, -1, P) % P,
    )


def point_of(y):
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    root = pow(square, (P + 3) // 8, P)
    if root * root % P != square:
        root = root * pow(2, (P - 1) // 4, P) % P
    return (root, y) if root * root % P == square else None


def test_the_blocklist_is_exactly_the_points_whose_order_divides_eight():
    points = {p for y in suite._SMALL_ORDER_Y for p in (point_of(y), (-point_of(y)[0] % P, y))}
    assert len(points) == 8  # the whole torsion subgroup, so nothing is missing
    for point in points:
        doubled = point
        for _ in range(3):
            doubled = add(doubled, doubled)
        assert doubled == (0, 1)


def test_the_library_alone_would_take_a_forgery_under_a_weak_key_but_the_suite_does_not():
    weak = (1).to_bytes(32, "little")
    forged = weak + bytes(32)
    suite.Ed25519PublicKey.from_public_bytes(weak).verify(forged, b"anything")
    with pytest.raises(NotAuthentic):
        suite.verify(weak, b"anything", forged)


@pytest.mark.parametrize("y", [*suite._SMALL_ORDER_Y, P, P + 1, P + 18])
@pytest.mark.parametrize("sign", [0, 1 << 255])
def test_weak_and_non_canonical_keys_are_weak(y, sign):
    assert suite.is_weak((y | sign).to_bytes(32, "little"))


@given(st.binary(min_size=32, max_size=32))
def test_no_honest_key_is_weak(seed):
    assert not suite.is_weak(suite.ed25519_public(seed))


def test_x_wing_keys_and_hpke_agree_with_the_published_vectors():
    cases = [v for v in library_vectors("HPKE/hpke-pq-test-vectors.json") if v["kem_id"] == 0x647A and v["kdf_id"] == 1]
    assert cases
    for case in cases:
        seed = bytes.fromhex(case["skRm"])
        assert suite.xwing_public(seed).hex() == case["pkRm"]
        first = case["encryptions"][0]
        sealed = bytes.fromhex(case["enc"] + first["ct"])
        private = suite.MLKEM768X25519PrivateKey(*suite._xwing_parts(seed))
        theirs = suite.Suite(suite.KEM.MLKEM768_X25519, suite.KDF.HKDF_SHA256, suite.AEAD.CHACHA20_POLY1305)
        info, aad = bytes.fromhex(case["info"]), bytes.fromhex(first["aad"])
        assert openssl.hpke._decrypt_with_aad(theirs, sealed, private, info, aad).hex() == first["pt"]


def test_the_aead_of_our_hpke_agrees_with_rfc_9180():
    """RFC 9180 has no X-Wing; its AES-256-GCM cases with our KDF bind the part of the suite that is left."""
    cases = [v for v in library_vectors("HPKE/test-vectors.json") if (v["kdf_id"], v["aead_id"]) == (1, 2)]
    assert cases
    for case in cases:
        for one in case["encryptions"][:4]:
            nonce, sealed, aad = (bytes.fromhex(one[name]) for name in ("nonce", "ct", "aad"))
            assert AESGCM(bytes.fromhex(case["key"])).decrypt(nonce, sealed, aad).hex() == one["pt"]


def test_rfc_9180_base_mode_x25519_opens_with_the_library():
    cases = [
        v
        for v in library_vectors("HPKE/test-vectors.json")
        if (v["mode"], v["kem_id"], v["kdf_id"], v["aead_id"]) == (0, 0x20, 1, 2)
    ]
    assert cases
    for case in cases:
        first = case["encryptions"][0]
        theirs = suite.Suite(suite.KEM.X25519, suite.KDF.HKDF_SHA256, suite.AEAD.AES_256_GCM)
        private = suite.X25519PrivateKey.from_private_bytes(bytes.fromhex(case["skRm"]))
        sealed, info, aad = bytes.fromhex(case["enc"] + first["ct"]), bytes.fromhex(case["info"]), first["aad"]
        assert openssl.hpke._decrypt_with_aad(theirs, sealed, private, info, bytes.fromhex(aad)).hex() == first["pt"]


def test_hpke_opens_only_with_its_own_key_and_info():
    sealed = suite.hpke_seal(suite.xwing_public(KEY), CONTEXT, b"a leaf")
    assert suite.hpke_open(KEY, CONTEXT, sealed) == b"a leaf"
    for seed, info in ((OTHER_KEY, CONTEXT), (KEY, b"other")):
        with pytest.raises(NotAuthentic):
            suite.hpke_open(seed, info, sealed)


def test_hpke_refuses_flipped_bytes_and_cuts():
    sealed = suite.hpke_seal(suite.xwing_public(KEY), CONTEXT, b"a leaf")
    bad = [flipped(sealed, at) for at in range(0, len(sealed), 7)] + [sealed[:at] for at in range(0, len(sealed), 31)]
    for data in [*bad, sealed + b"\0"]:
        with pytest.raises(NotAuthentic):
            suite.hpke_open(KEY, CONTEXT, data)


def test_hpke_refuses_a_public_key_that_is_none():
    for public in (b"", bytes(1215), b"\xff" * 1216):
        with pytest.raises(NotAuthentic):
            suite.hpke_seal(public, CONTEXT, b"")


def test_a_push_is_sealed_as_in_rfc_8291_appendix_a():
    def read(text):
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    public = read("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
    sealed = suite.push_seal(
        public,
        read("BTBZMqHH6r4Tts7J_aSIgg"),
        b"When I grow up, I want to be a watermelon",
        private=read("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=read("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert sealed == read(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
        "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    with pytest.raises(Misuse):
        suite.push_seal(bytes(65), bytes(16), b"")
