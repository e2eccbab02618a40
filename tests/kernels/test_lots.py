"""Lots of points: the order they are spent in, when they are gone, and how a debt is repaid."""

from dataclasses import replace

from loyalty.facts.ledger import EntryKind
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line
from tests.kernels.lots_shop import KEEPS, inactive, left, till_of


def test_the_soonest_expiry_is_spent_first_and_what_never_ends_last():  # edge 23
    till = till_of(rules=[KEEPS, ONE_FOR_ONE | {"of": {"except_skus": ["K"]}}])
    till.buy("o1", "2024-01-01", line("k", "100.00"))
    till.spend("o2", "2024-01-15", "100.00")
    till.spend("o3", "2024-02-01", "100.00")
    till.spend("pay", "2024-03-01", "1.50", points="max")
    assert left(till) == [50, 100]
    assert till.shown(till.standing.lots[0].expires)[:10] == "2025-02-01"


def test_lots_that_end_together_are_spent_oldest_first():  # edge 23
    till = till_of(expiry={"kind": "fixed", "month": 12, "day": 31})
    till.spend("o1", "2024-02-01", "100.00")
    till.spend("o2", "2024-03-01", "100.00")
    till.spend("pay", "2024-04-01", "1.20", points="max")
    assert [(lot.left, till.shown(lot.earned)[:10]) for lot in till.standing.lots] == [(80, "2024-03-01")]


def test_lots_of_one_instant_are_spent_by_their_key():  # edge 23
    till = till_of()
    till.spend("o1", "2024-02-01", "100.00")
    till.spend("o2", "2024-02-01", "100.00")
    till.spend("pay", "2024-02-01", "1.00", points="max")
    assert [lot.key for lot in till.standing.lots if lot.left] == [1]


def test_points_that_come_back_stand_by_their_key_among_lots_of_one_instant():  # edge 23
    till = till_of()
    till.spend("o1", "2024-02-01", "100.00")
    till.spend("o2", "2024-02-01", "100.00")
    till.spend("pay", "2024-02-02", "1.00", points="max")
    till.give_back("pay", "2024-02-03")
    till.spend("again", "2024-02-04", "0.40", points="max")
    assert [(lot.key, lot.left) for lot in till.standing.lots] == [(0, 60), (1, 100)]


def test_pending_and_expired_points_cannot_be_spent():
    till = till_of(pending={"days": 7})
    till.spend("o1", "2024-01-01", "100.00")
    assert (till.points("2024-01-07T23:59:59"), till.pending("2024-01-07")) == (0, 100)
    assert till.quote("2024-01-07", line("a", "1.00"), points="max").points_max == 0
    assert till.points("2024-01-08") == 100
    assert till.points("2025-01-07T23:59:59") == 100
    assert till.points("2025-01-08") == 0


def test_expiry_is_booked_with_its_own_instant_however_late():  # edge 24
    till = till_of()
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-06-01", "50.00")
    till.spend("late", "2025-09-01", "10.00")
    gone = [one for one in till.entries if one.kind is EntryKind.EXPIRED]
    assert [(one.points, till.shown(one.at_us)[:10]) for one in gone] == [
        (100, "2025-01-01"),
        (50, "2025-06-01"),
    ]


def test_points_are_taken_back_to_the_last_from_lots_that_began_that_very_instant():
    till = till_of()
    for number, price in enumerate(("50.00", "1.00", "1.00", "9.00")):
        till.spend(f"o{number}", f"2024-01-0{number + 1}", price)
    till.give_back_unlinked("2024-01-04", line("x", "60.00"))
    assert (left(till), till.standing.debt) == ([1], 0)
    assert [one.points for one in till.entries] == [50, 1, 1, 8]


def in_debt(**policy):
    """A member who spent 100 points and then returned what had earned them."""
    till = till_of(**policy)
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-02", "1.00", points="max")
    till.give_back("o1", "2024-01-03")
    assert till.standing.debt == 100
    return till


def test_a_debt_is_its_own_and_never_expires():  # edge 29
    till = in_debt()
    assert till.advance("2040-01-01").debt == 100
    assert till.standing.booked == 0


def test_new_points_repay_a_debt_first():  # edge 29
    till = in_debt()
    till.spend("o3", "2024-02-01", "130.00")
    assert (till.standing.debt, till.standing.booked) == (0, 30)
    assert [(one.kind, one.points) for one in till.entries] == [
        (EntryKind.EARNED, 130),
        (EntryKind.DEBT_REPAID, 100),
    ]


def test_a_debt_is_repaid_when_points_mature_and_before_they_expire():  # edge 55
    till = in_debt(expiry={"kind": "rolling", "days": 5}, pending=None)
    pending = till_of(expiry={"kind": "rolling", "days": 5}, pending={"days": 7})
    pending.standing = till.standing
    pending.spend("o3", "2024-02-01", "60.00")
    pending.spend("o4", "2024-02-03", "60.00")
    assert pending.standing.debt == 100
    late = pending.advance("2024-05-01")
    assert (late.debt, late.booked) == (0, 0)
    assert pending.points("2024-05-01") == 0


def test_a_debt_is_repaid_by_the_points_that_became_available_first():
    till = in_debt(pending=None, rules=[KEEPS, ONE_FOR_ONE | {"of": {"except_skus": ["K"]}}])
    pending = till_of(pending={"days": 7, "after": "delivered"}, rules=[KEEPS, ONE_FOR_ONE])
    pending.standing = till.standing
    pending.spend("slow", "2024-02-01", "80.00", delivered_days=9)
    pending.buy("fast", "2024-02-02", line("k", "80.00"))
    later = pending.advance("2024-03-01")
    assert (later.debt, left(pending)) == (0, [60])
    assert later.lots[0].expires < 2**62  # the slow lot, though its points end first


def test_what_matures_after_inactivity_ended_everything_repays_nothing():
    till = inactive(extended_by=["spend"])
    till.spend("o1", "2024-01-01", "100.00")
    till.spend("o2", "2024-01-02", "1.00", points="max")
    till.give_back("o1", "2024-01-03")
    waiting = Till(
        points={
            "rules": [ONE_FOR_ONE],
            "redeem": CENT_EACH,
            "expiry": {"kind": "inactivity", "months": 6, "extended_by": ["spend"]},
            "pending": {"days": 30, "after": "delivered"},
        }
    )
    waiting.standing = till.standing
    waiting.spend("o3", "2024-01-04", "500.00", delivered_days=200)
    late = waiting.advance("2025-06-01")
    assert (late.debt, late.booked) == (100, 0)


def test_a_long_row_of_lots_closes_its_gaps():
    till = till_of()
    for number in range(12):
        till.spend(f"o{number}", f"2024-01-{number + 1:02}", "10.00")
        if number % 3 == 2:
            till.spend(f"p{number}", f"2024-01-{number + 1:02}", "0.25", points="max")
    assert sum(left(till)) == till.standing.booked == 120 - 4 * 25
    assert 0 not in left(till)


def test_lots_emptied_in_the_middle_are_passed_over_when_their_turn_to_end_comes():
    till = till_of()
    for number in (1, 2, 3):
        till.spend(f"o{number}", f"2024-01-0{number}", "100.00")
    till.give_back("o2", "2024-01-04")
    till.standing = replace(till.standing, lots=with_empty_lot(till))
    assert till.points("2025-01-01T12:00") == 100


def with_empty_lot(till):
    """The lots with the emptied one still between them, as a replay has it."""
    first, last = till.standing.lots
    return (first, last._replace(left=0, key=1, earned=first.earned + 1, expires=last.expires - 1), last)


def test_a_pending_lot_that_ends_sooner_is_passed_over():
    soon = {"expiry": {"kind": "rolling", "days": 1, "round_up": "none"}, "of": {"skus": ["S"]}}
    pending = till_of(pending={"days": 7}, rules=[ONE_FOR_ONE | {"id": "s"} | soon, KEEPS])
    pending.buy("o1", "2024-01-01", line("k", "100.00"))
    pending.buy("o2", "2024-01-07", line("s", "100.00"))
    assert pending.spend("pay", "2024-01-08", "1.00", points="max").points_spent == 100
    assert left(pending) == [100]


def test_points_taken_by_hand_leave_what_still_waits_alone():
    waits = {"days": 1, "after": "delivered", "timeout_days": 5}
    shop = Till(points={"rules": [ONE_FOR_ONE], "pending": waits})
    shop.spend("A1", "2024-05-01", "10.00")
    shop.spend("A2", "2024-05-03", "10.00", delivered_days=None)
    shop.adjust(-3, "2024-05-04")
    assert [lot.left for lot in shop.standing.lots] == [10, 7]
