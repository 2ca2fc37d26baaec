import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from newleaf_sync.clock import make_stamp
from newleaf_sync.model.item import DIGITS, between, make_item, read_items
from newleaf_sync.record import Change, as_record, merge

VECTORS = json.loads((Path(__file__).parents[2] / "sync/vectors/documents.json").read_text(encoding="utf-8"))


@given(st.lists(st.floats(0, 1), max_size=60))
def test_whatever_is_put_between_sorts_between(places):
    orders: list[str] = []
    for place in places:
        at = round(place * len(orders))
        low, high = orders[at - 1] if at else "", orders[at] if at < len(orders) else ""
        made = between(low, high)
        assert low < made
        assert not high or made < high
        assert set(made) <= set(DIGITS)
        assert made[-1] != "0"
        orders.insert(at, made)


@given(st.text(max_size=6), st.text(max_size=6))
def test_orders_that_make_no_sense_do_no_harm(low, high):
    assert set(between(low, high)) <= set(DIGITS)


def test_a_list_that_grows_at_an_end_keeps_its_orders_short():
    orders = [between("", "")]
    for _ in range(300):
        orders = [between("", orders[0]), *orders, between(orders[-1], "")]
    assert max(map(len, orders)) <= 11


def test_the_orders_that_both_languages_make():
    for low, high, made in VECTORS["orders"]:
        assert between(low, high) == made


def test_items_stand_in_their_order_and_what_is_gone_is_left_out():
    device = bytes(16)
    one, two, three = (bytes([number]) * 16 for number in (1, 2, 3))
    changes = [
        make_item("hope", two, make_stamp(1), "V", text="paint"),
        make_item("hope", one, make_stamp(2), "W", text="swim"),
        make_item("hope", three, make_stamp(3), "X", text="rest"),
        Change("hope", bytes(16), make_stamp(3), {"text": "its order has not come yet"}),
        make_item("step", bytes([4]) * 16, make_stamp(3), "A", text="of another kind"),
    ]
    records = {change.id: as_record(change, device) for change in changes}
    moved = as_record(Change("hope", one, make_stamp(4), {"order": between("", "V")}), device)
    records[one] = merge(records[one], moved)
    records[three] = merge(records[three], as_record(Change("hope", three, make_stamp(5), {"deleted": True}), device))
    assert [(item.id, item.fields) for item in read_items(records.values(), "hope")] == [
        (one, {"text": "swim"}),
        (two, {"text": "paint"}),
    ]
