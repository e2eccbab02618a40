"""What sets of units save, against a second reading that lists every unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernels import sets
from loyalty.kernels.ratio import scale
from loyalty.kernels.sets import saves
from loyalty.money import Rounding
from tests.engine.till import line
from tests.kernels.units_shop import cents, off, offer, quoted, told, units

ONE_FOR_ONE = {"buy": 1, "get": 1, "allocate": "reward"}
small = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 6)), min_size=1, max_size=4)


def test_the_second_at_half():
    assert off(quoted([offer("nth_item", nth=2, percent=50)], ("99.00", 2))) == [4950]


def test_the_second_at_half_stands_on_both_units_or_on_the_second():
    goods = (("10.00", 1), ("8.00", 2), ("3.00", 1))
    assert off(quoted([offer("nth_item", nth=2, percent=50)], *goods)) == [190, 303, 57]
    alone = offer("nth_item", nth=2, percent=50, allocate="reward")
    assert off(quoted([alone], *goods)) == [0, 400, 150]
    cheap = offer("nth_item", nth=2, percent=50, allocate="reward", take="cheapest")
    assert off(quoted([cheap], *goods)) == [0, 400, 150]


def test_buy_two_get_the_cheapest_free():
    benefit = {"buy": 2, "get": 1, "times_max": 1, "allocate": "reward"}
    goods = (("4.00", 4), ("2.00", 4))
    assert off(quoted([offer("buy_get", **benefit, take="cheapest")], *goods)) == [0, 200]
    assert off(quoted([offer("buy_get", **benefit)], *goods)) == [400, 0]


def test_a_unit_is_used_once():
    two = [
        offer("buy_get", name, buy=2, get=1, times_max=2, around={"priority": n})
        for n, name in enumerate("ab")
    ]
    assert told(quoted(two, ("500.00", 3))) == {"b": (50000, "NONE", 0), "a": (0, "TOO_FEW", 3)}
    assert told(quoted(two, ("500.00", 9)))["a"] == (50000, "NONE", 0)


def test_bought_and_given_units_may_be_counted_apart():
    offers = [
        offer("buy_get", "first", buy=2, get=1, times_max=2, unit_use="apart", around={"priority": 1}),
        offer("buy_get", "then", buy=2, get=1, times_max=1, unit_use="apart"),
    ]
    assert told(quoted(offers, ("500.00", 6))) == {"first": (100000, "NONE", 0), "then": (50000, "NONE", 0)}


def test_counted_apart_units_that_took_part_already_are_taken_first():
    """Of nine units two offers use six, some of them twice; three are left for a set of unused ones."""
    apart = {"buy": 2, "get": 1, "unit_use": "apart"}
    offers = [
        offer("buy_get", "first", **apart, times_max=2, around={"priority": 2}),
        offer("buy_get", "then", **apart, times_max=1, around={"priority": 1}),
        offer("buy_get", "once", buy=2, get=1),
    ]
    assert told(quoted(offers, ("500.00", 9))) == {
        "first": (100000, "NONE", 0),
        "then": (50000, "NONE", 0),
        "once": (50000, "NONE", 0),
    }
    assert told(quoted(offers, ("500.00", 8)))["once"] == (0, "TOO_FEW", 1)


def test_what_is_given_apart_and_was_bought_before_uses_no_further_unit():
    """Four bought for three given of them, and one more: five of six units took part."""
    goods = (("500.00", 6), ("1.00", 1))
    a, b = {"skus": ["A"]}, {"skus": ["B"]}
    offers = [
        offer("buy_get", "p", buy=4, get=1, unit_use="apart", of=a, get_of=b, around={"priority": 2}),
        offer("buy_get", "q", buy=1, get=3, unit_use="apart", times_max=1, of=a, around={"priority": 1}),
        offer("buy_get", "once", buy=1, get=1, of=a),
    ]
    assert told(quoted(offers, *goods)) == {
        "p": (100, "NONE", 0),
        "q": (150000, "NONE", 0),
        "once": (0, "TOO_FEW", 1),
    }


def test_units_that_are_left_stand_at_the_price_they_had():
    offers = [
        offer("buy_get", "most", buy=50, get=1000, times_max=1, allocate="reward", around={"priority": 1}),
        offer("buy_get", "rest", buy=10, get=20, percent=20, times_max=1, allocate="reward"),
    ]
    assert told(quoted(offers, ("2.50", 540), ("2.50", 540))) == {
        "most": (250000, "NONE", 0),
        "rest": (1000, "NONE", 0),
    }


def test_some_goods_are_bought_and_others_given():
    benefit = {
        "buy": 1,
        "get": 1,
        "of": {"skus": ["C"]},
        "get_of": {"skus": ["A", "B"]},
        "allocate": "reward",
    }
    goods = (("5.00", 2), ("10.00", 2), ("10.00", 2))
    assert off(quoted([offer("buy_get", **benefit)], *goods)) == [0, 2000, 0]
    assert off(quoted([offer("buy_get", **benefit, take="cheapest")], *goods)) == [1000, 0, 0]
    assert told(quoted([offer("buy_get", **benefit | {"buy": 4})], *goods))["o"] == (0, "TOO_FEW", 2)


def test_what_cannot_be_given_is_bought_first():
    benefit = {
        "buy": 1,
        "get": 1,
        "of": {"skus": ["A", "B"]},
        "get_of": {"skus": ["A"]},
        "allocate": "reward",
    }
    assert off(quoted([offer("buy_get", **benefit)], ("9.00", 2), ("1.00", 1))) == [900, 0]
    assert off(quoted([offer("buy_get", **benefit)], ("9.00", 2), ("1.00", 3))) == [1800, 0]


def test_any_goods_may_be_given_for_some():
    benefit = {**ONE_FOR_ONE, "of": {"skus": ["A"]}, "get_of": {}}
    assert off(quoted([offer("buy_get", **benefit)], ("3.00", 1), ("7.00", 5))) == [0, 700]


def test_bundles_are_formed_while_they_save():
    three = [offer("bundle", units=3, price=20)]
    assert told(quoted(three, ("8.00", 4)))["o"] == (400, "NONE", 0)
    assert told(quoted(three, ("6.00", 3)))["o"] == (0, "NO_EFFECT", 0)
    assert told(quoted(three, ("8.00", 2)))["o"] == (0, "TOO_FEW", 1)
    assert off(quoted(three, ("9.00", 2), ("7.00", 5), ("5.00", 2))) == [235, 365, 0]
    once = [offer("bundle", units=3, price=20, times_max=1)]
    assert told(quoted(once, ("9.00", 9)))["o"][0] == 700
    assert told(quoted(once, ("9.00", 2), ("8.00", 9)))["o"][0] == 600
    assert told(quoted(once, ("9.00", 5), ("9.00", 4)))["o"][0] == 700
    assert told(quoted(once, ("9.00", 3), ("8.00", 2), ("7.00", 5)))["o"][0] == 700


def test_a_set_takes_no_line_below_its_floor():
    goods = (line("a", "10.00", 2, floor_price="9.00"), line("b", "10.00", 2, floor_price="10.00"))
    assert off(quoted([offer("nth_item", nth=2, percent=100)], *goods)) == [200, 0]


@pytest.mark.parametrize("take", ["dearest", "cheapest"])
@given(
    lines=small,
    sizes=st.tuples(st.integers(1, 3), st.integers(1, 2)),
    most=st.integers(1, 4),
    percent=st.sampled_from((50, 100)),
)
def test_sets_of_the_same_goods_are_those_of_the_units_listed(take, lines, sizes, most, percent):
    buy, get = sizes
    listed = units(lines)
    sets = min(len(listed) // (buy + get), most)
    if take == "dearest":
        given_units = [one for n, one in enumerate(listed[: sets * (buy + get)]) if n % (buy + get) >= buy]
    else:
        given_units = listed[len(listed) - sets * get :]
    benefit = {"buy": buy, "get": get, "times_max": most, "take": take, "percent": percent}
    quote = quoted([offer("buy_get", **benefit, allocate="reward")], *cents(lines))
    worth = sum(worth for _number, worth in given_units)
    assert sum(off(quote)) == scale(worth, percent, 100, Rounding.HALF_UP)
    giving = {number for number, _worth in given_units}
    assert all(count == 0 or n in giving for n, count in enumerate(off(quote)))


def test_the_second_unit_of_a_line_is_the_one_without_the_odd_cent():
    """Of 5.01 and 5.00 the second is 5.00; of 3.34, 3.34 and 3.33 it is 3.34, the others are 6.67."""
    free = {"nth": 2, "percent": 100}
    assert off(quoted([offer("nth_item", **free)], ("10.01", 1))) == [0]
    uneven = line("a", None, 2, amount="10.01")
    assert off(quoted([offer("nth_item", **free)], uneven)) == [500]
    assert off(quoted([offer("nth_item", **free, take="cheapest")], uneven)) == [500]
    assert off(quoted([offer("nth_item", nth=2, percent=50)], uneven)) == [250]
    three = line("a", None, 3, amount="10.01")
    assert off(quoted([offer("nth_item", **free)], three)) == [334]
    assert off(quoted([offer("buy_get", buy=1, get=2)], three)) == [667]
    assert off(quoted([offer("buy_get", buy=1, get=2, of={"skus": ["A"]}, get_of={})], three)) == [667]


def test_units_that_sets_have_used_stand_before_those_of_a_later_set():
    """Of 2.51, 2.50, 2.50, 2.50 the first two are gone when the second bundle and the second gift come."""
    uneven = line("a", None, 4, amount="10.01")
    bundle = {"units": 2, "price": 4, "times_max": 1}
    twice = [offer("bundle", name, **bundle, around={"priority": n}) for n, name in enumerate("ba")]
    assert told(quoted(twice, uneven)) == {"a": (101, "NONE", 0), "b": (100, "NONE", 0)}
    gifts = [
        offer("buy_get", "first", buy=1, get=1, times_max=1, around={"priority": 1}),
        offer("buy_get", "then", buy=1, get=1, of={"skus": ["A"]}, get_of={}),
    ]
    assert told(quoted(gifts, uneven)) == {"first": (250, "NONE", 0), "then": (250, "NONE", 0)}


@given(
    lines=small,
    size=st.integers(2, 4),
    price=st.integers(0, 60),
    most=st.one_of(st.none(), st.integers(1, 3)),
)
def test_bundles_are_those_of_the_units_listed(lines, size, price, most):
    listed = [worth for _number, worth in units(lines)]
    saved, sets = 0, 0
    while (most is None or sets < most) and len(listed) >= size and sum(listed[:size]) > price:
        saved += sum(listed[:size]) - price
        listed, sets = listed[size:], sets + 1
    limit = {} if most is None else {"times_max": most}
    quote = quoted([offer("bundle", units=size, price=f"0.{price:02d}", **limit)], *cents(lines))
    assert sum(off(quote)) == saved


@given(lines=small, percent=st.sampled_from((33, 50, 100)), allocate=st.sampled_from(("set", "reward")))
def test_no_line_gives_more_than_it_has_however_many_sets_follow(lines, percent, allocate):
    offers = [
        offer("nth_item", "second", nth=2, percent=percent, allocate=allocate, around={"priority": 3}),
        offer("bundle", "three", units=3, price="0.10", around={"priority": 2, "lane": "item"}),
        offer("buy_get", "more", buy=1, get=1, unit_use="apart", allocate=allocate, around={"priority": 1}),
        offer("percent", "few", percent=90, units_max=2),
    ]
    quote = quoted(offers, *cents(lines))
    assert all(0 <= taken <= amount for taken, (amount, _units) in zip(off(quote), lines, strict=True))
    assert sum(off(quote)) == quote.discount_minor == sum(one.amount_minor for one in quote.adjustments)


@pytest.mark.parametrize(
    ("take", "allocate", "few", "all_of_them"),
    [
        ("dearest", "reward", [0, 800, 0], [0, 800, 300]),
        ("cheapest", "reward", [0, 0, 300], [0, 0, 600]),
        ("dearest", "set", [571, 229, 0], [524, 419, 157]),
        ("cheapest", "set", [261, 0, 39], [286, 228, 86]),
    ],
)
def test_buy_two_get_one_of_three_prices(take, allocate, few, all_of_them):
    """Of 10, 10, 8, 8, 3 one set gives an 8 or the 3; with one more 3 two sets give 8 + 3 or 3 + 3."""
    benefit = [offer("buy_get", buy=2, get=1, take=take, allocate=allocate)]
    assert off(quoted(benefit, ("10.00", 2), ("8.00", 2), ("3.00", 1))) == few
    assert off(quoted(benefit, ("10.00", 2), ("8.00", 2), ("3.00", 2))) == all_of_them


def test_the_second_at_half_so_many_times():
    goods = ("99.00", 5)
    assert off(quoted([offer("nth_item", nth=2, percent=50)], goods)) == [9900]
    assert off(quoted([offer("nth_item", nth=2, percent=50, times_max=1)], goods)) == [4950]
    assert told(quoted([offer("nth_item", nth=6, percent=50)], goods))["o"] == (0, "TOO_FEW", 1)


@pytest.mark.parametrize("base", ["list", "after_items", "running"])
def test_a_price_is_what_is_paid_whatever_the_base(base):
    """Two at 10.00, listed at 30.00, are 5.23 together; the dearer of 9.00 and 6.00 is a unit for 5.00."""
    listed = [line("a", "10.00", 2, list_price="30.00")]
    assert off(quoted([offer("bundle", units=2, price="5.23", around={"benefit_base": base})], *listed)) == [
        1477
    ]
    few = offer("fixed_price", price="5.00", units_max=1, around={"benefit_base": base})
    goods = (line("a", "9.00"), line("b", "6.00", list_price="30.00"))
    assert off(quoted([few], *goods)) == [400, 0]


def test_a_set_within_its_budget_gives_what_is_left_of_it():
    budgets = {"budgets": [{"id": "b", "amount": 30}]}
    second = [offer("nth_item", nth=2, percent=50, around={"budget": "b"})]
    assert off(quoted(second, ("99.00", 2), sections=budgets)) == [3000]


def one_for_one(offer_id, allocate="set", **around):
    return offer("buy_get", offer_id, buy=1, get=1, times_max=1, allocate=allocate, around=around)


@pytest.mark.parametrize("allocate", ["set", "reward"])
def test_a_unit_that_was_bought_is_used_wherever_the_discount_stands(allocate):
    two = [one_for_one("p", allocate, priority=1), one_for_one("q", allocate)]
    quote = quoted(two, ("10.00", 1), ("8.00", 1), ("6.00", 1))
    assert told(quote) == {"p": (800, "NONE", 0), "q": (0, "TOO_FEW", 1)}


def test_a_unit_at_its_floor_is_used_by_the_set_it_was_bought_for():
    goods = (line("a", "10.00", floor_price="10.00"), ("8.00", 1), ("6.00", 1))
    assert told(quoted([one_for_one("p", priority=1), one_for_one("q")], *goods))["q"] == (0, "TOO_FEW", 1)


def test_a_line_of_very_many_units_is_bundled_in_a_few_looks(monkeypatch):
    looks = []
    monkeypatch.setattr(sets, "saves", lambda *one: looks.append(one) or saves(*one))
    quoted([offer("bundle", units=2, price=1)], ("0.01", 20_000))
    assert len(looks) < 100
