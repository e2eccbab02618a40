"""Dates set later: a lot takes its place in spending order, credit its place among what counts next."""

from tests.engine.test_mature import POINTS, growth, till
from tests.engine.till import Till


def test_a_matured_lot_is_spent_in_the_order_of_its_end():
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    shop.spend("A2", "2024-05-01", "10.00", delivered_days=9)
    assert [lot.kept for lot in shop.standing.lots] == [1, 0]
    shop.mature("A1", delivered="2024-05-04", at="2024-05-04")
    assert [lot.kept for lot in shop.standing.lots] == [0, 1]


def test_matured_credit_counts_before_what_still_waits():
    shop = Till(points=POINTS, tiers=[growth({"kind": "lifetime"})])
    shop.spend("A1", "2024-05-01", "10.00", delivered_days=None)
    shop.spend("A2", "2024-05-01", "30.00", delivered_days=None)
    assert shop.level("2025-05-01") == "silver"
    shop.mature("A2", delivered="2024-05-04", at="2024-05-04")
    assert [one.amount for one in shop.standing.credits[0]] == [3000, 1000]
    assert (shop.level("2024-05-10"), shop.level("2024-05-11")) == ("silver", "gold")


def test_credit_that_counted_at_payment_stays_where_it_is():
    paid = growth({"kind": "lifetime"})
    paid["credit"] = paid["credit"] | {"counts_at": "paid"}
    shop = Till(points=POINTS, tiers=[paid])
    shop.spend("A1", "2024-05-01", "30.00", delivered_days=None)
    before = shop.standing.credits
    shop.mature("A1", delivered="2024-05-04", at="2024-05-04")
    assert shop.standing.credits == before
