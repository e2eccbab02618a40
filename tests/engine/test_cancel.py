"""A cancelled order: everything back, the order closed."""

import pytest

from loyalty.errors import OrderClosed, UnknownOrder
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import HeldCoupon
from loyalty.facts.order import Tender
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH}
FIRST = {"id": "first", "benefit": {"kind": "amount", "amount": 5}, "when": {"kind": "first_order"}}


def ten(**fields):
    return {"id": "ten", "benefit": {"kind": "amount", "amount": 10}} | fields


def till(**sections):
    return Till(**({"points": POINTS} | sections))


def moved(shop):
    return [(entry.kind, entry.points) for entry in shop.entries]


def test_a_cancelled_order_gives_points_back_and_takes_its_award():  # edge 32
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.buy("A2", "2024-05-02", line("a", "20.00", 2), points="max")
    told = shop.cancel("A2", "2024-05-03")
    assert (told.returned_minor, told.cash_minor, told.points_restored, told.taken_base) == (
        3990,
        3990,
        10,
        39,
    )
    assert moved(shop) == [(EntryKind.RESTORED, 10), (EntryKind.TAKEN_BACK, 39)]
    assert (shop.standing.booked, shop.standing.orders) == (10, 1)
    assert shop.standing.last_order == shop.us("2024-05-01")


def test_a_pending_award_is_cancelled_and_available_points_stay():  # edge 15
    shop = till(points=POINTS | {"pending": {"days": 7}})
    shop.spend("A1", "2024-05-01", "10.00")
    shop.spend("A2", "2024-05-10", "30.00")
    assert (shop.points("2024-05-10"), shop.pending("2024-05-10")) == (10, 30)
    shop.cancel("A2", "2024-05-10")
    assert (shop.points("2024-05-10"), shop.pending("2024-05-10")) == (10, 0)
    assert moved(shop) == [(EntryKind.TAKEN_BACK, 30)]


def test_an_award_that_was_spent_becomes_a_debt():  # edge 33
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.spend("A2", "2024-05-02", "0.10", points="max")
    told = shop.cancel("A1", "2024-05-03")
    assert (told.debt, shop.standing.debt, shop.standing.booked) == (10, 10, 0)


def test_after_a_partial_return_what_is_left_comes_back():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    shop.buy("A2", "2024-05-02", line("a", "10.00"), line("b", "20.00"), points="max")
    back = shop.give_back("A2", "2024-05-03", {"b": 1})
    told = shop.cancel("A2", "2024-05-04")
    assert back.returned_minor + told.returned_minor == 2990
    assert back.points_restored + told.points_restored == 10
    assert back.taken_base + told.taken_base == 29
    assert shop.standing.booked == 10


def test_shipping_comes_back_too_whoever_paid_it():
    covers = {"points": 1, "worth": "0.01", "cover_shipping": True}
    shop = till(points=POINTS | {"redeem": covers})
    shop.spend("A1", "2024-05-01", "10.00")
    quoted = shop.spend(
        "A2",
        "2024-05-02",
        "0.04",
        shipping_fee="3.00",
        points="max",
        tenders=(Tender(name="card", amount=1),),
    )
    assert (quoted.points_spent, quoted.to_pay_minor) == (10, 194)
    told = shop.cancel("A2", "2024-05-03")
    assert (told.returned_minor, told.tendered_minor, told.cash_minor) == (294, 100, 194)
    assert (told.shipping_minor, told.points_restored, shop.standing.booked) == (294, 10, 10)


def test_coupons_come_back_that_a_return_would_keep():  # edge 72
    shop = till(offers=[ten(coupon={"give_back": False})])
    coupon = HeldCoupon("c1", "ten")
    shop.hold(coupon)
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    shop.give_back("A1", "2024-05-02")
    assert shop.standing.coupons == ()
    shop.cancel("A1", "2024-05-03")
    assert shop.standing.coupons == (coupon,)


def test_limits_and_budgets_are_free_again():
    limits = [{"per": "program", "uses": 1}, {"per": "member", "uses": 1}]
    shop = till(offers=[ten(limits=limits, budget="pot")], budgets=[{"id": "pot", "amount": 10}])
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    assert (shop.shared.funds[0].closed, shop.quote("2024-05-01", line("a", "50.00")).applied) == (1, ())
    shop.cancel("A1", "2024-05-02")
    assert (shop.shared.funds[0].closed, shop.shared.funds[0].spent) == (0, 0)
    assert shop.quote("2024-05-02", line("a", "50.00")).applied == ("ten",)


def test_a_use_of_a_month_that_is_over_frees_nothing_of_this_one():
    shop = till(offers=[ten(limits=[{"per": "member", "uses": 1, "each": "month"}])])
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    shop.buy("A2", "2024-06-01", line("a", "50.00"))
    shop.cancel("A1", "2024-06-02")
    assert shop.quote("2024-06-03", line("a", "50.00")).applied == ()


def test_a_cancelled_order_is_no_earlier_order():  # edge 84
    shop = till(offers=[FIRST])
    assert shop.spend("A1", "2024-05-01", "50.00").applied == ("first",)
    shop.cancel("A1", "2024-05-02")
    assert shop.standing.orders == 0
    assert shop.spend("A2", "2024-05-03", "50.00").applied == ("first",)


def test_tier_credit_goes_and_the_level_it_brought():  # edge 58
    growth = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": [{"id": "silver", "minimum": 0}, {"id": "gold", "minimum": 100}],
    }
    shop = till(tiers=[growth])
    shop.spend("A1", "2024-05-01", "60.00")
    shop.spend("A2", "2024-05-02", "30.00", shipping_fee="10.00")
    shop.spend("A3", "2024-05-03", "40.00")
    assert shop.level("2024-05-04") == "gold"
    shop.cancel("A3", "2024-05-04")
    assert [one.amount for one in shop.standing.credits[0]] == [6000, 3000, 0]
    assert shop.level("2024-05-05") == "silver"


def test_a_cancelled_order_is_closed():  # edge 48
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    held = shop.lock("A1b", "2024-05-01", line("a", "1.00"))
    shop.cancel("A1", "2024-05-02")
    before = shop.standing
    attempts = (
        lambda: shop.cancel("A1", "2024-05-03"),
        lambda: shop.give_back("A1", "2024-05-03"),
        lambda: shop.refund("A1", "2024-05-03", "1.00"),
        lambda: shop.spend("A1", "2024-05-03", "10.00"),
        lambda: shop.lock("A1", "2024-05-03", line("a", "1.00")),
    )
    for attempt in attempts:
        with pytest.raises(OrderClosed):
            attempt()
    assert shop.standing == before
    shop.pay(held, "2024-05-03")


def test_an_order_nobody_placed_cannot_be_cancelled():
    with pytest.raises(UnknownOrder):
        till().cancel("A1", "2024-05-01")


def test_the_last_order_is_the_last_of_those_that_stand():
    shop = till()
    for day in (1, 3, 2, 5):
        shop.spend(f"A{day}", f"2024-05-0{day}", "1.00")
    shop.cancel("A2", "2024-05-06")
    assert shop.standing.last_order == shop.us("2024-05-05")
    shop.cancel("A3", "2024-05-06")
    shop.cancel("A5", "2024-05-06")
    assert shop.standing.last_order == shop.us("2024-05-01")


def test_a_guests_order_frees_what_it_used():
    shop = till(guest=True, offers=[ten(limits=[{"per": "program", "uses": 1}])])
    shop.buy("A1", "2024-05-01", line("a", "50.00"))
    told = shop.cancel("A1", "2024-05-02")
    assert (told.returned_minor, told.points_restored, shop.shared.uses[0].used) == (4000, 0, 0)
    assert shop.standing.orders == 0
