"""What starts the years of a membership: joining, the first points earned, or the first that can be spent."""

import pytest

from tests.engine.till import ONE_FOR_ONE, Till, line

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "membership_year"}},
    "term": {"kind": "follows_credit"},
    "levels": [{"id": "member", "minimum": 0}, {"id": "silver", "minimum": 100}],
}
WAITS = {"pending": {"days": 14}}


def till_of(start, *, track=None, **points):
    policy = {"rules": [ONE_FOR_ONE], "expiry": {"kind": "anniversary"}} | points
    return Till(
        joined="2020-01-10", head={"membership_from": start}, tiers=[TRACK | (track or {})], points=policy
    )


@pytest.mark.parametrize(
    ("start", "policy", "ends"),
    [
        ("joined", {}, "2025-01-10"),
        ("joined", WAITS, "2025-01-10"),
        ("first_earned", {}, "2025-03-01"),
        ("first_earned", WAITS, "2025-03-01"),
        ("activated", {}, "2025-03-01"),
        ("activated", WAITS, "2025-03-15"),
    ],
)
def test_membership_years_and_anniversaries_run_from_the_start_the_programme_names(
    start, policy, ends
):  # edge 64
    till = till_of(start, **policy)
    till.spend("o1", "2024-03-01", "150.00")
    till.spend("o2", "2024-06-01", "50.00")
    before = f"{till.shown(till.us(ends) - 1)[:10]}T23:59:59"
    assert (till.level(before), till.level(ends)) == ("silver", "member")
    assert (till.points(before), till.points(ends)) == (200, 0)


def test_an_order_that_earns_nothing_starts_no_membership_year():  # edge 64
    rule = ONE_FOR_ONE | {"of": {"skus": ["A"]}}
    till = till_of("first_earned", rules=[rule])
    till.buy("o1", "2024-02-01", line("b", "120.00"))
    assert till.standing.first_earned == 0
    till.buy("o2", "2024-03-01", line("a", "120.00"))
    assert till.standing.first_earned == till.us("2024-03-01")
    # credit that counted before keeps the end it had: the anniversary of joining
    assert (till.level("2025-01-10"), till.level("2025-02-28T23:59")) == ("silver", "silver")
    assert till.level("2025-03-01") == "member"


def test_a_year_that_is_under_way_ends_by_the_new_start():  # edge 64
    yearly = {"upgrade": "at_period_end", "term": {"kind": "period_end"}}
    till = till_of("first_earned", track=yearly)
    till.spend("o1", "2024-03-01", "150.00")
    assert till.shown(till.standing.tiers[0].period_ends)[:10] == "2025-03-01"
    assert (till.level("2025-02-28T23:59"), till.level("2025-03-01")) == ("member", "silver")
    joined = till_of("joined", track=yearly)
    joined.spend("o1", "2024-03-01", "150.00")
    assert (joined.level("2025-01-09T23:59"), joined.level("2025-01-10")) == ("member", "silver")


def test_an_order_that_comes_late_may_be_the_first():  # edge 64, edge 14
    till = till_of("first_earned", **WAITS)
    till.spend("o1", "2024-03-01", "10.00")
    till.spend("o2", "2024-02-01", "10.00")
    till.spend("o3", "2024-05-01", "10.00")
    assert till.shown(till.standing.first_earned)[:10] == "2024-02-01"
    assert till.shown(till.standing.first_active)[:10] == "2024-02-15"


def test_points_that_wait_for_a_delivery_activate_a_membership_when_it_is_known():  # edge 64
    till = till_of("activated", pending={"days": 7, "after": "delivered"})
    till.buy("o1", "2024-03-01", line("a", "150.00"), delivered_days=None)
    assert till.standing.first_active == 0
    till.mature("o1", delivered="2024-03-10", at="2024-03-11")
    assert till.shown(till.standing.first_active)[:10] == "2024-03-17"
    assert till.expiries() == [till.shown(till.us("2025-03-17"))]
