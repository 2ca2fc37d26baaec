"""A share of the cases that `make fuzz` runs, in every test run."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from families import PLAIN, SLOW
from fuzz import check, run

from newleaf_sync import document, errors

CASES = int(os.environ.get("NEWLEAF_CASES", "100000"))
SEED = int(os.environ.get("NEWLEAF_SEED", "1"))


@pytest.mark.parametrize("name", [*PLAIN, *SLOW])
def test_a_parser_reads_what_it_writes_and_refuses_the_rest_with_its_own_errors(name: str) -> None:
    family = {**PLAIN, **SLOW}[name]
    assert all(check(family, data) for data in family.corpus)
    assert all(not check(family, data[:end]) for data in family.corpus for end in range(min(len(data), 52)))
    run(name, family, CASES // 7 if name in PLAIN else CASES // 500, SEED)


def test_content_nested_deeper_than_both_languages_read_is_malformed() -> None:
    nested = b"\x81\xa1a" * 450 + b"\xc0"
    change = b"\x94\xa4leaf\xc4\x10" + bytes(16) + b"\xc4\x08" + bytes(8) + b"\x81\xa1a" + nested
    with pytest.raises(errors.Malformed):
        document.decode_content(b"\x93\x01\x01\x91" + change)
