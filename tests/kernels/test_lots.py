"""Lots of points: the order they are spent in, when they are gone, and how a debt is repaid."""

from dataclasses import replace

import pytest

from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import FOREVER
from tests.engine.till import CENT_EACH, ONE_FOR_ONE, Till, line

KEEPS = {"id": "keeps", "kind": "per_amount", "points": 1, "per": 1, "of": {"skus": ["K"]}}
KEEPS |= {"expiry": {"kind": "never"}}


def till_of(expiry=None, rules=None, **policy):
    points = {"rules": rules or [ONE_FOR_ONE], "redeem": CENT_EACH}
    points["expiry"] = expiry or {"kind": "rolling", "months": 12, "round_up": "none"}
    return Till(points=points | policy)


def left(till):
    return [lot.left for lot in till.standing.lots]


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


def inactive(**fields):
    return till_of(expiry={"kind": "inactivity", "months": 6} | fields)


def test_inactivity_ends_all_points_some_months_after_the_last_activity():  # edge 25
    till = inactive()
    till.spend("o1", "2024-01-31T10:00", "100.00")
    till.spend("o2", "2024-03-31T10:00", "100.00")
    assert till.points("2024-09-30T09:59:59") == 200
    assert till.points("2024-09-30T10:00") == 0


def test_only_listed_activities_put_the_end_off():  # edge 25
    till = inactive(extended_by=["spend"])
    till.spend("o1", "2024-01-10", "100.00")
    till.spend("o2", "2024-03-10", "100.00")
    assert till.points("2024-07-09") == 200
    assert till.points("2024-07-10") == 0
    till = inactive(extended_by=["spend"])
    till.spend("o1", "2024-01-10", "100.00")
    till.spend("o2", "2024-03-10", "0.50", points="max")
    assert till.points("2024-09-09") == 50
    till = inactive(extended_by=["earn"])
    till.spend("o1", "2024-01-10", "100.00")
    till.spend("o2", "2024-03-10", "0.50", points="max")
    assert till.points("2024-07-10") == 0


def test_returns_and_expiries_never_put_the_end_off():  # edge 25
    till = inactive()
    till.buy("o1", "2024-01-10", line("a", "50.00"), line("b", "50.00"))
    till.give_back("o1", "2024-03-10")
    assert till.points("2024-07-09") == 50
    assert till.points("2024-07-10") == 0


def test_activity_after_the_end_starts_anew():
    till = inactive()
    till.spend("o1", "2024-01-10", "100.00")
    till.spend("o2", "2024-07-10", "30.00")
    assert till.points("2024-07-10") == 30
    assert till.points("2025-01-09") == 30
    assert till.points("2025-01-10") == 0


def test_a_share_ends_of_what_was_earned_first_and_never_twice():
    till = inactive(percent="50")
    till.spend("o1", "2024-01-10", "101.00")
    till.spend("o2", "2024-01-11", "40.00")
    till.advance("2024-07-11")
    assert (left(till), till.standing.booked) == ([31, 40], 71)
    till.advance("2025-01-11")
    assert (left(till), till.standing.booked) == ([36], 36)


def test_what_ended_of_an_award_by_shares_is_not_taken_back_again():
    till = inactive(percent="50", extended_by=["spend"])
    till.spend("o1", "2024-01-10", "101.00")
    till.advance("2025-01-10")
    assert left(till) == [26]
    till.give_back("o1", "2025-01-11")
    assert (till.standing.booked, till.standing.debt) == (0, 0)


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


def test_inactivity_ends_what_has_no_end_of_its_own():
    till = till_of({"kind": "inactivity", "months": 3})
    till.spend("o1", "2024-01-10", "100.00")
    till.adjust(7, "2024-01-11", expires="2024-09-01")
    assert [till.points(at) for at in ("2024-04-09", "2024-04-11", "2024-09-01")] == [107, 7, 0]
    dated = till_of()
    till.plan = dated.plan
    till.spend("o2", "2024-04-01", "50.00")
    assert [till.points(at) for at in ("2024-04-09", "2024-04-11", "2024-09-01")] == [157, 57, 50]


def halved(**fields):
    return inactive(percent="50", **fields)


def test_a_share_ends_after_each_span_without_activity_rounded_down():  # edge 26
    till = halved()
    till.spend("o1", "2024-01-31T10:00", "25.00")
    assert till.points("2024-07-31T09:59:59") == 25
    assert [till.points(f"{day}T10:00") for day in ("2024-07-31", "2025-01-31", "2025-07-31")] == [13, 7, 4]
    # of one point half is none: it stays
    assert till.points("2030-01-31") == 1


def test_a_share_is_of_what_has_no_end_of_its_own_and_an_activity_starts_a_new_span():  # edge 26
    till = inactive(percent="40")
    till.spend("o1", "2024-01-10", "100.00")
    till.adjust(100, "2024-01-11", expires="2024-10-10")
    assert [till.points(at) for at in ("2024-07-09", "2024-07-10")] == [200, 160]
    assert [till.points(at) for at in ("2024-10-09", "2024-10-10", "2025-01-10")] == [160, 60, 36]
    till.spend("o2", "2025-01-09", "1.00")
    assert [till.points(at) for at in ("2025-07-08T23:59", "2025-07-09")] == [61, 37]


@pytest.mark.parametrize("looks", [(), ("2024-07-11",), ("2024-05-01", "2024-07-10", "2025-02-01")])
def test_a_share_that_is_booked_late_is_the_same(looks):  # edge 26, edge 24
    till = halved()
    till.spend("o1", "2024-01-10", "77.00")
    till.spend("o2", "2024-01-10", "1.00")
    for at in looks:
        till.standing = till.advance(at)
    now = till.advance("2026-03-01")
    assert ([lot.left for lot in now.lots], now.booked) == ([4, 1], 5)
    assert now.active_until == till.us("2026-07-10")


def test_a_debt_is_repaid_before_the_share_is_taken():  # edge 26, edge 55
    till = halved()
    till.spend("o1", "2024-01-10", "100.00")
    till.spend("o2", "2024-01-20", "1.00", points="max")
    till.give_back("o1", "2024-01-30")
    debt = till.standing.debt
    assert debt > 0
    till.adjust(debt + 10, "2024-02-01")
    assert till.points("2024-07-19T23:59:59") == 10
    assert till.points("2024-07-20") == 5


def test_points_that_come_back_after_a_share_has_ended_are_there_again():  # edge 26
    till = halved()
    till.spend("o1", "2024-01-10", "100.00")
    till.buy("o2", "2024-01-20", line("a", "0.60"), points="max")
    left = till.standing.booked
    till.standing = till.advance("2024-07-20")
    assert till.standing.booked == left - left // 2
    till.give_back("o2", "2024-08-01")
    assert till.standing.booked == left - left // 2 + 60


def test_when_a_share_leaves_nothing_no_further_span_begins():  # edge 26
    till = inactive(percent="60")
    till.spend("o1", "2024-01-10", "5.00")
    till.buy("o2", "2024-01-20", line("a", "0.05"), points="max")
    assert till.advance("2026-01-01").active_until == FOREVER
