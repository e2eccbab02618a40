"""Which units a benefit takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine.explain import explain
from loyalty.kernels import codes
from loyalty.kernels.rows import blank, row
from loyalty.kernels.units import cheapest_first, taken_worth, use_units
from loyalty.money import currency
from tests.engine.till import line
from tests.kernels.units_shop import off, offer, quoted, told, units

HALF_OF_ONE = {"percent": 50, "units_max": 1}


def test_units_of_a_line_stand_dearest_first():
    dear = [taken_worth(1000, 3, n, codes.TAKE_DEAREST) for n in range(4)]
    cheap = [taken_worth(1000, 3, n, codes.TAKE_CHEAPEST) for n in range(4)]
    assert (dear, cheap) == ([0, 334, 667, 1000], [0, 333, 666, 1000])


lines_of = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 4)), min_size=1, max_size=45)


@given(lines_of)
def test_lines_are_ranked_by_the_price_of_a_unit_however_many_there_are(lines):
    work = [row("work", on=1, quantity=units_, net=net) for net, units_ in lines]
    count = cheapest_first(len(lines), codes.BASE_RUNNING, 1, work)
    ranked = [work[place].rank for place in range(count)]
    seen = list(dict.fromkeys(number for number, _worth in units(lines)))
    assert ranked[::-1] == seen


def test_lines_that_are_off_are_not_ranked():
    work = [row("work", on=on, quantity=1, net=5) for on in (0, 1, 0)]
    assert (cheapest_first(3, codes.BASE_RUNNING, 1, work), work[0].rank) == (1, 1)


@pytest.mark.parametrize(("take", "expected"), [("cheapest", [0, 100]), ("dearest", [200, 0])])
def test_one_unit_at_half_is_the_cheapest_or_the_dearest(take, expected):
    assert off(quoted([offer("percent", **HALF_OF_ONE, take=take)], ("4.00", 4), ("2.00", 4))) == expected


def test_a_few_units_go_over_from_line_to_line():
    assert off(quoted([offer("percent", percent=50, units_max=5)], ("4.00", 4), ("2.00", 4))) == [800, 100]


def test_a_cap_holds_for_few_units_too():
    quote = quoted([offer("percent", percent=50, units_max=1, take="cheapest", cap=30)], ("320.00", 2))
    assert told(quote)["o"][0] == 3000


def test_line_by_line_each_chosen_unit_may_be_rounded():
    offers = [
        offer("percent", percent=50, units_max=3, around={"lane": "item", "rounding_unit": unit} | STACK)
        for unit in ("line",)
    ]
    lanes = [{"id": "item", "rule": "best_of", "scope": "line"}]
    quote = quoted_in(lanes, offers, ("0.05", 2), ("0.01", 2))
    assert off(quote) == [5, 1]
    offers[0]["rounding_unit"] = "unit"
    assert off(quoted_in(lanes, offers, ("0.05", 2), ("0.01", 2))) == [6, 1]


STACK = {"stack": True}


def quoted_in(lanes, offers, *lines):
    from tests.engine.till import Till

    goods = [line("abcdefgh"[n], *one) for n, one in enumerate(lines)]
    return Till(guest=True, lanes=lanes, offers=offers).quote("2024-01-05", *goods)


@pytest.mark.parametrize(
    ("benefit", "expected"),
    [
        ({"kind": "percent", "percent": 50, "units_max": 2}, 500),
        ({"kind": "percent", "percent": 50, "units_max": 1}, 250),
        ({"kind": "fixed_price", "price": 3, "units_max": 2}, 400),
        ({"kind": "amount", "amount": 9, "each": "unit", "units_max": 1}, 500),
    ],
)
def test_after_a_set_a_few_units_stand_at_what_is_left_of_their_line(benefit, expected):
    """Two at 10.00, the second free: both at 5.00 now."""
    second = offer("nth_item", "second", nth=2, percent=100, around={"priority": 1})
    few = {"id": "few", "benefit": benefit, "lane": "order"}
    assert told(quoted([second, few], ("10.00", 2)))["few"] == (expected, "NONE", 0)


def test_after_a_set_the_dearest_unit_is_the_dearest_by_what_is_left():
    second = offer("nth_item", "second", nth=2, percent=100, of={"skus": ["A"]}, around={"priority": 1})
    few = offer("percent", "few", percent=50, units_max=1)
    assert off(quoted([second, few], ("10.00", 2), ("6.00", 1))) == [1000, 300]


def test_an_amount_for_each_of_so_many_units():
    benefit = offer("amount", amount=3, each="unit", units_max=3)
    assert off(quoted([benefit], ("4.00", 2), ("2.00", 4))) == [600, 200]


def test_a_price_takes_only_what_is_dearer_and_so_many_units():
    assert off(quoted([offer("fixed_price", price=3, units_max=5)], ("4.00", 4), ("2.00", 4))) == [400, 0]
    assert off(quoted([offer("fixed_price", price=3, units_max=2)], ("4.00", 4), ("2.00", 4))) == [200, 0]
    assert off(quoted([offer("fixed_price", price=3)], ("4.00", 4), ("2.00", 4))) == [400, 0]
    assert told(quoted([offer("fixed_price", price=5)], ("4.00", 4)))["o"][1] == "NO_EFFECT"


def test_what_a_line_at_its_floor_cannot_give_the_others_give():
    goods = (line("a", "4.00", 2, floor_price="3.50"), line("b", "4.00", 1))
    assert off(quoted([offer("percent", percent=50, units_max=3)], *goods)) == [100, 400]


def test_what_takes_nothing_for_sets_leaves_units_unused():
    offers = [row("offers", kind=codes.PERCENT)]
    work = blank("work", 1)
    work[0].on = work[0].gets = 1
    use_units(0, 1, offers, work)
    assert work[0].got == 0


def test_forty_lines_are_ranked_like_a_few():
    lines = [(100 + 7 * n % 41, 1 + n % 3) for n in range(40)]
    work = [row("work", on=1, quantity=units_, net=net) for net, units_ in lines]
    assert cheapest_first(40, codes.BASE_RUNNING, 1, work) == 40
    ranked = [one.rank for one in reversed(work)]
    assert ranked == list(dict.fromkeys(number for number, _worth in units(lines)))


def test_a_gift_is_said_in_both_languages():
    quote = quoted([offer("gift", skus=["MUG"])], ("4.00", 1))
    (decision,) = quote.decisions
    unit = currency("CNY")
    said = [explain(decision, unit, language=language) for language in ("en", "zh")]
    assert said == ["It brings a gift or points.", "已赠送赠品或积分。"]


few = st.fixed_dictionaries(
    {"units_max": st.integers(1, 8), "take": st.sampled_from(("dearest", "cheapest"))}
)


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 6)), min_size=1, max_size=4), few)
def test_so_many_units_free_are_the_dearest_or_the_cheapest_listed(lines, how):
    goods = [(f"{price // 100}.{price % 100:02d}", quantity) for price, quantity in lines]
    listed = units([(price * quantity, quantity) for price, quantity in lines])
    taken = listed[: how["units_max"]] if how["take"] == "dearest" else listed[-how["units_max"] :]
    expected = [lines[n][0] * sum(number == n for number, _worth in taken) for n in range(len(lines))]
    assert off(quoted([offer("percent", percent=100, **how)], *goods)) == expected


@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(1, 6)), min_size=1, max_size=4),
    st.integers(1, 8),
    st.integers(0, 900),
)
def test_so_many_units_at_a_price_are_the_dearest_above_it(lines, most, price):
    goods = [(f"{each // 100}.{each % 100:02d}", quantity) for each, quantity in lines]
    listed = units([(each * quantity, quantity) for each, quantity in lines])
    above = [number for number, worth in listed if worth > price][:most]
    expected = [(each - price) * above.count(n) for n, (each, _quantity) in enumerate(lines)]
    benefit = offer("fixed_price", price=f"{price // 100}.{price % 100:02d}", units_max=most)
    assert off(quoted([benefit], *goods)) == expected


def test_a_unit_that_costs_the_price_already_takes_no_dearer_ones_place():
    cheapest = offer("fixed_price", price=3, units_max=2, take="cheapest")
    assert off(quoted([cheapest], ("2.99", 2), ("4.00", 2))) == [0, 200]
    assert off(quoted([cheapest], ("3.00", 2), ("4.00", 2))) == [0, 200]
