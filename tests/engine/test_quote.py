"""What an order would get now: to the cent, with a reason for everything, and nothing written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine import quote
from loyalty.errors import InstantOutOfRange, NaiveInstant
from loyalty.facts.member import Guest
from loyalty.facts.order import Cart, CartLine
from loyalty.facts.quote import Adjustment, Reason
from tests.engine.till import ONE_FOR_ONE, Till, line
from tests.thousand import THOUSAND

NOON = "2024-05-06T12:00"
SILVER = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [
        {"id": "plain", "minimum": 0},
        {"id": "silver", "minimum": 100, "multiplier": "1.5", "member_price": {"percent": 5}},
    ],
}
POINTS = {
    "rules": [ONE_FOR_ONE],
    "expiry": {"kind": "rolling", "months": 12, "round_up": "none"},
    "redeem": {"points": 10, "worth": "0.10", "max_percent": 50, "cover_shipping": True},
}
OFFERS = [
    {
        "id": "first",
        "when": {"kind": "first_order"},
        "benefit": {"kind": "percent", "percent": 10, "cap": 20},
    },
    {
        "id": "steps",
        "benefit": {"kind": "steps", "measure": "subtotal", "steps": [{"from": 300, "amount": 30}]},
        "budget": "launch",
    },
    {"id": "unit", "benefit": {"kind": "amount", "amount": "0.50", "each": "unit", "of": {"skus": ["TEA"]}}},
    {"id": "ship", "benefit": {"kind": "free_shipping", "amount": 5}},
]


def shop(**fields):
    return Till(
        tiers=[SILVER], points=POINTS, offers=OFFERS, budgets=[{"id": "launch", "amount": "45.50"}], **fields
    )


def test_every_figure_of_a_first_order():
    quoted = shop().quote(NOON, line("t", 88, 3, sku="TEA"), line("c", 50), shipping_fee=12)
    # 264.00 + 50.00; item lane: 3 x 0.50; the first 10 % of 312.50 stop at 20.00; then 30.00 off
    assert quoted.goods_minor == 31_400
    assert {one.offer_id: one.amount_minor for one in quoted.decisions if one.applied} == {
        "unit": 150,
        "first": 2_000,
        "steps": 3_000,
        "ship": 500,
    }
    assert quoted.discount_minor == 5_150
    assert (quoted.shipping_minor, quoted.shipping_discount_minor) == (1_200, 500)
    assert quoted.to_pay_minor == 31_400 - 5_150 + 700
    assert (quoted.base_points, quoted.bonus_points, quoted.points_earned) == (262, 0, 262)
    assert (quoted.base_wanted, quoted.bonus_wanted) == (262, 0)
    assert quoted.tiers == ("plain",)
    # 262.50 of 312.50 for the tea: 16.80 of 20.00, 25.20 of 30.00
    assert quoted.adjustments == (
        Adjustment("t", "unit", 150),
        Adjustment("t", "first", 1_680),
        Adjustment("c", "first", 320),
        Adjustment("t", "steps", 2_520),
        Adjustment("c", "steps", 480),
    )
    assert [(one.id, one.amount_minor, one.discount_minor, one.net_minor) for one in quoted.lines] == [
        ("t", 26_400, 4_350, 22_050),
        ("c", 5_000, 800, 4_200),
    ]


def test_decisions_stand_in_the_order_of_application_with_what_is_short():
    quoted = shop().quote(NOON, line("c", 50))
    assert [(one.offer_id, one.reason, one.short_by) for one in quoted.decisions] == [
        ("growth.silver.price", Reason.WRONG_TIER, 0),
        ("unit", Reason.NO_EFFECT, 0),
        ("first", Reason.NONE, 0),
        ("steps", Reason.BELOW_MINIMUM, 25_000),
        ("ship", Reason.NO_EFFECT, 0),
    ]
    assert quoted.applied == ("first",)


def test_of_several_codes_those_that_are_valid_count_and_the_others_say_why():  # edge 81
    def coupon(name, *more, **fields):
        conditions = [{"kind": "code", "any": [name]}, *more]
        return {"id": name.lower(), "benefit": {"kind": "amount", "amount": 5}, "when": conditions} | fields

    offers = [
        coupon("FIVE"),
        coupon("DEAR", {"kind": "subtotal", "minimum": 150}),
        coupon("OVER", {"kind": "window", "end": "2024-01-01"}),
        coupon("GONE", limits=[{"per": "program", "uses": 1}]),
        coupon("NOT"),
    ]
    till = Till(guest=True, offers=offers)
    till.spend("first", "2023-12-30", "10.00", codes=("GONE",))
    quoted = till.quote("2024-01-05", line("a", "100.00"), codes=("five", "DEAR", "OVER", "GONE", "TYPO"))
    assert {one.offer_id: (one.reason, one.short_by) for one in quoted.decisions} == {
        "five": (Reason.NONE, 0),
        "dear": (Reason.BELOW_MINIMUM, 5000),
        "over": (Reason.OUTSIDE_WINDOW, 0),
        "gone": (Reason.LIMIT_REACHED, 0),
        "not": (Reason.NO_CODE, 0),
    }
    assert (quoted.discount_minor, quoted.applied) == (500, ("five",))


def test_what_a_refused_offer_would_have_brought_is_no_discount():
    till = shop()
    till.spend("o1", NOON, 600)
    till.spend("o2", NOON, 600)
    decision = till.quote(NOON, line("c", 600)).decisions[3]
    assert (decision.applied, decision.reason, decision.amount_minor) == (False, Reason.BUDGET_SPENT, 0)


def test_a_guest_gets_what_needs_no_member_and_earns_nothing():
    quoted = shop(guest=True).quote(NOON, line("c", 300), shipping_fee=5, points="max")
    assert quoted.applied == ("steps", "ship")
    assert [one.reason for one in quoted.decisions if not one.applied] == [
        Reason.MEMBER_REQUIRED,
        Reason.NO_EFFECT,
        Reason.MEMBER_REQUIRED,
    ]
    assert (quoted.points_earned, quoted.points_max, quoted.tiers) == (0, 0, (None,))


def test_what_is_due_by_the_instant_holds_for_it():
    till = shop()
    till.spend("o1", NOON, 200)
    goods = line("c", 100)
    inside, after = (
        till.quote(at, goods, points="max") for at in ("2025-05-06T11:59:59", "2025-05-06T12:00")
    )
    assert (inside.tiers, inside.points_spent, inside.bonus_points) == (("silver",), 180, 46)
    assert (after.tiers, after.points_spent, after.bonus_points) == (("plain",), 0, 0)


def test_below_the_lowest_level_there_is_no_tier():
    levels = [{"id": "silver", "minimum": 100}]
    assert Till(tiers=[SILVER | {"levels": levels}]).quote(NOON, line("c", 1)).tiers == (None,)


def test_shipping_can_be_paid_with_points_where_the_programme_says_so():
    till = shop()
    till.spend("o1", NOON, 500)
    quoted = till.quote(NOON, line("c", 2, floor_price="1.50"), shipping_fee=9, points="max")
    # silver takes 0.10 off 2.00, shipping costs 4.00 after its offer: half of 5.90 is 2.95, in steps 2.90
    assert (quoted.points_minor, quoted.points_spent, quoted.points_max) == (290, 290, 290)
    assert [one.points_minor for one in quoted.lines] == [40]
    assert quoted.to_pay_minor == 190 + 400 - 290


def test_quoting_twice_is_quoting_once():
    till = shop()
    till.spend("o1", NOON, 350)
    before = (till.standing, till.shared)
    first, second = (till.quote("2024-06-01", line("t", 88, 4, sku="TEA"), points="max") for _ in range(2))
    assert first == second
    assert (till.standing, till.shared) == before


def test_an_order_placed_gets_what_was_quoted():
    till = shop()
    goods = line("t", 88, 4, sku="TEA"), line("c", "9.99", 7)
    for place in range(3):
        told = till.quote(NOON, *goods, points="max", shipping_fee=9)
        assert till.buy(f"o{place}", NOON, *goods, points="max", shipping_fee=9) == told


def test_a_quote_names_its_programme_its_cart_and_who_asked():  # edge 86
    till = shop()
    one, other = till.quote(NOON, line("c", 5)), till.quote(NOON, line("c", 6))
    assert one.program_hash == till.plan.hash
    assert one.cart_hash != other.cart_hash
    till.who = Guest()
    assert till.quote(NOON, line("c", 5)).cart_hash != one.cart_hash


@pytest.mark.parametrize(
    ("at", "error"),
    [
        (datetime(2024, 5, 6), NaiveInstant),  # noqa: DTZ001 - that is the point
        (datetime(1969, 12, 31, tzinfo=UTC), InstantOutOfRange),
        (datetime(2101, 1, 1, tzinfo=UTC), InstantOutOfRange),
    ],
)
def test_an_instant_is_certain_and_within_the_calendar(at, error):
    cart = Cart(currency="CNY", lines=(CartLine(id="1", sku="A", unit_price=1),))
    with pytest.raises(error):
        quote(shop().plan, cart, who=Guest(), at=at)


def test_without_a_standing_a_member_is_new():
    till = shop()
    cart = till.cart([line("c", 50)], {})
    assert quote(till.plan, cart, who=till.who, at=till.at(NOON)) == till.quote(NOON, line("c", 50))


def test_an_empty_cart_gets_nothing_and_costs_its_shipping():
    quoted = shop().quote(NOON, shipping_fee="4.00")
    assert (quoted.lines, quoted.goods_minor, quoted.points_earned) == ((), 0, 0)
    assert (quoted.applied, quoted.to_pay_minor) == (("ship",), 0)


LINES = st.lists(
    st.builds(
        lambda price, units, floor, sku: line(
            "x", f"{price // 100}.{price % 100:02d}", units, floor_price=f"0.{floor:02d}", sku=sku
        ),
        st.integers(0, 30_000),
        st.integers(1, 5),
        st.integers(0, 99),
        st.sampled_from(("TEA", "CUP")),
    ),
    min_size=1,
    max_size=40,
).map(lambda lines: [replace(one, id=str(place)) for place, one in enumerate(lines)])


@given(LINES, st.sampled_from(("max", "none", 37, 5_000)), st.integers(0, 20), st.integers(0, 3))
def test_every_figure_adds_up(lines, points, fee, earlier):
    till = shop()
    for place in range(earlier):
        till.spend(f"o{place}", "2024-05-01", 200)
    quoted = till.quote(NOON, *lines, points=points, shipping_fee=fee)
    by_line = {one.id: one for one in quoted.lines}
    assert sum(one.amount_minor for one in quoted.lines) == quoted.goods_minor
    assert sum(one.discount_minor for one in quoted.lines) == quoted.discount_minor
    goods_points = sum(one.points_minor for one in quoted.lines)
    assert 0 <= quoted.points_minor - goods_points <= fee * 100 - quoted.shipping_discount_minor
    assert quoted.points_minor == quoted.points_spent <= quoted.points_max
    net = sum(one.net_minor for one in quoted.lines)
    left = quoted.shipping_minor - quoted.shipping_discount_minor - (quoted.points_minor - goods_points)
    assert quoted.to_pay_minor == net + left >= 0
    for one in lines:
        told = by_line[one.id]
        taken = sum(each.amount_minor for each in quoted.adjustments if each.line_id == one.id)
        assert told.amount_minor == taken + told.points_minor + told.net_minor
        assert told.discount_minor == taken
        floor = int(one.floor_price[2:]) * one.quantity
        assert told.net_minor >= min(floor, told.amount_minor)
    on_goods = {
        name: sum(each.amount_minor for each in quoted.adjustments if each.offer_id == name)
        for name in quoted.applied
        if name != "ship"
    }
    assert on_goods == {
        one.offer_id: one.amount_minor for one in quoted.decisions if one.applied and one.offer_id != "ship"
    }
    assert quoted.base_points == net // 100 if not quoted.points_minor else quoted.base_points >= 0


@THOUSAND
@given(LINES, st.data())
def test_the_order_of_the_lines_changes_no_total(lines, data):
    till = shop()
    straight, mixed = (till.quote(NOON, *some) for some in (lines, data.draw(st.permutations(lines))))
    for name in ("goods_minor", "discount_minor", "to_pay_minor", "base_points", "decisions", "points_max"):
        assert getattr(straight, name) == getattr(mixed, name)
