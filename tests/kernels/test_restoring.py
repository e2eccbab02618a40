"""Spent points that come back: to their own lots, with their own ends, grace where the programme gives it."""

import pytest

from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line


def shop(expiry=None, grace_days=0, **policy):
    points = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "on_return": {"grace_days": grace_days}}
    points["expiry"] = expiry or {"kind": "rolling", "months": 1, "round_up": "none"}
    return Till(points=points | policy)


def lots(till):
    return [(lot.left, till.shown(lot.expires)[:10], lot.key) for lot in till.standing.lots]


def test_points_come_back_to_the_lots_they_came_from():  # edge 32
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-10", "100.00")
    before = lots(till)
    till.spend("pay", "2024-01-11", "1.50", points="max")
    assert lots(till) == [(50, "2024-02-10", 1)]
    till.give_back("pay", "2024-01-12")
    assert lots(till) == before
    assert [(one.kind, one.points, one.lot) for one in till.entries] == [
        (EntryKind.RESTORED, 50, 1),
        (EntryKind.RESTORED, 100, 0),
    ]


def test_what_was_taken_last_comes_back_first():
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-10", "100.00")
    till.buy("pay", "2024-01-11", line("a", "0.60"), line("b", "0.60"), points="max")
    till.give_back("pay", "2024-01-12")
    assert lots(till) == [(40, "2024-02-01", 0), (100, "2024-02-10", 1)]
    till.give_back("pay", "2024-01-13", {"b": 1})
    assert lots(till) == [(100, "2024-02-01", 0), (100, "2024-02-10", 1)]


def test_points_of_an_ended_lot_come_back_and_end_at_once():  # edge 32
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "1.00", points="max")
    reversal = till.give_back("pay", "2024-02-01")
    assert reversal.points_restored == 100
    assert [(one.kind, one.points) for one in till.entries] == [
        (EntryKind.RESTORED, 100),
        (EntryKind.EXPIRED, 100),
    ]
    assert till.standing.booked == 0


def test_a_moment_before_its_end_a_lot_takes_its_points_back():
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "1.00", points="max")
    till.give_back("pay", "2024-01-31T23:59:59")
    assert till.points("2024-01-31T23:59:59") == 100
    assert till.points("2024-02-01") == 0


def test_days_of_grace_give_ended_points_a_new_end():  # edge 32
    till = shop(grace_days=7)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "1.00", points="max")
    till.give_back("pay", "2024-02-10T10:00")
    assert till.points("2024-02-17T09:59:59") == 100
    assert till.points("2024-02-17T10:00") == 0


def test_grace_given_twice_to_one_lot_ends_with_the_later_one():
    till = shop(grace_days=7)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("p1", "2024-01-20", "0.40", points="max")
    till.spend("p2", "2024-01-20", "0.60", points="max")
    till.give_back("p1", "2024-02-10")
    till.give_back("p2", "2024-02-12")
    assert lots(till) == [(100, "2024-02-19", 0)]
    assert till.standing.booked == 100


def test_restored_points_that_had_ended_count_as_taken_from_their_award():
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "1.00", points="max")
    till.give_back("pay", "2024-02-01")
    reversal = till.give_back("o1", "2024-02-02")
    assert (reversal.taken_base, reversal.debt) == (100, 0)


def test_points_that_inactivity_ended_do_not_come_back():
    policy = {"kind": "inactivity", "months": 1}
    till = shop(expiry=policy)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "0.60", points="max")
    till.give_back("pay", "2024-03-01")
    assert till.standing.booked == 0


def test_points_earned_the_instant_inactivity_ended_the_others_do_come_back():
    till = shop(expiry={"kind": "inactivity", "months": 1})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-02-01", "50.00")
    till.spend("pay", "2024-02-01", "0.50", points="max")
    till.give_back("pay", "2024-02-02")
    assert till.points("2024-02-02") == 50


def test_inactivity_with_grace_lets_them_live_a_while():
    till = shop(expiry={"kind": "inactivity", "months": 1}, grace_days=5)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-20", "0.60", points="max")
    till.give_back("pay", "2024-03-01")
    assert till.points("2024-03-05") == 60
    assert till.points("2024-03-06") == 0


def test_points_that_come_back_repay_a_debt():  # edge 29
    till = shop(pending=None)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-02", "1.00", points="max")
    till.give_back("o1", "2024-01-03")
    assert till.standing.debt == 100
    till.give_back("pay", "2024-01-04")
    assert (till.standing.debt, till.standing.booked) == (0, 0)


def test_an_order_without_points_gives_none_back():
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    assert till.give_back("o1", "2024-01-02").points_restored == 0


def terminal(days):
    return shop(on_return={"reversible_days": days}, expiry={"kind": "never"})


@pytest.mark.parametrize(
    ("days", "at", "back"),
    [
        (None, "2034-01-01", 100),
        (14, "2024-03-14T23:59:59", 100),
        (14, "2024-03-15", 0),
        (0, "2024-03-01", 0),
    ],
)
def test_spent_points_come_back_only_as_long_as_the_programme_says(days, at, back):  # edge 44
    till = terminal(days)
    till.spend("o1", "2024-01-01", "100.00")
    till.buy("o2", "2024-03-01", line("a", "1.00"), points="max")
    assert till.standing.booked == 0
    returned = till.give_back("o2", at)
    assert (returned.points_restored, returned.points_minor) == (back, back)
    assert till.standing.booked == back
    # an order that no points paid has none to keep
    assert till.give_back("o1", at).points_minor == 0


def test_what_did_not_come_back_with_one_return_does_not_come_with_another():  # edge 44
    till = terminal(14)
    till.spend("o1", "2024-01-01", "100.00")
    till.buy("o2", "2024-03-01", line("a", "0.50"), line("b", "0.50"), points="max")
    till.give_back("o2", "2024-03-20", {"a": 1}, return_id="r1")
    # it is booked after, and dated before
    till.give_back("o2", "2024-03-10", {"b": 1}, return_id="r2")
    assert till.standing.booked == 50


def test_an_order_that_is_cancelled_brings_its_points_back_whatever_is_reversible():  # edge 44
    till = terminal(0)
    till.spend("o1", "2024-01-01", "100.00")
    till.buy("o2", "2024-03-01", line("a", "1.00"), points="max")
    till.cancel("o2", "2024-03-02")
    assert till.standing.booked == 100
