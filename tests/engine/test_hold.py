"""Orders held before payment: booked as they were priced, or let go as if they had not been."""

from dataclasses import replace

import pytest

from loyalty.errors import AlreadyPlaced, HoldEnded
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import HeldCoupon
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

MONTH = {"kind": "rolling", "months": 1, "round_up": "none"}
POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "expiry": MONTH}
FIRST = {"id": "first", "benefit": {"kind": "amount", "amount": 5}, "when": {"kind": "first_order"}}


def ten(**fields):
    return {"id": "ten", "benefit": {"kind": "amount", "amount": 10}} | fields


def till(**sections):
    return Till(**({"points": POINTS} | sections))


def moved(shop):
    return [(entry.kind, entry.points) for entry in shop.entries]


def test_a_hold_that_is_paid_is_an_order_that_was_placed():  # edge 47
    shop, other = till(), till()
    for one in (shop, other):
        one.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-02", line("a", "20.00"), points="max")
    assert (held.points_held, shop.standing.points_held, shop.standing.points_promised) == (
        1000 // 100,
        10,
        19,
    )
    assert shop.entries == ()
    quoted = shop.pay(held, "2024-05-02")
    assert quoted == other.buy("A2", "2024-05-02", line("a", "20.00"), points="max")
    assert (shop.standing, shop.shared, shop.entries) == (other.standing, other.shared, other.entries)


def test_a_hold_is_never_priced_again():  # edge 86
    shop = till(offers=[ten(when={"kind": "window", "end": "2024-05-03T00:00"})])
    held = shop.lock("A1", "2024-05-02T23:50", line("a", "50.00"))
    assert shop.pay(held, "2024-05-03T00:10").discount_minor == 1000
    assert moved(shop) == [(EntryKind.EARNED, 40)]
    (lot,) = shop.standing.lots
    assert (shop.shown(lot.earned), shop.shown(lot.expires)) == ("2024-05-03T00:10:00", "2024-06-03T00:10:00")
    assert shop.standing.last_order == shop.us("2024-05-03T00:10")


def test_held_points_cannot_be_spent_twice_and_stay_booked():  # edge 45
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.lock("A2", "2024-05-02", line("a", "0.06"), points="max")
    assert (shop.standing.booked, shop.points("2024-05-02"), shop.standing.points_held) == (10, 4, 6)
    assert shop.quote("2024-05-02", line("a", "20.00"), points="max").points_spent == 4


def test_held_points_are_safe_until_the_hold_ends():  # edge 30
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-31T23:50", line("a", "0.06"), points="max")
    shop.advance("2024-06-01T00:10")
    assert (shop.standing.booked, shop.points("2024-06-01T00:10")) == (6, 0)
    shop.pay(held, "2024-06-01T00:20")
    assert moved(shop) == [(EntryKind.SPENT, 6)]
    shop.give_back("A2", "2024-06-02")
    assert moved(shop) == [(EntryKind.RESTORED, 6), (EntryKind.EXPIRED, 6)]


def test_held_points_whose_lot_has_ended_expire_with_the_hold():  # edge 30
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-31T23:50", line("a", "0.06"), points="max", ends="2024-06-01T00:20")
    shop.let_go(held, "2024-06-01T05:00")
    assert [(one.kind, one.points, shop.shown(one.at_us)) for one in shop.entries] == [
        (EntryKind.EXPIRED, 4, "2024-06-01T00:00:00"),
        (EntryKind.EXPIRED, 6, "2024-06-01T00:20:00"),
    ]
    assert (shop.standing.booked, shop.standing.placed[0].awards[0].expired) == (0, 10)


def test_held_points_whose_lot_ends_after_the_hold_expire_on_their_own_day():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-31T23:50", line("a", "0.06"), points="max", ends="2024-05-31T23:59")
    shop.let_go(held, "2024-06-05")
    assert [shop.shown(one.at_us) for one in shop.entries] == ["2024-06-01T00:00:00"]
    assert moved(shop) == [(EntryKind.EXPIRED, 10)]


def test_held_points_of_a_member_who_was_inactive_too_long_expire_with_the_hold():
    idle = {"kind": "inactivity", "months": 1, "extended_by": ["earn"]}
    shop = till(points=POINTS | {"expiry": idle})
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-31T23:50", line("a", "0.06"), points="max", ends="2024-06-01T00:20")
    shop.let_go(held, "2024-06-01T00:30")
    assert [(one.points, shop.shown(one.at_us)) for one in shop.entries] == [
        (4, "2024-06-01T00:00:00"),
        (6, "2024-06-01T00:20:00"),
    ]


def test_after_its_end_a_hold_cannot_be_paid():  # edge 46
    shop = till()
    held = shop.lock("A1", "2024-05-01T10:00", line("a", "9.00"), ends="2024-05-01T10:30")
    assert shop.pay(held, "2024-05-01T10:29:59").to_pay_minor == 900
    shop = till()
    held = shop.lock("A1", "2024-05-01T10:00", line("a", "9.00"), ends="2024-05-01T10:30")
    before = shop.standing
    with pytest.raises(HoldEnded) as refused:
        shop.pay(held, "2024-05-01T10:30")
    assert refused.value.fields == {"order_id": "A1", "ended_at": "2024-05-01T10:30:00+08:00"}
    assert shop.standing == before


def test_a_hold_ends_after_it_begins():
    with pytest.raises(HoldEnded):
        till().lock("A1", "2024-05-01", line("a", "9.00"), ends="2024-05-01")


def test_a_placed_order_is_neither_held_nor_paid_again():
    shop = till()
    held = shop.lock("A1", "2024-05-01", line("a", "9.00"))
    shop.pay(held, "2024-05-01")
    with pytest.raises(AlreadyPlaced):
        shop.pay(held, "2024-05-01")
    with pytest.raises(AlreadyPlaced):
        shop.lock("A1", "2024-05-01", line("a", "9.00"))


def test_a_coupon_is_held_with_the_order_and_honoured_after_its_end():  # edge 74
    shop = till(offers=[ten(coupon={})])
    coupon = HeldCoupon("c1", "ten", ends=shop.us("2024-05-02"))
    shop.hold(coupon)
    held = shop.lock("A1", "2024-05-01T23:50", line("a", "50.00"))
    assert shop.standing.coupons == ()
    assert [one.coupon for one in held.order.coupons] == [coupon]
    assert shop.quote("2024-05-01T23:55", line("a", "50.00")).applied == ()
    assert shop.pay(held, "2024-05-02T00:10").discount_minor == 1000


def test_a_coupon_comes_back_with_its_end_when_the_order_is_not_paid():
    shop = till(offers=[ten(coupon={})])
    coupon = HeldCoupon("c1", "ten", ends=shop.us("2024-05-02"))
    shop.hold(coupon)
    shop.let_go(shop.lock("A1", "2024-05-01T23:50", line("a", "50.00")), "2024-05-02T00:10")
    assert shop.standing.coupons == (coupon,)


def test_orders_that_are_not_paid_yet_count_against_limits_and_budgets():  # edge 71
    limits = [{"per": "program", "uses": 1}, {"per": "member", "uses": 1}]
    shop = till(offers=[ten(limits=limits, budget="pot")], budgets=[{"id": "pot", "amount": 30}])
    held = shop.lock("A1", "2024-05-01", line("a", "50.00"))
    assert [one.used for one in (*shop.shared.uses, *shop.standing.uses)] == [1, 1]
    assert [(one.counter, one.shared) for one in held.order.counted] == [
        ("ten/program/ever", True),
        ("ten/member/ever", False),
    ]
    assert (held.order.drawn[0].amount_minor, shop.shared.funds[0].spent) == (1000, 1000)
    assert shop.quote("2024-05-01", line("a", "50.00")).applied == ()
    shop.let_go(held, "2024-05-01T01:00")
    assert shop.shared.funds[0].spent == 0
    assert shop.quote("2024-05-01", line("a", "50.00")).applied == ("ten",)


def test_a_use_of_a_day_that_is_over_frees_nothing_of_today():  # edge 69
    shop = till(offers=[ten(limits=[{"per": "member", "uses": 1, "each": "day"}])])
    held = shop.lock("A1", "2024-05-01T23:50", line("a", "50.00"))
    shop.buy("A2", "2024-05-02T00:05", line("a", "50.00"))
    shop.let_go(held, "2024-05-02T00:10")
    assert shop.standing.uses[0].used == 1
    assert shop.quote("2024-05-02T00:15", line("a", "50.00")).applied == ()


def test_a_budget_that_a_held_order_used_up_opens_again():  # edge 70
    shop = till(offers=[ten(budget="pot")], budgets=[{"id": "pot", "amount": 15}])
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    held = shop.lock("A2", "2024-05-01", line("a", "50.00"))
    assert (held.quote.discount_minor, shop.shared.funds[0].closed) == (500, 1)
    shop.let_go(held, "2024-05-01T01:00")
    assert (shop.shared.funds[0].closed, shop.shared.funds[0].spent) == (0, 1000)


def test_of_two_orders_at_once_one_is_the_first():  # edge 84
    shop = till(offers=[FIRST])
    held = shop.lock("A1", "2024-05-01", line("a", "50.00"))
    assert held.quote.applied == ("first",)
    assert shop.quote("2024-05-01", line("a", "50.00")).applied == ()
    shop.let_go(held, "2024-05-01T01:00")
    assert shop.quote("2024-05-01T01:00", line("a", "50.00")).applied == ("first",)


def test_room_under_a_cap_is_held_in_the_day_of_the_hold():
    cap = {"id": "daily", "per": "day", "points": 60}
    shop = till(points=POINTS | {"caps": [cap]})
    held = shop.lock("A1", "2024-05-01T23:50", line("a", "50.00"))
    assert shop.quote("2024-05-01T23:55", line("a", "50.00")).points_earned == 10
    shop.pay(held, "2024-05-02T00:10")
    assert shop.quote("2024-05-01T23:59", line("a", "50.00")).points_earned == 10
    shop.give_back("A1", "2024-05-02T00:20")
    assert shop.quote("2024-05-01T23:59", line("a", "60.00")).points_earned == 60


def test_a_hold_that_is_let_go_frees_its_room_under_a_cap():
    cap = {"id": "daily", "per": "day", "points": 60}
    shop = till(points=POINTS | {"caps": [cap]})
    shop.let_go(shop.lock("A1", "2024-05-01", line("a", "50.00")), "2024-05-01T01:00")
    assert shop.quote("2024-05-01T02:00", line("a", "60.00")).points_earned == 60


def test_points_that_held_orders_will_earn_count_as_held_by_the_member():
    cap = {"id": "most", "per": "holdings", "points": 60}
    shop = till(points=POINTS | {"caps": [cap]})
    held = shop.lock("A1", "2024-05-01", line("a", "50.00"))
    assert shop.quote("2024-05-01", line("a", "50.00")).points_earned == 10
    shop.pay(held, "2024-05-01")
    assert (shop.standing.points_promised, shop.standing.booked) == (0, 50)
    assert shop.quote("2024-05-01", line("a", "50.00")).points_earned == 10


def test_points_that_come_back_repay_a_debt_made_meanwhile():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-02", line("a", "0.06"), points="max")
    shop.give_back("A1", "2024-05-03")
    assert (shop.standing.debt, shop.standing.booked) == (6, 6)
    shop.let_go(held, "2024-05-04")
    assert moved(shop) == [(EntryKind.DEBT_REPAID, 6)]
    assert (shop.standing.debt, shop.standing.booked) == (0, 0)


def test_the_award_of_a_paid_hold_repays_a_debt_made_meanwhile():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A2", "2024-05-02", line("a", "20.00"), points="max")
    shop.give_back("A1", "2024-05-03")
    shop.pay(held, "2024-05-04")
    assert moved(shop) == [(EntryKind.SPENT, 10), (EntryKind.EARNED, 19), (EntryKind.DEBT_REPAID, 10)]


def test_a_paid_hold_keeps_a_member_active():
    idle = {"kind": "inactivity", "months": 1, "extended_by": ["earn"]}
    shop = till(points=POINTS | {"expiry": idle})
    shop.pay(shop.lock("A1", "2024-05-01", line("a", "9.00")), "2024-05-02")
    assert shop.shown(shop.standing.active_until) == "2024-06-02T00:00:00"


def test_a_guest_holds_uses_and_nothing_else():
    shop = till(guest=True, offers=[ten(limits=[{"per": "program", "uses": 1}])])
    held = shop.lock("A1", "2024-05-01", line("a", "50.00"))
    assert (held.points_held, shop.standing.orders, shop.shared.uses[0].used) == (0, 0, 1)
    shop.let_go(held, "2024-05-01")
    assert shop.shared.uses[0].used == 0
    held = shop.lock("A1", "2024-05-01", line("a", "50.00"))
    other = till(guest=True, offers=[ten(limits=[{"per": "program", "uses": 1}])])
    quoted = shop.pay(held, "2024-05-01")
    assert quoted == other.buy("A1", "2024-05-01", line("a", "50.00"))
    assert (shop.standing, shop.shared) == (other.standing, other.shared)


def test_a_hold_may_be_extended():
    shop = till()
    held = shop.lock("A1", "2024-05-01T10:00", line("a", "9.00"), ends="2024-05-01T10:30")
    assert shop.pay(replace(held, ends=held.ends + 60_000_000), "2024-05-01T10:30").to_pay_minor == 900
