"""A project's own crisis numbers are served as they lie in its folder; without them the phone keeps its own."""

import urllib.request


def ask(url: str) -> tuple[int, bytes, str]:
    with urllib.request.urlopen(f"{url}/packs/help.json", timeout=5) as answer:
        return answer.status, answer.read(), answer.headers["Content-Security-Policy"] or ""


def test_a_pack_is_served_from_the_projects_folder(new_server):
    """S9: nothing, then the project's bytes; what is far too long is not served."""
    server = new_server()
    assert ask(server.url)[:2] == (204, b"")
    folder = server.data / "packs"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "help.json").write_bytes(b'{"version": 1}')
    status, body, policy = ask(server.url)
    assert (status, body) == (200, b'{"version": 1}')
    assert "default-src 'none'" in policy
    (folder / "help.json").write_bytes(b" " * 40_000)
    assert ask(server.url)[0] == 204
