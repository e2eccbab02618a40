"""Every condition of the format has one of ours; the code comes first."""

import pytest

from tests.cases.conditions import conditions, levels, tiers
from tests.cases.format import Unsupported
from tests.cases.goods import Shelf
from tests.cases.small import case, percent


def lowered(*told, code=None):
    whole = case(percent("p", "10", conditions=[*told], code=code))
    return conditions(whole, whole["promotions"][0], Shelf.of(whole))


@pytest.mark.parametrize(
    ("told", "ours"),
    [
        ({"kind": "min_subtotal", "amount": "9.00"}, {"kind": "subtotal", "minimum": "9.00"}),
        (
            {"kind": "min_quantity", "quantity": "2", "of": {"skus": ["A"]}},
            {"kind": "quantity", "minimum": 2, "of": {"skus": ["A"]}},
        ),
        ({"kind": "first_order"}, {"kind": "first_order"}),
        ({"kind": "channel", "any": ["web"]}, {"kind": "channel", "any": ["web"]}),
        ({"kind": "segment", "any": ["vip"]}, {"kind": "attribute", "name": "segment:vip", "any": ["yes"]}),
        ({"kind": "tier", "any": ["Gold"]}, {"kind": "tier", "any": ["level-0"]}),
        (
            {"kind": "active_between", "from": "2024-01-01T00:00:00Z", "to": None},
            {"kind": "window", "start": "2024-01-01T00:00:00Z"},
        ),
    ],
)
def test_a_condition_is_lowered_to_one_of_ours(told, ours):
    assert lowered(told) == [ours]


def test_one_of_several_segments_is_enough():
    asked = lowered({"kind": "segment", "any": ["vip", "staff"]})
    assert [one["kind"] for one in asked] == ["any"]
    assert [one["name"] for one in asked[0]["conditions"]] == ["segment:vip", "segment:staff"]


def test_the_code_is_asked_for_before_all_else():
    assert [one["kind"] for one in lowered({"kind": "first_order"}, code="SAVE")] == ["code", "first_order"]


def test_what_is_always_met_is_not_asked():
    assert lowered({"kind": "min_quantity", "quantity": "0"}, {"kind": "active_between"}) == []


def test_tiers_are_levels_that_no_order_of_a_case_reaches():
    told = case(
        percent("p", "10", conditions=[{"kind": "tier", "any": ["Gold", "Ruby"]}]),
        customer={"tier": "Silver"},
    )
    assert levels(told) == {"Gold": "level-0", "Ruby": "level-1", "Silver": "level-2"}
    assert [one["minimum"] for one in tiers(told)[0]["levels"]] == [1_000_000, 2_000_000, 3_000_000]
    assert tiers(case()) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "moon"}, "the condition `moon`"),
        ({"kind": "min_subtotal", "amount": "9", "with_tax": True}, "min_subtotal with `with_tax`"),
    ],
)
def test_nothing_is_passed_over_in_silence(told, said):
    with pytest.raises(Unsupported, match=said):
        lowered(told)
