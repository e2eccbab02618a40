"""Every effect of the format has one benefit that does the same; what is not of the format is left out."""

import pytest

from tests.cases.benefits import benefit
from tests.cases.format import Unsupported
from tests.cases.goods import Shelf
from tests.cases.small import case

SHELF = Shelf.of(case())
A = {"skus": ["A"]}
B = {"skus": ["B"]}


def lowered(kind, policy=None, **fields):
    return benefit({"kind": kind, **fields}, SHELF, policy or {})


@pytest.mark.parametrize(
    ("fields", "ours"),
    [
        ({"on": "order"}, {}),
        ({"on": "lines", "of": A}, {"of": A}),
        ({"on": "lines", "max_amount": "5.00"}, {"cap": "5.00"}),
        ({"on": "cheapest_item", "of": {"any": True}}, {"units_max": 1, "take": "cheapest"}),
        ({"on": "most_expensive_item"}, {"units_max": 1, "take": "dearest"}),
    ],
)
def test_a_percentage_keeps_its_goods_its_cap_and_its_units(fields, ours):
    assert lowered("percent_off", percent="10", **fields) == {"kind": "percent", "percent": "10"} | ours


@pytest.mark.parametrize(
    ("kind", "fields", "ours"),
    [
        ("free_shipping", {}, {}),
        ("percent_off", {"percent": "100", "on": "shipping"}, {}),
        ("percent_off", {"percent": "50", "on": "shipping"}, {"percent": "50"}),
        ("amount_off", {"amount": "5.00", "on": "shipping", "per_unit": False}, {"amount": "5.00"}),
    ],
)
def test_whatever_comes_off_shipping_is_free_shipping(kind, fields, ours):
    assert lowered(kind, **fields) == {"kind": "free_shipping"} | ours


@pytest.mark.parametrize(
    ("fields", "each"),
    [
        ({"on": "order"}, "order"),
        ({"on": "lines", "per_unit": False}, "line"),
        ({"on": "lines", "per_unit": True}, "unit"),
    ],
)
def test_an_amount_counts_once_an_order_a_line_or_a_unit(fields, each):
    told = {"kind": "amount", "amount": "5.00", "each": each}
    assert lowered("amount_off", amount="5.00", **fields) == told


def test_an_amount_for_each_sum_spent_counts_as_often():
    told = {"kind": "per_each", "amount": "5.00", "every": "100.00", "of": A}
    assert lowered("amount_off", amount="5.00", on="order", per_each_spent="100.00", of=A) == told


def test_a_price_is_for_a_unit_or_for_a_bundle():
    assert lowered("fixed_price", price="9.00", of=A) == {"kind": "fixed_price", "price": "9.00", "of": A}
    told = {"kind": "bundle", "units": 3, "price": "9.00", "of": A}
    assert lowered("fixed_price", price="9.00", of=A, bundle_quantity="3") == told
    twice = lowered("fixed_price", price="9.00", of=A, bundle_quantity="3", max_applications=2)
    assert twice == told | {"times_max": 2}


def test_what_is_bought_and_what_is_free_are_counted_by_the_policies_named():
    buy, get = {"of": A, "quantity": "2"}, {"of": B, "quantity": "1", "percent_off": "20"}
    policy = {"take": "cheapest", "unit_use": "apart"}
    told = {
        "kind": "buy_get",
        "buy": 2,
        "get": 1,
        "percent": "20",
        "allocate": "reward",
        "of": A,
        "get_of": B,
    }
    assert lowered("buy_x_get_y", buy=buy, get=get) == told
    assert lowered("buy_x_get_y", policy, buy=buy, get=get, max_applications=1) == told | {
        "times_max": 1,
        **policy,
    }


def test_the_same_goods_bought_and_free_are_named_once():
    buy, get = {"of": A, "quantity": "2"}, {"of": A, "quantity": "1", "percent_off": "100"}
    told = lowered("buy_x_get_y", buy=buy, get=get, max_applications=None)
    assert told["of"] == A
    assert {"get_of", "times_max"} & told.keys() == set()


def test_a_gift_and_steps():
    assert lowered("gift", sku="G", quantity="2") == {"kind": "gift", "skus": ["G"], "quantity": 2}
    steps = [{"min_subtotal": "200", "percent_off": "15"}, {"min_subtotal": "99.50", "amount_off": "10"}]
    assert lowered("tiered", steps=steps) == {
        "kind": "steps",
        "measure": "subtotal",
        "steps": [{"from": "99.50", "amount": "10"}, {"from": "200", "percent": "15"}],
    }


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("bogof", {}, "the effect `bogof`"),
        ("percent_off", {"percent": "5", "on": "moon"}, "`percent_off` on `moon`"),
        ("amount_off", {"amount": "5", "on": "lines", "per_each_spent": "9"}, "`per_each_spent` on `lines`"),
        ("free_shipping", {"zone": "north"}, "free_shipping with `zone`"),
        ("tiered", {"steps": [{"min_quantity": "2"}]}, "tiered with `min_quantity`"),
    ],
)
def test_nothing_is_passed_over_in_silence(kind, fields, said):
    with pytest.raises(Unsupported, match=said):
        lowered(kind, **fields)
