"""Doubts about tiers."""

import pytest

from loyalty.rules.review_tiers import review_tiers
from tests.rules.shop import BASE_RULE, codes, offered, program, tiered

POINTS = {"rules": [BASE_RULE]}


def found(track, **sections):
    return codes(tuple(review_tiers(program(tiers=[track], **sections))))


def by_points(window, *levels):
    return tiered(credit={"of": "base_points", "window": window}, levels=list(levels))


def level(own="top", minimum=500, **fields):
    return {"id": own, "minimum": minimum, "free_shipping_from": 0} | fields


@pytest.mark.parametrize(
    ("window", "per", "found_there"),
    [
        ({"kind": "lifetime"}, "ever", True),
        ({"kind": "rolling", "months": 12}, "ever", True),
        ({"kind": "calendar_year"}, "year", True),
        ({"kind": "rolling", "months": 12}, "year", False),
        ({"kind": "membership_year"}, "year", False),
        ({"kind": "calendar_year"}, "day", False),
    ],
)
def test_a_level_above_what_the_caps_let_count_cannot_be_reached(window, per, found_there):
    points = POINTS | {"caps": [{"id": "c", "per": per, "points": 400}]}
    track = by_points(window, level("low", 400), level())
    told = [("tier_never_reached", "tiers[0].levels[1].minimum")]
    assert found(track, points=points) == (told if found_there else [])


@pytest.mark.parametrize(
    ("window", "per", "most"),
    [
        ({"kind": "calendar_year"}, "day", 366),
        ({"kind": "calendar_year"}, "week", 54),
        ({"kind": "membership_year"}, "month", 13),
        ({"kind": "rolling", "months": 2}, "day", 63),
        ({"kind": "rolling", "months": 12}, "year", 3),
        ({"kind": "lifetime"}, "month", None),
        ({"kind": "lifetime"}, "holdings", None),
        ({"kind": "calendar_year"}, "order", None),
    ],
)
def test_a_cap_by_span_bounds_what_one_window_of_credit_can_hold(window, per, most):
    points = POINTS | {"caps": [{"id": "c", "per": per, "points": 10}]}
    high = 10 * (most or 10**6)
    reached = by_points(window, level("low", 0), level(minimum=high))
    beyond = by_points(window, level("low", 0), level(minimum=high + 1))
    assert found(reached, points=points) == []
    told = [("tier_never_reached", "tiers[0].levels[1].minimum")] if most else []
    assert found(beyond, points=points) == told


@pytest.mark.parametrize("sections", [{}, {"points": {}}])
def test_without_earn_rules_no_level_by_points_can_be_reached(sections):
    track = by_points({"kind": "lifetime"}, level("start", 0), level())
    assert found(track, **sections) == [("tier_never_reached", "tiers[0].levels[1].minimum")]


def test_a_level_that_brings_nothing_is_doubted_unless_an_offer_asks_for_it():
    told = [("tier_brings_nothing", "tiers[0].levels[1]")]
    assert found(tiered()) == told
    assert found(tiered(), offers=[offered(when={"kind": "tier", "any": ["gold"]})]) == []


@pytest.mark.parametrize(
    ("below", "above", "field"),
    [
        ({"multiplier": 2}, {"multiplier": "1.5"}, "multiplier"),
        ({"multiplier": 2}, {}, "multiplier"),
        ({"member_price": {"percent": 10}}, {}, "member_price"),
        ({"member_price": {"percent": 10}}, {"member_price": {"percent": 5}}, "member_price"),
        ({}, {"free_shipping_from": 9}, "free_shipping_from"),
        ({}, {"free_shipping_from": None}, "free_shipping_from"),
    ],
)
def test_a_level_worse_than_the_one_below_is_doubted(below, above, field):
    keep = {"expiry": {"kind": "never"}}
    levels = [level("low", 1, **below, **keep), level("top", 2, **above, **keep)]
    assert found(tiered(levels=levels), points=POINTS) == [
        ("tier_worse_than_below", f"tiers[0].levels[1].{field}")
    ]


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ({"multiplier": 2}, {"multiplier": 2}),
        ({"member_price": {"percent": 10}}, {"member_price": {"percent": 5, "of": {"skus": ["A"]}}}),
        ({"free_shipping_from": 9}, {"free_shipping_from": 9}),
        ({"free_shipping_from": None}, {"free_shipping_from": 9}),
    ],
)
def test_a_level_that_is_no_worse_or_cannot_be_compared_is_left_alone(below, above):
    assert found(tiered(levels=[level("low", 1, **below), level("top", 2, **above)]), points=POINTS) == []


def test_a_multiplier_without_points_is_doubted():
    track = tiered(levels=[level(multiplier="1.5")])
    assert found(track) == [("multiplier_without_points", "tiers[0].levels[0].multiplier")]
    assert found(track, points=POINTS) == []


@pytest.mark.parametrize("kind", ["forever", "follows_credit"])
def test_rules_for_the_end_of_a_term_that_never_ends_are_doubted(kind):
    track = tiered(levels=[level()], term={"kind": kind})
    assert found(track | {"at_term_end": {"grace_days": 3}}) == [("term_end_unused", "tiers[0].at_term_end")]
    assert found(track) == []
    assert found(tiered(levels=[level()], at_term_end={"grace_days": 3})) == []
