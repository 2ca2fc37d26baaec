# ruff: noqa: INP001 - a script beside its output
"""Writes documents.json and frames.json: what Python and TypeScript must both make of the same input.

Bytes are lower-case hex; a value of bytes in parsed frames and fields is {"hex": "..."}.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import msgspec

from newleaf_sync import frames, snapshot
from newleaf_sync.clock import MAX_AHEAD_MS, NO_STAMP, Clock, clamp, make_stamp
from newleaf_sync.document import Document, decode_content, encode_content, month_name
from newleaf_sync.model.day import Leaf, next_free_slot, read_leaves, settle_slots
from newleaf_sync.model.item import between
from newleaf_sync.model.setting import make_setting, setting_id
from newleaf_sync.record import Change, Record, gone
from newleaf_sync.restore import encode_restart, missing
from newleaf_sync.text import Edit, Text

HERE = Path(__file__).parent
NOW = 1_795_000_000_000
A, B, C = bytes([0xA0]) * 16, bytes([0xB0]) * 16, bytes([0xC0]) * 16
LEAF = bytes(range(16))
NEIGHBOURS = [("", ""), ("V", ""), ("", "V"), ("V", "W"), ("V", "X"), ("z", ""), ("zz", ""), ("", "1"), ("", "01")]
NEIGHBOURS += [("A", "A1"), ("A", "A01"), ("1", "2"), ("1z", "2"), ("Az", "B1"), ("W", "V"), ("V", "V"), ("V?", "V?z")]


def plain(value: Any) -> Any:
    # A MessagePack value in JSON.
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list | tuple) else value


def change_row(change: Change) -> dict[str, Any]:
    fields = {name: plain(value) for name, value in change.fields.items()}
    return {"type": change.type, "id": change.id.hex(), "stamp": change.stamp.hex(), "fields": fields}


def record_row(record: Record) -> dict[str, Any]:
    fields = {
        name: {"value": plain(field.value), "at": field.at.hex()} for name, field in sorted(record.fields.items())
    }
    return {"type": record.type, "id": record.id.hex(), "fields": fields, "gone": gone(record)}


def clock_cases() -> list[dict[str, Any]]:
    cases = []
    starts = [(NO_STAMP, NOW), (make_stamp(NOW), NOW), (make_stamp(NOW, 65535), NOW), (make_stamp(NOW + 5), NOW)]
    starts += [(make_stamp(NOW, 65535), NOW - 1000), (bytes([255] * 8), NOW), (NO_STAMP, -5), (NO_STAMP, 2**50)]
    for last, wall in starts:
        clock = Clock(last)
        cases.append({"last": last.hex(), "wall_ms": wall, "ticks": [clock.tick(wall).hex() for _ in range(3)]})
    return cases


def clamp_cases() -> list[dict[str, Any]]:
    stamps = [make_stamp(NOW, 3), make_stamp(NOW + MAX_AHEAD_MS, 9), make_stamp(NOW + MAX_AHEAD_MS + 1, 9), bytes(8)]
    stamps.append(bytes([255] * 8))
    return [{"stamp": s.hex(), "received": NOW, "counts_as": clamp(s, NOW).hex()} for s in stamps]


Arrival = tuple[bytes, int, tuple[Change, ...]]


def leaf_change(ms: int, counter: int = 0, **fields: Any) -> Change:
    return Change("leaf", LEAF, make_stamp(ms, counter), fields)


def merges() -> dict[str, list[Arrival]]:
    made = leaf_change(NOW, tile="went-out", area="belong", day="2026-11-23", text="", slot=0)
    gone_later = leaf_change(NOW + 20, deleted=True)
    far = leaf_change(NOW + 10 * 365 * 86_400_000, text="from a phone ten years ahead")
    settings = (make_setting(make_stamp(NOW), "card", "made"), make_setting(make_stamp(NOW + 1), "size", 3))
    return {
        "the newer edit of each field holds": [
            (A, NOW, (made,)),
            (B, NOW + 9, (leaf_change(NOW + 9, text="to the river"),)),
            (A, NOW + 5, (leaf_change(NOW + 5, text="out", day="2026-11-22"),)),
        ],
        "equal stamps: the greater device id holds": [
            (A, NOW, (leaf_change(NOW, text="a"),)),
            (B, NOW, (leaf_change(NOW, text="b"),)),
        ],
        "equal stamp and device: the greater bytes hold": [
            (A, NOW, (leaf_change(NOW, slot=7, text="aa"),)),
            (A, NOW, (leaf_change(NOW, slot="7", text="b"),)),
            (A, NOW, (leaf_change(NOW, slot=300, text="z"),)),
        ],
        "a deleted leaf is gone": [(A, NOW, (made,)), (B, NOW + 20, (gone_later,))],
        "a newer edit brings a deleted leaf back": [
            (A, NOW, (made,)),
            (B, NOW + 20, (gone_later,)),
            (C, NOW + 30, (leaf_change(NOW + 30, text="no, it stays"),)),
        ],
        "taking back the deletion": [
            (A, NOW, (made,)),
            (B, NOW + 20, (gone_later,)),
            (A, NOW + 40, (leaf_change(NOW + 40, deleted=False),)),
        ],
        "deleted in the same change": [(A, NOW, (leaf_change(NOW, text="x", deleted=True),))],
        "a clock ten years ahead counts as ten minutes ahead": [
            (A, NOW, (made,)),
            (C, NOW + 1, (far,)),
            (B, NOW + 2 + MAX_AHEAD_MS, (leaf_change(NOW + 2 + MAX_AHEAD_MS, text="newer"),)),
        ],
        "an entry taken twice changes nothing": [(A, NOW, (made,)), (A, NOW, (made,))],
        "two records, two changes in an entry": [(A, NOW, settings), (B, NOW + 2, (made,))],
    }


def merge_cases() -> list[dict[str, Any]]:
    cases = []
    for name, arrivals in merges().items():
        results = []
        for order in itertools.permutations(arrivals):
            document = Document("days/2026-11")
            for device, received, changes in order:
                document.confirm(device, received, changes)
            results.append([record_row(document.confirmed[key]) for key in sorted(document.confirmed)])
        if any(result != results[0] for result in results):
            raise ValueError(name)
        rows = [
            {"device": device.hex(), "received": received, "changes": [change_row(c) for c in changes]}
            for device, received, changes in arrivals
        ]
        cases.append({"name": name, "arrivals": rows, "records": results[0]})
    return cases


def restore_cases() -> list[dict[str, Any]]:
    # What a phone that took all entries writes again to a log that holds the first ones only.
    cases = []
    for at, (_, arrivals) in enumerate(merges().items()):
        for taken in range(len(arrivals)):
            kept, found = Document(""), Document("")
            for device, received, changes in arrivals:
                kept.confirm(device, received, changes)
            for device, received, changes in arrivals[:taken]:
                found.confirm(device, received, changes)
            changes = [change_row(change) for change in missing(kept.records(), found.records())]
            cases.append({"merge": at, "taken": taken, "changes": changes})
    return cases


def overlay_case() -> dict[str, Any]:
    # A pending change lies over the confirmed state; settled years ahead, it counts as ten minutes ahead.
    document = Document("days/2026-11")
    made = leaf_change(NOW, tile="rested", area="dwell", day="2026-11-23", text="", slot=2)
    edit = leaf_change(NOW + 10**10, text="from ahead")
    document.confirm(A, NOW, (made,))
    document.propose(B, 4, (edit,))
    shown = [record_row(r) for r in document.records().values()]
    before = [record_row(r) for r in document.confirmed.values()]
    document.settle(4, NOW + 50)
    after = [record_row(r) for r in document.records().values()]
    return {
        "confirm": {"device": A.hex(), "received": NOW, "changes": [change_row(made)]},
        "propose": {"device": B.hex(), "counter": 4, "changes": [change_row(edit)]},
        "records_pending": shown,
        "confirmed_pending": before,
        "settle": {"counter": 4, "received": NOW + 50},
        "records_settled": after,
    }


def content_cases() -> list[dict[str, Any]]:
    changes = [
        leaf_change(NOW, 7, tile="went-out", area="belong", day="2026-11-23", text="Grün 🌱", slot=200),
        leaf_change(NOW, 8, deleted=True),
        make_setting(make_stamp(NOW, 9), "longest", [1, -1, 127, 128, 65536, None, False, b"\x01"]),
    ]
    cases = []
    for chosen in ([], changes[:1], changes):
        content = encode_content(chosen)
        decoded = [change_row(c) for c in decode_content(content)]
        cases.append({"content": content.hex(), "changes": decoded})
    return cases


def snapshot_cases() -> list[dict[str, Any]]:
    cases = []
    for name, arrivals in merges().items():
        document = Document("days/2026-11")
        for seq, (device, received, changes) in enumerate(arrivals, start=3):
            document.confirm(device, received, changes)
            document.place(seq * seq, received)
        made = snapshot.make(document, 0, bytes(24), NOW)
        if made is not None:
            content = snapshot.encode_snapshot(made)
            rows = [record_row(record) for record in sorted(made.records, key=lambda r: (r.type, r.id))]
            cases.append({"name": name, "covers": list(made.covers), "records": rows, "content": content.hex()})
    return cases


def broken_snapshots() -> list[dict[str, str]]:
    pack = msgspec.msgpack.encode
    at, row = bytes(24), ["leaf", LEAF, {"text": ["x", 0]}]
    broken = {
        "nothing": b"",
        "no steps": pack([1, 1, [at], [row]]),
        "a short stamp": pack([1, 1, [at[1:]], [row], [1]]),
        "a stamp that is not there": pack([1, 1, [], [row], [1]]),
        "a place that is no number": pack([1, 1, [at], [["leaf", LEAF, {"text": ["x", "0"]}]], [1]]),
        "a short id": pack([1, 1, [at], [["leaf", LEAF[1:], {}]], [1]]),
        "a step of nothing": pack([1, 1, [at], [row], [1, 0]]),
        "steps beyond all numbers": pack([1, 1, [at], [row], [2**53 - 1, 1]]),
        "a field without its stamp": pack([1, 1, [at], [["leaf", LEAF, {"text": ["x"]}]], [1]]),
    }
    rows = [{"name": name, "content": content.hex(), "error": "Malformed"} for name, content in broken.items()]
    rows.append({"name": "newer reader", "content": pack([2, 2, "anything"]).hex(), "error": "NewerReader"})
    rows.append({"name": "more behind", "content": pack([2, 1, [at], [row], [1], "more"]).hex(), "error": ""})
    return rows


def broken_contents() -> list[dict[str, str]]:
    pack = msgspec.msgpack.encode
    good = ["leaf", LEAF, bytes(8), {"text": "x"}]
    broken = {
        "nothing": b"",
        "no array": pack(7),
        "no changes": pack([1, 1]),
        "a short id": pack([1, 1, [["leaf", b"x", bytes(8), {}]]]),
        "a short stamp": pack([1, 1, [["leaf", LEAF, b"x", {}]]]),
        "bytes behind": pack([1, 1, [good]]) + b"\0",
        "a field name that is no text": pack([1, 1, [["leaf", LEAF, bytes(8), {1: 2}]]]),
        "a name inside a value that is no text": pack([1, 1, [["leaf", LEAF, bytes(8), {"text": {1: 2}}]]]),
        "an integer that JavaScript would round": pack([1, 1, [["leaf", LEAF, bytes(8), {"slot": [2**53]}]]]),
        "an extension type": pack([1, 1, [["leaf", LEAF, bytes(8), {"text": msgspec.msgpack.Ext(5, b"x")}]]]),
    }
    rows = [{"name": name, "content": content.hex(), "error": "Malformed"} for name, content in broken.items()]
    rows.append({"name": "newer reader", "content": pack([2, 2, "anything"]).hex(), "error": "NewerReader"})
    rows.append({"name": "newer schema, same reader", "content": pack([2, 1, [good], "more"]).hex(), "error": ""})
    return rows


def slot_cases() -> list[dict[str, Any]]:
    def leaf(number: int, area: str, slot: int, ms: int, device: bytes = A, *, removed: bool = False) -> Leaf:
        return Leaf(bytes([number]) * 16, "rested", area, "2026-11-23", "", slot, make_stamp(ms) + device, removed)

    groups = {
        "apart": [leaf(1, "do", 0, 1), leaf(2, "do", 1, 2), leaf(3, "love", 0, 3)],
        "two phones took the same slot": [leaf(1, "do", 0, 1), leaf(2, "do", 0, 2), leaf(3, "do", 0, 2, B)],
        "the next free one is above others": [leaf(1, "do", 0, 1), leaf(2, "do", 1, 2), leaf(3, "do", 0, 3)],
        "a bud keeps its slot": [leaf(1, "do", 0, 1, removed=True), leaf(2, "do", 0, 2)],
        "same stamp and device: by id": [leaf(2, "do", 5, 1), leaf(1, "do", 5, 1)],
        "a gap stays": [leaf(1, "do", 9, 1), leaf(2, "do", 3, 2)],
    }
    rows = []
    for name, leaves in groups.items():
        settled = settle_slots(leaves)
        given = [
            {"id": leaf.id.hex(), "area": leaf.area, "slot": leaf.slot, "at": leaf.at.hex(), "removed": leaf.removed}
            for leaf in leaves
        ]
        slots = {leaf_id.hex(): slot for leaf_id, slot in settled.items()}
        free = {area: next_free_slot(leaves, area) for area in ("do", "love", "heard")}
        rows.append({"name": name, "leaves": given, "slots": slots, "next_free_slot": free})
    return rows


def leaf_cases() -> list[dict[str, Any]]:
    # Changes to one record and the leaf they give; null where there is none (yet).
    base = {"tile": "went-out", "area": "belong", "day": "2026-11-23", "text": "out", "slot": 1}
    cases = {
        "whole": [leaf_change(NOW, **base)],
        "without text": [leaf_change(NOW, **{k: v for k, v in base.items() if k != "text"})],
        "text is no text": [leaf_change(NOW, **(base | {"text": 5}))],
        "only an edit": [leaf_change(NOW, text="hm")],
        "unknown area": [leaf_change(NOW, **(base | {"area": "moon"}))],
        "slot is no number": [leaf_change(NOW, **(base | {"slot": True}))],
        "slot below 0": [leaf_change(NOW, **(base | {"slot": -1}))],
        "removed": [leaf_change(NOW, **base), leaf_change(NOW + 1, deleted=True)],
    }
    rows = []
    for name, changes in cases.items():
        document = Document("days/2026-11")
        document.confirm(A, NOW, changes)
        found = read_leaves(document.confirmed.values())
        leaf = {key: plain(value) for key, value in msgspec.structs.asdict(found[0]).items()} if found else None
        rows.append({"name": name, "device": A.hex(), "changes": [change_row(c) for c in changes], "leaf": leaf})
    return rows


def documents() -> dict[str, Any]:
    return {
        "month_name": {"2026-11-23": month_name("2026-11-23"), "2027-01-01": month_name("2027-01-01")},
        "setting_id": {name: setting_id(name).hex() for name in ("card", "größe")},
        "clock": clock_cases(),
        "clamp": clamp_cases(),
        "content": content_cases(),
        "broken_content": broken_contents(),
        "snapshot": snapshot_cases(),
        "broken_snapshot": broken_snapshots(),
        "merge": merge_cases(),
        "overlay": overlay_case(),
        "leaf": leaf_cases(),
        "slots": slot_cases(),
        "orders": [[low, high, between(low, high)] for low, high in NEIGHBOURS],
        "restore": restore_cases(),
        "restart": [{"log_id": C.hex(), "content": encode_restart(C).hex()}],
    }


def frame_rows() -> list[dict[str, Any]]:
    nonce, space = bytes([7]) * 32, bytes([0x5E]) * 16
    entry = frames.Entry(70_000, A, NOW, b"sealed")
    client: list[frames.ClientFrame] = [
        frames.Hello(1, A, B),
        frames.Auth(nonce, bytes(64)),
        frames.Subscribe(space),
        frames.Pull(1, space, 0, 262_144),
        frames.Push(2, space, [b"one", b"two"]),
        frames.Read(4, space, A),
        frames.Prune(3, space, 70_000, [1, 69_999]),
        frames.Ping(300),
    ]
    server: list[frames.ServerFrame] = [
        frames.Welcome(1, C, NOW, frames.Limits()),
        frames.Challenge(nonce, NOW + 60_000),
        frames.Pushed(2, space, [5, 0], NOW),
        frames.Pruned(3, space),
        frames.Entries(1, space, 70_000, 70_000, [entry], 70_001),
        frames.Entries(1, space, 1, 0, [], 0),
        frames.Document(4, space, [entry]),
        frames.Changed(space, 9),
        frames.Refused(2, "retry", "storage-full", "full", 5000, -1),
        frames.Refused(0, "permanent", "malformed", "unreadable", 0, 1),
        frames.Pong(300),
        frames.Goodbye("too-large", "too large", 0),
    ]
    rows = []
    for side, group in (("client", client), ("server", server)):
        for frame in group:
            data = msgspec.msgpack.encode(frame)
            rows.append({"from": side, "hex": data.hex(), "parsed": plain(msgspec.msgpack.decode(data))})
    return rows


def text_cases() -> list[dict[str, Any]]:
    # Pages as two devices wrote them; an edit's id is its number.
    cases = []
    for name, (base, one, other, answer) in {
        "one phone": ("I walked.", "I walked to the river \U0001f33f.", "", ""),
        "other places": ("Morning.\nNight.", "Morning, early.\nNight.", "Morning.\nNight, late.", ""),
        "the same passage": ("I walked.\nNight.", "I walked far.\nNight.", "I stayed in.\nNight.", ""),
        "answered": ("I walked.", "I walked \u00e9.", "I stayed in.", "I walked \u00e9.\nI stayed in."),
    }.items():
        edits: list[Edit] = []
        _add_edit(edits, edits, base)
        known = list(edits)
        _add_edit(edits, known, one)
        if other:
            _add_edit(edits, known, other)
        if answer:
            _add_edit(edits, edits, answer)
        text = Text(edits)
        asked = text.rewritten()
        rows = [{"id": e.id.hex(), "update": e.update.hex(), "after": [a.hex() for a in e.after]} for e in edits]
        cases.append(
            {
                "name": name,
                "edits": rows,
                "text": str(text),
                "newest": [newest.hex() for newest in text.newest()],
                "rewritten": asked and {"one": asked.one, "other": asked.other, "both": asked.both},
            }
        )
    return cases


def _without_updates(file: dict[str, Any]) -> Any:
    return [{**case, "edits": [(e["id"], e["after"]) for e in case["edits"]]} for case in file["cases"]]


def _add_edit(edits: list[Edit], known: list[Edit], text: str) -> None:
    change = Text(known).change(text)
    if change is None:
        raise ValueError(text)
    edits.append(Edit(bytes([len(edits) + 1]) * 16, *change))


def main() -> None:
    ignored = [msgspec.msgpack.encode(v).hex() for v in ([], 7, ["unheard-of", 1], ["pong"], ["pong", "x"])]
    longer = msgspec.msgpack.encode(["pong", 3, "a field of a newer version"]).hex()
    frame_file = {"frames": frame_rows(), "undecodable": ignored, "longer": {"hex": longer, "parsed": ["pong", 3]}}
    written = {"cases": text_cases()}
    kept = HERE / "text.json"
    if kept.exists() and _without_updates(json.loads(kept.read_text())) == _without_updates(written):
        written = json.loads(kept.read_text())  # Yjs' bytes hold a random client id: new ones say nothing new
    for name, value in (("documents", documents()), ("frames", frame_file), ("text", written)):
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        (HERE / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
