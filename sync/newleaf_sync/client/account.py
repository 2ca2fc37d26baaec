"""Making an account, coming back with the card, and linking another device: the HTTP half of a client."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from newleaf_sync import card, frames, identity, linking, suite
from newleaf_sync.client.api import Api
from newleaf_sync.client.diary import now_ms
from newleaf_sync.client.vault import Vault
from newleaf_sync.errors import Declined, NotAuthentic, Retired
from newleaf_sync.keybag import Keybag, new_keys, open_keybag, seal_keybag
from newleaf_sync.proof import NO_DEVICE, Proof

WAIT_SECONDS = 20


async def create(url: str, name: str) -> Vault:
    vault = make_account(url, name)
    await register(Api(url), vault)
    return vault


async def register(api: Api, vault: Vault) -> None:
    # Makes the account at the server. Raises Declined `log-moved` where another device must tell it first what it lost.
    await api.call("POST", "/api/accounts", [vault.account_id, list(vault.log), vault.keybag_version, vault.keybag])


def make_account(url: str, name: str) -> Vault:
    # No network is needed for it; the server only keeps it.
    account_id, device_id, space_id = (secrets.token_bytes(16) for _ in range(3))
    signing_seed, sealing_seed = secrets.token_bytes(32), secrets.token_bytes(32)
    keys = new_keys(space_id)
    log = [identity.genesis(account_id, keys.aik_seed, suite.xwing_public(keys.aek_seeds[0]), space_id, now_ms())]
    public = suite.ed25519_public(signing_seed), suite.xwing_public(sealing_seed)
    log.append(identity.add_device(identity.verify_log(account_id, log), keys.aik_seed, device_id, *public, now_ms()))
    known = identity.verify_log(account_id, log)
    blob = seal_keybag(keys, account_id, 1, known.holders)
    log.append(identity.keybag_changed(known, keys.aik_seed, 1, blob, now_ms()))
    return Vault(url, name, account_id, device_id, signing_seed, sealing_seed, tuple(log), 1, blob)


async def sign_in(api: Api, account_id: bytes, device_id: bytes, signing_seed: bytes) -> None:
    """Proves the device over POST /sync; the session is in the cookie."""
    hello = [*_plain(frames.Hello(frames.PROTOCOL_VERSION, account_id, device_id))]
    for frame in await api.call("POST", "/sync", [hello]):
        if frame[0] == "challenge":
            nonce, expires = frame[1], frame[2]
            proof = Proof(api.origin, "device", account_id, device_id, nonce, expires)
            auth = _plain(frames.Auth(nonce, proof.sign(signing_seed)))
            answers = await api.call("POST", "/sync", [hello, auth])
            for refused in (answer for answer in answers if answer[0] == "refused"):
                raise Declined(403, *refused[2:5])


async def fetch(api: Api, vault: Vault) -> Vault:
    # The newest log and keybag, checked; the log must go on from the one that is known. Raises Retired.
    _, version, blob, log = await api.call("GET", "/api/account")
    lost = vault.log[len(log) :]
    if lost and tuple(log) == vault.log[: len(log)]:
        # The server was brought back from an older copy: what the account signed since is told to it again.
        newer_keys = (vault.keybag_version, vault.keybag) if vault.keybag_version > version else (0, b"")
        await api.call("POST", "/api/log", [list(lost), *newer_keys])
        return vault
    if tuple(log[: len(vault.log)]) != vault.log:
        raise NotAuthentic
    if identity.verify_log(vault.account_id, log).retired:
        raise Retired
    newer = msgspec.structs.replace(vault, log=tuple(log), keybag_version=version, keybag=blob)
    newer.open_keybag()
    return newer


async def _append(api: Api, vault: Vault, entries: list[bytes], keys: Keybag) -> Vault:
    """Appends `entries` to the identity log, and a keybag that is sealed to whom the log names after them."""
    log = (*vault.log, *entries)
    known = identity.verify_log(vault.account_id, log)
    version = vault.keybag_version + 1
    blob = seal_keybag(keys, vault.account_id, version, known.holders)
    named = identity.keybag_changed(known, keys.aik_seed, version, blob, now_ms())
    await api.call("POST", "/api/log", [[*entries, named], version, blob])
    return msgspec.structs.replace(vault, log=(*log, named), keybag_version=version, keybag=blob)


def _rotated(vault: Vault, keys: Keybag, first: bytes) -> tuple[list[bytes], Keybag]:
    # After `first`, which adds or takes off a device, all keys are new.
    known = identity.extend(vault.account_id, vault.identity(), first)
    newer = new_keys(known.space_id, keys)
    aek = suite.xwing_public(newer.aek_seeds[0])
    return [first, identity.rotate_keys(known, keys.aik_seed, newer.aik_seed, aek, now_ms())], newer


async def set_card(api: Api, vault: Vault, entropy: bytes) -> Vault:
    # The card opens the keybag from now on; `entropy` is what the twelve words say.
    keys = vault.open_keybag()
    made = card.Card.of(entropy, await _instance(api))
    entry = identity.card_changed(vault.identity(), keys.aik_seed, made.public(), now_ms())
    return await _append(api, vault, [entry], keys)


async def take_off(api: Api, vault: Vault, device_id: bytes, pin: identity.Pin) -> Vault:
    """Takes a device off and changes all keys, so that it opens nothing that is written from now on.

    Raises Declined `log-moved` where it wrote more than `pin` says: take that first.
    """
    keys = vault.open_keybag()
    first = identity.revoke_device(vault.identity(), keys.aik_seed, device_id, pin, now_ms())
    return await _append(api, vault, *_rotated(vault, keys, first))


async def retire(api: Api, vault: Vault) -> None:
    # The server deletes what it holds; the other devices read it in the log, and do the same.
    entry = identity.retired(vault.identity(), vault.open_keybag().aik_seed, now_ms())
    await api.call("POST", "/api/log", [[entry], 0, b""])


async def recover(url: str, name: str, words: str) -> Vault:
    """Comes back with the card as a new device. All keys change: who knows where the lost ones are?

    Raises a CardError for words that cannot be right, Declined `no-match` for a card of nobody.
    """
    api = Api(url)
    found = card.Card.of(card.entropy_of(words), await _instance(api))
    nonce, expires = await api.call("POST", "/api/recovery/challenge", [found.lookup])
    proof = Proof(api.origin, "recover", found.lookup, NO_DEVICE, nonce, expires)
    account_id, version, blob, log = await api.call(
        "POST", "/api/recovery", [found.lookup, nonce, proof.sign(found.auth_seed)]
    )
    device_id, signing_seed, sealing_seed = (secrets.token_bytes(n) for n in (16, 32, 32))
    vault = Vault(url, name, account_id, device_id, signing_seed, sealing_seed, tuple(log), version, blob)
    keys = open_keybag(blob, version, found.lookup, found.sealing_seed, vault.identity())
    public = suite.ed25519_public(signing_seed), suite.xwing_public(sealing_seed)
    first = identity.add_device(vault.identity(), keys.aik_seed, device_id, *public, now_ms())
    return await _append(api, vault, *_rotated(vault, keys, first))


async def add_device(api: Api, vault: Vault, device_id: bytes, public: tuple[bytes, bytes]) -> Vault:
    # public: what the new device signs with, and what is sealed to it.
    keys = vault.open_keybag()
    entry = identity.add_device(vault.identity(), keys.aik_seed, device_id, *public, now_ms())
    return await _append(api, vault, [entry], keys)


class Offering:
    """The new device: shows `code` and `digits`, then waits for the answer."""

    def __init__(self, url: str) -> None:
        self.api = Api(url)
        self.url = url
        self.code = linking.make_code(secrets.token_bytes(linking.CODE_ENTROPY_BYTES))
        self.link = linking.Link.of(self.code)
        self._device_id, self._seed, self._xwing = (secrets.token_bytes(n) for n in (16, 32, 32))
        offer = linking.Offer(self._device_id, suite.ed25519_public(self._seed), suite.xwing_public(self._xwing))
        self._offer = linking.make_offer(self.link, offer)
        self.digits = linking.digits(self.link, self._offer)

    async def leave(self) -> None:
        await self.api.call("POST", "/api/links", [self.link.link_id, self._offer])

    async def collect(self, name: str) -> Vault:
        # Waits until the other device answered; Declined `no-link` after two minutes.
        found: list[Any] = []
        while not found:
            found = await self.api.call("POST", "/api/links/collect", [self.link.link_id, WAIT_SECONDS])
        answer = linking.read_answer(self.link, self._offer, self._xwing, found[0])
        await sign_in(self.api, answer.account_id, self._device_id, self._seed)
        vault = Vault(self.url, name, answer.account_id, self._device_id, self._seed, self._xwing, (), 0, b"")
        vault = await fetch(self.api, vault)
        if vault.identity().aik != answer.aik:
            raise NotAuthentic
        return vault


class Accepting:
    """The old device: reads the code, shows `digits`, and on the person's yes lets the other in."""

    def __init__(self, api: Api, vault: Vault, code: str) -> None:
        self.api, self.vault, self.link = api, vault, linking.Link.of(code)
        self._offer = b""
        self.digits = ""

    async def open(self) -> None:
        (self._offer,) = await self.api.call("POST", "/api/links/open", [self.link.link_id])
        linking.read_offer(self.link, self._offer)
        self.digits = linking.digits(self.link, self._offer)

    async def confirm(self) -> Vault:
        offer = linking.read_offer(self.link, self._offer)
        vault = await add_device(self.api, self.vault, offer.device_id, (offer.dsk, offer.xwing))
        mine = linking.Answer(vault.account_id, vault.identity().aik)
        answer = linking.make_answer(self.link, self._offer, mine)
        await self.api.call("POST", "/api/links/answer", [self.link.link_id, answer])
        return vault


async def _instance(api: Api) -> bytes:
    return bytes.fromhex((await api.config())["instance_id"])


def _plain(frame: frames.ClientFrame) -> list[Any]:
    return list(msgspec.to_builtins(frame, builtin_types=(bytes,)))
