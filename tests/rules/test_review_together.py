"""Doubts about offers that meet on one order."""

import pytest

from loyalty.rules.review_together import review_together
from tests.rules.shop import codes, offered, only, program

TEN_FROM_12 = {"benefit": {"kind": "amount", "amount": 10}, "when": {"kind": "subtotal", "minimum": 12}}
HALF = {"benefit": {"kind": "percent", "percent": 50, "cap": 100}}


def found(*offers, **sections):
    listed = [{**offer, "id": f"o{number}"} for number, offer in enumerate(offers)]
    return tuple(review_together(program(offers=listed, **sections)))


def test_offers_that_together_take_all_of_an_order_are_found():
    problem = only(
        found(TEN_FROM_12, {**TEN_FROM_12, "priority": 1, "benefit": {"kind": "amount", "amount": 3}})
    )
    assert (problem.code, problem.path) == ("offers_take_everything", "offers")
    assert "`o1`, `o0` take ¥12.00 off an order of ¥12.00" in problem.what


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "per_each", "amount": 2, "every": 6},
        {"kind": "steps", "measure": "subtotal", "steps": [{"from": 5, "amount": 2}]},
        {"kind": "steps", "measure": "subtotal", "steps": [{"from": 5, "percent": 99}]},
        {"kind": "percent", "percent": 99, "cap": 5},
    ],
)
def test_every_way_to_take_from_the_order_counts(other):
    offers = [{"benefit": other, "benefit_base": "list"}, TEN_FROM_12]
    assert codes(found(*offers)) == [("offers_take_everything", "offers")]


@pytest.mark.parametrize(
    ("offers", "sections"),
    [
        (
            [
                TEN_FROM_12,
                {"benefit": {"kind": "amount", "amount": 1}, "when": {"kind": "subtotal", "minimum": 12}},
            ],
            {},
        ),
        ([TEN_FROM_12, HALF], {}),
        (
            [
                TEN_FROM_12,
                {"benefit": {"kind": "steps", "measure": "subtotal", "steps": [{"from": 50, "amount": 9}]}},
            ],
            {},
        ),
        ([TEN_FROM_12, {"benefit": {"kind": "amount", "amount": 9, "of": {"skus": ["A"]}}}], {}),
        ([TEN_FROM_12, {"benefit": {"kind": "amount", "amount": 9, "each": "unit"}}], {}),
        (
            [TEN_FROM_12, TEN_FROM_12 | {"priority": 2, "name": "x"}],
            {"lanes": [{"id": "order", "rule": "exclusive"}]},
        ),
        (
            [
                {**TEN_FROM_12, "when": [TEN_FROM_12["when"], {"kind": "channel", "any": ["app"]}]},
                {**TEN_FROM_12, "when": [TEN_FROM_12["when"], {"kind": "channel", "any": ["web"]}]},
            ],
            {},
        ),
    ],
)
def test_offers_that_leave_something_or_do_not_meet_are_fine(offers, sections):
    assert found(*offers, **sections) == ()


def test_an_offer_that_takes_all_by_itself_is_told_there():
    assert found({"benefit": {"kind": "amount", "amount": 9}}, TEN_FROM_12) == ()


def test_an_offer_that_repeats_another_is_found_where_all_apply():
    same = offered({"kind": "percent", "percent": 5, "cap": 5}, priority=3, name="again")
    one = offered({"kind": "percent", "percent": 5, "cap": 5})
    assert codes(found(one, same)) == [("offer_twice", "offers[1]")]
    assert found(one, same, lanes=[{"id": "order", "rule": "best_of"}]) == ()
    assert found(one, {**same, "limits": [{"per": "member", "uses": 1}]}) == ()


@pytest.mark.parametrize(
    ("fields", "sections", "meet"),
    [
        ({}, {}, True),
        ({"exclusive": True}, {}, False),
        ({"group": "g"}, {"groups": [{"id": "g"}]}, False),
        ({"class": "sale"}, {"classes": [{"id": "sale"}]}, False),
        ({"class": "sale"}, {"classes": [{"id": "sale", "combines_with": ["sale"]}]}, True),
    ],
)
def test_offers_of_which_an_order_gets_one_do_not_meet(fields, sections, meet):
    half = {"kind": "steps", "measure": "subtotal", "steps": [{"from": 10, "amount": 5}], "cap": 5}
    other = half | {"steps": [{"from": 10, "amount": 6}], "cap": 6}
    assert ("offer_twice" in dict(codes(found(*[offered(half, **fields)] * 2, **sections)))) == meet
    told = dict(codes(found(offered(half, **fields), offered(other, **fields), **sections)))
    assert ("offers_take_everything" in told) == meet


def rewarded(points, minimum, name="points", **fields):
    when = [{"kind": "subtotal", "minimum": minimum}]
    return offered({"kind": "points", "points": points}, id=name, when=when, **fields)


def doubts_of_points(*offers, **sections):
    shop = program(points={"redeem": {"points": 100, "worth": 1}}, offers=list(offers), **sections)
    return [one for one in review_together(shop) if one.code == "points_worth_order"]


def test_points_worth_what_other_offers_leave_of_the_order_are_doubted():
    less = offered({"kind": "amount", "amount": 50}, id="less")
    (doubted,) = doubts_of_points(rewarded(5_000, 100), less)
    assert doubted.path == "offers[0].benefit.points"
    assert "Beside `less` an order of ¥100.00 pays 50, and its points are worth 50" in doubted.what
    assert "与 `less` 叠加后" in doubted.what_zh
    assert doubts_of_points(rewarded(4_999, 100), less) == []
    apart = [less | {"group": "g"}, rewarded(5_000, 100, group="g")]
    assert doubts_of_points(*apart, groups=[{"id": "g"}]) == []


def test_points_of_several_offers_on_one_order_add_up():
    found = doubts_of_points(rewarded(5_000, 100, "a"), rewarded(5_000, 100, "b"))
    assert [one.path for one in found] == ["offers[0].benefit.points", "offers[1].benefit.points"]
    later = doubts_of_points(rewarded(5_000, 100, "a"), rewarded(6_000, 101, "b"))
    assert [one.path for one in later] == ["offers[1].benefit.points"]
    assert doubts_of_points(rewarded(4_000, 100, "a"), rewarded(5_000, 100, "b")) == []
