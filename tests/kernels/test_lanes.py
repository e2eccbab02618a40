"""Lanes: which offers apply, in what order, and who keeps whom out."""

from itertools import permutations

import pytest

from loyalty.facts.quote import Reason
from tests.engine.till import Till, line
from tests.kernels.lane_offers import amount, percent, told


def test_automatic_offers_apply_by_priority_then_id():
    offers = [percent("b", 10), percent("a", 10), percent("z", 50, priority=1)]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert [(one.offer_id, one.amount_minor) for one in quoted.adjustments] == [
        ("z", 5000),
        ("a", 500),
        ("b", 450),
    ]


def test_the_better_offer_wins_each_line():
    offers = [percent("all", 10, lane="item"), percent("shoes", 30, lane="item", of={"skus": ["S"]})]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"), line("s", "100.00"))
    assert told(quoted) == {"all": (1000, Reason.NONE), "shoes": (3000, Reason.NONE)}


@pytest.mark.parametrize("rule", ["all", "best_of", "exclusive"])
def test_which_offer_was_written_first_never_matters(rule):  # edge 6
    offers = [amount("b", 5, lane="coupon"), amount("a", 5, lane="coupon"), percent("c", 4, lane="coupon")]
    quotes = [
        Till(offers=list(order), lanes=[{"id": "coupon", "rule": rule}]).quote(
            "2024-05-05", line("a", "99.00")
        )
        for order in permutations(offers)
    ]
    assert {tuple(one.decisions) for one in quotes} == {quotes[0].decisions}
    assert quotes[0].applied[0] == "a"


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


@pytest.mark.parametrize(("priority", "winner"), [(0, "a"), (1, "b")])
def test_a_tie_goes_to_priority_then_id(priority, winner):  # edge 79
    offers = [percent("b", 10, lane="item", priority=priority), percent("a", 10, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == (winner,)
    lanes = [{"id": "order", "rule": "best_of"}]
    orders = [percent("b", 10, priority=priority), percent("a", 10)]
    assert Till(lanes=lanes, offers=orders).quote("2024-01-05", line("a", "9.00")).applied == (winner,)


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


def test_the_best_of_an_order_lane_saves_most_on_the_whole_order():
    lanes = [{"id": "order", "rule": "best_of"}]
    offers = [
        percent("percent", 10),
        amount("ten", 15),
        amount("cond", 99, when={"kind": "quantity", "minimum": 9}),
    ]
    till = Till(lanes=lanes, offers=offers)
    assert told(till.quote("2024-01-05", line("a", "100.00"))) == {
        "percent": (0, Reason.BETTER_IN_LANE),
        "ten": (1500, Reason.NONE),
        "cond": (0, Reason.TOO_FEW),
    }
    assert till.quote("2024-01-05", line("a", "200.00")).applied == ("percent",)


def test_when_nothing_saves_nothing_is_best():
    lanes = [{"id": "order", "rule": "best_of"}]
    assert Till(lanes=lanes, offers=[percent("p", 10)]).quote("2024-01-05", line("a", 0)).applied == ()


def test_an_exclusive_lane_stops_at_the_first_that_applies():
    lanes = [{"id": "order", "rule": "exclusive"}]
    never = amount("never", 50, priority=3, when={"kind": "quantity", "minimum": 9})
    offers = [never, amount("first", 5, priority=2), amount("second", 50, priority=1)]
    quoted = Till(lanes=lanes, offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert told(quoted) == {
        "never": (0, Reason.TOO_FEW),
        "first": (500, Reason.NONE),
        "second": (0, Reason.LANE_TAKEN),
    }


def test_lanes_follow_each_other_on_what_is_left():
    offers = [percent("item", 50, lane="item"), percent("order", 50), percent("coupon", 50, lane="coupon")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert [one.amount_minor for one in quoted.adjustments] == [5000, 2500, 1250]


def test_thresholds_count_what_is_left_after_the_item_lane():  # edge 76
    gift = amount("gift", 1, lane="item", benefit={"kind": "amount", "amount": 1, "each": "line"})
    over = {"kind": "subtotal", "minimum": "10.00"}
    bases = {"list": True, "after_items": False, "running": False}
    for base, applies in bases.items():
        offers = [gift, percent("over", 10, when=over, threshold_base=base)]
        quoted = Till(offers=offers).quote("2024-01-05", line("a", "10.50"))
        assert ("over" in quoted.applied) is applies


def test_a_later_offer_sees_the_same_threshold_unless_it_asks_for_what_is_left():  # edge 76
    over = {"kind": "subtotal", "minimum": "300.00"}
    first = amount("first", 30, priority=1)
    for base, applies in (("after_items", True), ("running", False)):
        offers = [first, amount("coupon", 25, lane="coupon", when=over, threshold_base=base)]
        quoted = Till(offers=offers).quote("2024-01-05", line("a", "328.50"))
        assert ("coupon" in quoted.applied) is applies


def test_the_best_shipping_offer_wins():
    offers = [
        {"id": "part", "benefit": {"kind": "free_shipping", "amount": 5}},
        {"id": "over", "benefit": {"kind": "free_shipping"}, "when": {"kind": "subtotal", "minimum": 50}},
    ]
    till = Till(offers=offers)
    assert till.quote("2024-01-05", line("a", "49.00"), shipping_fee=8).shipping_discount_minor == 500
    assert till.quote("2024-01-05", line("a", "50.00"), shipping_fee=8).shipping_discount_minor == 800


def test_shipping_offers_spend_their_budget():
    offers = [{"id": "free", "benefit": {"kind": "free_shipping"}, "budget": "b"}]
    till = Till(offers=offers, budgets=[{"id": "b", "amount": 20}])
    given = [
        till.spend(f"o{n}", "2024-01-05", "9.00", shipping_fee=8).shipping_discount_minor for n in range(4)
    ]
    assert given == [800, 800, 400, 0]
