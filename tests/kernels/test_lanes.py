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


@pytest.mark.parametrize(("priority", "winner"), [(0, "a"), (1, "b")])
def test_a_tie_goes_to_priority_then_id(priority, winner):  # edge 79
    offers = [percent("b", 10, lane="item", priority=priority), percent("a", 10, lane="item")]
    quoted = Till(offers=offers).quote("2024-01-05", line("a", "100.00"))
    assert quoted.applied == (winner,)
    lanes = [{"id": "order", "rule": "best_of"}]
    orders = [percent("b", 10, priority=priority), percent("a", 10)]
    assert Till(lanes=lanes, offers=orders).quote("2024-01-05", line("a", "9.00")).applied == (winner,)


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
