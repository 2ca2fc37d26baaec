"""Every refusal of the server. A `Refusal` is an answer, not a fault, with a kind and a code of PROTOCOL.md section 6.

Refusal
└── raised by rules and queries, sent as a `refused` frame, or as an HTTP answer with `status`
CannotStart   one sentence for the administrator; exit status 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newleaf_sync.frames import Refused

if TYPE_CHECKING:
    from newleaf_sync.frames import RefusalKind

TEXTS = {
    "malformed": "This could not be read.",
    "too-large": "This is larger than the server takes.",
    "wrong-space": "This entry was sealed for another space.",
    "unknown-suite": "The server does not know this way of sealing yet.",
    "unknown-kind": "The server does not know this kind of entry yet.",
    "bad-flags": "This entry carries flags that mean nothing.",
    "not-a-member": "This device may not write or read here.",
    "counter-behind": "The server has a later entry of this device already.",
    "old-epoch": "This entry was sealed with an older key.",
    "unsupported": "The server does not know this frame.",
    "unknown-account": "There is no such account or device here.",
    "revoked": "This device was removed from the account.",
    "version": "The server speaks another version.",
    "signed-out": "Please sign in.",
    "bad-signature": "The signature is not right.",
    "expired": "That took too long; please sign in again.",
    "storage-full": "The server is full. What you wrote is safe on your phone.",
    "quota-full": "This account has used its space on the server. What you wrote is safe on your phone.",
    "damaged": "The server cannot use its files until somebody mends them. What you wrote is safe on your phone.",
    "busy": "The server is busy; please try again soon.",
    "not-asked": "Notes are off on this phone.",
    "unknown-push-service": "This browser's push service is not known here; notes cannot come by it.",
    "rate": "Too many tries; please wait a little.",
    "log-moved": "The identity log has moved on; read it again.",
    "no-match": "These words match nothing here.",
    "no-link": "This code is used up or too old; please make a new one.",
    "exists": "This is taken already.",
    "no-file": "There is no such part of a photo here.",
    "no-invitation": "There is no such invitation here. Please ask for a new one.",
    "circle-full": "This circle is full. It has room for 30 people.",
    "invitation-used": "This invitation was used already. Please ask for a new one.",
    "invitation-expired": "This invitation is too old. Please ask for a new one.",
    "no-project": "There is no such project here. Please look at the code again.",
    "project-moved": "The project has changed meanwhile; read it again.",
    "no-letter": "This is no longer here.",
    "no-leaflet": "This project gives out nothing of that kind.",
    "leaflet-moved": "Somebody else has changed this meanwhile; read it again.",
    "no-leads": "Nobody takes this for the project yet.",
    "members-moved": "Somebody else has changed who belongs here; read it again.",
}


class Refusal(Exception):  # noqa: N818 - it is an answer, and PROTOCOL.md calls it so
    def __init__(self, kind: RefusalKind, code: str, retry_ms: int = 0, status: int = 400) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code
        self.retry_ms = retry_ms
        self.status = status

    def frame(self, request: int = 0, index: int = -1) -> Refused:
        return Refused(request, self.kind, self.code, TEXTS[self.code], self.retry_ms, index)


class CannotStart(Exception):  # noqa: N818
    """One sentence that says what is in the way."""
