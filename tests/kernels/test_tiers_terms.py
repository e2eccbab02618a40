"""How long a level lasts: every kind of term, requalifying, grace, and how members drop."""

import pytest

from tests.engine.till import Till

YEAR = {"kind": "calendar_year"}
LEVELS = [
    {"id": "member", "minimum": 0},
    {"id": "silver", "minimum": 1000, "retain": 800},
    {"id": "gold", "minimum": 3000, "retain": 2500},
    {"id": "black", "minimum": 9000},
]


def tiered(joined="2020-01-01", window=None, **fields):
    track = {
        "id": "growth",
        "credit": {"of": "spend", "window": window or {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 12},
        "levels": LEVELS,
    }
    return Till(joined=joined, tiers=[track | fields])


def ends(till, at):
    return till.shown(till.advance(at).tiers[0].ends)[:10]


def test_a_term_of_months_runs_from_entry_not_from_the_next_day():
    till = tiered()
    till.spend("o1", "2024-01-31T08:30", "1000.00")
    assert till.shown(till.standing.tiers[0].ends) == "2025-01-31T08:30:00"
    assert till.level("2025-01-31T08:29:59") == "silver"
    assert till.level("2025-01-31T08:30") == "member"


def test_a_rise_within_a_term_starts_a_new_term():  # edge 57
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-06-10", "2000.00")
    assert ends(till, "2024-06-10") == "2025-06-10"


def test_to_the_end_of_the_period():  # edge 57
    till = tiered(window=YEAR, term={"kind": "period_end"})
    till.spend("o1", "2024-06-10", "1000.00")
    assert ends(till, "2024-06-10") == "2025-01-01"
    assert till.level("2024-12-31T23:59:59") == "silver"


def test_to_the_end_of_the_next_period():  # edge 57
    till = tiered(window=YEAR, term={"kind": "next_period_end"})
    till.spend("o1", "2024-06-10", "1000.00")
    assert ends(till, "2024-06-10") == "2026-01-01"


def test_a_membership_year_is_a_period_too():
    till = tiered(joined="2021-04-05", window={"kind": "membership_year"}, term={"kind": "period_end"})
    till.spend("o1", "2024-06-10", "1000.00")
    assert ends(till, "2024-06-10") == "2025-04-05"


def test_for_ever_is_for_ever():
    till = tiered(term={"kind": "forever"})
    till.spend("o1", "2024-06-10", "1000.00")
    assert till.level("2099-01-01") == "silver"


def test_who_follows_the_credit_falls_the_instant_it_falls():
    till = tiered(term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-03-10", "2000.00")
    assert till.level("2024-03-10") == "gold"
    assert till.level("2025-01-09T23:59:59") == "gold"
    assert till.level("2025-01-10") == "silver"
    assert till.level("2025-03-10") == "member"


def test_requalifying_starts_the_new_term_where_the_old_one_ended():  # edge 56
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-08-01", "800.00")
    assert ends(till, "2025-05-01") == "2026-01-10"
    assert till.level("2026-01-09") == "silver"
    assert till.level("2026-01-10") == "member"


def test_the_retention_minimum_may_be_lower_but_must_be_reached():
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2024-08-01", "799.99")
    assert till.level("2025-01-10") == "member"


def test_credit_that_ends_with_the_term_counts_no_more_when_it_ends():
    till = tiered(term={"kind": "months", "months": 6})
    till.spend("o1", "2023-07-10", "500.00")
    till.spend("o2", "2024-01-10", "500.00")
    assert till.level("2024-01-10") == "silver"
    assert till.level("2024-07-10") == "member"


def test_a_year_is_judged_on_itself_when_it_ends():
    till = tiered(window=YEAR, term={"kind": "period_end"})
    till.spend("o1", "2024-02-10", "1000.00")
    assert ends(till, "2025-03-01") == "2026-01-01"
    assert till.level("2025-12-31") == "silver"
    assert till.level("2026-01-01") == "member"


def test_grace_keeps_the_level_for_its_days():
    till = tiered(at_term_end={"grace_days": 30})
    till.spend("o1", "2024-01-10", "1000.00")
    assert till.level("2025-01-10") == "silver"
    assert till.level("2025-02-08T23:59:59") == "silver"
    assert till.level("2025-02-09") == "member"


def test_qualifying_within_grace_renews_from_the_old_end():  # edge 56
    till = tiered(at_term_end={"grace_days": 30})
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2025-01-20", "800.00")
    assert ends(till, "2025-01-20") == "2026-01-10"
    assert till.level("2025-12-31") == "silver"


def test_rising_within_grace_renews_the_level_below_too():
    till = tiered(at_term_end={"grace_days": 30})
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2025-01-20", "3000.00")
    standing = till.standing.tiers[0]
    assert (standing.level, standing.floor_level) == (2, 1)
    assert till.shown(standing.ends)[:10] == "2026-01-20"
    assert till.shown(standing.floor_ends)[:10] == "2026-01-10"


def test_credit_counted_at_the_end_of_grace_still_renews():
    till = tiered(at_term_end={"grace_days": 30}, upgrade="at_once")
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2025-01-30", "300.00")
    till.spend("o3", "2025-02-08", "500.00")
    assert ends(till, "2025-02-08") == "2026-01-10"


def test_too_little_within_grace_is_too_little():
    till = tiered(at_term_end={"grace_days": 30})
    till.spend("o1", "2024-01-10", "1000.00")
    till.spend("o2", "2025-01-30", "300.00")
    assert till.level("2025-02-08") == "silver"
    assert till.level("2025-02-09") == "member"


@pytest.mark.parametrize(
    ("drop", "expected"), [("one", "gold"), ("to_qualified", "silver"), ("never", "black")]
)
def test_how_far_a_member_drops(drop, expected):
    till = tiered(at_term_end={"drop": drop})
    till.spend("o1", "2024-01-10", "9000.00")
    till.spend("o2", "2024-06-10", "1500.00")
    assert till.level("2025-01-10") == expected


@pytest.mark.parametrize("drop", ["one", "never"])
def test_who_dropped_or_stayed_has_a_new_term_from_that_day(drop):
    till = tiered(at_term_end={"drop": drop})
    till.spend("o1", "2024-01-10", "9000.00")
    assert ends(till, "2025-01-10") == "2026-01-10"


def test_dropping_one_by_one_ends_at_the_lowest():
    till = tiered(at_term_end={"drop": "one"})
    till.spend("o1", "2024-01-10", "3000.00")
    assert till.level("2025-01-10") == "silver"
    assert till.level("2026-01-10") == "member"
    assert till.level("2030-01-10") == "member"


def test_dropping_below_a_lowest_level_with_a_minimum_leaves_none():
    till = tiered(levels=[{"id": "silver", "minimum": 1000}, {"id": "gold", "minimum": 3000}])
    till.spend("o1", "2024-01-10", "1000.00")
    assert till.level("2025-01-10") is None


def test_an_order_at_the_very_end_of_a_term_comes_too_late():  # edge 20
    till = tiered()
    till.spend("o1", "2024-01-10", "1000.00")
    assert till.spend("o2", "2025-01-10", "900.00").tiers == ("member",)
    assert till.level("2025-01-11") == "member"


def test_maturing_comes_before_the_end_of_a_term():  # edge 55
    credit = {"of": "spend", "counts_at": "matured", "window": {"kind": "rolling", "months": 12}}
    policy = {
        "rules": [{"id": "base", "kind": "per_amount", "points": 1, "per": 1}],
        "pending": {"days": 7},
    }
    track = {
        "id": "growth",
        "credit": credit,
        "term": {"kind": "months", "months": 12},
        "levels": LEVELS,
    }
    till = Till(tiers=[track], points=policy)
    till.spend("o1", "2024-01-03", "1000.00")
    till.spend("o2", "2025-01-03", "800.00")
    assert ends(till, "2025-01-10") == "2026-01-10"


def test_the_term_ends_before_the_next_period_starts():  # edge 55
    till = tiered(window=YEAR, upgrade="at_period_end", term={"kind": "period_end"})
    till.spend("o1", "2024-05-01", "1000.00")
    till.spend("o2", "2025-05-01", "3000.00")
    assert till.level("2025-12-31") == "silver"
    assert till.level("2026-01-01") == "gold"
    assert ends(till, "2026-01-01") == "2027-01-01"
    assert till.level("2027-01-01") == "member"


def test_terms_follow_the_civil_calendar_across_a_change_of_clocks():  # edge 21
    track = {
        "id": "growth",
        "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
        "term": {"kind": "months", "months": 3},
        "levels": LEVELS,
    }
    till = Till(head={"currency": "GBP", "time_zone": "Europe/London"}, tiers=[track])
    till.spend("o1", "2024-01-10T12:00", "1000.00")
    assert till.shown(till.standing.tiers[0].ends) == "2024-04-10T12:00:00"
    assert till.standing.tiers[0].ends - till.us("2024-01-10T12:00") == (91 * 24 - 1) * 3_600_000_000


def test_a_level_with_a_term_keeps_it_where_levels_come_to_follow_the_credit():
    monthly = {"kind": "rolling", "months": 1}
    till, later = tiered(window=monthly), tiered(window=monthly, term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-10", "3000.00")
    till.plan = later.plan
    assert [till.level(at) for at in ("2024-03-01", "2025-01-09", "2025-01-10")] == ["gold", "gold", "member"]
    till.spend("o2", "2025-01-05", "1000.00")
    assert [till.level(at) for at in ("2025-01-09", "2025-01-10", "2025-02-04", "2025-02-06")] == [
        "gold",
        "silver",
        "silver",
        "member",
    ]
