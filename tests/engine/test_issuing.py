"""What issuances give: at which instant, once for each cycle, on the programme's calendar."""

from dataclasses import replace
from itertools import pairwise

import pytest

from loyalty.engine import issuances_due, issue
from loyalty.engine.issuing import coupon_id
from loyalty.engine.levels import hold_level
from loyalty.facts.member import BOUGHT, FOREVER, GRANTED
from tests.engine.till import ONE_FOR_ONE, Till

POINTS = {"kind": "points", "points": 5}
HELD = {"id": "held", "benefit": {"kind": "amount", "amount": 5}, "coupon": {}}
GROWTH = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": [{"id": "silver", "minimum": 100}, {"id": "gold", "minimum": 500}],
}


def shop(on, *gives, joined="2024-01-10T09:00", birthday=None, tiers=(GROWTH,), **points):
    return Till(
        joined=joined,
        birthday=birthday,
        tiers=list(tiers),
        points={"rules": [ONE_FOR_ONE], **points},
        offers=[HELD],
        issuances=[{"id": "gift", "on": on, "gives": list(gives) or [POINTS]}],
    )


def due(till, since, until):
    found = issuances_due(
        till.plan, who=till.who, standing=till.standing, since_us=till.us(since), until_us=till.us(until)
    )
    return [(till.shown(gift.at), gift.cycle) for gift in found]


def test_joining_gives_once_at_its_instant():
    till = shop({"kind": "sign_up"})
    assert due(till, "2024-01-01", "2024-02-01") == [("2024-01-10T09:00:00", "once")]
    assert due(till, "2024-01-10T09:00:01", "2030-01-01") == []
    assert due(till, "2024-02-01", "2024-01-01") == []


def test_a_programme_without_issuances_gives_nothing():
    assert due(Till(), "2020-01-01", "2024-01-01") == []


def test_a_birthday_gives_once_a_calendar_year():  # edge 85
    till = shop({"kind": "birthday"}, birthday=(5, 20))
    assert due(till, "2024-01-10", "2026-01-01") == [
        ("2024-05-20T00:00:00", "2024"),
        ("2025-05-20T00:00:00", "2025"),
    ]


def test_the_29th_of_february_is_the_28th_in_common_years():  # edge 85
    till = shop({"kind": "birthday"}, birthday=(2, 29))
    assert due(till, "2024-01-10", "2025-12-31") == [
        ("2024-02-29T00:00:00", "2024"),
        ("2025-02-28T00:00:00", "2025"),
    ]


def test_days_before_a_birthday_may_lie_in_the_year_before():
    till = shop({"kind": "birthday", "days_before": 7}, birthday=(1, 3))
    assert due(till, "2024-12-01", "2024-12-31") == [("2024-12-27T00:00:00", "2025")]


def test_who_joins_on_the_birthday_has_it_at_once_and_who_joins_after_does_not():
    on = {"kind": "birthday"}
    assert due(shop(on, birthday=(1, 10)), "2024-01-01", "2024-02-01") == [("2024-01-10T09:00:00", "2024")]
    assert due(shop(on, birthday=(1, 9)), "2024-01-01", "2024-02-01") == []


def test_a_member_without_a_birthday_gets_nothing_on_it():
    assert due(shop({"kind": "birthday"}), "2024-01-01", "2030-01-01") == []


def test_a_day_of_the_month_gives_each_month_at_the_latest_on_its_last_day():
    till = shop({"kind": "monthly", "day": 31})
    assert due(till, "2024-01-01", "2024-04-01") == [
        ("2024-01-31T00:00:00", "2024-01"),
        ("2024-02-29T00:00:00", "2024-02"),
        ("2024-03-31T00:00:00", "2024-03"),
    ]


def test_a_month_gives_those_who_then_stand_on_the_level():
    till = shop({"kind": "monthly", "day": 1, "levels": ["silver"]})
    till.spend("o1", "2024-01-20", "120.00")
    assert due(till, "2024-01-20", "2024-03-15") == [
        ("2024-02-01T00:00:00", "2024-02"),
        ("2024-03-01T00:00:00", "2024-03"),
    ]
    assert due(till, "2024-12-15", "2025-03-15") == [("2025-01-01T00:00:00", "2025-01")]


def test_rising_gives_at_the_instant_of_the_order_that_crossed():
    till = shop({"kind": "tier_entry", "levels": ["silver", "gold"]})
    assert due(till, "2024-01-10", "2024-01-20") == []
    till.spend("o1", "2024-01-20", "120.00")
    assert due(till, "2024-01-20", "2024-01-21") == [("2024-01-20T00:00:00", "silver:2024")]
    assert due(till, "2024-01-21", "2024-01-22") == []


def test_rising_twice_in_a_year_is_one_cycle():  # edge 59
    till = shop({"kind": "tier_entry", "levels": ["silver"]})
    till.spend("o1", "2024-01-20", "120.00")
    first = due(till, "2024-01-20", "2024-01-21")
    till.give_back("o1", "2024-01-22")
    till.spend("o2", "2024-01-23", "120.00")
    again = due(till, "2024-01-23", "2024-01-24")
    assert [cycle for _, cycle in first] == [cycle for _, cycle in again] == ["silver:2024"]


def test_points_are_lots_that_end_as_told_or_as_all_points_do():
    short = shop({"kind": "sign_up"}, POINTS | {"valid_days": 30}, expiry={"kind": "rolling", "months": 12})
    usual = shop({"kind": "sign_up"}, expiry={"kind": "rolling", "months": 12})
    for till, end in ((short, "2024-02-10T00:00:00"), (usual, "2025-01-11T00:00:00")):
        found = issuances_due(till.plan, who=till.who, standing=till.standing, since_us=0, until_us=2**60)
        granted = issue(till.plan, found, who=till.who, standing=till.standing)
        (lot,) = granted.standing.lots
        assert (lot.left, till.shown(lot.earned), till.shown(lot.expires)) == (5, "2024-01-10T09:00:00", end)
        assert [entry.points for entry in granted.entries] == [5]


def test_a_coupon_is_held_from_its_instant_to_the_end_of_its_last_day():
    till = shop({"kind": "sign_up"}, {"kind": "coupon", "offer": "held", "valid_days": 30}, POINTS)
    found = issuances_due(till.plan, who=till.who, standing=till.standing, since_us=0, until_us=2**60)
    granted = issue(till.plan, found, who=till.who, standing=till.standing)
    (coupon,) = granted.standing.coupons
    assert coupon.id == coupon_id("m", found[0])
    assert (coupon.offer_id, till.shown(coupon.ends)) == ("held", "2024-02-10T00:00:00")
    assert issue(till.plan, found[:1], who=till.who, standing=granted.standing).standing.coupons == (coupon,)


@pytest.mark.parametrize("decimals", [0, 2])
def test_points_are_counted_in_the_smallest_unit_of_the_wallet(decimals):
    till = shop({"kind": "sign_up"}, decimals=decimals)
    (gift,) = issuances_due(till.plan, who=till.who, standing=till.standing, since_us=0, until_us=2**60)
    assert gift.points == 5 * 10**decimals


def test_being_late_changes_nothing():
    early = shop({"kind": "monthly"}, POINTS | {"valid_days": 10})
    late = replace(early.standing)
    stops = ["2024-01-10", "2024-02-01", "2024-02-20", "2024-03-01", "2024-04-05"]
    standing = early.standing
    entries = []
    for since, until in pairwise(stops):
        found = issuances_due(
            early.plan,
            who=early.who,
            standing=standing,
            since_us=early.us(since) + 1,
            until_us=early.us(until),
        )
        granted = issue(early.plan, found, who=early.who, standing=standing)
        standing = granted.standing
        entries += granted.entries
    found = issuances_due(
        early.plan,
        who=early.who,
        standing=late,
        since_us=early.us(stops[0]) + 1,
        until_us=early.us(stops[-1]),
    )
    once = issue(early.plan, found, who=early.who, standing=late)
    assert once.standing == standing
    assert list(once.entries) == entries
    assert standing.active_until == FOREVER


def test_a_level_that_is_bought_gives_as_if_it_were_earned_and_one_granted_does_not():  # edge 63
    entry = {"kind": "tier_entry", "levels": ["silver", "gold"]}
    till = shop(entry)
    for source, level in ((BOUGHT, "gold"), (GRANTED, "silver")):
        done = hold_level(
            till.plan, level, source=source, who=till.who, standing=till.standing,
            at=till.at("2024-01-20"), until=till.at("2024-02-20"),
        )  # fmt: skip
        till.standing = done.standing
    assert due(till, "2024-01-10", "2024-03-01") == [("2024-01-20T00:00:00", "gold:2024")]
    assert due(till, "2024-01-21", "2024-03-01") == []
    till.spend("o1", "2024-01-20", "500.00")
    assert due(till, "2024-01-20", "2024-03-01") == [("2024-01-20T00:00:00", "gold:2024")]


def test_a_month_sees_levels_bought_and_granted_while_they_last():  # edge 63
    till = shop({"kind": "monthly", "day": 1, "levels": ["gold"]})
    done = hold_level(
        till.plan, "gold", source=GRANTED, who=till.who, standing=till.standing,
        at=till.at("2024-02-01"), until=till.at("2024-04-01"),
    )  # fmt: skip
    till.standing = done.standing
    assert due(till, "2024-01-10", "2024-06-01") == [
        ("2024-02-01T00:00:00", "2024-02"),
        ("2024-03-01T00:00:00", "2024-03"),
    ]


def test_a_level_that_is_bought_gives_nothing_where_no_issuance_names_it():  # edge 63
    till = shop({"kind": "tier_entry", "levels": ["gold"]})
    done = hold_level(
        till.plan, "silver", source=BOUGHT, who=till.who, standing=till.standing, at=till.at("2024-01-20")
    )
    till.standing = done.standing
    assert due(till, "2024-01-10", "2024-03-01") == []
