"""Write the vectors that bind Python and TypeScript: `python sync/vectors/make.py`.

Every input is drawn from a name, so that the files come out the same each time. The exception is what HPKE seals, whose
encapsulation is random: the answer in linking.json and the keybag are kept as long as they open.
"""

# ruff: noqa: INP001 - scripts, not a package

from __future__ import annotations

import hashlib
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from newleaf_sync import (  # noqa: E402 - path above
    card,
    encoding,
    envelope,
    identity,
    invitation,
    keybag,
    leaflet,
    letter,
    linking,
    membership,
    photo,
    project,
    space,
    suite,
)
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
AIK_SEED, AEK_SEED, DSK_SEED, SEALING_SEED, SPACE_KEY = (
    draw(n, 32) for n in ("aik", "aek", "dsk", "device sealing", "space key")
)
DSK, SEALING = suite.ed25519_public(DSK_SEED), suite.xwing_public(SEALING_SEED)


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


def log() -> tuple[list[bytes], bytes]:
    """Give the entries, with a phone taken off and the keys changed, and the keybag that the last of them names."""
    entries = [identity.genesis(ACCOUNT, AIK_SEED, suite.xwing_public(AEK_SEED), SPACE, TIME)]

    def so_far() -> identity.Identity:
        return identity.verify_log(ACCOUNT, entries)

    entries.append(identity.add_device(so_far(), AIK_SEED, DEVICE, DSK, SEALING, TIME + 1000))
    other = suite.ed25519_public(draw("other dsk", 32)), suite.xwing_public(draw("other sealing", 32))
    entries.append(identity.add_device(so_far(), AIK_SEED, OTHER, *other, TIME + 2000))
    entries.append(identity.card_changed(so_far(), AIK_SEED, the_card().public(), TIME + 3000))
    entries.append(identity.keybag_changed(so_far(), AIK_SEED, 1, b"an earlier one", TIME + 4000))
    pin = identity.Pin(7, draw("last of other", 32))
    entries.append(identity.revoke_device(so_far(), AIK_SEED, OTHER, pin, TIME + 5000))
    new_aek = suite.xwing_public(the_keybag().aek_seeds[0])
    entries.append(identity.rotate_keys(so_far(), AIK_SEED, the_keybag().aik_seed, new_aek, TIME + 6000))
    blob = _kept_keybag(so_far()) or keybag.seal_keybag(the_keybag(), ACCOUNT, 2, so_far().holders)
    entries.append(identity.keybag_changed(so_far(), the_keybag().aik_seed, 2, blob, TIME + 7000))
    return entries, blob


def _kept_keybag(before: identity.Identity) -> bytes | None:
    """The committed one, if it opens for everybody to what it should hold."""
    try:
        kept = bytes.fromhex(committed("keybag")[0]["blob"])
        named = identity.extend(
            ACCOUNT, before, identity.keybag_changed(before, the_keybag().aik_seed, 2, kept, TIME + 7000)
        )
        for holder, seed in holders().items():
            if keybag.open_keybag(kept, 2, holder, seed, named) != the_keybag():
                return None
    except (NewleafError, LookupError):
        return None
    return kept


def holders() -> dict[bytes, bytes]:
    return {DEVICE: SEALING_SEED, the_card().lookup: the_card().sealing_seed}


def the_card() -> card.Card:
    return card.Card.of(draw("entropy", 16), INSTANCE)


def the_keybag() -> keybag.Keybag:
    epochs = (keybag.EpochKey(1, SPACE_KEY), keybag.EpochKey(2, draw("space key 2", 32)))
    keys = keybag.SpaceKeys(SPACE, "self", epochs)
    return keybag.Keybag(draw("aik 2", 32), (draw("aek 2", 32), AEK_SEED), (keys,))


def identities() -> list[Case]:
    entries = log()[0]
    known = identity.verify_log(ACCOUNT, entries)
    tampered = entries[1][:-1] + bytes([entries[1][-1] ^ 1])
    before, after = identity.verify_log(ACCOUNT, entries[:6]), identity.verify_log(ACCOUNT, entries[:7])
    unwilling = identity.rotate_keys(before, AIK_SEED, draw("stranger", 32), known.aek, TIME)
    wrong_consent = known.aik + known.aek + msgspec.msgpack.decode(unwilling)[3][-64:]
    broken = {
        "signature": [entries[0], tampered],
        "order": [entries[0], entries[2]],
        "no genesis": entries[1:],
        "two geneses": [entries[0], entries[0]],
        "empty": [],
        "signed by the key of before": [*entries[:7], signed(after, "retired", b"")],
        "a new key that did not agree": [*entries[:6], signed(before, "rotate-keys", wrong_consent)],
    }
    return [
        {
            "fn": "log",
            "account_id": ACCOUNT,
            "aik_seeds": [AIK_SEED, the_keybag().aik_seed],
            "entries": entries,
            "aik": known.aik,
            "aek": known.aek,
            "space_id": known.space_id,
            "seq": known.seq,
            "head": known.head,
            "devices": {device.hex(): dsk for device, dsk in known.devices.items()},
            "holders": {holder.hex(): sealing for holder, sealing in known.holders.items()},
            "revoked": {device.hex(): [pin.counter, pin.hash] for device, pin in known.revoked.items()},
            "epoch": known.epoch,
            "keybag_version": known.keybag_version,
            "keybag_hash": known.keybag_hash,
            "card": [known.card.lookup, known.card.auth, known.card.sealing] if known.card else [],
        },
        *({"fn": "broken", "why": why, "account_id": ACCOUNT, "entries": bad} for why, bad in broken.items()),
    ]


def signed(before: identity.Identity, op: str, payload: bytes) -> bytes:
    """An entry that follows, signed by the first identity key, whoever's turn it is."""
    seq = before.seq + 1
    fields = (encoding.u64(seq), before.head, op.encode(), payload, encoding.u64(TIME))
    signature = suite.sign(AIK_SEED, encoding.pae("newleaf/v1/idlog", ACCOUNT, *fields))
    return msgspec.msgpack.encode([seq, before.head, op, payload, TIME, signature])


def keybags() -> list[Case]:
    entries, blob = log()
    return [
        {
            "account_id": ACCOUNT,
            "version": 2,
            "aik_seed": the_keybag().aik_seed,
            "aek_seeds": list(the_keybag().aek_seeds),
            "spaces": [
                {
                    "space_id": SPACE,
                    "kind": "self",
                    "epochs": [{"epoch": one.epoch, "key": one.key} for one in the_keybag().spaces[0].epochs],
                }
            ],
            "holders": [{"holder": holder, "sealing_seed": seed} for holder, seed in holders().items()],
            "blob": blob,
            "log": entries,
        }
    ]


def cards() -> list[Case]:
    entropy = draw("entropy", 16)
    made = the_card()
    words = card.words_of(entropy)
    cases: list[Case] = [
        {
            "fn": "card",
            "entropy": entropy,
            "words": " ".join(words),
            "instance_id": INSTANCE,
            "lookup": made.lookup,
            "auth_seed": made.auth_seed,
            "auth_public": made.public().auth,
            "sealing_seed": made.sealing_seed,
            "sealing_public": made.public().sealing,
        }
    ]
    plain = (bytes(16), b"\xff" * 16, b"\x7f" * 16)
    cases += [{"fn": "words", "entropy": one, "words": " ".join(card.words_of(one))} for one in plain]
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
    answer = linking.Answer(ACCOUNT, suite.ed25519_public(AIK_SEED))
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
    made = the_card()
    claims = [
        (DSK_SEED, Proof("https://leaf.example", "device", ACCOUNT, DEVICE, nonce, TIME)),
        (made.auth_seed, Proof("http://localhost:8000", "recover", made.lookup, NO_DEVICE, nonce, TIME)),
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


def memberships(committed: list[Case]) -> list[Case]:
    """A talk of two with three epochs: founded, begun anew, left."""
    other, other_seed, aek_seed = draw("other account", 16), draw("other dsk", 32), draw("talk aek", 32)
    talk, key = draw("talk", 16), draw("talk key", 32)
    roots = [membership.root_of(draw(name, 32)) for name in ("root", "other root")]
    both = [
        membership.Member(ACCOUNT, roots[0], membership.EQUAL),
        membership.Member(other, roots[1], membership.EQUAL),
    ]
    keys = {(ACCOUNT, DEVICE): DSK, (other, DEVICE): suite.ed25519_public(other_seed)}
    steps = [
        (both, ACCOUNT, DSK_SEED, membership.key_hash_of(key)),
        (both, other, other_seed, membership.key_hash_of(key)),
        (both[:1], other, other_seed, membership.NO_KEY),
    ]
    known: membership.Membership | None = None
    cases: list[Case] = []
    for at, (members, author, seed, key_hash) in enumerate(steps):
        entry = membership.make(talk, known, members, key_hash, author=author, device_id=DEVICE, dsk_seed=seed)
        known = membership.extend(talk, known, entry, lambda account, device: keys.get((account, device)))
        named = {"space_id": talk, "author": author, "device_id": DEVICE, "dsk": keys[author, DEVICE], "entry": entry}
        case: Case = {**named, "epoch": known.epoch, "head": known.head, "key_hash": key_hash}
        case["members"] = [[member.account_id, member.root, member.role] for member in known.members]
        if at == 0:
            kept = _kept_wrap(committed, known, aek_seed, key)
            wrap = kept or membership.wrap(known, ACCOUNT, suite.xwing_public(aek_seed), key)
            case |= {"aek_seed": aek_seed, "key": key, "wrap": wrap}
            case["safety"] = membership.safety_number((ACCOUNT, roots[0]), (other, roots[1]))
        cases.append(case)
    return cases


def circles() -> list[Case]:
    """A circle: begun by its host alone, one let in who is made a host too, and the first one leaves."""
    guest, guest_seed, circle = draw("guest account", 16), draw("guest dsk", 32), draw("circle", 16)
    roots = [membership.root_of(draw(name, 32)) for name in ("root", "guest root")]
    first = membership.Member(ACCOUNT, roots[0], membership.HOST)
    equal, host = (membership.Member(guest, roots[1], role) for role in (membership.EQUAL, membership.HOST))
    dsks = {(ACCOUNT, DEVICE): DSK, (guest, DEVICE): suite.ed25519_public(guest_seed)}
    steps = [([first], ACCOUNT, "one"), ([first, equal], ACCOUNT, "two"), ([first, host], ACCOUNT, "three")]
    steps += [([host], ACCOUNT, ""), ([host], guest, "five")]
    known: membership.Membership | None = None
    cases: list[Case] = []
    for members, author, name in steps:
        key = draw(f"circle key {name}", 32) if name else b""
        key_hash = membership.key_hash_of(key) if name else membership.NO_KEY
        seed = DSK_SEED if author == ACCOUNT else guest_seed
        entry = membership.make(circle, known, members, key_hash, author=author, device_id=DEVICE, dsk_seed=seed)
        known = membership.extend(circle, known, entry, lambda account, device: dsks.get((account, device)))
        case: Case = {"space_id": circle, "author": author, "device_id": DEVICE, "dsk": dsks[author, DEVICE]}
        case |= {"entry": entry, "epoch": known.epoch, "head": known.head, "hosts": sorted(known.hosts)}
        if name:
            document = f"said/{author.hex()}/2026-11"
            case |= {"key": key, "document": document, "document_id": space.document_id(key, circle, document)}
        cases.append(case)
    return cases


def circle_invitations() -> list[Case]:
    one = invitation.Invitation(draw("circle invitation", 16), draw("circle secret", 16), draw("invitation root", 32))
    circle, guest, root = draw("circle", 16), draw("guest account", 16), draw("guest root", 32)
    card = invitation.CircleCard(ACCOUNT, "Sam \u263a", "Come along.", "Garden \u263a", circle, 4)
    with fixed_salts("circle invitation"):
        sealed = one.seal_card(card)
        answer = one.seal_answer("Jo")
    case: Case = {"invitation_id": one.invitation_id, "secret": one.secret, "root": one.root, "text": one.text}
    case |= {"account_id": card.account_id, "name": card.name, "words": card.words}
    case |= {"circle": card.circle, "space_id": circle, "people": card.people, "card": sealed, "salt": sealed[:24]}
    case |= {"guest": guest, "guest_root": root, "guest_name": "Jo", "answer": answer, "answer_salt": answer[:24]}
    case["proof"] = one.join_proof(circle, guest, root, answer)
    return [case]


def _kept_wrap(committed: list[Case], known: membership.Membership, aek_seed: bytes, key: bytes) -> bytes | None:
    try:
        kept = bytes.fromhex(committed[0]["wrap"])
        return kept if membership.unwrap(known, ACCOUNT, aek_seed, kept) == key else None
    except (NewleafError, LookupError):
        return None


def invitations() -> list[Case]:
    one = invitation.Invitation(draw("invitation", 16), draw("invitation secret", 16), draw("invitation root", 32))
    card = invitation.InvitationCard(ACCOUNT, "Sam \u263a", "I have been there, too.")
    with fixed_salts("invitation"):
        sealed = one.seal_card(card)
    talk, founding = draw("talk", 16), b"founding"
    return [
        {
            "invitation_id": one.invitation_id,
            "secret": one.secret,
            "root": one.root,
            "text": one.text,
            "auth": one.auth,
            "account_id": card.account_id,
            "name": card.name,
            "words": card.words,
            "card": sealed,
            "salt": sealed[:24],
            "space_id": talk,
            "founding": founding,
            "proof": one.proof(talk, founding),
        }
    ]


def projects() -> list[Case]:
    """Founded, joined by a supporter and a lead, left by the supporter."""
    other, other_seed, root = draw("other account", 16), draw("other dsk", 32), membership.root_of(draw("root", 32))
    founder = project.Worker(ACCOUNT, root, project.LEAD)
    supporter = project.Worker(other, membership.root_of(draw("other root", 32)), project.SUPPORTER)
    aek = suite.xwing_public(draw("talk aek", 32))
    mine = project.CardWorker(ACCOUNT, "Ana \u263a", "I coordinate.", aek)
    first = project.ProjectCard("Vocation Matters", "Come as you are.", (mine,), ())
    theirs = project.CardWorker(other, "Sam", "I have been there, too.", aek)
    both = tuple(sorted((mine, theirs), key=lambda one: one.account_id))
    linked = (project.code_of(draw("linked project", 16)), "Work Matters")
    second = project.ProjectCard("Vocation Matters", "Come as you are.", both, (linked,))
    cards = [msgspec.msgpack.encode(first), msgspec.msgpack.encode(second), msgspec.msgpack.encode(second)]
    keys = {(ACCOUNT, DEVICE): DSK, (other, DEVICE): suite.ed25519_public(other_seed)}
    steps = [([founder], ACCOUNT, DSK_SEED), ([founder, supporter], ACCOUNT, DSK_SEED), ([founder], other, other_seed)]
    known: project.Project | None = None
    cases: list[Case] = []
    for (workers, author, seed), said in zip(steps, cards, strict=True):
        salt = draw("project salt", 32)
        entry = project.make(known, workers, said, author=author, device_id=DEVICE, dsk_seed=seed, salt=salt)
        known = project.extend(known, entry, lambda account, device: keys.get((account, device)))
        read = project.read_card(known, said)
        named = {"author": author, "device_id": DEVICE, "dsk": keys[author, DEVICE], "salt": salt, "entry": entry}
        case: Case = {**named, "card": said, "project_id": known.project_id, "code": known.code, "head": known.head}
        case["workers"] = [[worker.account_id, worker.root, worker.role] for worker in known.workers]
        case |= {"name": read.name, "words": read.words, "called": [one.name for one in read.workers]}
        cases.append(case | {"linked": read.linked})
    return cases


def letters(committed: list[Case]) -> list[Case]:
    """A hello to two; the seal to each holds randomness, so what is committed stays as long as it opens."""
    heading = letter.Heading(draw("letter", 16), draw("project", 16), letter.HELLO)
    seeds = {ACCOUNT: draw("talk aek", 32), OTHER: draw("other aek", 32)}
    recipients = {account: suite.xwing_public(seed) for account, seed in seeds.items()}
    body = msgspec.msgpack.encode(["Robin", "Hello \u263a"])
    with fixed_salts("letter"):
        blob, wraps = letter.seal(
            heading, recipients, body, author=ACCOUNT, device_id=DEVICE, dsk_seed=DSK_SEED, key=draw("letter key", 32)
        )
    try:
        kept = bytes.fromhex(committed[0]["wrap"])
        letter.unseal(heading, blob, kept, OTHER, [seeds[OTHER]], lambda *_: DSK)
    except (NewleafError, LookupError):
        kept = dict(wraps)[OTHER]
    named = {"letter_id": heading.letter_id, "project_id": heading.project_id, "kind": heading.kind}
    named |= {"about": heading.about, "author": ACCOUNT, "device_id": DEVICE, "dsk": DSK, "recipient": OTHER}
    return [named | {"aek_seed": seeds[OTHER], "blob": blob, "wrap": kept, "body": body}]


def leaflets() -> list[Case]:
    """The ideas of a project that its founder gives out, and then again with other words."""
    root, card = membership.root_of(draw("root", 32)), b""
    founder = project.Worker(ACCOUNT, root, project.COORDINATOR)
    author = {"author": ACCOUNT, "device_id": DEVICE, "dsk_seed": DSK_SEED}
    entry = project.make(None, [founder], card, **author, salt=draw("project salt", 32))
    place = project.extend(None, entry, lambda *_: DSK)
    cases: list[Case] = []
    before = None
    for version, text in ((1, '{"version":1}'), (2, '{"words":"Caf\u00e9 \u263a"}')):
        said = leaflet.Said(leaflet.IDEAS, version, 1_800_000_000_000 + version * 3_600_000, text)
        data = leaflet.make(place, said, **author)
        before = leaflet.read(data, place, before, lambda *_: DSK)
        named = {"author": ACCOUNT, "device_id": DEVICE, "dsk_seed": DSK_SEED, "dsk": DSK, "entry": entry}
        named |= {"kind": said.kind, "version": version, "given": said.given, "text": text}
        cases.append(named | {"seq": before.seq, "leaflet": data})
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
        "card": cards(),
        "linking": links(committed("linking")),
        "proof": proofs(),
        "photo": photos(),
        "membership": memberships(committed("membership")),
        "invitation": invitations(),
        "circle": circles(),
        "circle_invitation": circle_invitations(),
        "project": projects(),
        "letter": letters(committed("letter")),
        "leaflet": leaflets(),
    }


def written(cases: list[Case]) -> str:
    return json.dumps(cases, indent=1, default=bytes.hex, sort_keys=False) + "\n"


if __name__ == "__main__":
    for name, cases in vectors().items():
        (HERE / f"{name}.json").write_text(written(cases))
