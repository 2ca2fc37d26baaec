"""Write the vectors that bind Python and TypeScript: `python sync/vectors/make.py`.

Every input is drawn from a name, so that the files come out the same each time. The one exception is the HPKE answer
in linking.json: its encapsulation is random, so the committed one is kept as long as it opens.
"""

# ruff: noqa: INP001 - scripts, not a package

from __future__ import annotations

import hashlib
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from newleaf_sync import encoding, envelope, identity, keybag, linking, photo, slots, space, suite  # noqa: E402 - path above
from newleaf_sync.errors import NewleafError  # noqa: E402
from newleaf_sync.proof import NO_DEVICE, Proof  # noqa: E402
from vectors import cobblestone_reference  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

Case = dict[str, Any]
TIME = 1_795_000_000_000  # milliseconds: in November 2026


def draw(name: str, length: int) -> bytes:
    return hashlib.shake_256(b"newleaf vectors " + name.encode()).digest(length)


ACCOUNT, DEVICE, OTHER, SPACE, INSTANCE = (draw(n, 16) for n in ("account", "device", "other", "space", "instance"))
ARK, AIK_SEED, AEK_SEED, DSK_SEED, SPACE_KEY = (draw(n, 32) for n in ("ark", "aik", "aek", "dsk", "space key"))
DSK = suite.ed25519_public(DSK_SEED)


@contextmanager
def fixed_salts(name: str) -> Iterator[None]:
    """Seal with drawn salts in place of random ones."""
    real = suite.cobblestone_seal
    count = 0

    def seal(key: bytes, context: bytes, plaintext: bytes) -> bytes:
        nonlocal count
        count += 1
        return cobblestone_reference.seal(key, context, plaintext, draw(f"{name} salt {count}", 24))

    suite.cobblestone_seal = seal
    try:
        yield
    finally:
        suite.cobblestone_seal = real


def encodings() -> list[Case]:
    fields = [[], [b""], [b"", b""], [b"a", b"bc"], [b"ab", b"c"], [encoding.u64(2**53 - 1), draw("field", 300)]]
    lengths = [0, 1, 2, 3, 8, 9, 100, 255, 256, 257, 380, 511, 512, 1000, 1024, 1025, 16_385, 65_537, 1_000_000]
    return [
        *(
            {"fn": "pae", "label": "newleaf/v1/test", "fields": f, "out": encoding.pae("newleaf/v1/test", *f)}
            for f in fields
        ),
        *({"fn": "padme", "n": n, "out": encoding.padme(n)} for n in lengths),
    ]


def cobblestones() -> list[Case]:
    cases = []
    for length in (0, 1, 16_383, 16_384, 16_385):
        key, context, salt = (
            draw(f"key {length}", 32),
            draw(f"context {length}", length % 7 * 5),
            draw(f"salt {length}", 24),
        )
        plaintext = draw(f"plaintext {length}", length)
        sealed = cobblestone_reference.seal(key, context, plaintext, salt)
        cases.append({"key": key, "context": context, "salt": salt, "plaintext": plaintext, "ciphertext": sealed})
    return cases


def hkdfs() -> list[Case]:
    return [
        {"key": SPACE_KEY, "label": "newleaf/v1/test", "fields": f, "out": suite.hkdf(SPACE_KEY, "newleaf/v1/test", *f)}
        for f in ([], [b"leaf"], [SPACE, encoding.u32(1)])
    ]


def signatures() -> list[Case]:
    public, message = suite.ed25519_public(AIK_SEED), b"newleaf"
    good = suite.sign(AIK_SEED, message)
    field = 2**255 - 19
    order = 2**252 + 27742317777372353535851937790883648493
    too_big = good[:32] + (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
    cases = [
        {"seed": AIK_SEED, "public": public, "message": message, "signature": good, "valid": True},
        {"public": public, "message": b"Newleaf", "signature": good, "valid": False, "why": "message"},
        {"public": public, "message": message, "signature": too_big, "valid": False, "why": "S not below the order"},
        {"public": public, "message": message, "signature": good[:63], "valid": False, "why": "length"},
    ]
    order_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
    identity_point = (1).to_bytes(32, "little")
    for y in (0, 1, field - 1, field, field + 1, order_8, field - order_8):
        for sign in (0, 1 << 255):
            weak = (y | sign).to_bytes(32, "little")
            # With S = 0 and R the identity, R = S*B - k*A holds wherever k*A is the identity.
            forged = identity_point + bytes(32)
            cases.append({"public": weak, "message": message, "signature": forged, "valid": False, "why": "weak key"})
    return cases


def envelopes() -> list[Case]:
    names = ["days/2026-11", "settings"]
    cases: list[Case] = [
        {
            "fn": "derive",
            "space_key": SPACE_KEY,
            "space_id": SPACE,
            "epoch": 1,
            "envelope_key": space.envelope_key(SPACE_KEY, SPACE, 1),
            "tree_seed": space.tree_seed(SPACE_KEY, SPACE),
            "documents": {name: space.document_id(SPACE_KEY, SPACE, name) for name in names},
        }
    ]
    prev = chain = envelope.NO_HASH
    for counter, content in enumerate((b"", b"a leaf", draw("long", 1000), draw("longer", 20_000)), start=1):
        document = space.document_id(SPACE_KEY, SPACE, names[0])
        header = envelope.Header(SPACE, document, counter)
        seen = envelope.Seen(counter - 1, chain)
        salt = draw(f"envelope {counter} salt 1", 24)
        with fixed_salts(f"envelope {counter}"):
            sealed = envelope.seal(header, SPACE_KEY, envelope.Author(DEVICE, DSK_SEED, prev), seen, content)
        after = envelope.chain(chain, counter, sealed.envelope)
        cases.append(
            {
                "fn": "envelope",
                "space_key": SPACE_KEY,
                "epoch": 1,
                "kind": 1,
                "space_id": SPACE,
                "document_id": document,
                "counter": counter,
                "device_id": DEVICE,
                "dsk_seed": DSK_SEED,
                "dsk": DSK,
                "prev": prev,
                "seen_seq": seen.seq,
                "seen_hash": seen.hash,
                "content": content,
                "salt": salt,
                "envelope": sealed.envelope,
                "hash": sealed.hash,
                "log_seq": counter,
                "chain_before": chain,
                "chain": after,
            }
        )
        prev, chain = sealed.hash, after
    return cases


def log() -> tuple[list[bytes], bytes, bytes]:
    """Give the entries, the keybag blob and the slot that they name."""
    with fixed_salts("keybag"):
        blob = keybag.seal_keybag(the_keybag(), ARK, ACCOUNT, 1)
    with fixed_salts("slot"):
        slot = slots.seal_slot(slots.Recovery.of(draw("entropy", 16), INSTANCE), ACCOUNT, ARK)
    entries = [identity.genesis(ACCOUNT, AIK_SEED, suite.xwing_public(AEK_SEED), SPACE, TIME)]

    def so_far() -> identity.Identity:
        return identity.verify_log(ACCOUNT, entries)

    entries.append(identity.add_device(so_far(), AIK_SEED, DEVICE, DSK, TIME + 1000))
    entries.append(identity.keybag_changed(so_far(), AIK_SEED, 1, blob, TIME + 2000))
    entries.append(identity.slot_changed(so_far(), AIK_SEED, slot, TIME + 3000))
    other = suite.ed25519_public(draw("other dsk", 32))
    entries.append(identity.add_device(so_far(), AIK_SEED, OTHER, other, TIME + 4000))
    entries.append(identity.revoke_device(so_far(), AIK_SEED, OTHER, TIME + 5000))
    return entries, blob, slot


def the_keybag() -> keybag.Keybag:
    keys = keybag.SpaceKeys(SPACE, "self", (keybag.EpochKey(1, SPACE_KEY),))
    return keybag.Keybag(AIK_SEED, (AEK_SEED,), (keys,))


def identities() -> list[Case]:
    entries = log()[0]
    known = identity.verify_log(ACCOUNT, entries)
    tampered = entries[1][:-1] + bytes([entries[1][-1] ^ 1])
    broken = {
        "signature": [entries[0], tampered],
        "order": [entries[0], entries[2]],
        "no genesis": entries[1:],
        "two geneses": [entries[0], entries[0]],
        "empty": [],
    }
    return [
        {
            "fn": "log",
            "account_id": ACCOUNT,
            "aik_seed": AIK_SEED,
            "entries": entries,
            "aik": known.aik,
            "aek": known.aek,
            "space_id": known.space_id,
            "seq": known.seq,
            "head": known.head,
            "devices": {device.hex(): dsk for device, dsk in known.devices.items()},
            "revoked": sorted(known.revoked),
            "keybag_version": known.keybag_version,
            "keybag_hash": known.keybag_hash,
            "slot_hashes": {str(kind): digest for kind, digest in known.slot_hashes.items()},
        },
        *({"fn": "broken", "why": why, "account_id": ACCOUNT, "entries": bad} for why, bad in broken.items()),
    ]


def keybags() -> list[Case]:
    entries, blob, _ = log()
    return [
        {
            "ark": ARK,
            "account_id": ACCOUNT,
            "version": 1,
            "aik_seed": AIK_SEED,
            "aek_seeds": [AEK_SEED],
            "spaces": [{"space_id": SPACE, "kind": "self", "epochs": [{"epoch": 1, "key": SPACE_KEY}]}],
            "salt": draw("keybag salt 1", 24),
            "blob": blob,
            "log": entries,
        }
    ]


def cards() -> list[Case]:
    slot = log()[2]
    entropy = draw("entropy", 16)
    recovery = slots.Recovery.of(entropy, INSTANCE)
    words = slots.words_of(entropy)
    cases: list[Case] = [
        {
            "fn": "card",
            "entropy": entropy,
            "words": " ".join(words),
            "instance_id": INSTANCE,
            "lookup": recovery.lookup,
            "lock": recovery.lock,
            "auth_seed": recovery.auth_seed,
            "auth_public": suite.ed25519_public(recovery.auth_seed),
            "account_id": ACCOUNT,
            "ark": ARK,
            "salt": draw("slot salt 1", 24),
            "slot": slot,
        }
    ]
    plain = (bytes(16), b"\xff" * 16, b"\x7f" * 16)
    cases += [{"fn": "words", "entropy": one, "words": " ".join(slots.words_of(one))} for one in plain]
    cases += [
        {"fn": "wrong", "words": " ".join([*words[:4], "leef", *words[5:]]), "error": "WrongWord", "index": 4},
        {"fn": "wrong", "words": " ".join(["abandon"] * 12), "error": "WrongChecksum"},
        {"fn": "wrong", "words": " ".join(words[:11]), "error": "WrongCount"},
    ]
    return cases


def links(committed: list[Case]) -> list[Case]:
    entropy, seed = draw("link", 13), draw("link x-wing", 32)
    code = linking.make_code(entropy)
    link = linking.Link.of(code)
    offered = linking.Offer(DEVICE, DSK, suite.xwing_public(seed))
    offer = linking.make_offer(link, offered)
    answer = linking.Answer(ARK, ACCOUNT, suite.ed25519_public(AIK_SEED))
    return [
        {
            "entropy": entropy,
            "code": code,
            "shown": linking.show_code(code),
            "misread": linking.show_code(code).lower().replace("0", "o").replace("1", "l").replace(" ", "-"),
            "link_id": link.link_id,
            "secret": link.secret,
            "device_id": DEVICE,
            "dsk": DSK,
            "xwing_seed": seed,
            "xwing_public": offered.xwing,
            "offer": offer,
            "digits": linking.digits(link, offer),
            "ark": ARK,
            "account_id": ACCOUNT,
            "aik": answer.aik,
            "answer": _kept_answer(committed, link, offer, seed, answer) or linking.make_answer(link, offer, answer),
        }
    ]


def _kept_answer(
    committed: list[Case], link: linking.Link, offer: bytes, seed: bytes, answer: linking.Answer
) -> bytes | None:
    try:
        kept = bytes.fromhex(committed[0]["answer"])
        return kept if linking.read_answer(link, offer, seed, kept) == answer else None
    except (NewleafError, LookupError):
        return None


def proofs() -> list[Case]:
    nonce = draw("nonce", 32)
    recovery = slots.Recovery.of(draw("entropy", 16), INSTANCE)
    claims = [
        (DSK_SEED, Proof("https://leaf.example", "device", ACCOUNT, DEVICE, nonce, TIME)),
        (recovery.auth_seed, Proof("http://localhost:8000", "recover", recovery.lookup, NO_DEVICE, nonce, TIME)),
    ]
    return [
        {
            "seed": seed,
            "public": suite.ed25519_public(seed),
            "origin": claim.origin,
            "purpose": claim.purpose,
            "account_id": claim.account_id,
            "device_id": claim.device_id,
            "nonce": claim.nonce,
            "expires": claim.expires,
            "input": claim.input(),
            "signature": claim.sign(seed),
        }
        for seed, claim in claims
    ]


def photos() -> list[Case]:
    cases: list[Case] = []
    for index, count, size in ((0, 1, 1), (0, 3, 300), (2, 3, 0x4001), (63, 64, 5)):
        one = photo.Photo(b"", draw("file", 16), draw("file key", 32), count, 0, 0)
        part = draw(f"part {index} of {count}", size)
        with fixed_salts(f"photo {index} of {count}"):
            chunk = photo.seal_chunk(one, index, part)
        named = {"file": one.file, "key": one.key, "index": index, "chunks": count, "part": part, "chunk": chunk}
        cases.append({**named, "salt": chunk[:24]})
    return cases


def committed(name: str) -> list[Case]:
    path = HERE / f"{name}.json"
    cases: list[Case] = json.loads(path.read_text()) if path.exists() else []
    return cases


def vectors() -> dict[str, list[Case]]:
    return {
        "encoding": encodings(),
        "cobblestone": cobblestones(),
        "hkdf": hkdfs(),
        "ed25519": signatures(),
        "envelope": envelopes(),
        "identity": identities(),
        "keybag": keybags(),
        "slots": cards(),
        "linking": links(committed("linking")),
        "proof": proofs(),
        "photo": photos(),
    }


def written(cases: list[Case]) -> str:
    return json.dumps(cases, indent=1, default=bytes.hex, sort_keys=False) + "\n"


if __name__ == "__main__":
    for name, cases in vectors().items():
        (HERE / f"{name}.json").write_text(written(cases))
