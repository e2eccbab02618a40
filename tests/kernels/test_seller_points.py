"""Gifts and points that each seller gives for its own goods: as an order earns, as some comes back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.quote import GiftGiven, Reason
from tests.engine.till import ONE_FOR_ONE, Till, line

DAY = "2024-01-05"
FROM_100 = {"kind": "subtotal", "minimum": 100}
BONUS = {"kind": "points", "points": 50}
DOUBLE = {"kind": "points", "multiplier": 2}
MUG = {"kind": "gift", "skus": ["MUG"], "quantity": 2}


def offer(benefit, name="shop", **fields):
    return {"id": name, "benefit": benefit, "per": "seller", "when": FROM_100} | fields


def shop(*offers, **sections):
    return Till(offers=list(offers), **({"points": {"rules": [ONE_FOR_ONE]}} | sections))


def bought(name, price, seller, quantity=1, **fields):
    return line(name, price, quantity, seller=seller, **fields)


def test_a_gift_comes_for_each_seller_whose_goods_reach_the_minimum():
    lines = (bought("a", 90, "x"), bought("b", 150, "y"), bought("c", 20, "x"), bought("d", 60, "z"))
    quoted = shop(offer(MUG)).quote(DAY, *lines)
    assert quoted.gifts == (GiftGiven("shop", ("MUG",), 2, "x"), GiftGiven("shop", ("MUG",), 2, "y"))
    assert quoted.adjustments == ()
    assert quoted.applied == ("shop",)


def test_goods_without_a_seller_are_one_sellers():
    quoted = shop(offer(MUG)).quote(DAY, bought("a", 60, None), bought("b", 50, None))
    assert quoted.gifts == (GiftGiven("shop", ("MUG",), 2, None),)


def test_where_no_seller_reaches_the_minimum_the_one_who_lacks_least_is_told():
    for benefit in (MUG, BONUS, DOUBLE):
        quoted = shop(offer(benefit)).quote(DAY, bought("a", 90, "x"), bought("b", 95, "y"))
        (told,) = quoted.decisions
        assert (told.applied, told.reason, told.short_by) == (False, Reason.BELOW_MINIMUM, 500)
        assert quoted.gifts == ()
        assert quoted.bonus_points == 0


def test_points_come_for_each_seller_whose_goods_reach_the_minimum():
    lines = (bought("a", 100, "x"), bought("b", 150, "y"), bought("c", 60, "z"))
    quoted = shop(offer(BONUS)).quote(DAY, *lines)
    assert (quoted.base_points, quoted.bonus_points) == (310, 100)
    assert shop(offer(BONUS, per="order")).quote(DAY, *lines).bonus_points == 50


def test_a_multiplier_counts_on_the_goods_of_sellers_who_give_it():
    lines = (bought("a", 100, "x"), bought("b", 60, "y"))
    assert shop(offer(DOUBLE)).quote(DAY, *lines).bonus_points == 100
    goods = offer(DOUBLE | {"of": {"skus": ["B"]}}, when=[])
    assert shop(goods).quote(DAY, *lines).bonus_points == 60


def test_a_multiplier_of_the_policy_counts_beside_those_of_sellers():
    policy = {"rules": [ONE_FOR_ONE], "multipliers": [{"id": "day", "factor": 3}]}
    till = shop(offer(DOUBLE), points=policy)
    lines = (bought("a", 100, "x"), bought("b", 60, "y"))
    assert till.buy("1", DAY, *lines).bonus_points == 300 + 120
    assert till.give_back("1", DAY, {"b": 1}).taken_bonus == 120
    assert till.give_back("1", DAY, {"a": 1}).taken_bonus == 300


def test_a_sellers_multiplier_does_not_count_on_the_fee():
    rule = ONE_FOR_ONE | {"include_shipping": True}
    till = shop(offer(DOUBLE), points={"rules": [rule]})
    assert till.quote(DAY, bought("a", 100, "x"), shipping_fee="10.00").bonus_points == 100
    whole = shop(offer(DOUBLE, per="order"), points={"rules": [rule]})
    assert whole.quote(DAY, bought("a", 100, "x"), shipping_fee="10.00").bonus_points == 110


def test_a_seller_to_whom_nothing_is_paid_gives_no_points():
    free = {"id": "free", "benefit": {"kind": "fixed_price", "price": 0, "of": {"skus": ["B"]}}}
    kept = offer(BONUS, threshold_base="list")
    quoted = shop(free, kept).quote(DAY, bought("a", 100, "x"), bought("b", 150, "y"))
    assert quoted.bonus_points == 50


def test_points_only_for_some_goods_need_something_paid_for_those():
    kept = offer(BONUS | {"of": {"skus": ["B", "C"]}})
    lines = (bought("a", 100, "x"), bought("b", 100, "y"), bought("c", 1, "y"), bought("d", 1, "y"))
    till = shop(kept)
    assert till.buy("1", DAY, *lines).bonus_points == 50
    assert till.give_back("1", DAY, {"c": 1}).taken_bonus == 0
    assert till.give_back("1", DAY, {"b": 1}).taken_bonus == 50


def test_without_an_effect_on_any_seller_points_are_not_applied():
    free = {"id": "free", "lane": "item", "benefit": {"kind": "fixed_price", "price": 0}}
    quoted = shop(free, offer(BONUS, threshold_base="list")).quote(DAY, bought("a", 100, "x"))
    assert quoted.decisions[1].reason is Reason.NO_EFFECT


@pytest.mark.parametrize(("benefit", "each"), [(BONUS, 50), (DOUBLE, 120)])
def test_a_return_takes_back_the_points_of_the_seller_whose_goods_came_back(benefit, each):
    till = shop(offer(benefit))
    lines = (bought("a", 60, "x", 2), bought("b", 60, "y"), bought("c", 60, "y"), bought("d", 10, "z"))
    assert till.buy("1", DAY, *lines).bonus_points == 2 * each
    back = till.give_back("1", DAY, {"b": 1})
    assert (back.taken_base, back.taken_bonus) == (60, each)
    back = till.give_back("1", DAY, {"d": 1})
    assert (back.taken_base, back.taken_bonus) == (10, 0)
    back = till.give_back("1", DAY, {"a": 2})
    assert (back.taken_base, back.taken_bonus) == (120, each)


def test_one_sellers_order_is_judged_again_as_a_whole():
    till = shop(offer(BONUS))
    assert till.buy("1", DAY, bought("a", 60, "x"), bought("b", 60, "x")).bonus_points == 50
    assert till.give_back("1", DAY, {"a": 1}).taken_bonus == 50


def test_nothing_new_joins_on_a_return():
    few = {"kind": "not", "condition": {"kind": "subtotal", "minimum": 100}}
    till = shop(offer(BONUS, when=few))
    lines = (bought("a", 60, "x", 2), bought("b", 60, "y"))
    assert till.buy("1", DAY, *lines).bonus_points == 50
    back = till.give_back("1", DAY, {"a": 1})
    assert (back.taken_base, back.taken_bonus) == (60, 0)
    assert till.give_back("1", DAY, {"b": 1}).taken_bonus == 50


def test_a_held_order_gives_what_it_was_priced_with():
    till = shop(offer(BONUS), offer(MUG, "mug"))
    lines = (bought("a", 120, "x"), bought("b", 110, "y"))
    held = till.lock("1", DAY, *lines)
    assert till.pay(held, DAY).bonus_points == 100
    assert till.give_back("1", DAY, {"a": 1}).taken_bonus == 50


def test_limits_count_an_order_once():
    till = shop(offer(MUG, limits=[{"per": "member", "uses": 1}]))
    assert len(till.buy("1", DAY, bought("a", 120, "x"), bought("b", 110, "y")).gifts) == 2
    assert till.quote(DAY, bought("a", 120, "x")).gifts == ()


SELLERS = st.sampled_from(("x", "y", None))
LINES = st.lists(st.tuples(st.integers(1, 40_000), st.integers(1, 3), SELLERS), min_size=1, max_size=6)


@given(LINES, st.data())
def test_every_seller_gives_what_an_order_of_own_lines_would(drawn, data):
    """Split the order by seller: base and bonus add up, and so does what a return takes back."""
    rule = {"id": "base", "kind": "proportional", "rate": 100}
    extra = {"points": {"rules": [rule]}}
    rates = (offer(BONUS), offer(DOUBLE, "double", priority=1, when=FROM_100 | {"minimum": 50}))
    lines = [bought(str(n), f"{price / 100:.2f}", who, units) for n, (price, units, who) in enumerate(drawn)]
    back = {one.id: data.draw(st.integers(0, one.quantity)) for one in lines}
    whole = shop(*rates, **extra)
    got = whole.buy("1", DAY, *lines)
    sums = [got.base_points, got.bonus_points]
    taken = [0, 0]
    if any(back.values()):
        told = whole.give_back("1", DAY, {name: units for name, units in back.items() if units})
        taken = [told.taken_base, told.taken_bonus]
    for who in {one.seller for one in lines}:
        alone = shop(*rates, **extra)
        own = [one for one in lines if one.seller == who]
        part = alone.buy("1", DAY, *own)
        sums = [sums[0] - part.base_points, sums[1] - part.bonus_points]
        units = {one.id: back[one.id] for one in own if back[one.id]}
        if units:
            told = alone.give_back("1", DAY, units)
            taken = [taken[0] - told.taken_base, taken[1] - told.taken_bonus]
    assert (sums, taken) == ([0, 0], [0, 0])
    alike = [replace(one, seller="x") for one in lines]
    together = shop(*(one | {"per": "order"} for one in rates), **extra)
    assert shop(*rates, **extra).quote(DAY, *alike).points_earned == together.quote(DAY, *lines).points_earned
