"""Tiers ascend, count whole things, and have the periods they speak of."""

import pytest

from tests.rules.shop import codes, program, refusals, tiered


def credit(kind, of="spend"):
    months = {"months": 12} if kind == "rolling" else {}
    return {"of": of, "window": {"kind": kind, **months}}


@pytest.mark.parametrize("second", [999, 1000])
def test_levels_ascend_by_minimum(second):
    levels = [{"id": "a", "minimum": 1000}, {"id": "b", "minimum": second}]
    found = refusals({"tiers": [tiered(levels=levels)]})
    assert codes(found) == [("levels_not_ascending", "tiers[0].levels[1].minimum")]


def test_keeping_a_level_takes_no_more_than_reaching_it():
    found = refusals({"tiers": [tiered(levels=[{"id": "a", "minimum": 5, "retain": 6}])]})
    assert codes(found) == [("retain_above_minimum", "tiers[0].levels[0].retain")]


@pytest.mark.parametrize(("of", "unit"), [("orders", "订单数"), ("base_points", "积分")])
def test_orders_and_points_are_counted_in_whole_ones(of, unit):
    levels = [{"id": "a", "minimum": "2.5"}, {"id": "b", "minimum": 4, "retain": "3.5"}]
    found = refusals({"tiers": [tiered(credit=credit("rolling", of), levels=levels)]})
    assert codes(found) == [
        ("not_whole", "tiers[0].levels[0].minimum"),
        ("not_whole", "tiers[0].levels[1].retain"),
    ]
    assert unit in found[0].what_zh


@pytest.mark.parametrize("window", ["rolling", "lifetime"])
@pytest.mark.parametrize("kind", ["period_end", "next_period_end"])
def test_a_term_to_a_periods_end_needs_periods(window, kind):
    found = refusals({"tiers": [tiered(credit=credit(window), term={"kind": kind})]})
    assert codes(found) == [("term_needs_year", "tiers[0].term")]


@pytest.mark.parametrize("window", ["rolling", "lifetime"])
def test_upgrading_at_a_periods_end_needs_periods(window):
    found = refusals({"tiers": [tiered(credit=credit(window), upgrade="at_period_end")]})
    assert codes(found) == [("upgrade_needs_year", "tiers[0].upgrade")]


@pytest.mark.parametrize("window", ["calendar_year", "membership_year"])
def test_years_have_periods(window):
    track = tiered(credit=credit(window), upgrade="at_period_end", term={"kind": "period_end"})
    assert program(tiers=[track])


def test_what_follows_the_credit_cannot_wait_for_a_periods_end():
    track = tiered(credit=credit("calendar_year"), upgrade="at_period_end", term={"kind": "follows_credit"})
    assert codes(refusals({"tiers": [track]})) == [("upgrade_follows_credit", "tiers[0].upgrade")]


@pytest.mark.parametrize(
    ("benefit", "lane"),
    [({"member_price": {"percent": 5}}, "item"), ({"free_shipping_from": 99}, "shipping")],
)
def test_what_a_level_brings_needs_its_lane(benefit, lane):
    levels = [{"id": "gold", "minimum": 1} | benefit]
    found = refusals({"tiers": [tiered(levels=levels)], "lanes": [{"id": "order", "rule": "all"}]})
    assert codes(found) == [("benefit_needs_lane", f"tiers[0].levels[0].{next(iter(benefit))}")]
    assert f"`{lane}`" in found[0].what
    assert program(tiers=[tiered(levels=levels)])
