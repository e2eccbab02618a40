"""Gifts as a draft tells them: how often given, used, come back, lapsed, and held at the end."""

import pytest

from loyalty.simulate.behind.drill import arithmetic
from loyalty.simulate.figures.outcome import GiftFigures
from tests.differential.logs import DAY, FIRST, Document, Line, People, log_of
from tests.differential.settings_drawn import START
from tests.simulate.replays import shop, told

MONTHLY = {"kind": "monthly"}
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
PROGRAM = shop(
    offers=[HELD],
    points={"rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}]},
    issuances=[
        {
            "id": "month",
            "name": "Month",
            "on": MONTHLY,
            "gives": [{"kind": "coupon", "offer": "held", "valid_days": 20}, {"kind": "points", "points": 7}],
        },
        {
            "id": "joining",
            "name_zh": "入会礼",
            "on": {"kind": "sign_up"},
            "gives": [{"kind": "coupon", "offer": "held", "valid_days": 200}],
        },
    ],
)
BOUGHT = Document(FIRST + 10 * DAY)
"""On 9 February: the month's coupon ends before the one for joining."""
LOG = log_of(
    [
        Document(FIRST),
        BOUGHT,
        Document(FIRST + 12 * DAY, lines=(Line(target=0),), returned=True, original=1),
        Document(FIRST + 62 * DAY),
    ],
    People(),
)


def gift(place, **settings):
    found = told(LOG, PROGRAM, **settings).draft.gifts[place]
    assert isinstance(found, GiftFigures)
    return (found.given, found.used, found.cost_minor, found.came_back, found.lapsed, found.held)


def test_coupons_used_come_back_and_lapse_by_gift():
    month, points, joining = told(LOG, PROGRAM).draft.gifts
    assert (month.issuance, month.name, month.name_zh, month.offer) == ("month", "Month", "Month", "held")
    assert (joining.name, joining.name_zh) == ("入会礼", "入会礼")
    assert gift(0) == (3, 2, 1000, 1, 2, 0)
    assert (points.offer, points.given, points.points, points.used) == (None, 3, 21, 0)
    assert gift(2) == (1, 1, 500, 0, 0, 0)


def rising():
    track = {
        "id": "t",
        "credit": {"of": "orders", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 12},
        "levels": [{"id": "low", "minimum": 0}, {"id": "high", "minimum": 1}],
    }
    rise = {
        "id": "rise",
        "on": {"kind": "tier_entry", "levels": ["high"]},
        "gives": [{"kind": "coupon", "offer": "held", "valid_days": 90}, {"kind": "points", "points": 7}],
    }
    return shop(tiers=[track], offers=[HELD], points={}, issuances=[rise])


def test_gifts_of_a_rise_that_a_return_undoes_are_void():
    log = log_of(
        [
            Document(FIRST),
            Document(FIRST + 2 * DAY, lines=(Line(target=0),), returned=True, original=0),
            Document(FIRST + 9 * DAY),
            Document(FIRST + 12 * DAY, lines=(Line(target=0),), returned=True, original=2),
        ],
        People(),
    )
    found = told(log, rising())
    coupon, points = found.draft.gifts
    assert (coupon.given, coupon.used, coupon.lapsed, coupon.voided, coupon.held) == (2, 0, 0, 2, 0)
    assert (points.given, points.points, points.points_taken) == (2, 14, 14)
    steps = arithmetic(found.replay, [1, 3])
    assert [[one.points for one in steps[n] if one.step == "gift_void"] for n in (1, 3)] == [[-7], [-7]]


def test_points_given_are_neither_base_nor_bonus():
    points = told(LOG, PROGRAM).draft.points
    assert (points.earned, points.given, points.bonus) == (points.base + 21, 21, 0)


def test_only_what_falls_into_the_measured_window_is_counted():
    from tests.differential.settings_drawn import timedelta

    assert gift(0, warm_up_until=START + timedelta(days=40))[:2] == (1, 1)


@pytest.mark.parametrize(("use", "given", "used"), [("never", 3, 0), ("as_logged", 0, 0)])
def test_who_uses_no_coupons_lets_them_lapse_and_a_log_that_tells_them_needs_none(use, given, used):
    assert gift(0, use_coupons=use)[:2] == (given, used)


def test_a_programme_without_issuances_tells_of_none():
    assert told(LOG, shop(offers=[HELD])).draft.gifts == ()


def test_without_coupons_none_are_held():
    points = shop(
        points={}, issuances=[{"id": "a", "on": MONTHLY, "gives": [{"kind": "points", "points": 7}]}]
    )
    assert [one.held for one in told(LOG, points).draft.gifts] == [0]
