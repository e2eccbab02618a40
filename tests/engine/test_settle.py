"""Placing an order: what the quote said is booked, once."""

import pytest

from loyalty.errors import AlreadyPlaced
from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

POINTS = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH}


def till(**sections):
    return Till(**({"points": POINTS} | sections))


def test_what_was_quoted_is_what_is_booked():
    shop = till(offers=[{"id": "ten", "benefit": {"kind": "amount", "amount": 10}}])
    quoted = shop.quote("2024-05-01", line("a", "99.00", 2))
    assert shop.buy("A1", "2024-05-01", line("a", "99.00", 2)) == quoted
    assert shop.standing.booked == quoted.points_earned == 188
    assert [(entry.kind, entry.points) for entry in shop.entries] == [(EntryKind.EARNED, 188)]


def test_an_order_is_placed_once():  # edge 17
    shop = till()
    shop.spend("A1", "2024-05-01", "10.00")
    before = shop.standing
    with pytest.raises(AlreadyPlaced) as refused:
        shop.spend("A1", "2024-05-02", "10.00")
    assert refused.value.fields["order_id"] == "A1"
    assert shop.standing == before


def test_points_are_spent_before_the_order_earns():
    shop = till()
    shop.spend("A1", "2024-05-01", "500.00")
    quoted = shop.spend("A2", "2024-05-02", "3.00", points="max")
    assert (quoted.points_spent, quoted.points_minor, quoted.points_earned) == (300, 300, 0)
    assert shop.standing.booked == 200


def test_total_uses_are_counted_for_everybody():
    limit = [{"per": "program", "uses": 1}]
    shop = till(offers=[{"id": "one", "benefit": {"kind": "amount", "amount": 1}, "limits": limit}])
    assert shop.spend("A1", "2024-05-01", "10.00").applied == ("one",)
    assert shop.shared.uses[0].used == 1
    assert shop.spend("A2", "2024-05-01", "10.00").applied == ()


def test_a_guest_earns_nothing_and_uses_up_budgets():
    budgets = [{"id": "pot", "amount": 15}]
    offers = [{"id": "ten", "benefit": {"kind": "amount", "amount": 10}, "budget": "pot"}]
    shop = till(guest=True, budgets=budgets, offers=offers)
    assert shop.spend("A1", "2024-05-01", "100.00").discount_minor == 1000
    assert shop.spend("A2", "2024-05-01", "100.00").discount_minor == 500
    assert shop.spend("A3", "2024-05-01", "100.00").discount_minor == 0
    assert (shop.standing.booked, shop.shared.funds[0].closed) == (0, 1)
