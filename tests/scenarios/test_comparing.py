"""Every figure that was written down is compared, and none that was not."""

from decimal import Decimal

import pytest

from loyalty.scenarios.comparing import differences, unit_of
from loyalty.scenarios.expected import AfterExpected, LineExpected, OrderExpected, ReturnExpected
from loyalty.scenarios.labels import LABELS
from loyalty.scenarios.results import Judged

GOT = {
    "to_pay": Decimal("90.00"),
    "points_earned": Decimal(90),
    "tier": ("member", "new"),
    "applied": {"first": Decimal(10)},
    "refused": {"app": "wrong_channel", "pieces": "too_few"},
    "short_by": {"pieces": Decimal(2)},
    "lines": {"1": {"discount": Decimal(10), "offers": {"first": Decimal(10)}}},
    "after": {"orders": Decimal(1), "available": Decimal(0), "tier": ("member",)},
}
JUDGED = (Judged(offer_id="first", applied=True, what="It takes ¥10.00 off.", what_zh="已优惠 ¥10.00。"),)


def found(**expected):
    return [
        (one.field, one.unit, one.expected, one.got)
        for one in differences(OrderExpected(**expected), GOT, JUDGED)
    ]


def test_nothing_expected_is_nothing_different():
    assert found() == []


def test_figures_are_equal_whatever_their_decimals():
    assert found(to_pay="90", points_earned="90.0") == []


@pytest.mark.parametrize(
    ("expected", "difference"),
    [
        ({"to_pay": 91}, ("to_pay", "money", Decimal(91), Decimal(90))),
        ({"points_earned": 91}, ("points_earned", "points", Decimal(91), Decimal(90))),
        ({"tier": "gold"}, ("tier", "text", "gold", "member, new")),
        ({"applied": {"first": 11}}, ("applied.first", "money", Decimal(11), Decimal(10))),
        ({"applied": {"first": 10, "app": 5}}, ("applied.app", "money", Decimal(5), None)),
        ({"applied": {}}, ("applied.first", "money", None, Decimal(10))),
        ({"refused": {"app": "no_code"}}, ("refused.app", "text", "no_code", "wrong_channel")),
        ({"refused": {"first": "no_code"}}, ("refused.first", "text", "no_code", "applied")),
        ({"short_by": {"pieces": 1}}, ("short_by.pieces", "count", Decimal(1), Decimal(2))),
        ({"short_by": {"app": 1}}, ("short_by.app", "money", Decimal(1), None)),
        ({"lines": {"1": LineExpected(discount=9)}}, ("lines.1.discount", "money", Decimal(9), Decimal(10))),
        ({"lines": {"1": LineExpected(offers={})}}, ("lines.1.offers.first", "money", None, Decimal(10))),
        ({"after": AfterExpected(orders=2)}, ("after.orders", "count", Decimal(2), Decimal(1))),
        ({"after": AfterExpected(tier="new")}, ("after.tier", "text", "new", "member")),
    ],
)
def test_a_difference_is_told_with_its_path_and_unit(expected, difference):
    assert found(**expected) == [difference]


def test_what_is_refused_need_not_be_named_in_full():
    assert found(refused={"app": "wrong_channel"}, short_by={"pieces": 2}, tier="new") == []


def test_nothing_taken_and_no_entry_mean_the_same():
    assert found(applied={"first": 10, "app": 0}) == []


def test_the_reason_stands_beside_an_offers_difference():
    (one,) = differences(OrderExpected(applied={}), GOT, JUDGED)
    assert (one.why, one.why_zh) == ("It takes ¥10.00 off.", "已优惠 ¥10.00。")


def test_an_error_stands_for_the_whole_step():
    broken = {"error": "over_return", "what": "Too much.", "what_zh": "太多。"}
    assert differences(ReturnExpected(error="over_return"), broken) == ()
    (one,) = differences(ReturnExpected(returned=5), broken)
    assert (one.field, one.expected, one.got, one.why_zh) == ("error", None, "over_return", "太多。")


def test_a_look_tells_its_figures_as_those_afterwards():
    (one,) = differences(AfterExpected(available=5), {"available": Decimal(0)}, under="after.")
    assert one.field == "after.available"


def test_a_member_without_levels_has_none():
    (one,) = differences(OrderExpected(tier="gold"), {"tier": ()})
    assert (one.expected, one.got) == ("gold", None)


@pytest.mark.parametrize("model", [OrderExpected, ReturnExpected, AfterExpected, LineExpected])
def test_every_figure_has_a_name_and_a_unit(model):
    names = set(model.model_fields) - {"lines", "after"}
    assert names <= set(LABELS)
    assert {unit_of(name) for name in names} <= {"money", "points", "count", "text"}
