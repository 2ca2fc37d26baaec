"""The built client, served from memory: precompressed, with strong ETags and the strict headers of a place for secrets.

Names that carry a content hash never change and are immutable; the page, the service worker and the manifest are
asked for again each time. Unknown paths are 404: the app has one page.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, route

from newleaf_server.errors import CannotStart

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types newleaf"
)
SECURITY = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
}
HASHED = re.compile(r"\.[0-9A-Za-z]{8}\.\w+$")
TYPES = {
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript",
    ".ftl": "text/plain",
    ".html": "text/html",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class File(msgspec.Struct, frozen=True):
    """One file in each encoding that is shorter; headers without those of the encoding."""

    bodies: dict[str, bytes]  # "" is the file itself
    etag: str
    headers: dict[str, str]
    media_type: str


def find_client(folder: str = "") -> Path:
    """The folder of the built client. Raises CannotStart where there is none."""
    packaged = Path(str(resources.files("newleaf_server"))) / "client_static"
    checkout = Path(__file__).resolve().parents[2] / "client_static" / "built"
    for candidate in [Path(folder)] if folder else [packaged, checkout]:
        if (candidate / "index.html").is_file():
            return candidate
    raise CannotStart("The built client is missing; `make run` builds it, or: node client_static/build.mjs.")


def load(folder: Path) -> dict[str, File]:
    """Path -> file, for everything that may be asked for."""
    files: dict[str, File] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".br", ".gz"):
            name = "/" + path.relative_to(folder).as_posix()
            files["/" if name == "/index.html" else name] = _read(path)
    return files


def _read(path: Path) -> File:
    data = path.read_bytes()
    bodies = {"": data}
    for encoding, ending in ENCODINGS:
        squeezed = path.with_name(path.name + ending)
        if squeezed.is_file() and squeezed.stat().st_size < len(data):
            bodies[encoding] = squeezed.read_bytes()
    lasting = "public, max-age=31536000, immutable" if HASHED.search(path.name) else "no-cache"
    media_type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return File(
        bodies,
        hashlib.sha256(data).hexdigest()[:32],
        {**SECURITY, "Cache-Control": lasting, "Vary": "Accept-Encoding"},
        media_type,
    )


def route_for(files: dict[str, File]) -> HTTPRouteHandler:
    @route(["/", "/{path:path}"], http_method=["GET", "HEAD"], sync_to_thread=False)
    def serve_file(request: Request[Any, Any, Any]) -> Response[bytes]:
        file = files.get(request.scope["path"])
        if file is None:
            return Response(b"There is nothing here.\n", status_code=404, media_type="text/plain", headers=SECURITY)
        return _answer(
            file, request.headers.get("accept-encoding", ""), request.headers.get("if-none-match", ""), request.method
        )

    return serve_file


def _answer(file: File, accepted: str, known: str, method: str) -> Response[bytes]:
    offered = {
        part.split(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace(" ", "").split(";")[1:]
    }
    encoding = next((name for name, _ in ENCODINGS if name in offered and name in file.bodies), "")
    etag = f'"{file.etag}{"-" + encoding if encoding else ""}"'
    headers = {**file.headers, "ETag": etag}
    if encoding:
        headers["Content-Encoding"] = encoding
    if etag in [tag.strip() for tag in known.split(",")]:
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    body = file.bodies[encoding]
    if method == "HEAD":
        headers["Content-Length"] = str(len(body))
        body = b""
    return Response(body, headers=headers, media_type=file.media_type)
