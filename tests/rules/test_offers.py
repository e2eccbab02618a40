"""Offers find their lane from what they give."""

import pytest

from loyalty.when import civil, load_zone
from tests.rules.shop import offered, only, program, refusals


@pytest.mark.parametrize(
    ("benefit", "lane"),
    [
        ({"kind": "percent", "percent": 5}, "order"),
        ({"kind": "amount", "amount": 5}, "order"),
        ({"kind": "amount", "amount": 5, "each": "line"}, "item"),
        ({"kind": "amount", "amount": 5, "each": "unit"}, "item"),
        ({"kind": "member_price", "percent": 5}, "item"),
        ({"kind": "free_shipping"}, "shipping"),
        ({"kind": "per_each", "amount": 1, "every": 10}, "order"),
    ],
)
def test_each_benefit_has_its_default_lane(benefit, lane):
    assert program(offers=[offered(benefit)]).offers[0].lane == lane


def test_a_lane_may_be_named():
    assert program(offers=[offered(lane="coupon")]).offers[0].lane == "coupon"


@pytest.mark.parametrize(("lane", "unit"), [("item", "line"), ("order", "sum")])
def test_rounding_is_by_line_where_the_lane_picks_by_line(lane, unit):
    assert program(offers=[offered(lane=lane)]).offers[0].rounding_unit == unit


def test_a_named_rounding_unit_is_kept():
    assert program(offers=[offered(lane="item", rounding_unit="unit")]).offers[0].rounding_unit == "unit"


def test_funders_share_the_whole_cost():
    shared = program(offers=[offered(funded_by={"shop": "33.3333", "brand": "66.6667"})]).offers[0]
    assert dict(shared.funded_by).keys() == {"brand", "shop"}
    problem = only(refusals({"offers": [offered(funded_by={"shop": 50, "brand": "49.5"})]}))
    assert problem.code == "shares_not_whole"
    assert "99.5" in problem.what


def test_an_unknown_funder_is_named_with_those_there_are():
    problem = only(refusals({"offers": [offered(funded_by={"me": 100})]}))
    assert (problem.code, problem.path) == ("key_unknown", "offers[0].funded_by.me")
    assert "`partner`" in problem.mend


@pytest.mark.parametrize(
    ("coupon", "start", "end"),
    [
        ({}, "2024-01-31T12:00", None),
        ({"until": "2024-02-10"}, "2024-01-31T12:00", "2024-02-10T00:00"),
        ({"valid_days": 7}, "2024-01-31T12:00", "2024-02-08T00:00"),
        ({"valid_days": 7, "delay_days": 2}, "2024-02-02T12:00", "2024-02-10T00:00"),
        ({"valid_days": 7, "until": "2024-02-03"}, "2024-01-31T12:00", "2024-02-03T00:00"),
        ({"valid_days": 7, "until": "2024-03-01"}, "2024-01-31T12:00", "2024-02-08T00:00"),
        ({"valid_days": 7, "until": "2024-02-03", "ends": "days"}, "2024-01-31T12:00", "2024-02-08T00:00"),
    ],
)
def test_a_coupon_ends_with_its_days_or_its_date_whichever_is_earlier(coupon, start, end):  # edge 73
    zone = load_zone("Asia/Shanghai")
    made = program(offers=[offered(coupon=coupon)]).offers[0].coupon
    assert made.span(civil("2024-01-31T12:00", zone), zone) == (civil(start, zone), end and civil(end, zone))


def test_days_that_end_at_midnight_add_no_other_day():
    zone = load_zone("Asia/Shanghai")
    made = program(offers=[offered(coupon={"valid_days": 1})]).offers[0].coupon
    assert made.span(civil("2024-01-31", zone), zone)[1] == civil("2024-02-01", zone)
