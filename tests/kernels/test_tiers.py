"""Levels: what counts toward them, when members rise, and for how long credit counts."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line

ROLLING = {"kind": "rolling", "months": 12}
YEAR = {"kind": "calendar_year"}
SILVER_GOLD = [
    {"id": "member", "minimum": 0},
    {"id": "silver", "minimum": 1000},
    {"id": "gold", "minimum": 3000},
]


def track(*, of="spend", window=None, counts_at="paid", levels=None, **fields):
    return {
        "id": "growth",
        "credit": {"of": of, "counts_at": counts_at, "window": window or ROLLING},
        "term": {"kind": "months", "months": 12},
        "levels": levels or SILVER_GOLD,
    } | fields


def tiered(joined="2020-01-01", head=None, points=None, **fields):
    sections = {"points": points} if points else {}
    return Till(joined=joined, head=head, tiers=[track(**fields)], **sections)


def test_the_order_that_crosses_a_minimum_is_still_the_old_levels():  # edge 12
    levels = [{"id": "member", "minimum": 0}, {"id": "silver", "minimum": 1000, "multiplier": 2}]
    till = tiered(levels=levels, points={"rules": [ONE_FOR_ONE]})
    crossing = till.spend("o1", "2024-01-05", "1000.00")
    assert (crossing.tiers, crossing.points_earned) == (("member",), 1000)
    following = till.spend("o2", "2024-01-05", "10.00")
    assert (following.tiers, following.points_earned) == (("silver",), 20)


def test_no_amount_falls_between_two_levels():  # edge 53
    levels = [{"id": "low", "minimum": 0}, {"id": "high", "minimum": "99.51"}]
    till = tiered(levels=levels)
    till.spend("o1", "2024-01-05", "99.50")
    assert till.level("2024-01-06") == "low"
    till.spend("o2", "2024-01-05", "0.01")
    assert till.level("2024-01-06") == "high"


def test_below_the_lowest_minimum_there_is_no_level():
    till = tiered(levels=[{"id": "silver", "minimum": 1000}])
    assert till.level("2024-01-05") is None
    till.spend("o1", "2024-01-05", "1000.00")
    assert till.level("2024-01-06") == "silver"


def test_one_order_can_rise_two_levels():
    till = tiered()
    till.spend("o1", "2024-01-05", "3500.00")
    assert till.level("2024-01-05") == "gold"


def test_rolling_credit_counts_while_before_its_own_last_day_at_the_same_hour():
    till = tiered(window={"kind": "rolling", "months": 3}, term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-31T10:00", "1000.00")
    assert till.level("2024-04-30T09:59:59") == "silver"
    assert till.level("2024-04-30T10:00") == "member"  # 31 January + 3 months clamps to 30 April


def test_rolling_credit_of_several_orders_leaves_one_by_one():
    till = tiered(window={"kind": "rolling", "months": 1}, term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-10", "600.00")
    till.spend("o2", "2024-01-20", "600.00")
    assert till.level("2024-01-20") == "silver"
    assert till.level("2024-02-10") == "member"
    till.spend("o3", "2024-02-12", "500.00")
    assert till.level("2024-02-12") == "silver"
    assert till.level("2024-02-20") == "member"


def test_calendar_year_credit_is_gone_with_the_new_year_in_the_programmes_zone():
    till = tiered(window=YEAR, term={"kind": "follows_credit"})
    till.spend("o1", "2024-12-31T23:59:59", "1000.00")
    assert till.level("2024-12-31T23:59:59.999999") == "silver"
    assert till.level("2025-01-01") == "member"


def test_membership_year_ends_on_the_anniversary_and_29_february_on_the_28th():  # edge 62
    till = tiered(
        joined="2020-02-29T15:00", window={"kind": "membership_year"}, term={"kind": "follows_credit"}
    )
    till.spend("o1", "2024-03-01", "1000.00")
    assert till.level("2025-02-28T14:59:59") == "silver"
    assert till.level("2025-02-28T15:00") == "member"
    till.spend("o2", "2027-03-01", "1000.00")
    assert till.level("2028-02-28T15:00") == "silver"
    assert till.level("2028-02-29T15:00") == "member"


def test_lifetime_credit_never_leaves():
    till = tiered(window={"kind": "lifetime"}, term={"kind": "follows_credit"})
    till.spend("o1", "2010-01-01", "500.00")
    till.spend("o2", "2024-01-01", "500.00")
    assert till.level("2090-01-01") == "silver"


def test_spending_points_lowers_the_spend_that_counts_but_expiry_and_debt_never_touch_credit():  # edge 54
    policy = {
        "rules": [ONE_FOR_ONE],
        "redeem": {"points": 1, "worth": "0.01"},
        "expiry": {"kind": "rolling", "days": 10},
    }
    till = tiered(points=policy)
    till.spend("o1", "2024-01-01", "999.00")
    till.spend("o2", "2024-01-02", "5.00", points="max")
    assert till.standing.tiers[0].sum == 99_900  # points paid all of the second order
    till.spend("o3", "2024-01-03", "1.00")
    assert till.level("2024-06-01") == "silver"
    assert till.points("2024-06-01") == 0


def test_orders_count_as_orders_even_when_they_cost_nothing():
    till = tiered(of="orders", levels=[{"id": "member", "minimum": 0}, {"id": "regular", "minimum": 3}])
    for number in range(3):
        assert till.level("2024-01-05") == "member"
        till.buy(f"o{number}", "2024-01-05", line("a", 0))
    assert till.level("2024-01-05") == "regular"


def test_base_points_count_without_their_bonus():
    policy = {"rules": [ONE_FOR_ONE], "multipliers": [{"id": "double", "factor": 2}]}
    levels = [{"id": "member", "minimum": 0}, {"id": "hundred", "minimum": 100}]
    till = tiered(of="base_points", levels=levels, points=policy)
    till.spend("o1", "2024-01-05", "99.00")
    assert till.level("2024-01-06") == "member"
    till.spend("o2", "2024-01-06", "1.00")
    assert till.level("2024-01-06") == "hundred"


def test_base_points_with_decimals_count_in_whole_points():
    policy = {"decimals": 2, "rules": [{"id": "base", "kind": "proportional", "rate": "0.5"}]}
    levels = [{"id": "member", "minimum": 0}, {"id": "ten", "minimum": 10}]
    till = tiered(of="base_points", levels=levels, points=policy)
    till.spend("o1", "2024-01-05", "19.98")
    assert till.level("2024-01-06") == "member"
    till.spend("o2", "2024-01-06", "0.02")
    assert till.level("2024-01-06") == "ten"


def test_credit_may_wait_until_the_points_mature():
    pending = {"rules": [ONE_FOR_ONE], "pending": {"days": 7, "after": "delivered"}}
    till = tiered(counts_at="matured", points=pending)
    till.spend("o1", "2024-01-01T12:00", "1000.00", delivered_days=2)
    assert till.level("2024-01-10T11:59:59") == "member"
    assert till.level("2024-01-10T12:00") == "silver"


def test_credit_of_a_later_order_that_is_delivered_first_counts_first():
    pending = {"rules": [ONE_FOR_ONE], "pending": {"days": 1, "after": "delivered"}}
    till = tiered(counts_at="matured", points=pending, term={"kind": "follows_credit"})
    till.spend("slow", "2024-01-01", "600.00", delivered_days=30)
    till.spend("fast", "2024-01-02", "1000.00", delivered_days=1)
    till.spend("middle", "2024-01-03", "100.00", delivered_days=5)
    assert till.level("2024-01-04") == "silver"
    till.give_back("middle", "2024-01-20")
    till.give_back("fast", "2024-01-20")
    assert till.level("2024-01-20") == "member"
    assert till.level("2024-02-01") == "member"
    assert till.standing.tiers[0].sum == 0
    assert till.advance("2024-02-01").tiers[0].sum == 60_000


def test_a_rise_at_period_end_waits_for_the_years_sum():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "next_period_end"})
    till.spend("o1", "2024-03-01", "600.00")
    till.spend("o2", "2024-11-01", "400.00")
    assert till.level("2024-12-31T23:59:59") == "member"
    assert till.level("2025-01-01") == "silver"
    assert till.shown(till.advance("2025-01-01").tiers[0].ends) == "2027-01-01T00:00:00"


def test_an_order_on_the_stroke_of_the_new_year_counts_in_the_new_year():  # edge 20
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "period_end"})
    till.spend("o1", "2025-01-01", "1000.00")
    assert till.level("2025-06-01") == "member"
    assert till.level("2026-01-01") == "silver"


def test_a_rise_at_the_end_of_each_membership_year():
    till = tiered(
        joined="2020-05-10",
        window={"kind": "membership_year"},
        upgrade="at_period_end",
        term={"kind": "period_end"},
    )
    till.spend("o1", "2024-05-09", "1000.00")
    assert till.level("2024-05-10") == "silver"
    assert till.level("2025-05-10") == "member"


def test_a_member_without_any_order_still_lives_through_periods():
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "period_end"})
    assert till.level("2030-01-01") == "member"
    assert till.standing.tiers == ()


def test_two_tracks_are_kept_apart_and_the_better_multiplier_counts():
    levels = [{"id": "bronze", "minimum": 0, "multiplier": "1.5"}]
    other = track(of="orders", levels=levels) | {"id": "loyal"}
    first = track(levels=[{"id": "base", "minimum": 0}, {"id": "top", "minimum": 10, "multiplier": "1.2"}])
    till = Till(tiers=[first, other], points={"rules": [ONE_FOR_ONE]})
    till.spend("o1", "2024-01-01", "10.00")
    quoted = till.spend("o2", "2024-01-01", "10.00")
    assert quoted.tiers == ("top", "bronze")
    assert quoted.points_earned == 15


@pytest.mark.parametrize("late", ["2024-01-06", "2025-06-01", "2030-01-01"])
def test_bringing_a_member_up_to_date_late_changes_nothing(late):  # edge 24
    steps = tiered(window={"kind": "rolling", "months": 6}, term={"kind": "months", "months": 3})
    leap = tiered(window={"kind": "rolling", "months": 6}, term={"kind": "months", "months": 3})
    for till in (steps, leap):
        till.spend("o1", "2024-01-05", "3000.00")
    for month in range(1, 13):
        if f"2024-{month:02}-20" < late:
            steps.advance(f"2024-{month:02}-20")
    assert steps.advance(late).tiers == leap.advance(late).tiers


def test_a_level_reached_by_an_order_that_came_late_begins_with_the_order_that_crossed():  # edge 14
    till = tiered()
    till.spend("o1", "2024-05-10T12:00", "600.00")
    till.spend("late", "2024-05-01T12:00", "500.00")
    assert till.level("2024-05-10T12:00") == "silver"
    assert till.shown(till.advance("2024-05-11").tiers[0].ends) == "2025-05-10T12:00:00"


def test_an_order_that_came_after_its_window_was_over_lifts_nobody():  # edge 14
    till = tiered()
    till.spend("o1", "2024-05-10", "600.00")
    till.spend("late", "2023-05-10", "500.00")
    assert till.level("2024-05-11") == "member"
    assert till.advance("2024-05-11").tiers[0].sum == 60_000
    till.spend("within", "2023-05-11", "400.00")
    assert till.level("2024-05-11") == "silver"
