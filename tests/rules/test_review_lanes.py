"""Doubts about offers that share a lane."""

import pytest

from loyalty.rules.review_lanes import review_lanes
from tests.rules.shop import codes, offered, program

TEN = {"kind": "percent", "percent": 10}
FIVE = {"kind": "percent", "percent": 5}
TEA = {"of": {"categories": ["tea"]}}
FIRST = {"kind": "first_order"}
BIRTHDAY = {"kind": "birthday", "span": "month"}


def found(rule, *offers, lane="order", scope="order"):
    lanes = [{"id": lane, "rule": rule, "scope": scope}]
    listed = [{"lane": lane, **offer, "id": f"o{number}"} for number, offer in enumerate(offers)]
    return codes(tuple(review_lanes(program(lanes=lanes, offers=listed))))


@pytest.mark.parametrize(
    ("first", "offer"),
    [
        (offered(TEN), offered(FIVE)),
        (offered(TEN), offered(FIVE | TEA, when=FIRST)),
        (offered(TEN | TEA), offered(FIVE | TEA)),
        (offered(TEN, when=FIRST), offered(FIVE, when=FIRST)),
        (offered({"kind": "amount", "amount": 1}), offered({"kind": "per_each", "amount": 1, "every": 9})),
        (offered({"kind": "member_price", "percent": 5}), offered(TEN)),
    ],
)
def test_an_offer_behind_one_that_always_applies_is_never_reached(first, offer):
    assert found("exclusive", first, offer) == [("never_reached", "offers[1]")]
    assert found("all", first, offer) == []


@pytest.mark.parametrize(
    ("first", "offer"),
    [
        (offered(TEN, limits=[{"per": "member", "uses": 1}]), offered(FIVE)),
        (offered(TEN, when=FIRST), offered(FIVE)),
        (offered(TEN, when=BIRTHDAY), offered(FIVE, when=BIRTHDAY)),
        (offered(TEN, when=FIRST), offered(FIVE, when=FIRST, threshold_base="list")),
        (offered(TEN | TEA), offered(FIVE)),
        (offered(TEN | {"percent": 0}), offered(FIVE)),
        (offered(TEN), offered(FIVE, priority=1)),
        (offered({"kind": "per_each", "amount": 1, "every": 9}), offered(FIVE)),
        (offered({"kind": "member_price", "prices": {"A": 1}}), offered(FIVE)),
    ],
)
def test_an_offer_that_may_be_reached_is_left_alone(first, offer):
    assert [code for code, path in found("exclusive", first, offer) if path == "offers[1]"] == []


def test_a_higher_priority_comes_first_whatever_the_order_in_the_document():
    assert found("exclusive", offered(FIVE), offered(TEN, priority=1)) == [("never_reached", "offers[0]")]


def test_an_offer_is_told_once_however_many_hide_it():
    assert found("exclusive", offered(TEN), offered(TEN), offered(FIVE)) == [
        ("never_reached", "offers[1]"),
        ("never_reached", "offers[2]"),
    ]


def test_free_shipping_behind_free_shipping_is_never_reached():
    free = offered({"kind": "free_shipping"})
    assert found("exclusive", free, free, lane="shipping") == [("never_reached", "offers[1]")]


FROM_50, FROM_80 = ({"kind": "subtotal", "minimum": minimum} for minimum in (50, 80))


def test_an_offer_that_asks_for_more_is_hidden_by_one_that_asks_for_less():
    assert found("exclusive", offered(TEN, when=FROM_50), offered(FIVE, when=[FROM_80, FIRST])) == [
        ("never_reached", "offers[1]")
    ]
    assert found("exclusive", offered(TEN, when=FROM_80), offered(FIVE, when=FROM_50)) == []


@pytest.mark.parametrize(
    ("first", "offer"),
    [
        ({"kind": "free_shipping"}, {"kind": "free_shipping", "amount": 5}),
        ({"kind": "free_shipping", "amount": 6}, {"kind": "free_shipping", "amount": 5}),
    ],
)
def test_less_off_shipping_is_never_the_best(first, offer):
    pair = (offered(first, when=FROM_50), offered(offer, when=FROM_80))
    assert found("best_of", *pair, lane="shipping") == [("never_best", "offers[1]")]


@pytest.mark.parametrize(
    ("first", "offer", "hidden"),
    [
        ({}, {}, True),
        ({}, {"benefit": FIVE}, True),
        ({}, {"benefit": TEN | {"percent": 11}}, False),
        ({"benefit": TEN | {"cap": 9}}, {}, False),
        ({"benefit": TEN | {"cap": 9}}, {"benefit": TEN | {"cap": 9}}, True),
        ({"benefit": TEN | {"cap": 8}}, {"benefit": TEN | {"cap": 9}}, False),
        ({}, {"benefit": FIVE | TEA}, False),
        ({}, {"benefit": FIVE, "benefit_base": "list"}, False),
        ({}, {"benefit": {"kind": "amount", "amount": 1, "each": "unit"}}, False),
        ({}, {"benefit": FIVE, "stack": True}, False),
        ({"stack": True}, {"benefit": FIVE}, False),
        ({"when": FIRST}, {"benefit": FIVE}, False),
    ],
)
def test_an_offer_that_never_saves_more_is_never_the_best(first, offer, hidden):
    told = [("never_best", "offers[1]")] if hidden else []
    pair = (offered(TEN) | first, offered(TEN) | offer)
    assert found("best_of", *pair, lane="item", scope="line") == told


@pytest.mark.parametrize(
    ("rule", "first", "second", "hidden"),
    [
        ("exclusive", "order", "seller", True),
        ("exclusive", "seller", "seller", True),
        ("exclusive", "seller", "order", False),
        ("best_of", "seller", "seller", True),
        ("best_of", "order", "seller", False),
    ],
)
def test_what_counts_each_seller_covers_no_offer_that_counts_the_order(rule, first, second, hidden):
    told = [("never_reached" if rule == "exclusive" else "never_best", "offers[1]")] if hidden else []
    pair = (offered(TEN) | {"per": first}, offered(TEN) | {"per": second})
    assert found(rule, *pair, scope="order") == told
