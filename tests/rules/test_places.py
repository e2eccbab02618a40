"""Every condition of a programme is found with its path."""

from loyalty.rules.places import conditions, earning_conditions
from tests.rules.shop import BASE_RULE, offered, program

FIRST = {"kind": "first_order"}


def test_conditions_are_found_wherever_they_stand():
    rule = BASE_RULE | {"when": FIRST}
    raiser = {"id": "m", "factor": 2, "when": [FIRST, {"kind": "birthday", "span": "day"}]}
    tree = {"kind": "all", "conditions": [{"kind": "not", "condition": FIRST}]}
    shop = program(points={"rules": [rule], "multipliers": [raiser]}, offers=[offered(when=tree)])
    assert [path for path, _ in conditions(shop)] == [
        "points.rules[0].when[0]",
        "points.multipliers[0].when[0]",
        "points.multipliers[0].when[1]",
        "offers[0].when[0]",
        "offers[0].when[0].conditions[0]",
        "offers[0].when[0].conditions[0].condition",
    ]


def test_a_program_without_points_earns_under_no_condition():
    assert list(earning_conditions(program())) == []
