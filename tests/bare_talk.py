"""A talk as two bare devices keep it, for what the server does with it; no key of it seals anything."""

from __future__ import annotations

from caller import Device, envelope, new_id

from newleaf_sync import suite
from newleaf_sync.invitation import Invitation, InvitationCard
from newleaf_sync.membership import EQUAL, NO_KEY, Member, extend, key_hash_of, make, root_of

KEY = key_hash_of(b"k" * 32)
WRAP = bytes(1168)


def root(device):
    return root_of(device.vault.identity().aik)


def members(*devices):
    return [Member(device.account, root(device), EQUAL) for device in devices]


class Talk:
    """Of the one who invited with the one who was invited, as two bare devices keep it."""

    def __init__(self, inviter: Device, invited: Device) -> None:
        self.inviter, self.invited = inviter.sign_in(), invited.sign_in()
        self.invitation = Invitation(new_id(), new_id(), root(inviter))
        self.space = new_id()
        self.log: list[bytes] = []

    def invite(self, days=7):
        card = self.invitation.seal_card(InvitationCard(self.inviter.account, "Sam", ""))
        sent = [self.invitation.invitation_id, suite.sha256(self.invitation.auth), card, days]
        return self.inviter.call("POST", "/api/invitations", sent)

    def open(self, device=None):
        sent = [self.invitation.invitation_id, self.invitation.auth]
        return (device or self.invited).call("POST", "/api/invitations/open", sent)

    def entry(self, who, after, key=KEY):
        return make(
            self.space,
            self.membership,
            after,
            key,
            author=who.account,
            device_id=who.id,
            dsk_seed=who.vault.signing_seed,
        )

    @property
    def membership(self):
        membership, keys = None, {(one.account, one.id): one for one in (self.inviter, self.invited)}
        for data in self.log:
            membership = extend(
                self.space,
                membership,
                data,
                lambda account, device: suite.ed25519_public(keys[account, device].vault.signing_seed),
            )
        return membership

    def found(self, after=None, wraps=None, entry=None):
        after = members(self.inviter, self.invited) if after is None else after
        entry = entry or self.entry(self.invited, after)
        wraps = [(member.account_id, WRAP) for member in after] if wraps is None else wraps
        proof = self.invitation.proof(self.space, entry)
        sent = [self.space, entry, wraps, self.invitation.invitation_id, self.invitation.auth, proof]
        answer = self.invited.call("POST", "/api/spaces", sent)
        if answer[0] == 201:
            self.log = [entry]
        return answer

    def change(self, who, after, key=KEY, entry=None):
        entry = entry or self.entry(who, after, key)
        wraps = [] if key == NO_KEY else [(member.account_id, WRAP) for member in after]
        answer = who.call("POST", "/api/spaces/members", [self.space, entry, wraps])
        if answer[0] == 200:
            self.log.append(entry)
        return answer

    def push(self, wire, counter, epoch=1):
        return wire.ask("push", counter, self.space, [envelope(self.space, counter, epoch=epoch)])
