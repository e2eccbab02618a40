"""A lane that picks by line: who wins each line, and what the winners then take."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.kernels.lane_offers import percent, told


def test_the_better_offer_wins_each_line():
    offers = [percent("all", 10, lane="item"), percent("shoes", 30, lane="item", of={"skus": ["S"]})]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"all": (1000, Reason.NONE), "shoes": (3000, Reason.NONE)}


def test_an_offer_that_wins_no_line_says_so():
    offers = [percent("less", 10, lane="item"), percent("more", 20, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"less": (0, Reason.BETTER_IN_LANE), "more": (2000, Reason.NONE)}


def test_a_cap_is_counted_before_offers_are_compared():
    offers = [percent("high", 50, lane="item", cap=5), percent("plain", 20, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {"high": (0, Reason.BETTER_IN_LANE), "plain": (2000, Reason.NONE)}


def test_what_a_budget_has_left_is_counted_too():
    budget = [{"id": "small", "amount": 5}]
    offers = [percent("high", 50, lane="item", budget="small"), percent("plain", 20, lane="item")]
    quoted = Till(offers=offers, budgets=budget).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted)["plain"] == (2000, Reason.NONE)


def test_a_winner_uses_its_whole_cap_on_the_lines_it_won():
    offers = [
        percent("capped", 50, lane="item", cap=30),
        percent("shoes", 40, lane="item", of={"skus": ["S"]}),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"capped": (3000, Reason.NONE), "shoes": (4000, Reason.NONE)}


def test_two_winners_of_one_budget_share_it():
    budget = [{"id": "b", "amount": 15, "over": "reject"}]
    offers = [
        percent("a", 10, lane="item", budget="b", of={"skus": ["A"]}),
        percent("s", 10, lane="item", budget="b", of={"skus": ["S"]}),
    ]
    till = Till(offers=offers, budgets=budget)
    quoted = till.quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"a": (1000, Reason.NONE), "s": (0, Reason.BUDGET_SPENT)}


def test_a_member_price_competes_with_item_offers():
    offers = [
        {"id": "price", "benefit": {"kind": "member_price", "prices": {"A": "85.00"}}},
        percent("ten", 10, lane="item"),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("b", "100.00"))
    assert told(quoted) == {"price": (1500, Reason.NONE), "ten": (1000, Reason.NONE)}


def test_a_stacking_offer_comes_on_top_of_the_winner():
    offers = [
        percent("less", 10, lane="item"),
        percent("more", 20, lane="item"),
        percent("extra", 50, lane="item", stack=True),
    ]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "less": (0, Reason.BETTER_IN_LANE),
        "more": (2000, Reason.NONE),
        "extra": (4000, Reason.NONE),
    }


TWO_CHEAPEST = {"kind": "amount", "amount": 20, "each": "unit", "units_max": 2, "take": "cheapest"}
FLASH = {"kind": "fixed_price", "price": "9.90", "of": {"skus": ["A"]}}


@pytest.mark.parametrize("priority", [1, 0, -1])
def test_who_is_paid_first_moves_no_units(priority):
    offers = [
        {"id": "two-cheapest", "benefit": TWO_CHEAPEST, "priority": priority},
        {"id": "flash", "benefit": FLASH},
    ]
    goods = [line(name, price) for name, price in (("a", "100.00"), ("b", "90.00"), ("c", "80.00"))]
    assert [one.discount_minor for one in Till(offers=offers).quote("2024-01-05", *goods).lines] == [
        9010,
        2000,
        2000,
    ]


def test_few_units_keep_their_whole_cap_on_the_lines_they_won():
    few = {"kind": "percent", "percent": 50, "units_max": 2, "cap": 60}
    offers = [{"id": "few", "benefit": few, "lane": "item"}, {"id": "flash", "benefit": FLASH}]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("b", "80.00"))
    assert told(quoted) == {"few": (4000, Reason.NONE), "flash": (9010, Reason.NONE)}


of_some = st.sampled_from([{}, {"of": {"skus": ["A"]}}, {"of": {"skus": ["B", "C"]}}])
so_many = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"units_max": st.integers(1, 4), "take": st.sampled_from(["cheapest", "dearest"])}),
)
percents = st.builds(
    lambda number, of, few, unit: {
        "benefit": {"kind": "percent", "percent": number} | of | few,
        "rounding_unit": unit,
    },
    st.integers(1, 99),
    of_some,
    so_many,
    st.sampled_from(["unit", "line", "sum"]),
)
amounts = st.builds(
    lambda number, of, few: {"benefit": {"kind": "amount", "amount": number, "each": "unit"} | of | few},
    st.integers(1, 9),
    of_some,
    so_many,
)
fixed = st.builds(
    lambda number, of, few: {"benefit": {"kind": "fixed_price", "price": number} | of | few},
    st.integers(1, 9),
    of_some,
    so_many,
)
second = st.builds(lambda of: {"benefit": {"kind": "nth_item", "nth": 2, "percent": 50} | of}, of_some)
goods_of = st.lists(st.tuples(st.integers(1, 1500), st.integers(1, 4)), min_size=2, max_size=3)


def in_line_lane(benefits, priorities):
    """The offers in one lane that picks by line."""
    return [
        {"id": f"o{n}", "lane": "item", "priority": priorities[n]} | one for n, one in enumerate(benefits)
    ]


def off_lines(goods, **sections):
    """What comes off each line of articles A, B, …"""
    lines = [
        line("abc"[n], f"{price // 100}.{price % 100:02d}", units) for n, (price, units) in enumerate(goods)
    ]
    return [one.discount_minor for one in Till(**sections).quote("2024-01-05", *lines).lines]


@settings(max_examples=300)
@given(
    goods_of,
    st.lists(st.one_of(percents, amounts, fixed), min_size=2, max_size=4),
    st.lists(second, max_size=1),
    st.lists(st.integers(-2, 2), min_size=5, max_size=5),
)
def test_each_line_gets_what_the_best_offer_alone_would_give_it_whatever_the_priorities(
    goods, benefits, sets, priorities
):
    offers = in_line_lane([*benefits, *sets], priorities)
    alone = [off_lines(goods, offers=[one]) for one in offers]
    assert off_lines(goods, offers=offers) == [max(column) for column in zip(*alone, strict=True)]
