"""One record of settings: the command line wins over the environment, and a misspelt name stops the start."""

from pathlib import Path

import pytest

from newleaf_server.errors import CannotStart
from newleaf_server.settings import Settings, read_settings


def test_defaults_serve_this_machine_only():
    assert read_settings({}, {}) == Settings()
    assert Settings().host == "127.0.0.1"


def test_the_command_line_wins_over_the_environment():
    environment = {"NEWLEAF_PORT": "9000", "NEWLEAF_DATA": "/srv/leaf", "HOME": "/root"}
    settings = read_settings({"port": 9001, "data": None}, environment)
    assert (settings.port, settings.data) == (9001, Path("/srv/leaf"))


@pytest.mark.parametrize("name", ["NEWLEAF_PROT", "NEWLEAF_prot", "NEWLEAF_ORIGIN", "NEWLEAF_QUOTA", "NEWLEAF_"])
def test_a_misspelt_name_is_refused(name):
    with pytest.raises(CannotStart, match=f"^{name} is no setting"):
        read_settings({}, {name: "1"})


def test_the_nearest_name_is_offered():
    with pytest.raises(CannotStart, match="Did you mean NEWLEAF_ORIGINS"):
        read_settings({}, {"NEWLEAF_ORIGIN": "https://leaf.example"})


WRONG = {"PORT": "eighty", "QUOTA_BYTES": "1 GB", "LOG_LEVEL": "loud", "MOST_PAGES": "-1", "DATA": ""}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_one_sentence(name):
    with pytest.raises(CannotStart, match="A setting is not right"):
        read_settings({}, {f"NEWLEAF_{name}": WRONG[name]})


def test_a_port_beyond_all_is_refused():
    with pytest.raises(CannotStart, match="65535"):
        read_settings({"port": 70_000}, {})


def test_origins_are_what_people_type():
    settings = Settings(origins="https://a.example/, https://b.example")
    assert settings.all_origins() == {"https://a.example", "https://b.example"}
    assert "http://localhost:8000" in Settings().all_origins()


def test_cookies_are_secure_unless_served_as_plain_http():
    assert Settings(origins="https://a.example").secure_cookies()
    assert not Settings().secure_cookies()
