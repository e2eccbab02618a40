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


def test_an_order_that_comes_late_counts_from_its_own_day_and_rewrites_nothing():  # edge 14
    follows = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "follows_credit"},
        "levels": [{"id": "silver", "minimum": 0}, {"id": "gold", "minimum": 100}],
    }
    shop = till(points=POINTS | {"expiry": {"kind": "rolling", "months": 12}}, tiers=[follows])
    shop.spend("A1", "2024-05-10T12:00", "60.00")
    (booked,) = shop.standing.lots
    late = shop.spend("late", "2024-05-01T12:00", "50.00")
    assert late.tiers == ("silver",)
    assert [(entry.points, entry.at_us) for entry in shop.entries] == [(50, shop.us("2024-05-01T12:00"))]
    assert shop.standing.lots[1] == booked
    assert shop.expiries() == ["2025-05-02T00:00:00", "2025-05-11T00:00:00"]
    assert [shop.level(at) for at in ("2024-05-11", "2025-05-01T11:59", "2025-05-01T12:00")] == [
        "gold",
        "gold",
        "silver",
    ]


def test_after_an_order_that_came_late_the_last_order_is_still_the_last_one():  # edge 14
    idle = {"kind": "days_since_last_order", "at_least": 10}
    shop = till(offers=[{"id": "back", "benefit": {"kind": "amount", "amount": 1}, "when": idle}])
    shop.spend("A1", "2024-05-10", "60.00")
    shop.spend("late", "2024-05-01", "50.00")
    assert shop.quote("2024-05-19", line("a", "9.00")).applied == ()
    assert shop.quote("2024-05-20", line("a", "9.00")).applied == ("back",)


def test_the_level_of_the_instant_at_which_an_order_is_paid_counts_and_stays_with_it():  # edge 13
    levels = [{"id": "silver", "minimum": 0}, {"id": "gold", "minimum": 100, "multiplier": 2}]
    growth = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "lifetime"}},
        "term": {"kind": "forever"},
        "levels": levels,
    }
    shop = till(tiers=[growth])
    basket = line("a", "30.00", 3)
    assert shop.quote("2024-05-01T10:00", basket).points_earned == 90
    shop.spend("other", "2024-05-01T11:00", "100.00")
    paid = shop.buy("A1", "2024-05-01T12:00", basket)
    assert (paid.tiers, paid.points_earned) == (("gold",), 180)
    shop.give_back("A1", "2024-05-02")
    assert shop.standing.booked == 100 + 120
