"""Offers judged for each seller apart: thresholds, steps and benefits count every seller's own lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line

DAY = "2024-01-05"
OFF_100 = {"kind": "per_each", "amount": 10, "every": 100}


def offer(benefit, name="shop", lane="order", **fields):
    return {"id": name, "lane": lane, "benefit": benefit, "per": "seller"} | fields


def bought(name, price, seller, quantity=1, **fields):
    return line(name, price, quantity, seller=seller, **fields)


def by_line(quote):
    return {one.id: one.discount_minor for one in quote.lines}


def told(quote, name="shop"):
    one = next(one for one in quote.decisions if one.offer_id == name)
    return one.applied, one.reason, one.amount_minor, one.short_by


def test_each_seller_reaches_a_threshold_with_own_lines_only():
    till = Till(offers=[offer(OFF_100)])
    lines = (bought("a", 90, "x"), bought("b", 250, "y"), bought("c", 20, "x"), bought("d", 60, None))
    quoted = till.quote(DAY, *lines)
    assert by_line(quoted) == {"a": 818, "b": 2000, "c": 182, "d": 0}
    assert told(quoted) == (True, Reason.NONE, 3000, 0)


def test_across_sellers_the_same_offer_counts_everything():
    together = offer(OFF_100) | {"per": "order"}
    quoted = Till(offers=[together]).quote(DAY, bought("a", 90, "x"), bought("b", 90, "y"))
    assert told(quoted) == (True, Reason.NONE, 1000, 0)
    assert told(Till(offers=[offer(OFF_100)]).quote(DAY, bought("a", 90, "x"), bought("b", 90, "y"))) == (
        False,
        Reason.BELOW_MINIMUM,
        0,
        1000,
    )


def test_a_condition_is_met_by_each_seller_alone():
    when = {"kind": "subtotal", "minimum": 100}
    till = Till(offers=[offer({"kind": "percent", "percent": 10}, when=when)])
    quoted = till.quote(DAY, bought("a", 90, "x"), bought("b", 200, "y"))
    assert by_line(quoted) == {"a": 0, "b": 2000}


def test_the_refusal_is_that_of_the_seller_who_lacks_least():
    when = {"kind": "subtotal", "minimum": 100}
    till = Till(offers=[offer({"kind": "percent", "percent": 10}, when=when)])
    quoted = till.quote(DAY, bought("a", 20, "x"), bought("b", 95, "y"), bought("c", 60, "z"))
    assert told(quoted) == (False, Reason.BELOW_MINIMUM, 0, 500)
    other = {"kind": "channel", "any": ["app"]}
    till = Till(offers=[offer({"kind": "percent", "percent": 10}, when=other)])
    assert told(till.quote(DAY, bought("a", 20, "x"), bought("b", 95, "y")))[1] is Reason.WRONG_CHANNEL


def test_without_an_effect_on_any_seller_it_says_so():
    floored = [bought(name, 10, name, floor_price=10) for name in ("a", "b")]
    quoted = Till(offers=[offer({"kind": "amount", "amount": 5})]).quote(DAY, *floored)
    assert told(quoted) == (False, Reason.NO_EFFECT, 0, 0)


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        ({"kind": "amount", "amount": 30}, {"a": 2000, "b": 3000}),  # an amount coupon loses its excess
        ({"kind": "percent", "percent": 50, "cap": 30}, {"a": 1000, "b": 3000}),  # a cap for each seller
        (
            {
                "kind": "steps",
                "measure": "subtotal",
                "steps": [{"from": 15, "amount": 1}, {"from": 60, "amount": 9}],
            },
            {"a": 100, "b": 900},
        ),
        ({"kind": "fixed_price", "price": 15}, {"a": 500, "b": 8500}),
    ],
)
def test_a_benefit_is_given_to_each_seller(benefit, expected):
    quoted = Till(offers=[offer(benefit)]).quote(DAY, bought("a", 20, "x"), bought("b", 100, "y"))
    assert by_line(quoted) == expected


def test_sets_are_formed_of_one_sellers_goods():
    half = {"kind": "nth_item", "nth": 2, "percent": 50}
    till = Till(offers=[offer(half), offer(half, "again", priority=-1)])
    lines = (bought("a", 10, "x"), bought("b", 10, "y"), bought("c", 20, "x"))
    quoted = till.quote(DAY, *lines)
    assert by_line(quoted) == {"a": 167, "b": 0, "c": 333}
    assert told(quoted, "again") == (False, Reason.TOO_FEW, 0, 1)  # the units are used up


def test_a_limit_counts_an_order_once_and_a_budget_pays_for_all_sellers():
    once = {"limits": [{"per": "member", "uses": 1}], "budget": "pot"}
    till = Till(offers=[offer(OFF_100, **once)], budgets=[{"id": "pot", "amount": 15}])
    quoted = till.buy("1", DAY, bought("a", 100, "x"), bought("b", 100, "y"))
    assert by_line(quoted) == {"a": 750, "b": 750}
    assert told(till.quote(DAY, bought("a", 100, "x"))) == (False, Reason.MEMBER_LIMIT_REACHED, 0, 0)


def test_in_a_lane_of_the_best_it_saves_what_all_sellers_get():
    lanes = [{"id": "order", "rule": "best_of", "scope": "order"}]
    whole = {"id": "whole", "lane": "order", "benefit": {"kind": "amount", "amount": 19}}
    till = Till(offers=[offer({"kind": "amount", "amount": 10}), whole], lanes=lanes)
    assert till.quote(DAY, bought("a", 50, "x"), bought("b", 50, "y")).applied == ("shop",)
    assert till.quote(DAY, bought("a", 50, "x"), bought("b", 50, "x")).applied == ("whole",)


def test_later_offers_and_returns_see_what_each_line_lost():
    across = {"id": "across", "lane": "platform", "benefit": {"kind": "percent", "percent": 10}}
    till = Till(offers=[offer({"kind": "amount", "amount": 10}), across])
    quoted = till.buy("1", DAY, bought("a", 50, "x", 2), bought("b", 50, "y"))
    assert [one.net_minor for one in quoted.lines] == [8100, 3600]
    assert till.give_back("1", DAY, {"a": 1}).returned_minor == 4050


WORDS = st.sampled_from(("x", "y", None))


@given(st.lists(st.tuples(st.integers(1, 40_000), st.integers(1, 3), WORDS), min_size=1, max_size=7))
def test_every_seller_gets_what_an_order_of_own_lines_would(drawn):
    """Split the order by seller: the parts get together what the whole gets, line by line."""
    till = Till(
        offers=[offer(OFF_100), offer({"kind": "percent", "percent": 7, "cap": 9}, "cut", priority=-1)]
    )
    lines = [
        bought(str(n), f"{price / 100:.2f}", seller, units) for n, (price, units, seller) in enumerate(drawn)
    ]
    whole = by_line(till.quote(DAY, *lines))
    apart = {}
    for seller in {one.seller for one in lines}:
        apart |= by_line(till.quote(DAY, *(one for one in lines if one.seller == seller)))
    assert whole == apart
    alike = [replace(one, seller="x") for one in lines]
    order = Till(offers=[offer(OFF_100) | {"per": "order"}])
    alone = Till(offers=[offer(OFF_100)])
    assert by_line(alone.quote(DAY, *alike)) == by_line(order.quote(DAY, *alike))


def test_a_part_that_saves_nothing_uses_no_units():
    """Of x's goods at 0.00 nothing is saved: they are still there to be given in the set of all sellers."""
    one_for_one = offer({"kind": "buy_get", "buy": 1, "get": 1}, priority=1)
    second = {"kind": "nth_item", "nth": 2, "percent": 50, "take": "cheapest"}
    quoted = Till(offers=[one_for_one, offer(second, "second", per="order")]).quote(
        DAY, bought("a", 0, "x", 2), bought("b", 8, "y", 4), bought("c", 6, "z", 2, gift=False)
    )
    assert told(quoted)[2] == 1600 + 600
    assert told(quoted, "second") == (False, Reason.NO_EFFECT, 0, 0)
