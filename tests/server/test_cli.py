"""The command line tells a tired administrator what is wrong in one sentence, and ends with 1."""

import os
import sqlite3
import subprocess
import sys

import pytest
from serving import free_port


@pytest.fixture
def newleaf(tmp_path, client_folder):
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        known = {key: value for key, value in os.environ.items() if not key.startswith("NEWLEAF_")}
        command = [sys.executable, "-m", "newleaf_server", *arguments]
        given = {"NEWLEAF_DATA": str(tmp_path / "data"), "NEWLEAF_CLIENT": str(client_folder), **environment}
        return subprocess.run(command, capture_output=True, text=True, env=known | given, timeout=20, check=False)

    return run


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.splitlines()
    return line


def test_a_taken_port(newleaf, shared):
    assert f"Port {shared.port} is taken" in one_sentence(newleaf("serve", "--port", str(shared.port)))


def test_an_address_of_another_machine(newleaf):
    assert "cannot be used" in one_sentence(newleaf("serve", "--host", "192.0.2.1"))


def test_a_data_folder_that_cannot_be_made(newleaf, tmp_path):
    (tmp_path / "file").write_text("in the way")
    assert "cannot be used" in one_sentence(newleaf("serve", "--data", str(tmp_path / "file" / "data")))


def test_a_data_folder_that_another_server_uses(newleaf, shared):
    answer = newleaf("serve", "--data", str(shared.data), "--port", str(free_port()))
    assert "Another Newleaf is running" in one_sentence(answer)


def test_a_file_that_is_no_database(newleaf, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "newleaf.db").write_bytes(b"leaves" * 1000)
    assert "Try: newleaf doctor" in one_sentence(newleaf("serve"))
    checked = newleaf("doctor")
    assert checked.returncode == 1
    assert "WRONG" in checked.stdout


def test_a_misspelt_setting(newleaf):
    assert "Did you mean NEWLEAF_PORT" in one_sentence(newleaf("serve", NEWLEAF_PROT="80"))


def test_a_missing_client(newleaf, tmp_path):
    answer = newleaf("serve", "--client", str(tmp_path), "--port", str(free_port()))
    assert "built client is missing" in one_sentence(answer)


def test_the_doctor_finds_a_fresh_place_and_a_used_one_well(newleaf, shared):
    for data in ([], ["--data", str(shared.data)]):
        checked = newleaf("doctor", *data)
        assert checked.returncode == 0, checked.stdout
        assert checked.stdout.endswith("All is well.\n")
    assert "the database is sound" in checked.stdout


def test_the_doctor_sees_a_database_of_a_later_version(newleaf, tmp_path):
    (tmp_path / "data").mkdir()
    with sqlite3.connect(tmp_path / "data" / "newleaf.db") as database:
        database.executescript("CREATE TABLE entry (seq); PRAGMA user_version = 99;")
    database.close()
    checked = newleaf("doctor")
    assert checked.returncode == 1
    assert "newer Newleaf" in checked.stdout
    assert "newer Newleaf" in one_sentence(newleaf("serve"))


def test_help_names_the_commands(newleaf):
    said = newleaf("--help").stdout
    assert all(command in said for command in ("serve", "demo", "doctor"))
