"""Points that end, all or by shares, some time after the last activity."""

import pytest

from loyalty.facts.member import FOREVER
from tests.engine.till import line
from tests.kernels.lots_shop import inactive, left, till_of


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


def test_a_share_ends_of_what_was_earned_first_and_never_twice():
    till = halved()
    till.spend("o1", "2024-01-10", "101.00")
    till.spend("o2", "2024-01-11", "40.00")
    till.advance("2024-07-11")
    assert (left(till), till.standing.booked) == ([31, 40], 71)
    till.advance("2025-01-11")
    assert (left(till), till.standing.booked) == ([36], 36)


def test_what_ended_of_an_award_by_shares_is_not_taken_back_again():
    till = halved(extended_by=["spend"])
    till.spend("o1", "2024-01-10", "101.00")
    till.advance("2025-01-10")
    assert left(till) == [26]
    till.give_back("o1", "2025-01-11")
    assert (till.standing.booked, till.standing.debt) == (0, 0)
