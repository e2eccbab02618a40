"""What a return undoes of a member's levels: upgrades of this term that only the returned credit caused."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line

YEAR = {"kind": "calendar_year"}
LEVELS = [
    {"id": "member", "minimum": 0},
    {"id": "silver", "minimum": 1000},
    {"id": "gold", "minimum": 3000},
]


def tiered(window=None, of="spend", counts_at="paid", points=None, **fields):
    track = {
        "id": "growth",
        "credit": {"of": of, "counts_at": counts_at, "window": window or {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 12},
        "levels": LEVELS,
    }
    sections = {"points": points} if points else {}
    return Till(tiers=[track | fields], **sections)


def ends(till):
    return till.shown(till.standing.tiers[0].ends)[:10]


def test_a_return_of_the_order_that_raised_the_member_undoes_the_rise():  # edge 58
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.give_back("o1", "2024-02-10")
    assert till.level("2024-02-10") == "member"


def test_keep_leaves_the_level_until_its_term_ends():  # edge 58
    till = tiered(on_return="keep")
    till.spend("o1", "2024-01-10", "1000.00")
    till.give_back("o1", "2024-02-10")
    assert till.level("2025-01-09") == "silver"
    assert till.level("2025-01-10") == "member"


def test_a_return_that_leaves_enough_changes_nothing():
    till = tiered()
    till.buy("o1", "2024-01-10", line("a", "500.00", 2), line("b", "100.00"))
    before = ends(till)
    till.give_back("o1", "2024-02-10", {"b": 1})
    assert (till.level("2024-02-10"), ends(till)) == ("silver", before)


def test_a_return_of_an_earlier_order_counts_at_that_orders_instant():
    till = tiered()
    till.spend("o1", "2024-01-10", "600.00")
    till.spend("o2", "2024-03-10", "600.00")
    till.give_back("o1", "2024-04-10")
    assert till.level("2024-04-10") == "member"


def test_a_return_of_credit_that_no_longer_counted_at_the_rise_changes_nothing():
    till = tiered(window={"kind": "rolling", "months": 1})
    till.spend("old", "2024-01-10", "900.00")
    till.spend("new", "2024-03-10", "1000.00")
    till.give_back("old", "2024-04-01")
    assert till.level("2024-04-01") == "silver"


def test_what_later_orders_earned_by_themselves_stays_and_counts_from_them():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-03-10", "1000.00")
    assert ends(till) == "2025-01-10"
    till.give_back("o1", "2024-06-10")
    assert (till.level("2024-06-10"), ends(till)) == ("silver", "2025-03-10")


def test_a_later_rise_stays_even_after_its_credit_has_left_the_window():
    till = tiered(window={"kind": "rolling", "months": 3})
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-03-10", "1000.00")
    till.give_back("o1", "2024-08-10")
    assert (till.level("2024-08-10"), ends(till)) == ("silver", "2025-03-10")


def test_a_return_undoes_the_upper_of_two_rises_only():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-06-10", "2000.00")
    assert (till.level("2024-06-10"), ends(till)) == ("gold", "2025-06-10")
    till.give_back("o2", "2024-07-10")
    assert (till.level("2024-07-10"), ends(till)) == ("silver", "2025-01-10")


def test_two_orders_of_one_instant_stand_in_for_each_other():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-01-10", "1000.00")
    till.give_back("o1", "2024-02-10")
    assert (till.level("2024-02-10"), ends(till)) == ("silver", "2025-01-10")


def test_a_level_kept_through_a_term_end_is_not_undone():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-12-10", "1000.00")
    till.advance("2025-01-10")
    till.give_back("o2", "2025-02-10")
    assert (till.level("2025-02-10"), ends(till)) == ("silver", "2026-01-10")
    assert till.level("2026-01-10") == "member"


def test_an_undone_rise_uncovers_a_term_that_has_ended_meanwhile():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-06-10", "2000.00")
    till.give_back("o2", "2025-02-10")
    assert till.level("2025-02-10") == "member"


def test_an_uncovered_term_is_judged_by_the_credit_it_had_then():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-02-15", "0.01")
    till.spend("o3", "2024-06-10", "2000.00")
    till.spend("o4", "2024-12-10", "999.99")
    till.spend("o5", "2025-03-10", "10.00")
    till.give_back("o3", "2025-05-10")
    assert (till.level("2025-05-10"), ends(till)) == ("silver", "2026-01-10")


def test_a_return_before_its_credit_counts_only_lowers_it():
    policy = {"rules": [ONE_FOR_ONE], "pending": {"days": 7}}
    till = tiered(counts_at="matured", points=policy)
    till.spend("o1", "2024-01-10", "1000.00")
    till.give_back("o1", "2024-01-12")
    assert till.level("2024-01-20") == "member"


def test_who_follows_the_credit_falls_with_the_return():
    for on_return in ("recheck", "keep"):
        till = tiered(term={"kind": "follows_credit"}, on_return=on_return)
        till.spend("o1", "2024-01-10", "3000.00")
        till.refund("o1", "2024-02-10", "2000.00")
        assert till.level("2024-02-10") == "silver"


def test_an_order_counts_no_more_once_all_its_units_are_back():  # edge 39
    levels = [{"id": "member", "minimum": 0}, {"id": "regular", "minimum": 2}]
    till = tiered(of="orders", levels=levels)
    till.spend("o1", "2024-01-10", "10.00")
    till.buy("o2", "2024-01-11", line("a", "10.00", 2), shipping_fee="8.00")
    till.refund("o2", "2024-01-12", "5.00")
    till.give_back("o2", "2024-01-12")
    assert till.level("2024-01-12") == "regular"
    till.give_back("o2", "2024-01-13")
    assert till.level("2024-01-13") == "member"


def test_base_points_taken_back_are_taken_from_the_credit():
    policy = {"rules": [ONE_FOR_ONE], "multipliers": [{"id": "twice", "factor": 2}]}
    levels = [{"id": "member", "minimum": 0}, {"id": "hundred", "minimum": 100}]
    till = tiered(of="base_points", levels=levels, points=policy)
    till.buy("o1", "2024-01-10", line("a", "99.00"), line("b", "1.00"))
    assert till.level("2024-01-10") == "hundred"
    till.give_back("o1", "2024-01-11", {"b": 1})
    assert till.level("2024-01-11") == "member"


def test_a_rise_at_period_end_is_undone_by_a_return_of_that_years_order():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "period_end"})
    till.spend("o1", "2024-05-10", "1000.00")
    assert till.level("2025-01-01") == "silver"
    till.give_back("o1", "2025-01-15")
    assert till.level("2025-01-15") == "member"


def test_a_rise_at_period_end_is_not_touched_by_a_return_of_another_years_order():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "next_period_end"})
    till.spend("o1", "2023-05-10", "999.00")
    till.spend("o2", "2024-05-10", "1000.00")
    till.spend("o3", "2025-01-02", "50.00")
    till.give_back("o1", "2025-01-15")
    till.give_back("o3", "2025-01-16")
    assert till.level("2025-01-16") == "silver"


@pytest.mark.parametrize(
    ("second", "expected", "until"), [("1000.00", "silver", "2027-01-01"), ("400.00", "member", None)]
)
def test_a_level_missed_at_one_period_end_may_be_reached_at_the_next(second, expected, until):
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "months", "months": 24})
    till.spend("o1", "2023-05-10", "1000.00")
    till.spend("o2", "2024-05-10", "500.00")
    till.spend("o3", "2024-05-11", second)
    till.spend("o4", "2025-01-10", "5000.00")
    till.give_back("o1", "2025-02-10")
    assert till.level("2025-02-10") == expected
    if until:
        assert ends(till) == until


def test_a_level_renewed_at_the_end_of_a_period_stays_when_the_rise_is_undone():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "period_end"})
    till.spend("o1", "2022-05-10", "1000.00")
    till.spend("o2", "2023-05-10", "3000.00")
    assert till.level("2024-01-02") == "gold"
    till.give_back("o2", "2024-06-01")
    assert (till.level("2024-06-01"), ends(till)) == ("silver", "2025-01-01")


def test_an_uncovered_period_is_gone_through_again():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "next_period_end"})
    till.spend("o1", "2022-05-10", "1000.00")
    till.spend("o2", "2023-05-10", "3000.00")
    till.spend("o3", "2024-05-10", "1200.00")
    assert till.level("2025-01-02") == "gold"
    till.give_back("o2", "2025-06-01")
    assert (till.level("2025-06-01"), ends(till)) == ("silver", "2026-01-01")
    assert till.level("2026-01-01") == "member"


def test_placing_and_returning_at_once_leaves_the_level_and_its_end():
    till = tiered()
    till.spend("o1", "2024-01-10", "1500.00")
    before = till.advance("2024-05-01").tiers
    till.spend("o2", "2024-05-01", "5000.00")
    till.give_back("o2", "2024-05-01")
    assert till.standing.tiers[0]._replace(count=0, tail=0) == before[0]._replace(count=0, tail=0)
