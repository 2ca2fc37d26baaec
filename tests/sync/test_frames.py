import json
from pathlib import Path

import msgspec
import pytest

from newleaf_sync import frames
from newleaf_sync.session import decode_frame

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/frames.json").read_text(encoding="utf-8"))
SIDES = {"client": frames.ClientFrame, "server": frames.ServerFrame}


@pytest.mark.parametrize("case", VECTORS["frames"])
def test_a_frame_is_read_and_written_to_the_same_bytes(case):
    data = bytes.fromhex(case["hex"])
    frame = msgspec.msgpack.decode(data, type=SIDES[case["from"]])
    assert msgspec.msgpack.encode(frame) == data
    assert frame.__struct_config__.tag == case["parsed"][0]


@pytest.mark.parametrize("data", VECTORS["undecodable"])
def test_what_is_no_frame_is_ignored(data):
    assert decode_frame(bytes.fromhex(data)) is None


@pytest.mark.parametrize("data", [b"\x92\xa5\xffpong\x01", b"\x91" * 100_000 + b"\x01"])
def test_text_that_is_no_text_and_endless_depth_are_no_frame(data):
    assert decode_frame(data) is None


def test_fields_of_a_newer_version_are_ignored():
    assert decode_frame(bytes.fromhex(VECTORS["longer"]["hex"])) == frames.Pong(3)
