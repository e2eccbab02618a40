"""A lane that picks by line, where one winner stands in another's way: the next best offer has the lines."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.facts.member import HeldCoupon
from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.kernels.lane_offers import percent, told
from tests.thousand import THOUSAND

DAY = "2024-01-05"
SMALL = [{"id": "b", "amount": 15, "over": "reject"}]
CLIPPED = [{"id": "b", "amount": 15}]
CLASSES = [{"id": "sale", "combines_with": ["sale"]}, {"id": "flash", "combines_with": []}]
BOTH = (line("a", "100.00"), line("s", "100.00"))
KEPT_OUT = (Reason.BUDGET_SPENT, Reason.GROUP_TAKEN, Reason.NOT_COMBINABLE)


def of_sku(sku, number, *, name=None, **fields):
    """A percentage off one article."""
    return percent(name or sku.lower(), number, lane="item", of={"skus": [sku]}, **fields)


def at_eight(**fields):
    """A member's price of 8 % off all goods."""
    return {"id": "price", "benefit": {"kind": "member_price", "percent": 8}} | fields


def shares(quoted):
    """What came off each line."""
    return [one.discount_minor for one in quoted.lines]


def test_the_lines_of_a_winner_whose_budget_has_no_room_go_to_the_next_best():
    offers = [of_sku("A", 10, budget="b", priority=1), of_sku("S", 10, budget="b"), at_eight()]
    assert told(Till(offers=offers, budgets=SMALL).quote(DAY, *BOTH)) == {
        "a": (1000, Reason.NONE),
        "s": (0, Reason.BUDGET_SPENT),
        "price": (800, Reason.NONE),
    }


def test_what_an_emptied_budget_turned_away_is_counted():
    offers = [of_sku("A", 20, budget="b", priority=1), of_sku("S", 10, budget="b"), at_eight()]
    till = Till(offers=offers, budgets=CLIPPED)
    assert shares(till.buy("one", DAY, *BOTH)) == [1500, 800]
    assert [(one.spent, one.closed) for one in till.shared.funds] == [(1500, 1)]


@pytest.mark.parametrize(
    ("together", "sections", "reason"),
    [
        ({"group": "g"}, {"groups": [{"id": "g"}]}, Reason.GROUP_TAKEN),
        ({"class": "flash"}, {"classes": CLASSES}, Reason.NOT_COMBINABLE),
    ],
)
def test_the_lines_of_a_winner_that_another_keeps_out_go_to_the_next_best(together, sections, reason):
    offers = [of_sku("A", 10, priority=1, **together), of_sku("S", 50, **together), at_eight()]
    assert told(Till(offers=offers, **sections).quote(DAY, *BOTH)) == {
        "a": (1000, Reason.NONE),
        "s": (0, reason),
        "price": (800, Reason.NONE),
    }


def test_the_next_best_may_be_the_offer_that_keeps_the_other_out():
    offers = [percent("all", 20, lane="item", priority=1, group="g"), of_sku("S", 30, group="g")]
    quoted = Till(offers=offers, groups=[{"id": "g"}]).quote(DAY, *BOTH)
    assert told(quoted) == {"all": (4000, Reason.NONE), "s": (0, Reason.GROUP_TAKEN)}


def test_of_the_next_best_those_that_tie_go_by_priority_then_id():
    offers = [
        of_sku("A", 10, budget="b", priority=1),
        of_sku("S", 10, budget="b"),
        *(of_sku("S", 9, name=name) for name in ("x", "w")),
    ]
    till = Till(offers=offers, budgets=SMALL)
    assert told(till.quote(DAY, *BOTH))["w"] == (900, Reason.NONE)


def test_a_line_of_a_winner_that_is_cut_goes_to_an_offer_that_gives_more_than_the_rest():
    """Of 15.00 the first takes 10.00: 5.00 are left for S, where 8.00 or 4.00 may be had."""
    offers = [of_sku("A", 10, budget="b", priority=1), of_sku("S", 10, budget="b")]
    till = Till(offers=[*offers, at_eight()], budgets=CLIPPED)
    assert told(till.quote(DAY, *BOTH)) == {
        "a": (1000, Reason.NONE),
        "s": (0, Reason.BETTER_IN_LANE),
        "price": (800, Reason.NONE),
    }
    till = Till(offers=[*offers, of_sku("S", 4, name="four")], budgets=CLIPPED)
    assert shares(till.quote(DAY, *BOTH)) == [1000, 500]
    assert shares(Till(offers=offers, budgets=CLIPPED).quote(DAY, *BOTH)) == [1000, 500]


def test_of_a_winner_that_is_cut_a_line_with_hardly_a_cent_is_still_its_own():
    offers = [of_sku("A", 10, budget="b", priority=1), percent("s", 5, lane="item", budget="b")]
    till = Till(offers=offers, budgets=[{"id": "b", "amount": "10.01"}])
    quoted = till.quote(DAY, line("a", "100.00"), line("s", "100.00"), line("t", "0.10"))
    assert shares(quoted) == [1000, 1, 0]


def test_who_leaves_for_want_of_budget_keeps_nobody_out_any_more():
    """Without b, a has S and T; the budget that z has drawn on has no room for both."""
    offers = [
        of_sku("X", 10, name="z", budget="b", priority=3),
        percent("a", 10, lane="item", of={"skus": ["S", "T"]}, budget="b", group="g", priority=2),
        of_sku("T", 30, name="b", group="g"),
    ]
    budget = [SMALL[0] | {"amount": 25}]
    till = Till(offers=offers, budgets=budget, groups=[{"id": "g"}])
    quoted = till.quote(DAY, *(line(name, "100.00") for name in "xst"))
    assert told(quoted) == {
        "z": (1000, Reason.NONE),
        "a": (0, Reason.BUDGET_SPENT),
        "b": (3000, Reason.NONE),
    }


TURNS = [
    percent("a", 1, lane="item", **{"class": "flash"}),
    of_sku("A", 2, name="b", group="g", **{"class": "sale"}),
    percent("c", 2, lane="item", group="g"),
]
"""b keeps c out, so that a has S; a then keeps b out, so that c is back and has both."""


def test_offers_that_take_turns_in_keeping_each_other_out_end(monkeypatch):
    sections = {"offers": TURNS, "classes": CLASSES, "groups": [{"id": "g"}]}
    assert shares(Till(**sections).quote(DAY, *BOTH)) == [200, 200]
    monkeypatch.setattr("loyalty.kernels.winners.LEFT_MAX", 0)
    assert shares(Till(**sections).quote(DAY, *BOTH)) == [100, 100]


def test_a_set_that_finds_no_units_leaves_its_lines_to_the_next_best():
    """A is bought for p's B, so that q has nothing to give C for."""
    offers = [
        {"id": "p", "lane": "item", "priority": 1, "benefit": one_for("A", "B")},
        {"id": "q", "lane": "item", "benefit": one_for("A", "C")},
        of_sku("C", 8, name="price"),
    ]
    quoted = Till(offers=offers).quote(DAY, line("a", "10.00"), line("b", "8.00"), line("c", "12.00"))
    assert told(quoted) == {
        "p": (800, Reason.NONE),
        "q": (0, Reason.TOO_FEW),
        "price": (96, Reason.NONE),
    }


def one_for(bought, got):
    """One of these free for one of those."""
    benefit = {"kind": "buy_get", "buy": 1, "get": 1, "allocate": "reward"}
    return benefit | {"of": {"skus": [bought]}, "get_of": {"skus": [got]}}


def test_another_order_knows_nothing_of_who_left_the_lane():
    offers = [of_sku("A", 10, budget="b", priority=1), of_sku("S", 10, budget="b"), at_eight()]
    till = Till(offers=offers, budgets=SMALL)
    for _order in range(2):
        assert shares(till.quote(DAY, *BOTH)) == [1000, 800]
        assert shares(till.quote(DAY, BOTH[1])) == [1000]


def test_a_coupon_that_leaves_its_lane_in_one_combination_is_there_in_the_next():
    """Beside the sale the coupon has no room in the budget; alone it saves most."""
    offers = [
        of_sku("A", 2, budget="b", priority=1, coupon={}),
        of_sku("S", 14, budget="b", coupon={}),
        at_eight(),
    ]
    till = Till(offers=offers, budgets=SMALL)
    till.hold(*(HeldCoupon(name, name) for name in "as"))
    quoted = till.quote(DAY, line("a", "100.00"), line("s", "100.00"))
    assert (quoted.applied, shares(quoted), quoted.best_of_all) == (("price", "s"), [800, 1400], True)


around = st.fixed_dictionaries(
    {"priority": st.integers(0, 2)},
    optional={
        "budget": st.just("b"),
        "group": st.sampled_from("gh"),
        "class": st.sampled_from(("sale", "flash")),
    },
)
percents = st.builds(
    lambda number, of: {"kind": "percent", "percent": number} | of,
    st.integers(1, 60),
    st.sampled_from([{}, *({"of": {"skus": list(skus)}} for skus in ("A", "B", "C", "AB", "BC"))]),
)


@THOUSAND
@given(
    st.lists(st.tuples(percents, around), min_size=2, max_size=5),
    st.integers(1, 60),
    st.lists(st.integers(100, 9_900), min_size=2, max_size=3),
)
def test_lines_are_given_as_if_who_is_kept_out_were_not_there(drawn, room, prices):
    offers = [{"id": f"o{n}", "lane": "item", "benefit": one} | rest for n, (one, rest) in enumerate(drawn)]
    goods = [line("abc"[n], f"{price // 100}.{price % 100:02d}") for n, price in enumerate(prices)]
    sections = {
        "budgets": [SMALL[0] | {"amount": room}],
        "groups": [{"id": name} for name in "gh"],
        "classes": CLASSES,
    }
    found = Till(offers=offers, **sections).quote(DAY, *goods)
    kept_out = {one.offer_id for one in found.decisions if one.reason in KEPT_OUT}
    left = [one for one in offers if one["id"] not in kept_out]
    assert shares(Till(offers=left, **sections).quote(DAY, *goods)) == shares(found)


@THOUSAND
@given(
    st.lists(st.tuples(percents, around, st.booleans()), min_size=2, max_size=4),
    st.integers(1, 60),
    st.lists(st.integers(100, 9_900), min_size=2, max_size=3),
)
def test_no_choice_of_coupons_for_lines_saves_more_than_the_best(drawn, room, prices):
    offers = [
        {"id": f"o{n}", "lane": "item", "benefit": one} | rest | ({"coupon": {}} if held else {})
        for n, (one, rest, held) in enumerate(drawn)
    ]
    goods = [line("abc"[n], f"{price // 100}.{price % 100:02d}") for n, price in enumerate(prices)]
    budgets = [SMALL[0] | {"amount": room}]
    till = Till(offers=offers, budgets=budgets, groups=[{"id": name} for name in "gh"], classes=CLASSES)
    held = [one["id"] for one in offers if "coupon" in one]
    till.hold(*(HeldCoupon(name, name) for name in held))
    best = till.quote(DAY, *goods)
    assert best.best_of_all
    for count in range(len(held) + 1):
        for chosen in combinations(held, count):
            assert till.quote(DAY, *goods, coupons=chosen).saved_minor <= best.saved_minor
