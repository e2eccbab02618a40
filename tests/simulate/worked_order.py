"""The worked order of the specification, placed by a gold member with 6,000 points; and its steps."""

from datetime import timedelta
from typing import Any

from loyalty.simulate.behind.steps import Scene, account
from loyalty.simulate.figures.outcome_steps import Step
from tests.engine.till import ONE_FOR_ONE, Till, line

GOLD = {
    "id": "growth",
    "name": "Growth",
    "name_zh": "成长等级",
    "credit": {"of": "spend", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": [
        {"id": "basic", "minimum": 0},
        {
            "id": "gold",
            "name": "Gold",
            "name_zh": "金卡",
            "minimum": 1000,
            "multiplier": "1.5",
            "member_price": {"percent": 10, "of": {"skus": ["A"]}},
            "free_shipping_from": 200,
        },
    ],
}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": {"points": 100, "worth": 1, "max_percent": 20}}
OFFERS = [
    {"id": "half", "lane": "item", "benefit": {"kind": "percent", "percent": 25, "of": {"skus": ["B"]}}},
    {
        "id": "each",
        "name": "10 off each 100",
        "name_zh": "每满100减10",
        "benefit": {"kind": "per_each", "amount": 10, "every": 100, "times_max": 3},
    },
    {
        "id": "coupon",
        "lane": "coupon",
        "when": {"kind": "subtotal", "minimum": 300},
        "benefit": {"kind": "amount", "amount": 25},
    },
]


def worked(**sections: Any) -> Till:
    """The worked order's programme, its member gold with 6,000 points."""
    till = Till(**({"tiers": [GOLD], "points": POINTS, "offers": OFFERS} | sections))
    till.spend("before", "2026-01-01", "6055.00")
    return till


def told(till: Till, *lines: Any, **cart: Any) -> tuple[Step, ...]:
    """The steps of an order at noon on 4 May."""
    scene = Scene(
        cart=till.cart(lines, {"points": "max"} | cart),
        who=till.who,
        order_id="told",
        at=till.at("2026-05-04 12:00"),
        delivered=timedelta(),
        standing=till.standing,
        shared=till.shared,
    )
    return account(till.plan, scene).steps


GOODS = (line("a", "200.00"), line("b", "99.00", 2))
