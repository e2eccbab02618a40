"""Doubts about limits and codes."""

import pytest

from loyalty.rules.review_uses import once, review_codes, review_limits
from tests.rules.shop import codes, offered, program

ONCE = [{"per": "member", "uses": 1}]
CAPPED = {"kind": "percent", "percent": 10, "cap": 5}


def found(benefit=None, **fields):
    offer = program(offers=[offered(benefit or CAPPED, **fields)]).offers[0]
    return codes(tuple(review_limits(offer, "offers[0]")))


def test_an_offer_without_a_member_limit_is_doubted():
    told = [("no_member_limit", "offers[0]")]
    assert found() == told
    assert found(limits=[{"per": "program", "uses": 5}]) == told
    assert found(limits=ONCE) == []


@pytest.mark.parametrize(
    "when",
    [{"kind": "first_order"}, {"kind": "nth_order", "any": [2]}, {"kind": "birthday", "span": "month"}],
)
def test_an_offer_that_is_once_by_nature_needs_no_limit(when):
    assert found(when=when) == []
    assert found(when={"kind": "all", "conditions": [when]}) == []
    assert found(when={"kind": "any", "conditions": [when, {"kind": "channel", "any": ["app"]}]}) != []


def test_an_offer_of_coupons_is_used_as_often_as_there_are_coupons():
    assert found(coupon={}) == []


def test_uses_that_returns_give_back_are_doubted():
    told = [("uses_come_back", "offers[0].release_on_full_return")]
    assert found(limits=ONCE, release_on_full_return=True) == told


def test_member_prices_and_free_shipping_need_no_limit():
    assert found({"kind": "member_price", "percent": 10}) == []
    assert found({"kind": "free_shipping"}) == []


def test_a_first_order_is_once_and_its_opposite_is_not():
    first = {"kind": "first_order"}
    often = ({"kind": "nth_order", "any": [2, 3]}, {"kind": "nth_order", "every": 2})
    for when, alone in (
        (first, True),
        *(({"kind": "not", "condition": first}, False),),
        *((n, False) for n in often),
    ):
        assert once(program(offers=[offered(when=when)]).offers[0]) is alone


def test_a_member_limit_above_the_programs_is_doubted():
    limits = [{"per": "member", "uses": 3}, {"per": "program", "uses": 2}]
    assert found(limits=limits) == [("limit_above_program", "offers[0].limits[1].uses")]
    assert found(limits=[limits[0], limits[1] | {"each": "day"}]) == []


@pytest.mark.parametrize(
    ("short", "long", "doubted"),
    [
        (("day", 2), ("week", 2), True),
        (("day", 1), ("week", 2), False),
        (("month", 5), ("ever", 3), True),
        (("week", 5), ("month", 3), False),
    ],
)
def test_a_limit_that_a_longer_span_makes_superfluous_is_doubted(short, long, doubted):
    limits = [{"per": "member", "each": each, "uses": uses} for each, uses in (long, short)]
    assert found(limits=limits) == ([("limit_without_effect", "offers[0].limits[1].uses")] if doubted else [])


def test_a_limit_per_identity_is_one_for_members():
    assert found(limits=[{"per": "identity", "uses": 1}]) == []
    above = [{"per": "identity", "uses": 3}, {"per": "program", "uses": 2}]
    assert found(limits=above) == [("limit_above_program", "offers[0].limits[1].uses")]
    assert found(limits=[{"per": "member", "uses": 2}, *above]) == []  # the least of both counts


@pytest.mark.parametrize(("uses", "doubted"), [(1, False), (2, True), (3, True)])
def test_a_member_limit_that_the_one_per_identity_makes_superfluous_is_doubted(uses, doubted):
    limits = [{"per": "member", "uses": uses}, {"per": "identity", "uses": 2}]
    told = [("limit_above_identity", "offers[0].limits[0].uses")] if doubted else []
    assert found(limits=limits) == told
    assert found(limits=[limits[0], limits[1] | {"each": "day"}]) == []


def test_limits_of_members_and_of_everybody_are_not_compared():
    limits = [
        {"per": "member", "each": "day", "uses": 1},
        {"per": "program", "each": "ever", "uses": 1},
    ]
    assert found(limits=limits) == []


def test_two_offers_behind_one_code_are_doubted():  # edge 65
    one = offered(CAPPED, when={"kind": "code", "any": ["SAVE-10"]})
    two = one | {"id": "b", "when": {"kind": "code", "any": ["save10", "new"]}}
    assert codes(tuple(review_codes(program(offers=[one, two])))) == [("code_shared", "offers[1].when")]


def test_one_code_in_two_spellings_is_doubted():
    shop = program(offers=[offered(CAPPED, when={"kind": "code", "any": ["SAVE-10", "new", "ｓａｖｅ10"]})])
    assert codes(tuple(review_codes(shop))) == [("code_repeated", "offers[0].when")]
