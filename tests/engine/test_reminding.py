"""What ends soon is told so many days ahead, and nothing else."""

from dataclasses import replace

from loyalty.engine.reminding import reminders_due
from loyalty.facts.member import BOUGHT, HeldCoupon, HeldLevel
from tests.engine.till import ONE_FOR_ONE, Till

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 1}},
    "term": {"kind": "months", "months": 3},
    "levels": [{"id": "silver", "minimum": 100}],
}
OFFER = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}


def shop(expiry=None, **reminders):
    sections = {"reminders": reminders} if reminders else {}
    return Till(
        points={
            "rules": [ONE_FOR_ONE],
            "expiry": expiry or {"kind": "rolling", "months": 2, "round_up": "none"},
        },
        tiers=[TRACK],
        offers=[OFFER],
        **sections,
    )


def told(till, at):
    standing = till.advance(at)
    return [
        (one.kind, one.name, one.points, till.shown(one.ends)[:10])
        for one in reminders_due(till.plan, standing, at_us=till.us(at))
    ]


def test_nothing_is_told_where_nothing_is_asked_for():
    till = shop()
    till.spend("o1", "2024-01-10", "120.00")
    assert told(till, "2024-03-09") == []


def test_points_that_end_together_are_told_once_with_their_sum():
    till = shop(points_days=10)
    till.spend("o1", "2024-01-10", "20.00")
    till.spend("o2", "2024-01-10", "30.00")
    assert told(till, "2024-02-28") == []
    assert told(till, "2024-02-29") == [("points", "", 50, "2024-03-10")]
    assert told(till, "2024-03-10") == []


def test_points_that_inactivity_ends_are_told_too():
    till = shop({"kind": "inactivity", "months": 2}, points_days=10)
    till.spend("o1", "2024-01-10", "20.00")
    assert told(till, "2024-03-01") == [("points", "", 20, "2024-03-10")]


def test_of_points_that_inactivity_ends_in_part_the_share_is_told():  # edge 26
    till = shop({"kind": "inactivity", "months": 2, "percent": "30"}, points_days=10)
    till.spend("o1", "2024-01-10", "21.00")
    till.adjust(10, "2024-01-11", expires="2024-03-05")
    assert told(till, "2024-03-01") == [("points", "", 10, "2024-03-05"), ("points", "", 6, "2024-03-10")]


def test_coupons_and_tiers_are_told_by_their_ids():
    till = shop(coupon_days=3, tier_days=5)
    till.spend("o1", "2024-01-10", "120.00")
    till.hold(
        HeldCoupon("c1", "held", till.us("2024-01-10"), till.us("2024-04-09")), HeldCoupon("c2", "held")
    )
    assert told(till, "2024-04-07") == [
        ("coupon", "c1", 0, "2024-04-09"),
        ("tier", "silver", 0, "2024-04-10"),
    ]


def test_a_tier_that_is_kept_anyway_is_not_told():
    till = shop(tier_days=5)
    till.spend("o1", "2024-01-10", "120.00")
    till.spend("o2", "2024-04-01", "120.00")
    assert told(till, "2024-04-07") == []


def test_who_stands_on_no_level_is_not_reminded_of_one():
    assert told(shop(tier_days=5), "2024-04-07") == []


def test_a_level_that_is_bought_is_announced_before_it_ends():  # edge 63
    till = shop(tier_days=5)
    end = till.us("2024-03-01")
    held = (HeldLevel(0, 0, BOUGHT, till.us("2024-01-01"), end),)
    standing = replace(till.advance("2024-02-27"), held_levels=held)
    found = reminders_due(till.plan, standing, at_us=till.us("2024-02-27"))
    assert [(one.kind, one.ends) for one in found if one.ends == end] == [("tier", end)]
