"""Adding another phone: the code that a person carries, the offer and its answer (PROTOCOL.md section 3.4)."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae
from newleaf_sync.errors import Malformed, Misuse, NotAuthentic

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 20
CODE_ENTROPY_BYTES = 13  # 104 bits, of which the first 100 are used
OFFER_BYTES = 16 + 32 + suite.XWING_PUBLIC_BYTES + 32
_MISREAD = str.maketrans("OIL", "011", " -\t\n\r")


@dataclass(frozen=True, slots=True)
class Link:
    """What both phones derive from the code, and the server never learns (but for link_id)."""

    link_id: bytes
    secret: bytes

    @classmethod
    def of(cls, code: str) -> Link:
        raw = read_code(code).encode("ascii")
        return cls(suite.hkdf(raw, "newleaf/v1/link/id")[:16], suite.hkdf(raw, "newleaf/v1/link/secret"))


@dataclass(frozen=True, slots=True)
class Offer:
    device_id: bytes
    dsk: bytes
    xwing: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    account_id: bytes
    aik: bytes


def make_code(entropy: bytes) -> str:
    if len(entropy) != CODE_ENTROPY_BYTES:
        raise Misuse(f"a code takes {CODE_ENTROPY_BYTES} random bytes")
    bits = int.from_bytes(entropy, "big") >> 4
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(95, -1, -5))


def show_code(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def read_code(text: str) -> str:
    """Give the 20 characters that a person meant: any case, spaces or hyphens, and the usual misreadings."""
    code = text.upper().translate(_MISREAD)
    if len(code) != CODE_LENGTH or any(character not in ALPHABET for character in code):
        raise Malformed("link code")
    return code


def make_offer(link: Link, offer: Offer) -> bytes:
    plain = offer.device_id + offer.dsk + offer.xwing
    if len(plain) != OFFER_BYTES - 32:
        raise Misuse("offer size")
    return plain + _offer_mac(link, offer)


def read_offer(link: Link, data: bytes) -> Offer:
    if len(data) != OFFER_BYTES:
        raise Malformed("offer size")
    offer = Offer(data[:16], data[16:48], data[48:-32])
    if not suite.equal(_offer_mac(link, offer), data[-32:]) or suite.is_weak(offer.dsk):
        raise NotAuthentic
    return offer


def digits(link: Link, offer: bytes) -> str:
    """Give the six digits that both screens show."""
    digest = suite.sha256(pae("newleaf/v1/link/digits", link.link_id, offer, link.secret))
    return f"{int.from_bytes(digest[:4], 'big') % 1_000_000:06d}"


def make_answer(link: Link, offer: bytes, answer: Answer) -> bytes:
    payload = msgspec.msgpack.encode([answer.account_id, answer.aik])
    return suite.hpke_seal(read_offer(link, offer).xwing, _info(link, offer), payload)


def read_answer(link: Link, offer: bytes, xwing_seed: bytes, data: bytes) -> Answer:
    payload = suite.hpke_open(xwing_seed, _info(link, offer), data)
    try:
        account_id, aik = msgspec.msgpack.decode(payload, type=tuple[bytes, bytes])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Malformed("answer") from None
    if (len(account_id), len(aik)) != (16, 32):
        raise Malformed("answer sizes")
    return Answer(account_id, aik)


def _offer_mac(link: Link, offer: Offer) -> bytes:
    fields = (link.link_id, offer.device_id, offer.dsk, offer.xwing)
    return suite.hmac(link.secret, pae("newleaf/v1/link/offer", *fields))


def _info(link: Link, offer: bytes) -> bytes:
    return pae("newleaf/v1/link", link.link_id, suite.sha256(offer), link.secret)
