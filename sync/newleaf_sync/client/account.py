"""Making an account, coming back with the card, and linking another device: the HTTP half of a client."""

from __future__ import annotations

import secrets
from typing import Any

import msgspec

from newleaf_sync import frames, identity, linking, slots, suite
from newleaf_sync.client.api import Api
from newleaf_sync.client.diary import now_ms
from newleaf_sync.client.vault import Vault
from newleaf_sync.errors import Declined, NotAuthentic
from newleaf_sync.keybag import EpochKey, Keybag, SpaceKeys, seal_keybag
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
    aik_seed, aek_seed, signing_seed, ark, key = (secrets.token_bytes(32) for _ in range(5))
    keys = Keybag(aik_seed, (aek_seed,), (SpaceKeys(space_id, "self", (EpochKey(1, key),)),))
    blob = seal_keybag(keys, ark, account_id, 1)
    log = [identity.genesis(account_id, aik_seed, suite.xwing_public(aek_seed), space_id, now_ms())]
    public = suite.ed25519_public(signing_seed)
    log.append(identity.add_device(identity.verify_log(account_id, log), aik_seed, device_id, public, now_ms()))
    log.append(identity.keybag_changed(identity.verify_log(account_id, log), aik_seed, 1, blob, now_ms()))
    return Vault(url, name, account_id, device_id, signing_seed, ark, tuple(log), 1, blob)


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
    # The newest log and keybag, checked; the log must go on from the one that is known.
    _, version, blob, log = await api.call("GET", "/api/account")
    lost = vault.log[len(log) :]
    if lost and tuple(log) == vault.log[: len(log)]:
        # The server was brought back from an older copy: what the account signed since is told to it again.
        newer_keys = (vault.keybag_version, vault.keybag) if vault.keybag_version > version else (0, b"")
        await api.call("POST", "/api/log", [list(lost), *newer_keys])
        return vault
    if tuple(log[: len(vault.log)]) != vault.log:
        raise NotAuthentic
    newer = msgspec.structs.replace(vault, log=tuple(log), keybag_version=version, keybag=blob)
    newer.open_keybag()
    return newer


async def set_card(api: Api, vault: Vault, entropy: bytes) -> Vault:
    # Puts the card's lock on the account; `entropy` is what the twelve words say.
    recovery = slots.Recovery.of(entropy, await _instance(api))
    slot = slots.seal_slot(recovery, vault.account_id, vault.ark)
    aik_seed = vault.open_keybag().aik_seed
    entry = identity.slot_changed(vault.identity(), aik_seed, slot, now_ms())
    public = suite.ed25519_public(recovery.auth_seed)
    await api.call("PUT", "/api/recovery", [recovery.lookup, public, slot, entry])
    return msgspec.structs.replace(vault, log=(*vault.log, entry))


async def recover(url: str, name: str, words: str) -> Vault:
    # Raises a CardError for words that cannot be right, Declined `no-match` for a card of nobody.
    api = Api(url)
    recovery = slots.Recovery.of(slots.entropy_of(words), await _instance(api))
    nonce, expires = await api.call("POST", "/api/recovery/challenge", [recovery.lookup])
    proof = Proof(api.origin, "recover", recovery.lookup, NO_DEVICE, nonce, expires)
    call = [recovery.lookup, nonce, proof.sign(recovery.auth_seed)]
    account_id, slot, version, blob, log = await api.call("POST", "/api/recovery", call)
    if suite.sha256(slot) != identity.verify_log(account_id, log).slot_hashes.get(slots.TYPE_RECOVERY):
        raise NotAuthentic
    ark = slots.open_slot(recovery, account_id, slot)
    device_id, signing_seed = secrets.token_bytes(16), secrets.token_bytes(32)
    vault = Vault(url, name, account_id, device_id, signing_seed, ark, tuple(log), version, blob)
    return await add_device(api, vault, device_id, suite.ed25519_public(signing_seed))


async def add_device(api: Api, vault: Vault, device_id: bytes, public: bytes) -> Vault:
    aik_seed = vault.open_keybag().aik_seed
    entry = identity.add_device(vault.identity(), aik_seed, device_id, public, now_ms())
    await api.call("POST", "/api/log", [[entry], 0, b""])
    return msgspec.structs.replace(vault, log=(*vault.log, entry))


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
        vault = Vault(self.url, name, answer.account_id, self._device_id, self._seed, answer.ark, (), 0, b"")
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
        vault = await add_device(self.api, self.vault, offer.device_id, offer.dsk)
        mine = linking.Answer(vault.ark, vault.account_id, vault.identity().aik)
        answer = linking.make_answer(self.link, self._offer, mine)
        await self.api.call("POST", "/api/links/answer", [self.link.link_id, answer])
        return vault


async def _instance(api: Api) -> bytes:
    return bytes.fromhex((await api.config())["instance_id"])


def _plain(frame: frames.ClientFrame) -> list[Any]:
    return list(msgspec.to_builtins(frame, builtin_types=(bytes,)))
