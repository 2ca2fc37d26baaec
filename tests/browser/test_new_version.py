"""A new version waits to be asked; one that was tampered with is refused and the old one goes on."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.offline
BUILT = Path(__file__).parents[2] / "client_static" / "built"
BAR = "A new version is ready"


def next_version(folder: Path) -> Path:
    """A later release of the same client: one more line in the page, and a service worker that says so.

    Returns the page's path. Only identity encodings are left, so that what stands in the folder is what is served.
    """
    for squeezed in [*folder.rglob("*.br"), *folder.rglob("*.gz")]:
        squeezed.unlink()
    page = folder / "index.html"
    before = integrity(page)
    page.write_text(page.read_text().replace("</body>", "<!-- a later release --></body>"))
    worker = folder / "sw.js"
    text = worker.read_text()
    assert before in text
    worker.write_text(text.replace(before, integrity(page)).replace(release(folder), "0123456789abcdef"))
    return page


def integrity(path: Path) -> str:
    import base64

    return "sha256-" + base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def release(folder: Path) -> str:
    return json.loads((folder / "release.json").read_text())["release"]


@pytest.fixture
def own_client(tmp_path) -> Path:
    folder = tmp_path / "client"
    shutil.copytree(BUILT, folder)
    for squeezed in [*folder.rglob("*.br"), *folder.rglob("*.gz")]:
        squeezed.unlink()
    return folder


def look_for_update(phone) -> None:
    phone.page.evaluate("navigator.serviceWorker.ready.then(worker => worker.update()).catch(() => null)")


def served(phone) -> str:
    return phone.page.evaluate("document.documentElement.outerHTML")


def test_a_new_version_is_offered_and_taken_when_asked(new_phone, new_server, own_client):
    server = new_server(client=own_client)
    phone = new_phone(url=server.url)
    phone.start().ready_for_offline()
    phone.tap("Got up")
    next_version(own_client)
    server.restart()
    look_for_update(phone)
    expect(phone.page.get_by_text(BAR).first).to_be_visible(timeout=20_000)
    assert "a later release" not in served(phone)
    phone.page.get_by_role("button", name="Use it now").click()
    expect(phone.page.get_by_text(BAR)).to_have_count(0, timeout=20_000)
    expect(phone.tile("Got up")).to_have_attribute("aria-pressed", "true")
    assert "a later release" in phone.page.evaluate("fetch('/').then(r => r.text())")


def test_a_tampered_file_is_refused_and_the_old_version_stays(new_phone, new_server, own_client):
    server = new_server(client=own_client)
    phone = new_phone(url=server.url)
    phone.start().ready_for_offline()
    page = next_version(own_client)
    page.write_text(page.read_text().replace("<body", "<body data-tampered"))
    server.restart()
    look_for_update(phone)
    phone.page.wait_for_timeout(2000)
    assert phone.page.evaluate("navigator.serviceWorker.ready.then(worker => worker.waiting === null)")
    expect(phone.page.get_by_text(BAR)).to_have_count(0)
    phone.settle()
    expect(phone.page.get_by_role("heading", name="What did you do today?")).to_be_visible()
    assert "data-tampered" not in served(phone)
