"""A case becomes a programme under exactly the policies it names."""

import pytest

from tests.cases.format import Unsupported
from tests.cases.programs import document, load, offer_ids
from tests.cases.small import amount, case, minimum, percent, promotion

POLICY = {
    "threshold_base": "list",
    "benefit_base": "list",
    "remainder": "first_line",
    "rounding": "half_even",
}


def offers(told):
    return {one["name"]: one for one in document(told)["offers"]}


def test_without_a_policy_the_defaults_of_the_format_hold():
    one = offers(case(percent("p", "10"), rounding="down"))["p"]
    bases = (one["threshold_base"], one["benefit_base"])
    assert bases == ("running", "running")
    assert (one["lane"], one["rounding"], one["remainder"], one["limits"]) == ("order", "down", "largest", [])
    assert {"group", "exclusive", "rounding_unit", "stack"} & one.keys() == set()


def test_a_policy_is_set_where_it_belongs():
    one = offers(case(percent("p", "10"), rounding="down", policy=POLICY))["p"]
    assert {name: one[name] for name in POLICY} == POLICY


def test_a_rounding_unit_is_set_on_the_percentage_and_its_lane():
    told = case(percent("p", "10", on="lines"), amount("q", "1.00"), policy={"rounding_unit": "unit"})
    found = offers(told)
    assert (found["p"]["rounding_unit"], found["p"]["stack"]) == ("unit", True)
    assert found["p"]["lane"] != found["q"]["lane"]
    assert load(document(told)).lanes[0].by_line


def test_offers_are_ranked_by_priority_then_place():
    told = case(amount("x", "1.00"), amount("y", "1.00", priority=3), amount("z", "1.00"))
    found = offers(told)
    assert sorted(found, key=lambda name: -found[name]["priority"]) == ["y", "x", "z"]
    assert [found[name]["id"] for name in ("x", "y", "z")] == [*offer_ids(told).values()]


def test_limits_count_uses_of_all_before_those_of_the_member():
    told = case(amount("x", "1.00", limits={"per_customer": 1, "total_uses": 9, "uses_so_far": 2}))
    assert offers(told)["x"]["limits"] == [{"per": "program", "uses": 9}, {"per": "member", "uses": 1}]


def test_groups_and_exclusive_offers_keep_others_out():
    told = case(
        amount("x", "1.00", exclusive_group="Sales"),
        amount("y", "2.00", exclusive=True, exclusive_group=None),
        policy={"group": "best"},
    )
    assert document(told)["groups"] == [{"id": "group-0", "rule": "best"}]
    assert offers(told)["x"]["group"] == "group-0"
    assert offers(told)["y"]["exclusive"] is True


def test_a_whole_programme_can_be_loaded():
    told = case(
        amount("x", "1.00", code="SAVE", conditions=[minimum("9.00"), {"kind": "tier", "any": ["Gold"]}]),
        promotion("f", "free_shipping"),
        promotion("e", "earn_points", per_amount="1.00", points="1", rounding="floor"),
        customer={"tier": "Gold"},
    )
    program = load(document(told))
    assert [offer.name for offer in program.offers] == ["x", "f"]
    assert program.points is not None
    assert [track.id for track in program.tiers] == ["tier"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (case(policy={"mood": "good"}), "the policy `mood`"),
        (case(currency_decimals=3), "USD has 2 decimals here, not 3"),
        (case(amount("x", "1.00", limits={"per_day": 1})), "the limit `per_day`"),
    ],
)
def test_what_a_programme_cannot_say_is_left_out(told, said):
    with pytest.raises(Unsupported, match=said):
        document(told)


def test_a_refused_programme_is_left_out_in_the_words_of_the_refusal():
    with pytest.raises(Unsupported, match="rounding"):
        load(document(case(percent("p", "10"), rounding="half_down")))
