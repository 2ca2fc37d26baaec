"""An invitation to a talk of two or to a circle: what its link carries, and how whoever follows it proves to hold it.

PROTOCOL.md sections 3.6 and 3.10. The card says which of the two it is: that of a circle says more.

The secret stands in the link's fragment and nowhere at the server: that keeps a hash of what is derived from it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae
from newleaf_sync.errors import Malformed
from newleaf_sync.membership import MOST_MEMBERS

_VERSION = 1
_ID, _SECRET, _ROOT = 16, 16, 32
NAME_CHARACTERS = 40
WORDS_CHARACTERS = 500
_TALK_FIELDS = 3


@dataclass(frozen=True, slots=True)
class Invitation:
    """root: of the inviter, as in membership.Member; it lets no server put somebody else in their place."""

    invitation_id: bytes
    secret: bytes
    root: bytes

    @property
    def auth(self) -> bytes:
        """What the server is shown; it knows its hash."""
        return self._derived("newleaf/v1/invite/auth")

    @property
    def text(self) -> str:
        """As it stands in the link's fragment."""
        data = bytes([_VERSION]) + self.invitation_id + self.secret + self.root
        return base64.urlsafe_b64encode(data).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Invitation:
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise Malformed("invitation") from None
        if len(data) != 1 + _ID + _SECRET + _ROOT or data[0] != _VERSION:
            raise Malformed("invitation")
        invitation = cls(data[1:17], data[17:33], data[33:])
        if invitation.text != text:  # one invitation has one text
            raise Malformed("invitation")
        return invitation

    def seal_card(self, card: InvitationCard | CircleCard) -> bytes:
        key = self._derived("newleaf/v1/invite/card")
        return suite.cobblestone_seal(key, self._card_context(), msgspec.msgpack.encode(card))

    def open_card(self, sealed: bytes) -> InvitationCard | CircleCard:
        plain = suite.cobblestone_open(self._derived("newleaf/v1/invite/card"), self._card_context(), sealed)
        try:
            fields = msgspec.msgpack.decode(plain, type=list[msgspec.Raw])
            kind: type[InvitationCard | CircleCard] = CircleCard if len(fields) > _TALK_FIELDS else InvitationCard
            card: InvitationCard | CircleCard = msgspec.msgpack.decode(plain, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Malformed("invitation card") from None
        if len(card.account_id) != _ID or len(card.name) > NAME_CHARACTERS or len(card.words) > WORDS_CHARACTERS:
            raise Malformed("invitation card")
        if isinstance(card, CircleCard) and not (
            len(card.space_id) == _ID and len(card.circle) <= NAME_CHARACTERS and 1 <= card.people <= MOST_MEMBERS
        ):
            raise Malformed("invitation card")
        return card

    def proof(self, space_id: bytes, founding: bytes) -> bytes:
        """Shows the inviter that whoever founded the space holds the invitation. founding: the first entry."""
        key = self._derived("newleaf/v1/invite/accept")
        return suite.hmac(key, pae("newleaf/v1/invite/accept", self.invitation_id, space_id, suite.sha256(founding)))

    def seal_answer(self, name: str) -> bytes:
        """What whoever was invited to a circle says before they are in: the name to call them."""
        context = pae("newleaf/v1/invite/answer", self.invitation_id)
        return suite.cobblestone_seal(
            self._derived("newleaf/v1/invite/answer"), context, msgspec.msgpack.encode([name])
        )

    def open_answer(self, sealed: bytes) -> str:
        context = pae("newleaf/v1/invite/answer", self.invitation_id)
        plain = suite.cobblestone_open(self._derived("newleaf/v1/invite/answer"), context, sealed)
        try:
            (name,) = msgspec.msgpack.decode(plain, type=tuple[str])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise Malformed("answer") from None
        if len(name) > NAME_CHARACTERS:
            raise Malformed("answer")
        return name

    def join_proof(self, space_id: bytes, account_id: bytes, root: bytes, answer: bytes) -> bytes:
        """Shows the host that this account, and no other, answers this invitation to this circle."""
        fields = (self.invitation_id, space_id, account_id, root, suite.sha256(answer))
        return suite.hmac(self._derived("newleaf/v1/invite/join"), pae("newleaf/v1/invite/join", *fields))

    def _derived(self, label: str) -> bytes:
        return suite.hkdf(self.secret, label, self.invitation_id)

    def _card_context(self) -> bytes:
        return pae("newleaf/v1/invite/card", self.invitation_id)


class InvitationCard(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Who invites, in their own words; nobody reads it without the link."""

    account_id: bytes
    name: str
    words: str


class CircleCard(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """Likewise, of an invitation to a circle. people: how many were in it when the link was made."""

    account_id: bytes
    name: str
    words: str
    circle: str
    space_id: bytes
    people: int
