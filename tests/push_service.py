"""A push service on loopback, and a browser's subscription there that opens what comes (RFC 8291)."""

from __future__ import annotations

import http.server
import json
import secrets
import threading
import time

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from newleaf_sync import suite

WORDS = "You have a note"
ALL_DAY = (0, 1440)


class PushService:
    """On loopback: keeps what is pushed, and answers as it is told."""

    def __init__(self):
        self.pushed, self.status, self.headers = [], 201, {}
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.pushed.append((self.path, dict(self.headers), body))
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def wait(self, count):
        for _ in range(200):
            if len(self.pushed) >= count:
                return self.pushed
            time.sleep(0.05)
        raise AssertionError(f"{len(self.pushed)} of {count} notes came")


class Subscription:
    """What a browser hands out, and how it opens what comes."""

    def __init__(self, service):
        self.private, self.auth = suite.p256_private(), secrets.token_bytes(16)
        self.endpoint = f"{service.url}/{secrets.token_hex(8)}?a=b"

    def asking(self, day=ALL_DAY, most=3, ahead=0, endpoint=""):
        return [[endpoint or self.endpoint, suite.p256_public(self.private), self.auth, WORDS, ahead, *day, most]]

    def open(self, body):
        """RFC 8291 from the other side."""
        salt, theirs, sealed = body[:16], body[21:86], body[86:]
        key = ec.derive_private_key(int.from_bytes(self.private, "big"), ec.SECP256R1())
        shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        info = b"WebPush: info\0" + suite.p256_public(self.private) + theirs
        ikm = HKDF(SHA256(), 32, self.auth, info).derive(shared)
        cek, nonce = (
            HKDF(SHA256(), size, salt, b"Content-Encoding: " + what + b"\0").derive(ikm)
            for what, size in ((b"aes128gcm", 16), (b"nonce", 12))
        )
        plain = AESGCM(cek).decrypt(nonce, sealed, None)
        assert plain[-1:] == b"\x02"
        return json.loads(plain[:-1])
