"""Two members become one: lots with their ends, credit together, the higher level until its own end."""

from dataclasses import replace

import pytest

from loyalty.engine.merge import merge
from loyalty.errors import SameMember, StillHeld
from loyalty.facts.member import FOREVER, HeldCoupon
from tests.engine.till import ONE_FOR_ONE, Till, line

TRACK = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [{"id": "silver", "minimum": 100}, {"id": "gold", "minimum": 500}],
}
SHOP = {
    "tiers": [TRACK],
    "points": {"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "months": 12}},
    "offers": [
        {
            "id": "off",
            "benefit": {"kind": "amount", "amount": "1"},
            "limits": [{"per": "member", "uses": 3}, {"per": "member", "uses": 2, "each": "day"}],
        }
    ],
}


def tills(**sections):
    return Till(**SHOP | sections), Till(**SHOP | sections)


def merged(one, two, at):
    done = merge(
        one.plan,
        kept=one.who,
        gone=replace(two.who, id="the other"),
        at=one.at(at),
        kept_standing=one.standing,
        gone_standing=two.standing,
    )
    one.standing, one.entries = done.standing, done.entries
    return done.standing


def test_lots_keep_their_ends_and_no_two_have_one_key():  # edge 51
    one, two = tills()
    one.spend("o1", "2024-03-01", 50)
    two.spend("p1", "2024-02-01", 30)
    two.spend("p2", "2024-04-01", 40)
    ends = sorted(lot.expires for lot in (*one.standing.lots, *two.standing.lots))
    both = merged(one, two, "2024-05-01")
    assert [lot.expires for lot in both.lots] == ends
    assert len({lot.key for lot in both.lots}) == 3
    assert (both.booked, both.orders, both.sequence) == (117, 3, 3)
    assert both.last_order == one.us("2024-04-01")


def test_credit_adds_and_lifts_at_once():  # edge 51
    one, two = tills()
    one.spend("o1", "2024-03-01", 301)
    two.spend("p1", "2024-02-01", 301)
    assert (one.level("2024-05-01"), two.level("2024-05-01")) == ("silver", "silver")
    merged(one, two, "2024-05-01")
    assert one.level("2024-05-01") == "gold"
    assert one.standing.tiers[0].sum == 60_000


def test_the_higher_level_stays_until_its_own_end():  # edge 51
    one, two = tills()
    one.spend("o1", "2024-06-01", 151)
    two.spend("p1", "2024-01-15", 601)
    merged(one, two, "2024-07-01")
    assert [one.level(at) for at in ("2024-07-01", "2025-01-14", "2025-01-16")] == ["gold", "gold", "silver"]


def test_credit_that_no_longer_counts_does_not_come_back():
    one, two = tills()
    one.spend("o1", "2022-01-01", 301)
    two.spend("p1", "2022-01-02", 301)
    for till in (one, two):
        till.advance("2024-01-01")
    both = merged(one, two, "2024-01-01")
    assert one.level("2024-01-01") is None
    assert (both.tiers[0].sum, both.tiers[0].head, both.tiers[0].count) == (0, 2, 2)


def test_uses_add_where_they_count_in_one_window():  # edge 51
    one, two = tills()
    one.spend("o1", "2024-03-01", 50)
    two.spend("p1", "2024-03-01", 50)
    two.spend("p2", "2024-03-02", 50)
    both = merged(one, two, "2024-03-02")
    assert [each.used for each in both.uses] == [3, 1]
    assert one.quote("2024-03-05", line("a", 50)).applied == ()


def test_debts_add_and_are_repaid_from_what_either_has():  # edge 51
    one, two = tills()
    one.spend("o1", "2024-03-01", 101)
    two.standing = replace(two.standing, debt=30)
    both = merged(one, two, "2024-03-02")
    assert (both.debt, both.booked) == (0, 70)


def test_coupons_of_both_are_held_and_activity_of_either_counts():
    one, two = tills()
    one.hold(HeldCoupon("c1", "off"))
    two.hold(HeldCoupon("c2", "off"))
    two.standing = replace(two.standing, active_until=one.us("2025-01-01"))
    both = merged(one, two, "2024-01-01")
    assert [each.id for each in both.coupons] == ["c1", "c2"]
    assert both.active_until == one.us("2025-01-01")
    assert merged(*tills(), "2024-01-01").active_until == FOREVER


def test_what_falls_due_at_the_merge_has_its_entries():
    one, two = tills()
    two.spend("p1", "2024-03-01", 51)
    merged(one, two, "2026-01-01")
    assert [(each.kind.name, each.points) for each in one.entries] == [("EXPIRED", 50)]


def test_without_tiers_there_is_nothing_to_compare():
    one, two = tills(tiers=[])
    two.spend("p1", "2024-03-01", 51)
    assert merged(one, two, "2024-03-02").booked == 50


def test_a_member_is_not_merged_with_themselves():
    one, _ = tills()
    with pytest.raises(SameMember):
        merge(
            one.plan,
            kept=one.who,
            gone=one.who,
            at=one.at("2024-05-01"),
            kept_standing=one.standing,
            gone_standing=one.standing,
        )


def test_points_of_a_checkout_stay_where_they_are_until_it_is_over():
    one, two = tills()
    two.standing = replace(two.standing, points_held=5)
    with pytest.raises(StillHeld):
        merged(one, two, "2024-05-01")
