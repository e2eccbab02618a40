"""Units an offer took, against what it took off: the figures add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine.trace_units import LineUnits, UnitsTaken
from loyalty.money import to_major, to_minor
from loyalty.rules.exact import plain
from tests.engine.test_trace import traced
from tests.engine.till import Till, line

A = line("a", "100.00", 3)
B = line("b", "50.00", 2)
C = line("c", "10.00", 5, floor_price="9.00")


def taken(benefit, *lines, **fields):
    """The units one offer took."""
    till = Till(offers=[{"id": "x", "benefit": benefit} | fields])
    _quoted, _seen, offers = traced(till, *lines)
    return offers["x"].units_taken


def test_sets_say_which_units_are_bought_and_which_are_given():
    assert taken({"kind": "buy_get", "buy": 2, "get": 1}, A, B, C) == UnitsTaken(
        3,
        (LineUnits(0, 2, 1, 100_00), LineUnits(1, 2, 0, 0), LineUnits(2, 2, 2, 20_00)),
        asked_minor=120_00,
        claimed_minor=120_00,
    )


def test_what_floors_hold_back_is_told_apart_from_what_is_asked():
    half = {"kind": "nth_item", "nth": 2, "percent": 50, "of": {"skus": ["C"]}}
    assert taken(half, A, C) == UnitsTaken(2, (LineUnits(1, 2, 2, 20_00),), 10_00, 5_00)


def test_units_of_a_bundle_are_bought_and_all_count():
    found = taken({"kind": "bundle", "units": 2, "price": 60}, A, B)
    assert found == UnitsTaken(2, (LineUnits(0, 3, 0, 300_00), LineUnits(1, 1, 0, 50_00)), 230_00, 230_00)


@pytest.mark.parametrize(
    ("benefit", "lines", "asked"),
    [
        ({"kind": "percent", "percent": 15, "units_max": 4}, ((0, 3, 300_00), (1, 1, 50_00)), 52_50),
        ({"kind": "amount", "each": "unit", "amount": 7, "units_max": 2}, ((0, 2, 200_00),), 14_00),
        ({"kind": "fixed_price", "price": 40}, ((0, 3, 300_00), (1, 2, 100_00)), 200_00),
        (
            {"kind": "fixed_price", "price": 40, "units_max": 3, "take": "cheapest"},
            ((0, 1, 100_00), (1, 2, 100_00)),
            80_00,
        ),
    ],
    ids=["percent", "amount", "price", "few at a price"],
)
def test_units_taken_one_by_one_say_what_they_come_to(benefit, lines, asked):
    units = tuple(LineUnits(place, 0, count, worth) for place, count, worth in lines)
    cheap = line("c", "10.00", 5)
    of = {"of": {"skus": ["A", "B"]}}
    assert taken(benefit | of, A, B, cheap) == UnitsTaken(0, units, asked, asked)


@pytest.mark.parametrize("each", ["sum", "line", "unit"])
def test_a_percentage_of_few_units_is_rounded_as_the_offer_says(each):
    found = taken(
        {"kind": "percent", "percent": 50, "units_max": 3},
        line("a", "0.33", 2),
        line("b", "0.11", 1),
        rounding_unit=each,
        lane="order" if each == "sum" else "item",
    )
    assert found.asked_minor == {"sum": 39, "line": 39, "unit": 40}[each] == found.claimed_minor


def test_units_count_though_their_own_part_rounds_to_nothing():
    found = taken({"kind": "percent", "percent": 4, "units_max": 2}, line("a", "0.01"), line("b", "0.12"))
    assert found == UnitsTaken(0, (LineUnits(0, 0, 1, 1), LineUnits(1, 0, 1, 12)), 1, 1)


def test_what_chooses_no_units_or_does_not_apply_has_none():
    assert taken({"kind": "percent", "percent": 10}, A) is None
    assert taken({"kind": "buy_get", "buy": 3, "get": 1}, A) is None


def test_units_of_an_earlier_set_are_not_taken_again():
    free = {"kind": "buy_get", "buy": 1, "get": 1}
    offers = [{"id": name, "benefit": free, "priority": 2 - place} for place, name in enumerate("xy")]
    offers[0]["benefit"] = free | {"times_max": 1}
    _quoted, _seen, told = traced(Till(offers=offers), line("a", "10.00", 4))
    assert told["x"].units_taken.lines == (LineUnits(0, 1, 1, 10_00),)
    assert told["y"].units_taken.lines == (LineUnits(0, 1, 1, 10_00),)


SETS = st.one_of(
    st.builds(
        lambda buy, get, percent, take, allocate: {
            "kind": "buy_get",
            "buy": buy,
            "get": get,
            "percent": percent,
            "take": take,
            "allocate": allocate,
        },
        st.integers(1, 3),
        st.integers(1, 2),
        st.integers(1, 100),
        st.sampled_from(["dearest", "cheapest"]),
        st.sampled_from(["set", "reward"]),
    ),
    st.builds(
        lambda units, price: {"kind": "bundle", "units": units, "price": price},
        st.integers(2, 4),
        st.integers(0, 40),
    ),
    st.builds(
        lambda price, most: {"kind": "fixed_price", "price": price} | ({"units_max": most} if most else {}),
        st.integers(0, 20),
        st.integers(0, 4),
    ),
    st.builds(
        lambda percent, most: {"kind": "percent", "percent": percent, "units_max": most},
        st.integers(1, 100),
        st.integers(1, 4),
    ),
)
LINES = st.lists(st.tuples(st.integers(1, 5000), st.integers(1, 6)), min_size=1, max_size=4)


@given(SETS, SETS, LINES)
def test_what_is_asked_of_the_units_is_what_comes_off(first, second, prices):
    """Without floors, cap and budget an offer takes what it asks; the second finds what the first left."""
    till = Till(
        offers=[
            {"id": "x", "lane": "order", "benefit": first, "priority": 1, "rounding_unit": "sum"},
            {"id": "y", "lane": "order", "benefit": second, "rounding_unit": "sum"},
        ],
        lanes=[{"id": "order", "rule": "all"}],
    )
    lines = [
        line(f"l{place}", to_major(each, till.program.unit), n) for place, (each, n) in enumerate(prices)
    ]
    quoted, _seen, offers = traced(till, *lines)
    for benefit, decision in zip((first, second), quoted.decisions, strict=True):
        told = offers[decision.offer_id].units_taken
        assert (told is None) == (not decision.applied)
        if told is None:
            continue
        assert decision.amount_minor == told.claimed_minor
        assert told.claimed_minor == sum(amount for _line, amount in offers[decision.offer_id].shares)
        assert told.claimed_minor <= told.asked_minor
        if decision.offer_id == "x":
            assert told.claimed_minor == told.asked_minor
        adds_up(benefit, told, till)
        assert all(one.bought + one.given <= prices[one.line][1] for one in told.lines)


def adds_up(benefit, told, till):
    """Units make whole sets, and what is asked follows from what they come to."""
    bought, given_, worth = (sum(column) for column in zip(*(one[1:] for one in told.lines), strict=True))
    if benefit["kind"] == "buy_get":
        assert (bought, given_) == (told.sets * benefit["buy"], told.sets * benefit["get"])
    if benefit["kind"] in {"buy_get", "percent"}:
        assert told.asked_minor == (worth * benefit["percent"] + 50) // 100
        return
    count = told.sets if benefit["kind"] == "bundle" else given_
    assert bought == told.sets * benefit.get("units", 0)
    price = to_minor(plain(benefit["price"]), till.program.unit)
    assert told.asked_minor == worth - count * price
