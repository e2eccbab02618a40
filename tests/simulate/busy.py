"""A programme in which everything meets on one order, for tests that open figures up to their orders."""

from typing import Any

from loyalty.rules.program import Program
from tests.simulate.replays import shop

GROWTH = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [
        {"id": "low", "minimum": 50},
        {"id": "high", "minimum": 300, "multiplier": 2, "member_price": {"percent": 5}},
    ],
}
VISITS = {
    "id": "visits",
    "credit": {"of": "orders", "window": {"kind": "lifetime"}},
    "term": {"kind": "forever"},
    "levels": [{"id": "new", "minimum": 0}, {"id": "regular", "minimum": 3, "free_shipping_from": 20}],
}
POINTS: dict[str, Any] = {
    "rules": [
        {"id": "base", "kind": "per_amount", "points": 1, "per": 1},
        {"id": "toys", "kind": "per_amount", "points": 3, "per": 1, "of": {"categories": ["toys"]}},
    ],
    "multipliers": [{"id": "app", "factor": 2, "when": {"kind": "channel", "any": ["app"]}}],
    "caps": [{"id": "daily", "per": "day", "points": 900}],
    "redeem": {"points": 10, "worth": 1, "max_percent": 50},
}
OFFERS = [
    {"id": "ten", "name": "Ten percent", "name_zh": "九折",
     "benefit": {"kind": "percent", "percent": 10, "cap": 30}},
    {"id": "food", "benefit": {"kind": "member_price", "percent": 8, "of": {"categories": ["food"]}}},
    {"id": "each", "priority": 3, "benefit": {"kind": "per_each", "amount": 5, "every": 50, "times_max": 3},
     "limits": [{"per": "program", "uses": 9}], "funded_by": {"platform": 50, "shop": 50}},
    {"id": "steps", "lane": "order", "when": {"kind": "subtotal", "minimum": 20}, "budget": "purse",
     "benefit": {"kind": "steps", "measure": "subtotal", "steps": [{"from": 30, "amount": 4}]}},
    {"id": "units",
     "benefit": {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 3}]}},
    {"id": "first", "when": {"kind": "first_order"}, "benefit": {"kind": "amount", "amount": 6},
     "limits": [{"per": "member", "uses": 1}]},
    {"id": "ship", "benefit": {"kind": "free_shipping", "amount": 4}},
]  # fmt: skip


def busy(**changes: Any) -> Program:
    """The programme, with whole sections changed."""
    sections = {
        "tiers": [GROWTH, VISITS],
        "points": POINTS,
        "offers": OFFERS,
        "budgets": [{"id": "purse", "amount": 25, "over": "clip"}],
    }
    return shop(**(sections | changes))


def alone(**changes: Any) -> Program:
    """The same without anything members share."""
    offers = [
        {name: value for name, value in offer.items() if name != "budget"}
        | {"limits": [one for one in offer.get("limits", ()) if one["per"] == "member"]}
        for offer in OFFERS
    ]
    return busy(**({"offers": offers, "budgets": []} | changes))
