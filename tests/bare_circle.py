"""A circle as bare devices keep it, for what the server does with it; no key of it seals anything."""

from __future__ import annotations

from bare_talk import KEY, WRAP, root
from caller import Device, envelope, new_id

from newleaf_sync import suite
from newleaf_sync.invitation import CircleCard, Invitation
from newleaf_sync.membership import EQUAL, HOST, NO_KEY, Member, Membership, extend, make


def member(device: Device, role: int = EQUAL) -> Member:
    return Member(device.account, root(device), role)


class Circle:
    """Begun by one host; others answer links to it and are let in."""

    def __init__(self, host: Device) -> None:
        self.host = host.sign_in()
        self.devices = [self.host]
        self.space = new_id()
        self.log: list[bytes] = []

    @property
    def membership(self) -> Membership | None:
        membership, keys = None, {(one.account, one.id): one for one in self.devices}
        for data in self.log:
            membership = extend(
                self.space, membership, data, lambda *who: suite.ed25519_public(keys[who].vault.signing_seed)
            )
        return membership

    @property
    def members(self) -> list[Member]:
        return list(self.membership.members)

    def entry(self, who: Device, after: list[Member], key: bytes = KEY) -> bytes:
        author = {"author": who.account, "device_id": who.id, "dsk_seed": who.vault.signing_seed}
        return make(self.space, self.membership, after, key, **author)

    def begin(self, members=None, entry=None):
        entry = entry or self.entry(self.host, members or [member(self.host, HOST)])
        answer = self.host.call("POST", "/api/circles", [self.space, entry, [(self.host.account, WRAP)]])
        if answer[0] == 201:
            self.log = [entry]
        return answer

    def invite(self, who: Device | None = None):
        """The invitation, and what the server said."""
        who = who or self.host
        one = Invitation(new_id(), new_id(), root(who))
        card = one.seal_card(CircleCard(who.account, "Sam", "", "Garden", self.space, len(self.log) or 1))
        return one, who.call(
            "POST", "/api/invitations", [one.invitation_id, suite.sha256(one.auth), card, 14, self.space]
        )

    def answer(self, one: Invitation, guest: Device, name: str = "Jo"):
        guest.sign_in()
        if guest not in self.devices:
            self.devices.append(guest)
        sealed = one.seal_answer(name)
        proof = one.join_proof(self.space, guest.account, root(guest), sealed)
        return guest.call("POST", "/api/invitations/answer", [one.invitation_id, one.auth, sealed, proof])

    def change(self, who: Device, after: list[Member], key: bytes = KEY):
        entry = self.entry(who, after, key)
        wraps = [] if key == NO_KEY else [(one.account_id, WRAP) for one in after]
        answer = who.call("POST", "/api/spaces/members", [self.space, entry, wraps])
        if answer[0] == 200:
            self.log.append(entry)
        return answer

    def let_in(self, guest: Device):
        """As the host's phone does it once the guest answered a link."""
        assert self.answer(self.invite()[0], guest) == (200, [])
        return self.change(self.host, [*self.members, member(guest)])

    def push(self, wire, counter: int, epoch: int):
        return wire.ask("push", counter, self.space, [envelope(self.space, counter, epoch=epoch)])
