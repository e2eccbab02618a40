"""A hold says what it keeps back, and can be kept as JSON."""

import json
from dataclasses import asdict, fields, is_dataclass
from enum import IntEnum

from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line


def held():
    ten = {"id": "ten", "benefit": {"kind": "amount", "amount": 10}, "limits": [{"per": "member", "uses": 1}]}
    shop = Till(points={"rules": [ONE_FOR_ONE], "redeem": CENT_EACH}, offers=[ten])
    shop.spend("A1", "2024-05-01", "5.00")
    return shop.lock("A2", "2024-05-02", line("a", "50.00"), points="max")


def leaves(value):
    if is_dataclass(value):
        return [leaf for one in fields(value) for leaf in leaves(getattr(value, one.name))]
    if isinstance(value, tuple):
        return [leaf for one in value for leaf in leaves(one)]
    return [value]


def test_a_hold_is_made_of_numbers_texts_and_nothing():
    kinds = {type(leaf) for leaf in leaves(held())}
    assert {kind for kind in kinds if not issubclass(kind, IntEnum)} <= {int, str, bool, type(None)}
    assert json.loads(json.dumps(asdict(held())))["order"]["order_id"] == "A2"


def test_points_held_are_those_of_the_trail():
    hold = held()
    assert hold.points_held == sum(one.points for one in hold.order.trail) == hold.quote.points_spent
