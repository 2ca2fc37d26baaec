"""The built client as browsers get it: squeezed, cached by content, and under strict headers."""

import httpx
import pytest

from newleaf_server import client_files
from newleaf_server.errors import CannotStart


@pytest.fixture
def get(shared):
    with httpx.Client(base_url=shared.url) as client:
        yield lambda path, method="GET", **headers: client.request(method, path, headers=headers)


def test_the_page_carries_every_strict_header(get):
    headers = get("/").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "media-src": "'self' blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "newleaf",
    }
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"].startswith("camera=(self), microphone=()")
    assert "server" not in headers


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_the_best_encoding_that_is_accepted_is_sent(shared, client_folder, accepted, encoding):
    with httpx.stream("GET", f"{shared.url}/", headers={"accept-encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "Accept-Encoding"
    ending = {"br": ".br", "gzip": ".gz", None: ""}[encoding]
    assert body == (client_folder / f"index.html{ending}").read_bytes()


def test_an_encoding_that_is_longer_than_the_file_is_not_used(get):
    assert "content-encoding" not in get("/main.0A1B2C3D.js", **{"accept-encoding": "br"}).headers


def test_what_is_known_is_not_sent_again(get):
    etag = get("/", **{"accept-encoding": "gzip"}).headers["etag"]
    again = get("/", **{"accept-encoding": "gzip", "if-none-match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert get("/", **{"accept-encoding": "identity", "if-none-match": etag}).status_code == 200
    assert get("/", **{"if-none-match": '"something"'}).status_code == 200


def test_head_answers_as_get_without_a_body(get):
    answer = get("/main.0A1B2C3D.js", "HEAD")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "10")


def test_only_names_with_a_hash_are_kept_for_good(get):
    assert "immutable" in get("/main.0A1B2C3D.js").headers["cache-control"]
    for path in ("/", "/sw.js", "/app.webmanifest", "/release.json"):
        assert get(path).headers["cache-control"] == "no-cache"


def test_types_are_those_that_browsers_insist_on(get):
    assert get("/sw.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert get("/app.webmanifest").headers["content-type"] == "application/manifest+json"


NOT_THERE = ["/today", "/index.html", "/api/nothing", "/../settings.py", "/%2e%2e/x", "/main.js", "/sync"]


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_is_not_there_is_not_found(get, path):
    answer = get(path)
    assert answer.status_code == (405 if path == "/sync" else 404)
    assert b"<html" not in answer.content


def test_config_and_health_say_what_the_app_needs(get):
    config = get("/api/config").json()
    assert len(bytes.fromhex(config.pop("instance_id"))) == 16
    assert config == {"protocol": 1, "name": "Newleaf", "release": "0123456789abcdef", "source": ""}
    assert get("/health").json() == {"status": "ok"}
    assert get("/health").headers["cache-control"] == "no-store"


def test_a_missing_client_is_one_clear_sentence(tmp_path):
    with pytest.raises(CannotStart, match="built client is missing"):
        client_files.find_client(str(tmp_path))
