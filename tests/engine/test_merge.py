"""Two members who are one: everything of both, under the keys of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.engine import merge, up_to_date
from loyalty.errors import SameMember, StillHeld
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import HeldCoupon, Standing
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

MONTH = {"kind": "rolling", "months": 1, "round_up": "none"}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "expiry": MONTH}
LEVELS = [{"id": "silver", "minimum": 0}, {"id": "gold", "minimum": 50}, {"id": "black", "minimum": 100}]


def growth(**fields):
    credit = {"of": "spend", "window": {"kind": "rolling", "months": 12}}
    return {
        "id": "growth",
        "credit": credit,
        "term": {"kind": "months", "months": 6},
        "levels": LEVELS,
    } | fields


def tills(**sections):
    return tuple(Till(**({"points": POINTS} | sections)) for _ in range(2))


def united(one, other, at):
    told = merge(
        one.plan,
        kept=one.who,
        gone=one.member("n"),
        at=one.at(at),
        kept_standing=one.standing,
        gone_standing=other.standing,
    )
    one.standing, one.entries = told.standing, told.entries
    return told.standing


def test_lots_coupons_orders_and_debts_come_together():  # edge 51
    one, other = tills(offers=[{"id": "ten", "benefit": {"kind": "amount", "amount": 1}, "coupon": {}}])
    one.spend("A1", "2024-05-10", "10.00")
    one.hold(HeldCoupon("c1", "ten"))
    other.spend("B1", "2024-05-01", "20.00")
    other.spend("B2", "2024-05-02", "0.05", points="max")
    other.hold(HeldCoupon("c2", "ten"))
    after = united(one, other, "2024-05-11")
    assert [(lot.left, lot.kept, lot.key) for lot in after.lots] == [(15, 1, 1), (10, 0, 0)]
    assert (after.booked, after.orders, after.sequence) == (25, 3, 3)
    assert [order.order_id for order in after.placed] == ["A1", "B1", "B2"]
    assert [coupon.id for coupon in after.coupons] == ["c1", "c2"]
    one.give_back("B2", "2024-05-12")
    assert [lot.left for lot in one.standing.lots] == [20, 10]
    one.give_back("B1", "2024-05-12")
    assert [lot.left for lot in one.standing.lots] == [10]


def test_the_debt_of_one_is_repaid_from_the_points_of_the_other():
    one, other = tills()
    one.spend("A1", "2024-05-01", "10.00")
    other.spend("B1", "2024-05-01", "4.00")
    other.adjust(-4, "2024-05-01")
    other.give_back("B1", "2024-05-02")
    after = united(one, other, "2024-05-03")
    assert (after.debt, after.booked) == (0, 6)
    assert [(entry.kind, entry.points) for entry in one.entries] == [(EntryKind.DEBT_REPAID, 4)]


def test_uses_add_up_and_those_of_a_window_that_is_over_are_left_out():  # edge 51
    limits = [{"per": "member", "uses": 3}, {"per": "member", "uses": 2, "each": "month"}]
    one, other = tills(offers=[{"id": "ten", "benefit": {"kind": "amount", "amount": 1}, "limits": limits}])
    one.spend("A1", "2024-05-01", "10.00")
    other.spend("B1", "2024-04-01", "10.00")
    after = united(one, other, "2024-05-02")
    assert [use.used for use in after.uses] == [2, 1]


def test_the_higher_level_counts_until_its_own_end():  # edge 51
    one, other = tills(tiers=[growth(), growth(id="second", levels=[{"id": "basic", "minimum": 0}])])
    one.spend("A1", "2024-01-01", "10.00")
    other.spend("B1", "2024-02-01", "60.00")
    after = united(one, other, "2024-03-01")
    assert one.level("2024-03-02") == "gold"
    assert one.shown(after.tiers[0].ends) == "2024-08-01T00:00:00"
    assert [row.amount for row in after.credits[1]] == [1000, 6000]
    one.give_back("B1", "2024-03-03")
    assert one.level("2024-03-04") == "silver"


def test_the_credit_of_both_reaches_what_neither_did():
    one, other = tills(tiers=[growth()])
    one.spend("A1", "2023-01-01", "60.00")
    one.spend("A2", "2024-02-01", "60.00")
    other.spend("B1", "2024-02-02", "45.00")
    united(one, other, "2024-03-01")
    assert (one.level("2024-03-02"), one.standing.tiers[0].sum) == ("black", 10500)


def test_whoever_was_active_last_keeps_the_points_of_both_alive():
    one, other = tills(
        points=POINTS | {"expiry": {"kind": "inactivity", "months": 1, "extended_by": ["earn"]}}
    )
    one.spend("A1", "2024-05-01", "10.00")
    other.spend("B1", "2024-05-15", "10.00")
    after = united(one, other, "2024-05-20")
    assert one.shown(after.active_until) == "2024-06-15T00:00:00"
    fresh = Till(points=POINTS)
    assert united(fresh, Till(points=POINTS), "2024-05-20").active_until == Standing().active_until


def test_a_member_with_a_held_order_does_not_go():
    one, other = tills()
    held = other.lock("B1", "2024-05-01", line("a", "10.00"))
    with pytest.raises(StillHeld):
        united(one, other, "2024-05-01")
    other.let_go(held, "2024-05-01")
    assert united(one, other, "2024-05-01").booked == 0


def test_nobody_is_merged_with_themselves():
    shop = Till(points=POINTS)
    with pytest.raises(SameMember):
        merge(
            shop.plan,
            kept=shop.who,
            gone=shop.who,
            at=shop.at("2024-05-01"),
            kept_standing=shop.standing,
            gone_standing=shop.standing,
        )


ORDERS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 90)), max_size=4)


@given(ORDERS, ORDERS)
def test_what_both_had_is_what_there_is(mine, theirs):
    one, other = tills(tiers=[growth()])
    for name, shop, orders in (("A", one, mine), ("B", other, theirs)):
        for number, (day, price) in enumerate(sorted(orders)):
            shop.spend(f"{name}{number}", f"2024-05-0{day}", f"{price}.00")
    at = "2024-05-20"
    alone = [
        up_to_date(shop.plan, who=shop.who, standing=shop.standing, at=shop.at(at)) for shop in (one, other)
    ]
    after = united(one, other, at)
    assert after.booked == sum(each.booked for each in alone)
    assert after.tiers[0].sum == sum(each.tiers[0].sum for each in alone)
    assert len({lot.key for lot in after.lots}) == len(after.lots)
    assert after.tiers[0].level >= max(each.tiers[0].level for each in alone)
    assert one.advance("2026-01-01").booked == 0
