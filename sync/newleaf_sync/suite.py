"""Suite 0x01, and the only door to cryptographic primitives: no other module imports `cryptography`.

Cobblestone-256 (C2SP chunked-encryption@v1 with SHA-512 and AES-256-GCM), byte by byte:

    sealed = salt 24 | commitment 32 | chunk 0 | chunk 1 ...
    key 32 | base nonce 12 | commitment 32 = HKDF-Expand-SHA512(prk = input key, 76 bytes,
        info = "c2sp.org/chunked-encryption@v1+" | "AEAD_AES_256_GCM" | 0x00 | salt | context)
    chunk i = AES-256-GCM(key, nonce = base nonce XOR i as u96 big-endian, empty aad, plaintext part i) with its tag 16

Parts are 16,384 bytes; the last is always shorter, and empty where the length is a multiple of 16,384, so that a
cut message never ends in a short chunk. The commitment is compared before any chunk is opened.
"""

from __future__ import annotations

import hashlib
import hmac as _hmac
import os
from functools import lru_cache

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from newleaf_sync.encoding import pae
from newleaf_sync.errors import Misuse, NotAuthentic

SUITE = 1
COBBLESTONE_OVERHEAD = 72  # plus 16 for each whole 16 KiB
XWING_PUBLIC_BYTES = 1216
KEY_BYTES = 32
SIGNATURE_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184

_FIELD = 2**255 - 19
# The y of every point whose order divides 8, whatever its sign bit: forged signatures verify under such keys.
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER_Y = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def sha512(data: bytes) -> bytes:
    return hashlib.sha512(data).digest()


def hmac(key: bytes, data: bytes) -> bytes:
    return _hmac.digest(key, data, "sha256")


def equal(one: bytes, other: bytes) -> bool:
    """Compare secrets without telling by time where they differ."""
    return _hmac.compare_digest(one, other)


def hkdf(key: bytes, label: str, *fields: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=pae(label, *fields)).derive(key)


def cobblestone_seal(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    _need(key, KEY_BYTES)
    sealer = Cobblestone256Encryptor(key, context)
    return sealer.update(plaintext) + sealer.finalize()


def cobblestone_open(key: bytes, context: bytes, sealed: bytes) -> bytes:
    _need(key, KEY_BYTES)
    opener = Cobblestone256Decryptor(key, context)
    try:
        return opener.update(sealed) + opener.finalize()
    except (InvalidTag, ValueError):
        raise NotAuthentic from None


def ed25519_public(seed: bytes) -> bytes:
    _need(seed, KEY_BYTES)
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    _need(seed, KEY_BYTES)
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> None:
    """Raise NotAuthentic unless the signature is right and the key neither of small order nor non-canonical."""
    if len(signature) != SIGNATURE_BYTES or is_weak(public):
        raise NotAuthentic
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise NotAuthentic from None


def is_weak(public: bytes) -> bool:
    """Whether an Ed25519 public key is of the wrong size, not canonical, or of small order."""
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    return len(public) != KEY_BYTES or y >= _FIELD or y in _SMALL_ORDER_Y


def xwing_public(seed: bytes) -> bytes:
    mlkem, x25519 = _xwing_parts(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def hpke_seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Give enc || ct. All context goes into `info`, the aad is empty."""
    if len(public) != XWING_PUBLIC_BYTES:
        raise NotAuthentic
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC_BYTES])
        x25519 = X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC_BYTES:])
        return _hpke().encrypt(plaintext, MLKEM768X25519PublicKey(mlkem, x25519), info)
    except ValueError:
        raise NotAuthentic from None


def hpke_open(seed: bytes, info: bytes, sealed: bytes) -> bytes:
    try:
        return _hpke().decrypt(sealed, MLKEM768X25519PrivateKey(*_xwing_parts(seed)), info)
    except (InvalidTag, ValueError):
        raise NotAuthentic from None


def self_test() -> None:
    """Raise at start-up where the installed library cannot do what the suite needs."""
    seed, info = bytes(range(32)), b"newleaf/v1/self-test"
    for opened in (
        cobblestone_open(seed, info, cobblestone_seal(seed, info, b"leaf")),
        hpke_open(seed, info, hpke_seal(xwing_public(seed), info, b"leaf")),
    ):
        if opened != b"leaf":
            raise NotAuthentic
    verify(ed25519_public(seed), info, sign(seed, info))


def _need(data: bytes, length: int) -> None:
    if len(data) != length:
        raise Misuse(f"{length} bytes are needed, not {len(data)}")


def _xwing_parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    _need(seed, KEY_BYTES)
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])


@lru_cache(maxsize=1)
def _hpke() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


# Web Push (RFC 8291, RFC 8292): a push service, not a phone, is at the other end


def p256_private() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(KEY_BYTES, "big")


def p256_public(private: bytes) -> bytes:
    """Give the uncompressed point, 65 bytes."""
    return _p256(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def p256_sign(private: bytes, data: bytes) -> bytes:
    """ES256 as JSON Web Signatures write it: r and s, 32 bytes each."""
    r, s = decode_dss_signature(_p256(private).sign(data, ec.ECDSA(SHA256())))
    return r.to_bytes(KEY_BYTES, "big") + s.to_bytes(KEY_BYTES, "big")


def push_seal(public: bytes, auth: bytes, plaintext: bytes, *, private: bytes = b"", salt: bytes = b"") -> bytes:
    """Seal for one subscription: `public` 65 bytes and `auth` 16 bytes are its own. Raises Misuse for what is no key.

    private, salt: only the RFC's own example gives them.
    """
    private, salt = private or p256_private(), salt or os.urandom(16)
    ours = p256_public(private)
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    except ValueError:
        raise Misuse("no point of P-256") from None
    shared = _p256(private).exchange(ec.ECDH(), theirs)
    info = b"WebPush: info\0" + public + ours
    ikm = HKDF(SHA256(), KEY_BYTES, auth, info).derive(shared)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(ikm)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(ikm)
    head = salt + (4096).to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, plaintext + b"\x02", None)  # 2: the last, and only, record


def _p256(private: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
