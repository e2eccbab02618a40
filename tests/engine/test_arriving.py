"""Members arrive: points and levels with their own ends, credit counted as it was gained."""

import pytest

from loyalty.engine import arrive, issuances_due, up_to_date
from loyalty.facts.arrival import Arrivals, ArrivingCredit, ArrivingLevel, ArrivingLot
from loyalty.facts.member import FOREVER
from tests.engine.till import ONE_FOR_ONE, Till, line

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [{"id": "silver", "minimum": 100}, {"id": "gold", "minimum": 500}],
}
POINTS = {"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "months": 12}}
SILVER, GOLD = 0, 1


def till(track=None, **sections):
    return Till(tiers=[TRACK | (track or {})], **{"points": POINTS} | sections)


def arrived(one, at="2024-06-01", **brings):
    done = arrive(one.plan, Arrivals(**brings), who=one.who, standing=one.standing, at=one.at(at))
    one.standing, one.entries = done.standing, done.entries
    return done.standing


def level(one, at):
    return up_to_date(one.plan, who=one.who, standing=one.standing, at=one.at(at)).tiers[0].level


def told(entries):
    return [(entry.kind.name, entry.points) for entry in entries]


def test_lots_keep_their_own_ends_and_wait_as_long_as_they_did():
    one = till()
    ends, later = one.us("2024-12-31"), one.us("2024-07-01")
    lots = (
        ArrivingLot(70, 100, one.us("2023-12-31"), one.us("2023-12-31"), ends),
        ArrivingLot(30, 30, one.us("2024-05-01"), later),
    )
    stands = arrived(one, lots=lots)
    at = one.us("2024-06-01")
    assert (stands.booked, stands.available(at), stands.pending(at)) == (100, 70, 30)
    assert [(lot.expires, lot.left, lot.granted) for lot in stands.lots] == [
        (ends, 70, 100),
        (FOREVER, 30, 30),
    ]
    assert told(one.entries) == [("ADJUSTED", 70), ("ADJUSTED", 30)]
    assert up_to_date(one.plan, who=one.who, standing=stands, at=one.at("2024-12-31")).booked == 30


def test_the_years_of_a_membership_begin_with_the_first_points_that_arrive():  # edge 64
    one = till(membership_from="first_earned")
    lots = [
        ArrivingLot(5, 5, one.us(earned), one.us("2024-02-01")) for earned in ("2023-04-01", "2023-03-01")
    ]
    stands = arrived(one, lots=tuple(lots))
    assert (stands.first_earned, stands.first_active) == (one.us("2023-03-01"), one.us("2024-02-01"))
    assert arrived(till()).first_earned == 0


def test_a_debt_is_repaid_by_points_that_come_with_it():
    one = till()
    lot = ArrivingLot(50, 50, one.us("2024-05-01"), one.us("2024-05-01"))
    stands = arrived(one, lots=(lot,), debt=20)
    assert (stands.booked, stands.debt) == (30, 0)
    assert told(one.entries) == [("ADJUSTED", 50), ("DEBT_INCURRED", 20), ("DEBT_REPAID", 20)]


def test_a_debt_alone_stays_a_debt():
    one = till()
    assert (arrived(one, debt=20).debt, one.standing.debt_at) == (20, one.us("2024-06-01"))


def test_whoever_ordered_before_has_no_first_order_any_more():
    one = till(
        offers=[{"id": "f", "when": [{"kind": "first_order"}], "benefit": {"kind": "amount", "amount": 1}}]
    )
    arrived(one, orders=3, last_order=one.us("2024-05-01"))
    assert (one.standing.orders, one.standing.last_order) == (3, one.us("2024-05-01"))
    assert one.quote("2024-06-02", line("a", "10")).decisions[0].reason.name == "NOT_FIRST_ORDER"


def test_a_level_stands_until_its_own_end_whatever_the_credit_says():
    one = till()
    arrived(one, levels=(ArrivingLevel(0, GOLD, one.us("2023-09-01"), one.us("2024-09-01")),))
    assert (level(one, "2024-08-31"), level(one, "2024-09-01")) == (GOLD, -1)


def test_a_level_without_an_end_gets_that_of_its_term():
    one = till()
    stands = arrived(one, levels=(ArrivingLevel(0, GOLD, one.us("2024-03-01")),))
    assert one.shown(stands.tiers[0].ends) == "2025-03-01T00:00:00"


def test_credit_that_suffices_renews_a_level_at_its_end():
    one = till()
    credit = ArrivingCredit(0, 60_000, one.us("2024-02-01"))
    told_level = ArrivingLevel(0, GOLD, one.us("2023-09-01"), one.us("2024-09-01"))
    arrived(one, credits=(credit,), levels=(told_level,))
    assert level(one, "2024-09-01") == GOLD


def test_credit_alone_raises_as_its_orders_did():
    one = till()
    credits_ = [ArrivingCredit(0, 20_000, one.us(day)) for day in ("2023-11-01", "2023-12-01", "2024-01-01")]
    stands = arrived(one, credits=tuple(reversed(credits_)))
    assert (stands.tiers[0].level, one.shown(stands.tiers[0].ends)) == (GOLD, "2025-01-01T00:00:00")
    assert one.shown(stands.reaches[GOLD].at) == "2024-01-01T00:00:00"
    assert [row.key for row in stands.credits[0]] == [0, 1, 2]


def test_nobody_stands_lower_than_the_credit_says():
    one = till()
    credit = ArrivingCredit(0, 60_000, one.us("2024-02-01"))
    arrived(one, credits=(credit,), levels=(ArrivingLevel(0, SILVER, one.us("2023-09-01")),))
    assert one.standing.tiers[0].level == GOLD


def test_credit_counts_on_its_own_track_and_until_its_own_end():
    other = TRACK | {"id": "other", "levels": [{"id": "club", "minimum": 50}]}
    one = Till(tiers=[TRACK, other], points=POINTS)
    ends = one.us("2024-06-15")
    arrived(one, credits=(ArrivingCredit(1, 6_000, one.us("2024-01-01"), ends),))
    assert [tier.level for tier in one.standing.tiers] == [-1, 0]
    assert [rows[0].amount for rows in one.standing.credits] == [0, 6_000]
    assert one.standing.credits[1][0].ends == ends


def test_a_term_that_ended_before_the_import_ended_then():
    one = till()
    credits_ = (
        ArrivingCredit(0, 20_000, one.us("2024-01-01")),
        ArrivingCredit(0, 40_000, one.us("2024-05-20")),
    )
    ended = ArrivingLevel(0, GOLD, one.us("2023-05-01"), one.us("2024-05-01"))
    stands = arrived(one, credits=credits_, levels=(ended,))
    # silver on 1 May by what counted then; gold again with the order of 20 May
    assert (stands.tiers[0].level, one.shown(stands.reaches[GOLD].at)) == (GOLD, "2024-05-20T00:00:00")


def test_grace_goes_on_where_it_was():
    one = till({"at_term_end": {"grace_days": 60}})
    in_grace = ArrivingLevel(0, GOLD, one.us("2023-05-01"), one.us("2024-06-30"), one.us("2024-05-01"))
    stands = arrived(one, levels=(in_grace,))
    assert (stands.tiers[0].grace, one.shown(stands.tiers[0].floor_ends)) == (1, "2024-05-01T00:00:00")
    assert (level(one, "2024-06-29"), level(one, "2024-06-30")) == (GOLD, -1)


def test_below_the_first_level_is_the_level_that_costs_nothing():
    free = {"levels": [{"id": "plain", "minimum": 0}, {"id": "gold", "minimum": 500}]}
    one = till(free)
    stands = arrived(one, levels=(ArrivingLevel(0, -1, one.us("2024-01-01"), one.us("2024-09-01")),))
    assert (stands.tiers[0].level, stands.tiers[0].ends) == (0, FOREVER)


def test_below_the_first_level_where_no_level_is_free():
    one = till()
    stands = arrived(one, levels=(ArrivingLevel(0, -1, one.us("2024-01-01")),))
    assert (stands.tiers[0].level, stands.tiers[0].ends) == (-1, FOREVER)


def test_a_level_that_follows_the_credit_is_told_by_nothing_else():
    one = till({"term": {"kind": "follows_credit"}})
    stands = arrived(one, levels=(ArrivingLevel(0, GOLD, one.us("2024-01-01")),))
    assert (stands.tiers[0].level, stands.tiers[0].ends) == (-1, FOREVER)


def test_the_same_level_told_again_only_moves_its_end():  # edge 61
    one = till()
    since = one.us("2023-09-01")
    before = arrived(one, levels=(ArrivingLevel(0, GOLD, since, one.us("2024-09-01")),))
    after = arrived(one, "2024-06-02", levels=(ArrivingLevel(0, GOLD, since + 1, one.us("2024-12-01")),))
    assert one.shown(after.tiers[0].ends) == one.shown(after.tiers[0].floor_ends) == "2024-12-01T00:00:00"
    assert after.reaches[GOLD].at == before.reaches[GOLD].at == since
    assert one.entries == ()


def test_the_same_level_told_again_in_grace_ends_with_the_grace():
    one = till({"at_term_end": {"grace_days": 60}})
    since, ended = one.us("2023-05-01"), one.us("2024-05-01")
    arrived(one, levels=(ArrivingLevel(0, GOLD, since, one.us("2024-06-30"), ended),))
    after = arrived(one, "2024-06-02", levels=(ArrivingLevel(0, GOLD, since, one.us("2024-07-15"), ended),))
    assert (after.tiers[0].floor_ends, one.shown(after.tiers[0].ends)) == (ended, "2024-07-15T00:00:00")


def test_a_level_above_what_the_orders_of_the_shop_reached_keeps_its_floor():
    one = till()
    one.buy("o1", "2024-05-01", line("a", "600"))
    floor = one.standing.tiers[0].floor_ends
    after = arrived(one, levels=(ArrivingLevel(0, GOLD, one.us("2024-01-01"), one.us("2025-09-01")),))
    assert (after.tiers[0].floor_level, after.tiers[0].floor_ends) == (-1, floor)
    assert one.shown(after.tiers[0].ends) == "2025-09-01T00:00:00"


def test_a_lower_level_changes_nothing_and_a_higher_one_is_stood_on():
    one = till()
    one.buy("o1", "2024-05-01", line("a", "150"))
    standing = one.standing
    arrived(one, levels=(ArrivingLevel(0, -1, one.us("2024-01-01")),))
    assert one.standing.tiers == standing.tiers
    arrived(one, levels=(ArrivingLevel(0, GOLD, one.us("2024-01-01"), one.us("2024-09-01")),))
    assert (level(one, "2024-08-31"), one.standing.booked) == (GOLD, 150)


def test_whoever_is_in_the_shop_is_brought_up_to_date_first():
    one = till()
    one.buy("o1", "2023-01-01", line("a", "30"))
    lot = ArrivingLot(5, 5, one.us("2024-05-01"), one.us("2024-05-01"))
    stands = arrived(one, lots=(lot,), credits=(ArrivingCredit(0, 1, one.us("2024-05-01")),))
    assert told(one.entries) == [("EXPIRED", 30), ("ADJUSTED", 5)]
    assert len({row.key for row in stands.credits[0]}) == 2


def test_imported_tiers_pay_no_entry_gift():
    gift = {
        "id": "g",
        "on": {"kind": "tier_entry", "levels": ["gold"]},
        "gives": [{"kind": "points", "points": 5}],
    }
    one = till(issuances=[gift])
    credit = ArrivingCredit(0, 60_000, one.us("2024-02-01"))
    arrived(one, credits=(credit,), levels=(ArrivingLevel(0, GOLD, one.us("2024-06-01"), FOREVER),))
    after, until = one.us("2024-06-01") + 1, one.us("2025-01-01")
    due = issuances_due(one.plan, who=one.who, standing=one.standing, since_us=after, until_us=until)
    assert due == ()


INACTIVE = {"expiry": {"kind": "inactivity", "months": 6}}


@pytest.mark.parametrize(
    ("brings", "until"),
    [
        ({"points": True}, "2024-12-01T00:00:00"),
        ({"points": True, "told": "2024-07-15"}, "2024-07-15T00:00:00"),
        ({}, None),
    ],
)
def test_inactivity_ends_points_when_the_older_system_said_or_from_the_import_on(brings, until):
    one = till(points=POINTS | INACTIVE)
    lot = ArrivingLot(5, 5, one.us("2024-05-01"), one.us("2024-05-01"))
    active = one.us(brings["told"]) if "told" in brings else None
    stands = arrived(one, lots=(lot,) if "points" in brings else (), active_until=active)
    assert (None if stands.active_until == FOREVER else one.shown(stands.active_until)) == until


def test_the_later_end_of_inactivity_counts_for_who_is_in_the_shop():
    one = till(points=POINTS | INACTIVE)
    one.buy("o1", "2024-05-01", line("a", "5"))
    stands = arrived(one, active_until=one.us("2024-07-15"))
    assert one.shown(stands.active_until) == "2024-11-01T00:00:00"


def test_a_programme_without_tiers_takes_points_and_leaves_credit():
    one = Till(points=POINTS)
    lot = ArrivingLot(5, 5, one.us("2024-05-01"), one.us("2024-05-01"))
    stands = arrived(one, lots=(lot,), credits=(ArrivingCredit(0, 1, 1),))
    assert (stands.booked, stands.credits, stands.sequence) == (5, (), 1)
