"""Promotions that earn points become rules, each rounded as the case says."""

from decimal import Decimal

import pytest

from tests.cases.format import Unsupported
from tests.cases.goods import Shelf
from tests.cases.points import points_policy
from tests.cases.small import case, minimum, percent, promotion


def earn(promotion_id="e", **fields):
    return promotion(promotion_id, "earn_points", **({"per_amount": "1.00", "points": "2"} | fields))


def policy(*promotions, **fields):
    told = case(*promotions, **fields)
    return points_policy(told, Shelf.of(told))


def test_a_case_that_earns_nothing_has_no_policy():
    assert policy(percent("p", "10")) is None


def test_whole_steps_are_counted_unless_the_points_are_rounded_once():
    on_steps = policy(earn(per_amount="2.00", conditions=[minimum("9.00")]))
    assert on_steps["rules"] == [
        {
            "kind": "per_amount",
            "points": Decimal(2),
            "per": Decimal(2),
            "id": "rule-0",
            "when": [{"kind": "subtotal", "minimum": "9.00"}],
        }
    ]
    once = policy(earn(per_amount="4.00"), policy={"points_rounding": "on_points"})
    assert once["rules"] == [
        {"kind": "proportional", "rate": Decimal("0.5"), "rounding": "down", "id": "rule-0", "when": []}
    ]


def test_several_rules_add_up_each_with_its_own_multiplier():
    found = policy(earn("x"), earn("y", points="1.5", multiplier="2"))
    assert (found["on_overlap"], found["decimals"]) == ("sum", 1)
    assert [rule["points"] for rule in found["rules"]] == [Decimal(2), Decimal(3)]
    assert "multipliers" not in found


def test_a_rule_alone_leaves_its_multiplier_to_a_multiplier():
    found = policy(earn(multiplier="2", rounding="round"))
    assert found["multipliers"] == [{"id": "more", "factor": "2", "when": []}]
    assert (found["rules"][0]["points"], found["rounding"]) == (Decimal(2), "half_up")


@pytest.mark.parametrize(
    ("promotions", "fields", "said"),
    [
        ([earn(limits={"total_uses": 1})], {}, "no limit and no group"),
        ([earn("x", rounding="floor"), earn("y", rounding="ceil")], {}, "in one way"),
        (
            [earn(per_amount="3.00")],
            {"policy": {"points_rounding": "on_points"}},
            "no rate as fine as 2 for 3",
        ),
        ([earn(per="day")], {}, "earn_points with `per`"),
    ],
)
def test_what_no_policy_says_is_left_out(promotions, fields, said):
    with pytest.raises(Unsupported, match=said):
        policy(*promotions, **fields)
