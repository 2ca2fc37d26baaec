"""Somebody who talks without a screen, on a bare device and the Python core: PROTOCOL.md sections 3.5, 3.6 and 5.4."""

from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING

from caller import Device, log_of, new_id

from newleaf_sync import membership, suite
from newleaf_sync.clock import make_stamp
from newleaf_sync.document import decode_content, encode_content
from newleaf_sync.envelope import KIND_CHANGE, KIND_MESSAGE, NO_HASH, Author, Header, Seen, open_envelope, seal
from newleaf_sync.identity import verify_log
from newleaf_sync.invitation import Invitation
from newleaf_sync.record import Change
from newleaf_sync.space import document_id

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = 100
DAY_MS = 86_400_000


class Talker:
    """Follows a link, and says hello by it."""

    def __init__(self, url: str, link: str, name: str) -> None:
        self.device = Device(url).sign_in()
        invitation = Invitation.read(link.rsplit("/", 1)[-1])
        _, (sealed, log, _) = self._call("/api/invitations/open", invitation.invitation_id, invitation.auth)
        self.inviter = invitation.open_card(sealed)
        self.identities = {self.inviter.account_id: verify_log(self.inviter.account_id, log)}
        self.identities[self.device.account] = self.device.vault.identity()
        self.space, self.key = new_id(), secrets.token_bytes(32)
        self._found(invitation)
        self._counter, self._prev = 0, NO_HASH
        self.wire = self.device.connect()
        self._write("about", "about", bytes(16), now_ms(), name=name)

    def _call(self, path: str, *body: object) -> tuple[int, list]:
        status, answer = self.device.call("POST", path, list(body))
        assert status < 300, answer
        return status, answer

    def _found(self, invitation: Invitation) -> None:
        roots = {
            self.inviter.account_id: invitation.root,
            self.device.account: membership.root_of(self.device.vault.identity().aik),
        }
        entry = membership.make(
            self.space,
            None,
            [membership.Member(account, root, membership.EQUAL) for account, root in roots.items()],
            membership.key_hash_of(self.key),
            author=self.device.account,
            device_id=self.device.id,
            dsk_seed=self.device.vault.signing_seed,
        )
        own = suite.ed25519_public(self.device.vault.signing_seed)
        made = membership.extend(self.space, None, entry, lambda *_: own)
        wraps = [(account, membership.wrap(made, account, self.identities[account].aek, self.key)) for account in roots]
        proof = invitation.proof(self.space, entry)
        self._call("/api/spaces", self.space, entry, wraps, invitation.invitation_id, invitation.auth, proof)

    def say(self, *texts: str) -> None:
        self.say_at((now_ms() + at, text) for at, text in enumerate(texts))

    def say_at(self, said: Iterable[tuple[int, str]]) -> None:
        """(when, in ms; what) of each: many at once."""
        waiting = []
        for ms, text in said:
            day = datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).date().isoformat()
            waiting.append(self._sealed(f"said/{{}}/{day[:7]}", "message", new_id(), ms, day=day, text=text))
            if len(waiting) == BATCH:
                self._push(waiting)
                waiting = []
        self._push(waiting)

    def _write(self, document: str, kind: str, record: bytes, ms: int, **fields: str) -> None:
        self._push([self._sealed(f"{document}/{{}}", kind, record, ms, **fields)])

    def _sealed(self, document: str, kind: str, record: bytes, ms: int, **fields: str) -> bytes:
        self._counter += 1
        name = document.format(self.device.account.hex())
        told = KIND_MESSAGE if kind == "message" else KIND_CHANGE
        header = Header(self.space, document_id(self.key, self.space, name), self._counter, kind=told)
        author = Author(self.device.id, self.device.vault.signing_seed, self._prev)
        content = encode_content([Change(kind, record, make_stamp(ms), dict(fields))])
        sealed = seal(header, self.key, author, Seen(), content)
        self._prev = sealed.hash
        return sealed.envelope

    def _push(self, envelopes: list[bytes]) -> None:
        if envelopes:
            answer = self.wire.ask("push", 1, self.space, envelopes)
            assert answer[0] == "pushed", answer

    def heard(self) -> list[str]:
        """What the other one said, as it was sent; every entry is opened and verified."""
        devices = {device: keys for one in self.identities.values() for device, keys in one.devices.items()}
        texts = []
        for _, device, _, envelope in log_of(self.wire, self.space):
            opened = open_envelope(envelope, {1: self.key}, devices)
            if device != self.device.id:
                changes = decode_content(opened.content)
                texts += [change.fields["text"] for change in changes if change.type == "message"]
        return texts


def now_ms() -> int:
    return int(datetime.datetime.now(datetime.UTC).timestamp() * 1000)
