"""What is written is the person's own: copied out, deleted everywhere, brought in again as the same tree."""

import contextlib
import json
import re
import sqlite3
import zipfile

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect
from test_journal import open_journal, pages, write
from test_second_phone import link
from two_people import invite, said
from two_people import write as write_in_talk


def open_copy(phone) -> None:
    phone.page.goto(f"{phone.url}#/more")
    phone.page.get_by_role("link", name=re.compile("A copy of your own")).click()
    expect(phone.page.get_by_role("heading", name="A copy of your own", level=1)).to_be_visible()


def take(phone, path) -> dict:
    data = take_file(phone, path)
    with zipfile.ZipFile(path) as file:
        assert sorted(file.namelist()) == ["index.html", "my-days.md", "newleaf.json"]
        assert "I walked &#60;far&#62;." in file.read("index.html").decode()
        assert "I walked <far>." in file.read("my-days.md").decode()
    return data


def take_file(phone, path) -> dict:
    """The file as the page made it: not every driver of Firefox tells of downloads."""
    phone.page.evaluate(
        """() => { const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = blob => { window.file = blob; return make(blob); }; }"""
    )
    open_copy(phone)
    phone.page.get_by_role("button", name="Take a copy").click()
    expect(phone.page.get_by_text("The copy is with your downloads.").first).to_be_visible()
    path.write_bytes(bytes(phone.page.evaluate("file.arrayBuffer().then(buffer => [...new Uint8Array(buffer)])")))
    with zipfile.ZipFile(path) as file:
        return json.loads(file.read("newleaf.json"))


def delete_everything(phone) -> None:
    open_copy(phone)
    phone.page.get_by_role("button", name="Delete everything").click()
    phone.page.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    expect(phone.page.get_by_role("heading", name="Hello.")).to_be_visible(timeout=20_000)


def test_a_copy_gives_the_same_tree_after_everything_was_deleted(new_phone, server, tmp_path):
    phone, other = new_phone(), new_phone()
    phone.start()
    for tile in ("Got up", "Went out", "Rested"):
        phone.tap(tile)
    phone.page.get_by_role("button", name="Undo").click()  # its slot stays, as a bud
    write(phone, "I walked <far>.\nAnd back.")
    phone.page.goto(f"{phone.url}#/today")
    phone.expect_kept_everywhere()
    link(phone, other)
    expect(other.tile("Got up")).to_have_attribute("aria-pressed", "true", timeout=20_000)
    before = take(phone, tmp_path / "copy.zip")
    assert len(before["leaves"]) == 4
    assert before["pages"][0]["text"] == "I walked <far>.\nAnd back."
    delete_everything(phone)
    # The other phone is refused its next leaf, reads why in the signed log, and forgets as well.
    other.tile("Helped someone").click()
    expect(other.page.get_by_role("heading", name="Hello.")).to_be_visible(timeout=30_000)
    with contextlib.closing(sqlite3.connect(server.data / "newleaf.db")) as database:
        for table in ("entry", "space", "recovery"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    phone.start()
    open_copy(phone)
    phone.page.locator("input[type=file]").set_input_files(tmp_path / "copy.zip")
    expect(phone.page.get_by_text("It is all here now.").first).to_be_visible(timeout=20_000)
    after = take(phone, tmp_path / "again.zip")
    assert after == before
    open_journal(phone)
    expect(pages(phone).first).to_contain_text("I walked <far>.")
    assert phone.errors == []


@IN_ONE_ENGINE
def test_another_file_changes_nothing(new_phone, tmp_path):
    phone = new_phone()
    phone.start()
    open_copy(phone)
    for name, content in (("a.zip", b"no zip"), ("b.json", b'{"newleaf": 1, "leaves": [1], "pages": []}')):
        (tmp_path / name).write_bytes(content)
        phone.page.locator("input[type=file]").set_input_files(tmp_path / name)
        expect(phone.page.get_by_text("That file is not a copy from Newleaf.").first).to_be_visible()


def test_what_was_said_is_in_the_copy_to_read_and_no_link_that_opens_a_talk(talking, tmp_path):
    """S12, E4: all that one can read is in the file; a secret that lets somebody in is not."""
    sam, jo = talking
    write_in_talk(jo, "The broad beans are up.")
    expect(said(sam, "The broad beans are up.")).to_be_visible(timeout=10_000)
    write_in_talk(sam, "Mine, too.")
    sam.page.goto(f"{sam.url}#/today")
    secret = invite(sam, "Sam").rsplit("/", 1)[-1]
    open_copy(sam)
    data = take_file(sam, tmp_path / "copy.zip")
    assert [(one["by"], one["text"]) for one in data["talks"][0]["said"]] == [
        ("Jo", "The broad beans are up."),
        ("", "Mine, too."),
    ]
    with zipfile.ZipFile(tmp_path / "copy.zip") as file:
        for name in file.namelist():
            text = file.read(name).decode()
            assert "The broad beans are up." in text
            assert secret not in text
    assert {one["kind"] for one in data["collections"]}.isdisjoint({"invitation", "circle", "met", "project"})


@IN_ONE_ENGINE
@pytest.mark.offline
def test_without_a_signal_only_this_phone_is_cleared_and_it_says_so(new_phone, server):
    phone = new_phone()
    phone.start().ready_for_offline()
    phone.tap("Got up")
    phone.expect_kept_everywhere()
    server.stop()
    open_copy(phone)
    phone.page.get_by_role("button", name="Delete everything").click()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Delete everything").click()
    expect(dialog.get_by_text("No signal")).to_be_visible(timeout=20_000)
    dialog.get_by_role("button", name="Clear this phone").click()
    expect(phone.page.get_by_role("heading", name="Hello.")).to_be_visible(timeout=20_000)
