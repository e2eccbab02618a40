"""Gifts of rises that a return undid, in memory: what is void, what is kept, what is taken back."""

from dataclasses import replace

import pytest

from loyalty.engine import issuances_due, issue, rise_gifts, void_gifts
from loyalty.engine.issuing import coupon_id
from loyalty.facts.giving import RiseGift
from tests.engine.till import ONE_FOR_ONE, Till

HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
GROWTH = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [{"id": "silver", "minimum": 100}, {"id": "gold", "minimum": 500}],
}
GIVES = [
    {"kind": "points", "points": 5},
    {"kind": "coupon", "offer": "held", "valid_days": 30},
    {"kind": "points", "points": 8},
]


@pytest.fixture
def till():
    """A member who rose on 20 January and was given what that gives."""
    made = Till(
        joined="2024-01-10",
        tiers=[GROWTH],
        points={"rules": [ONE_FOR_ONE]},
        offers=[HELD],
        issuances=[{"id": "gift", "on": {"kind": "tier_entry", "levels": ["silver"]}, "gives": GIVES}],
    )
    made.spend("o1", "2024-01-20", "120.00")
    return made


def given(till):
    """What the rise gave; the member holds it then."""
    at = till.us("2024-01-20")
    due = issuances_due(till.plan, who=till.who, standing=till.standing, since_us=at, until_us=at)
    granted = issue(till.plan, due, who=till.who, standing=till.standing)
    till.standing = granted.standing
    return rise_gifts(due, granted, [coupon_id("m", gift) for gift in due if gift.offer_id])


def undone(till, gifts, day="2024-02-01"):
    before = till.standing
    till.give_back("o1", day)
    return void_gifts(till.plan, gifts, who=till.who, before=before, after=till.standing, at_us=till.us(day))


def test_what_a_rise_gave_is_told_with_its_lots_and_coupons(till):
    (gift,) = given(till)
    assert (gift.issuance_id, gift.cycle, gift.level) == ("gift", "silver:2024", "silver")
    assert till.shown(gift.at) == "2024-01-20T00:00:00"
    left = {lot.key: lot.left for lot in till.standing.lots}
    assert [(points, left[key]) for key, points in gift.lots] == [(5, 5), (8, 8)]
    assert gift.coupons == tuple(one.id for one in till.standing.coupons)


def test_gifts_of_other_occasions_are_none_of_a_rise(till):
    given(till)
    due = issuances_due(till.plan, who=till.who, standing=till.standing, since_us=0, until_us=2**60)
    other = [gift._replace(cycle="once") for gift in due]
    granted = issue(till.plan, other, who=till.who, standing=till.standing)
    assert rise_gifts(other, granted, ["c"]) == ()


def test_unused_gifts_are_void_and_nothing_else_is_touched(till):  # edge 58
    gifts = given(till)
    done = undone(till, gifts)
    (gift,) = done.gifts
    assert (gift.coupons, gift.coupons_kept) == (gifts[0].coupons, ())
    assert (gift.points, gift.points_kept, gift.unused) == (13, 0, True)
    assert (done.standing.booked, done.standing.debt, done.standing.coupons) == (0, 0, ())
    assert [entry.points for entry in done.entries] == [5, 8]
    assert done.standing.tiers == till.standing.tiers


def test_a_coupon_that_is_gone_or_over_is_kept_and_makes_the_gift_used(till):
    gifts = given(till)
    assert undone(till, gifts, "2024-04-01").gifts[0].coupons_kept == gifts[0].coupons


def test_a_coupon_that_is_not_there_was_used(till):
    gifts = given(till)
    till.standing = replace(till.standing, coupons=())
    (gift,) = undone(till, gifts).gifts
    assert (gift.coupons, gift.coupons_kept, gift.unused) == ((), gifts[0].coupons, False)


def test_levels_that_stand_or_are_not_known_are_left_alone(till):
    (gift,) = given(till)
    unknown = gift._replace(cycle="platinum:2024")
    earlier = gift._replace(at=gift.at - 1)
    upper = RiseGift("gift", "gold:2024", gift.at)
    assert undone(till, [unknown, earlier, upper]).gifts == ()
