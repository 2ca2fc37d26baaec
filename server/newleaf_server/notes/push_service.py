"""One call to a push service (RFC 8030): whose it is, that it is ours (RFC 8292), and what it may carry (RFC 8291).

Rule 1: only known push services are asked, over https: an address that a phone names is not a way into our network.
Rule 2: what is pushed is the same every time, but for the seal. It says that there is a note, and nothing else.
Rule 3: no redirect is followed, and neither the address nor the answer's text is kept or logged.
"""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newleaf_sync import suite

if TYPE_CHECKING:
    from newleaf_server.notes.queries import Asked

SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "*.notify.windows.com")
PROOF_S = 12 * 3600
TIMEOUT_S = 10
MOST_ADDRESS = 1024
GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    status: int  # 0: not reached
    rest_s: int = 0  # Retry-After


def is_known(endpoint: str, more: str = "") -> bool:
    """more: the operator's own services, separated by commas; one of http:// is for tests on this machine."""
    if len(endpoint) > MOST_ADDRESS or not endpoint.isascii() or any(sign <= " " for sign in endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        own = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        return False
    if own in {one.strip() for one in more.split(",") if one.strip()}:
        return True
    host = parts.netloc
    return parts.scheme == "https" and any(
        host == service or (service.startswith("*.") and host.endswith(service[1:])) for service in SERVICES
    )


def push(asked: Asked, key: bytes, origin: str, now: int) -> Answer:
    """Blocks; for a thread of its own."""
    parts = urlsplit(asked.endpoint)
    host = f"{parts.scheme}://{parts.netloc}"
    headers = {
        "Authorization": f"vapid t={_token(key, host, origin, now)}, k={_text(suite.p256_public(key))}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(60 * asked.left(now)),  # a phone that is off until the night hears of it when its app is opened
        "Topic": "note",  # a newer one takes the place of one that was not delivered yet
        "Urgency": "normal",
    }
    body = suite.push_seal(asked.public, asked.auth, payload(asked.words, origin))
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT_S)
    try:
        connection.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        answer = connection.getresponse()
        rest = answer.getheader("Retry-After") or ""
        return Answer(answer.status, int(rest) if rest.isdecimal() else 0)
    except (OSError, http.client.HTTPException):
        return Answer(0)
    finally:
        connection.close()


def payload(words: str, origin: str) -> bytes:
    """Declarative (RFC 8030 as Safari reads it), so that it works where no service worker is woken."""
    return json.dumps(
        {"web_push": 8030, "notification": {"title": words, "navigate": f"{origin}/#/talk", "tag": "note"}}
    ).encode()


def _token(key: bytes, host: str, origin: str, now: int) -> str:
    claims = {"aud": host, "exp": now // 1000 + PROOF_S, "sub": origin}
    parts = [_text(json.dumps(one).encode()) for one in ({"typ": "JWT", "alg": "ES256"}, claims)]
    signed = ".".join(parts)
    return f"{signed}.{_text(suite.p256_sign(key, signed.encode()))}"


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
