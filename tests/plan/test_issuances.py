"""Issuances as rows: occasions, levels, gifts, and the coupons that members then hold."""

import pytest

from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.plan.issuances import most_held
from loyalty.rules.document import load_program
from loyalty.rules.issuances import Issuance
from tests.engine.till import HEAD

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 1}},
    "term": {"kind": "months", "months": 2},
    "levels": [{"id": "silver", "minimum": 100}, {"id": "gold", "minimum": 500}],
}
LASTING = TRACK | {"id": "vip", "term": {"kind": "forever"}, "levels": [{"id": "star", "minimum": 9}]}
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
KEPT = {"id": "kept", "benefit": {"kind": "amount", "amount": 5}, "coupon": {"give_back": False}}
COUPON = {"kind": "coupon", "offer": "held", "valid_days": 30}
POINTS = {"kind": "points", "points": "1.5"}


def lowered(*issuances):
    return lower(
        load_program(
            HEAD
            | {
                "tiers": [TRACK, LASTING],
                "points": {"decimals": 1},
                "offers": [HELD, KEPT],
                "issuances": [{"id": f"i{number}"} | one for number, one in enumerate(issuances)],
            }
        )
    )


def test_each_occasion_is_a_row_with_its_levels_its_slots_and_its_gifts():
    plan = lowered(
        {"on": {"kind": "tier_entry", "levels": ["gold", "star"]}, "gives": [COUPON, POINTS]},
        {"on": {"kind": "monthly", "day": 9, "levels": ["silver"]}, "gives": [POINTS]},
        {"on": {"kind": "birthday", "days_before": 3}, "gives": [COUPON | {"offer": "kept"}, COUPON]},
        {"on": {"kind": "sign_up"}, "gives": [POINTS | {"valid_days": 5}]},
    )
    rows = [tuple(one.as_dict().values()) for one in plan.tables["issuances"]]
    assert rows == [
        (codes.AT_TIER_ENTRY, 0, 0, 2, 0, 0, 2),
        (codes.AT_MONTHLY, 9, 2, 1, 2, 2, 1),
        (codes.AT_BIRTHDAY, 3, 3, 0, 3, 3, 2),
        (codes.AT_SIGN_UP, 0, 3, 0, 4, 5, 1),
    ]
    assert [tuple(one.as_dict().values()) for one in plan.tables["named"]] == [
        (0, 1, 0),
        (1, 0, 1),
        (0, 0, 0),
    ]
    gifts = [tuple(one.as_dict().values()) for one in plan.tables["gifts"]]
    assert gifts == [(0, 30, 0), (-1, 0, 15), (-1, 0, 15), (1, 30, 0), (0, 30, 0), (-1, 5, 15)]
    offers = [plan.offers[one.offer].id for one in plan.tables["coupons"]]
    assert (offers, [one.back for one in plan.tables["coupons"]]) == (["held", "kept"], [1, 0])
    settings = plan.settings()
    assert (settings.issuances, settings.slots, settings.asks_levels, settings.coupons) == (4, 5, 1, 2)
    assert settings.held == 4 + 2 * 2


def test_a_programme_without_issuances_has_none_of_it():
    settings = lowered().settings()
    assert (settings.issuances, settings.slots, settings.asks_levels, settings.coupons, settings.held) == (
        *(0, 0, 0, 0),
        0,
    )


@pytest.mark.parametrize(
    ("on", "days", "most"),
    [
        ({"kind": "sign_up"}, 400, 1),
        ({"kind": "monthly"}, 9, 2),
        ({"kind": "monthly"}, 60, 4),
        ({"kind": "birthday"}, 400, 3),
        ({"kind": "tier_entry", "levels": ["silver", "gold"]}, 30, 4),
    ],
)
def test_no_more_coupons_of_a_gift_are_held_at_a_time_than_its_cycles_leave_room_for(on, days, most):
    issuance = Issuance.model_validate({"id": "i", "on": on, "gives": [COUPON]})
    assert most_held(issuance, days) == most
