"""Cobblestone-256 a second time, from its parts and with a chosen salt: for vectors and tests only, never for data.

The library picks the salt itself, so equal bytes can only be made here; opening them with the library, and the
library's with this, shows that the page of PROTOCOL.md about the format is right.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CHUNK = 16_384
TAG = 16
SALT = 24
HEAD = 56


def seal(key: bytes, context: bytes, plaintext: bytes, salt: bytes) -> bytes:
    aes, nonce, commitment = _derive(key, context, salt)
    starts = range(0, len(plaintext) + 1, CHUNK)
    chunks = [aes.encrypt(_nonce(nonce, i), plaintext[at : at + CHUNK], None) for i, at in enumerate(starts)]
    return salt + commitment + b"".join(chunks)


def open_sealed(key: bytes, context: bytes, sealed: bytes) -> bytes:
    aes, nonce, commitment = _derive(key, context, sealed[:SALT])
    chunks = [sealed[at : at + CHUNK + TAG] for at in range(HEAD, len(sealed), CHUNK + TAG)]
    if sealed[SALT:HEAD] != commitment or not chunks or len(chunks[-1]) == CHUNK + TAG:
        raise ValueError("commitment or truncation")
    return b"".join(aes.decrypt(_nonce(nonce, i), chunk, None) for i, chunk in enumerate(chunks))


def _derive(key: bytes, context: bytes, salt: bytes) -> tuple[AESGCM, bytes, bytes]:
    info = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0" + salt + context
    okm = HKDFExpand(SHA512(), 76, info).derive(key)
    return AESGCM(okm[:32]), okm[32:44], okm[44:]


def _nonce(base: bytes, index: int) -> bytes:
    return (int.from_bytes(base, "big") ^ index).to_bytes(12, "big")
