"""Offers and tier benefits as rows: lanes in order, amounts in minor units, counters by name."""

import pytest

from loyalty.errors import ProgramInvalid
from loyalty.facts.quote import Reason
from loyalty.kernels import codes
from loyalty.plan import lower
from loyalty.rules.document import load_program
from tests.engine.till import HEAD, Till, line

NOON = "2024-05-06T12:00"
AMOUNT = {"kind": "amount", "amount": "1.00"}
CREDIT = {"of": "orders", "window": {"kind": "lifetime"}}


def track(*levels, track_id="growth"):
    return {"id": track_id, "credit": CREDIT, "term": {"kind": "forever"}, "levels": list(levels)}


def made(*offers, **sections):
    return lower(load_program(HEAD | {"offers": list(offers)} | sections))


def row(**fields):
    """The one offer of a programme as a row."""
    return made({"id": "only", "benefit": AMOUNT} | fields).tables["offers"][0]


def test_offers_stand_by_lane_then_priority_then_id():
    offers = [
        {"id": "b", "benefit": AMOUNT},
        {"id": "a", "benefit": AMOUNT},
        {"id": "late", "benefit": AMOUNT, "lane": "coupon", "priority": 9},
        {"id": "high", "benefit": AMOUNT, "priority": 1},
        {"id": "ship", "benefit": {"kind": "free_shipping"}},
        {"id": "price", "benefit": {"kind": "member_price", "percent": 5}},
    ]
    plan = made(*offers)
    assert [offer.id for offer in plan.offers] == ["price", "high", "a", "b", "late", "ship"]
    assert [(lane.offer_start, lane.offer_count) for lane in plan.tables["lanes"]] == [
        (0, 1),
        (1, 3),
        (4, 0),
        (4, 1),
        (5, 1),
    ]
    assert [lane.items for lane in plan.tables["lanes"]] == [1, 0, 0, 0, 0]
    assert [lane.shipping for lane in plan.tables["lanes"]] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("benefit", "fields"),
    [
        ({"kind": "percent", "percent": "12.5"}, {"kind": codes.PERCENT, "ppm": 125_000, "cap": codes.NONE}),
        ({"kind": "percent", "percent": 1, "cap": "2.50"}, {"cap": 250}),
        ({"kind": "amount", "amount": 3}, {"kind": codes.AMOUNT, "each": codes.EACH_ORDER, "amount": 300}),
        ({"kind": "amount", "amount": 3, "each": "line"}, {"each": codes.EACH_LINE}),
        ({"kind": "amount", "amount": 3, "each": "unit"}, {"each": codes.EACH_UNIT}),
        (
            {"kind": "per_each", "amount": 10, "every": 100},
            {"kind": codes.PER_EACH, "amount": 1_000, "every": 10_000, "times_max": codes.NONE},
        ),
        ({"kind": "per_each", "amount": 10, "every": 100, "times_max": 3}, {"times_max": 3}),
        ({"kind": "member_price", "percent": 5}, {"kind": codes.PERCENT, "ppm": 50_000, "price": 1}),
        ({"kind": "member_price", "prices": {"A": 5}}, {"kind": codes.PRICE_LIST, "prices": 0, "price": 1}),
        ({"kind": "free_shipping"}, {"kind": codes.FREE_SHIPPING, "amount": codes.NONE}),
        ({"kind": "free_shipping", "amount": 5}, {"amount": 500}),
    ],
)
def test_a_benefit_becomes_whole_numbers(benefit, fields):
    offer = row(benefit=benefit)
    assert {name: getattr(offer, name) for name in fields} == fields


def test_steps_stand_together_and_count_money_or_pieces():
    money = {
        "kind": "steps",
        "measure": "subtotal",
        "steps": [{"from": 100, "amount": 10}, {"from": 200, "percent": 15}],
    }
    pieces = {"kind": "steps", "measure": "quantity", "steps": [{"from": 2, "percent": 10}], "cap": 9}
    plan = made({"id": "a", "benefit": money}, {"id": "b", "benefit": pieces})
    first, second = plan.tables["offers"]
    assert (first.step_start, first.step_count, first.measure) == (0, 2, codes.MEASURE_SUBTOTAL)
    assert (second.step_start, second.step_count, second.measure) == (2, 1, codes.MEASURE_QUANTITY)
    assert (first.cap, second.cap) == (codes.NONE, 900)
    assert [(one.start, one.amount, one.ppm) for one in plan.tables["steps"]] == [
        (10_000, 1_000, 0),
        (20_000, 0, 150_000),
        (2, 0, 100_000),
    ]


def test_amounts_follow_the_currencys_decimals():
    yen = lower(
        load_program(HEAD | {"currency": "JPY", "offers": [{"id": "a", "benefit": AMOUNT | {"amount": 500}}]})
    )
    dinar = lower(load_program(HEAD | {"currency": "KWD", "offers": [{"id": "a", "benefit": AMOUNT}]}))
    assert yen.tables["offers"][0].amount == 500
    assert dinar.tables["offers"][0].amount == 1_000


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"threshold_base": codes.BASE_AFTER_ITEMS, "benefit_base": codes.BASE_RUNNING}),
        ({"threshold_base": "list", "benefit_base": "list"}, {"threshold_base": 0, "benefit_base": 0}),
        ({"rounding": "half_even"}, {"rounding": 3}),
        ({"spread_by": "quantity", "remainder": "last_line"}, {"spread_by": 1, "remainder": 1}),
        ({"remainder": "first_line"}, {"remainder": 2}),
        ({}, {"rounding_unit": codes.UNIT_SUM, "stack": 0, "needs_member": 0, "budget": codes.NONE}),
    ],
)
def test_switches_have_the_defaults_of_the_rules(fields, expected):
    offer = row(**fields)
    assert {name: getattr(offer, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("unit", "expected"), [(None, codes.UNIT_LINE), ("unit", codes.UNIT_UNIT), ("sum", codes.UNIT_SUM)]
)
def test_in_the_item_lane_lines_round_by_themselves_unless_told(unit, expected):
    benefit = {"kind": "member_price", "percent": 5}
    offer = row(benefit=benefit, stack=True, **({"rounding_unit": unit} if unit else {}))
    assert (offer.rounding_unit, offer.stack) == (expected, 1)


def test_what_a_line_of_a_report_needs_goes_along():
    plan = made(
        {
            "id": "a",
            "name": "Ten off",
            "name_zh": "立减",
            "benefit": AMOUNT,
            "funded_by": {"shop": "33.3333", "brand": "66.6667"},
        },
        {"id": "b", "name": "Plain", "benefit": {"kind": "free_shipping"}},
        {"id": "c", "benefit": {"kind": "member_price", "percent": 5}},
    )
    by_id = {offer.id: offer for offer in plan.offers}
    assert by_id["a"].funded_by == (("brand", 666_667), ("shop", 333_333))
    assert (by_id["a"].name, by_id["a"].name_zh, by_id["a"].component) == ("Ten off", "立减", "offers")
    assert (by_id["b"].name_zh, by_id["b"].component, by_id["b"].lane) == ("Plain", "shipping", "shipping")
    assert (by_id["c"].name, by_id["c"].component, by_id["c"].lane) == ("c", "member_price", "item")


GOLD = {
    "id": "gold",
    "name": "Gold",
    "name_zh": "金卡",
    "minimum": 1,
    "member_price": {"percent": 10, "of": {"skus": ["TEA"]}},
    "free_shipping_from": 200,
}


def test_a_tiers_price_and_shipping_are_offers_of_their_lanes():
    plan = made(tiers=[track({"id": "plain", "minimum": 0}, GOLD)])
    price, shipping = plan.offers
    assert (price.id, price.name, price.name_zh) == ("growth.gold.price", "Gold price", "金卡会员价")
    assert (shipping.id, shipping.name, shipping.name_zh) == (
        "growth.gold.shipping",
        "Gold free shipping",
        "金卡包邮",
    )
    assert (price.component, shipping.component) == ("member_price", "shipping")
    unnamed = made(tiers=[track({"id": "gold", "minimum": 0, "member_price": {"percent": 1}})])
    assert unnamed.offers[0].name == "gold price"


def test_a_tiers_price_is_for_its_members_and_its_goods():
    till = Till(tiers=[track({"id": "plain", "minimum": 0}, GOLD)])
    goods = line("t", 100, sku="TEA"), line("c", 100, sku="CUP")
    refused = till.quote(NOON, *goods)
    assert [one.reason for one in refused.decisions] == [Reason.WRONG_TIER] * 2
    till.spend("o1", NOON, 1)
    assert [one.discount_minor for one in till.quote(NOON, *goods).lines] == [1_000, 0]
    guest = Till(tiers=[track(GOLD | {"minimum": 0})], guest=True)
    assert [one.reason for one in guest.quote(NOON, *goods).decisions] == [Reason.MEMBER_REQUIRED] * 2


@pytest.mark.parametrize(("price", "fee"), [("199.99", 1_200), ("200.00", 0)])
def test_a_tiers_shipping_is_free_from_its_minimum_after_offers(price, fee):
    levels = track({"id": "gold", "minimum": 0, "free_shipping_from": "180.00"})
    till = Till(tiers=[levels], offers=[{"id": "a", "benefit": {"kind": "amount", "amount": 20}}])
    quoted = till.quote(NOON, line("a", price), shipping_fee=12)
    assert quoted.shipping_minor - quoted.shipping_discount_minor == fee
    if fee:
        assert (quoted.decisions[1].reason, quoted.decisions[1].short_by) == (Reason.BELOW_MINIMUM, 1)


def test_across_tracks_the_better_price_counts_by_line():
    growth = track({"id": "silver", "minimum": 0, "member_price": {"percent": 5}})
    paid = track(
        {"id": "plus", "minimum": 0, "member_price": {"percent": 10, "of": {"skus": ["TEA"]}}},
        track_id="paid",
    )
    quoted = Till(tiers=[growth, paid]).quote(NOON, line("t", 100, sku="TEA"), line("c", 100, sku="CUP"))
    assert [one.discount_minor for one in quoted.lines] == [1_000, 500]


def test_without_its_lane_a_tiers_price_is_refused_before_it_is_lowered():
    with pytest.raises(ProgramInvalid):
        made(tiers=[track(GOLD)], lanes=[{"id": "shipping", "rule": "all"}])


def test_a_test_offer_is_told_by_its_name_and_applies_to_its_members():
    when = {"kind": "attribute", "name": "staff", "any": ["yes"]}
    tried = {"id": "only", "name": "Ten off", "name_zh": "立减", "when": when, "test": True}
    plan = made({"benefit": AMOUNT} | tried)
    assert (plan.offers[0].name, plan.offers[0].name_zh) == ("Ten off (test)", "立减（测试）")
    assert (
        made({"id": "only", "benefit": AMOUNT, "when": when, "test": True}).offers[0].name_zh
        == "only（测试）"
    )
    for attributes, applied in (({"staff": "yes"}, ("only",)), ({}, ())):
        till = Till(offers=[{"benefit": AMOUNT} | tried], attributes=attributes)
        assert till.quote(NOON, line("a", "9.00")).applied == applied
