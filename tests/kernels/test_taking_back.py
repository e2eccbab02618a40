"""Where an award is taken back from, and what happens when it is no longer there."""

import pytest

from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line


def shop(shortfall="allow_debt", expiry=None, **policy):
    points = {"rules": [ONE_FOR_ONE], "redeem": CENT_EACH, "on_return": {"shortfall": shortfall}}
    points["expiry"] = expiry or {"kind": "rolling", "months": 12, "round_up": "none"}
    return Till(points=points | policy)


def lots(till):
    return [(lot.key, lot.left) for lot in till.standing.lots]


def test_the_awards_own_lot_goes_first():  # edge 34
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-02", "100.00")
    till.give_back("o2", "2024-01-03")
    assert lots(till) == [(0, 100)]


def test_then_other_available_lots_in_spending_order():  # edge 34
    till = shop()
    for number in (1, 2, 3):
        till.spend(f"o{number}", f"2024-01-0{number}", "100.00")
    till.spend("pay", "2024-01-04", "1.50", points="max")
    till.give_back("o1", "2024-01-05")
    assert lots(till) == [(2, 50)]


def test_but_never_other_orders_pending_lots():
    till = shop(pending={"days": 7})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-08", "1.00", points="max")
    till.spend("o2", "2024-01-08", "100.00")
    reversal = till.give_back("o1", "2024-01-09")
    assert (reversal.debt, lots(till)) == (100, [(2, 100)])


def test_an_order_taken_back_while_pending_costs_nothing_else():  # edge 15
    till = shop(pending={"days": 7})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-10", "100.00")
    till.give_back("o2", "2024-01-11")
    assert lots(till) == [(0, 100)]


def test_what_has_expired_of_an_award_counts_as_taken():
    till = shop(expiry={"kind": "rolling", "days": 10})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-20", "100.00")
    reversal = till.give_back("o1", "2024-01-21")
    assert (reversal.taken_base, reversal.debt, lots(till)) == (100, 0, [(1, 100)])


def test_what_was_spent_of_an_award_is_taken_elsewhere_and_only_the_rest_had_expired():
    till = shop(expiry={"kind": "rolling", "days": 10})
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-02", "0.30", points="max")
    till.spend("o2", "2024-01-20", "100.00")
    till.give_back("o1", "2024-01-21")
    assert lots(till) == [(2, 70)]


@pytest.mark.parametrize(
    ("shortfall", "debt", "short", "left"),
    [("allow_debt", 60, 0, 0), ("to_zero", 0, 60, 0), ("pending_only", 0, 100, 40)],
)
def test_three_ways_when_points_are_gone(shortfall, debt, short, left):  # edge 33
    till = shop(shortfall)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-02", "0.60", points="max")
    reversal = till.give_back("o1", "2024-01-03")
    assert (reversal.taken_base, reversal.debt, reversal.shortfall) == (100, debt, short)
    assert (till.standing.debt, till.standing.booked) == (debt, left)


def test_pending_only_takes_the_pending_lot():  # edges 15, 33
    till = shop("pending_only", pending={"days": 7})
    till.buy("o1", "2024-01-01", line("a", "60.00"), line("b", "40.00"))
    assert till.give_back("o1", "2024-01-02").shortfall == 0
    assert lots(till) == [(0, 40)]
    assert till.give_back("o1", "2024-01-08", {"b": 1}).shortfall == 40
    assert lots(till) == [(0, 40)]


def test_the_entries_say_what_was_taken_and_what_is_owed():
    till = shop()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("pay", "2024-01-02", "0.60", points="max")
    till.give_back("o1", "2024-01-03")
    assert [(one.kind, one.points, one.lot) for one in till.entries] == [
        (EntryKind.TAKEN_BACK, 40, 0),
        (EntryKind.DEBT_INCURRED, 60, -1),
    ]


def test_never_more_is_taken_than_was_given():  # edge 42
    till = shop(multipliers=[{"id": "m", "factor": 3, "of": {"skus": ["A"]}}])
    till.buy("o1", "2024-01-01", line("a", "1.00"), line("b", "0.99"))
    assert till.points("2024-01-01") == 2  # 1 step · (3.00 + 0.99) ÷ 1.99
    assert till.give_back("o1", "2024-01-02", {"b": 1}).taken_base == 0
    assert till.points("2024-01-02") == 2  # 3 by now, but nothing is granted anew
    last = till.give_back("o1", "2024-01-03")
    assert (last.taken_base + last.taken_bonus, till.standing.debt) == (2, 0)


def test_an_award_in_two_lots_goes_back_from_both_and_no_more_than_its_sum():
    kinds = {"A": {}, "B": {"expiry": {"kind": "rolling", "days": 90}}}
    rules = [ONE_FOR_ONE | {"id": sku.lower(), "of": {"skus": [sku]}} | own for sku, own in kinds.items()]
    till = shop(rules=rules, caps=[{"id": "c", "per": "order", "points": 100}])
    till.buy("o1", "2024-01-01", line("a", "100.00"), line("b", "50.00"))
    assert sorted(left for _, left in lots(till)) == [100]
    assert till.give_back("o1", "2024-01-02").taken_base == 50
    assert till.give_back("o1", "2024-01-03", {"b": 1}).taken_base == 50
    assert (till.standing.debt, till.standing.booked) == (0, 0)


def test_bonus_goes_back_with_its_base():
    till = shop(multipliers=[{"id": "m", "factor": "1.5"}])
    till.buy("o1", "2024-01-01", line("a", "33.00"), line("b", "66.00"))
    taken = till.give_back("o1", "2024-01-02", {"b": 1})
    assert (taken.taken_base, taken.taken_bonus) == (66, 33)  # 99 + 49 → 33 + 16
