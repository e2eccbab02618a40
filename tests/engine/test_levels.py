"""Levels bought and granted by hand: what counts is the highest, each ends by itself, none moves credit."""

from dataclasses import replace

import pytest

from loyalty.engine.levels import drop_level, hold_level, place_of_level
from loyalty.errors import LevelNotHeld, OutOfBounds, UnknownLevel
from loyalty.facts.member import BOUGHT, FOREVER, GRANTED
from loyalty.when import LAST_US
from tests.engine.test_merge import merged, tills
from tests.engine.till import ONE_FOR_ONE, Till

LEVELS = [
    {"id": "silver", "minimum": 100, "multiplier": "2", "member_price": {"percent": 10}},
    {"id": "gold", "minimum": 500, "multiplier": "3", "expiry": {"kind": "never"}},
]
GROWTH = {
    "id": "growth",
    "credit": {"of": "spend", "window": {"kind": "rolling", "months": 12}},
    "term": {"kind": "months", "months": 12},
    "levels": LEVELS,
}
SHOP = {
    "tiers": [GROWTH],
    "points": {"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "months": 12}},
}


def held(till, level, at, *, source=GRANTED, until=None, months=None):
    """The entry that is held after holding a level."""
    done = hold_level(
        till.plan, level, source=source, who=till.who, standing=till.standing,
        at=till.at(at), until=until and till.at(until), months=months,
    )  # fmt: skip
    till.standing = done.standing
    number, place = place_of_level(till.plan, level)
    return next(one for one in done.standing.held_levels if one[:3] == (number, place, source))


def dropped(till, level, at, source=GRANTED):
    who = {"who": till.who, "standing": till.standing}
    done = drop_level(till.plan, level, source=source, at=till.at(at), **who)
    till.standing = done.standing


def level_at(till, at):
    return till.advance(at).tiers[0].effective


def test_the_highest_source_counts_until_its_own_end():  # edge 63
    till = Till(**SHOP)
    held(till, "gold", "2024-01-01", until="2024-02-01")
    held(till, "silver", "2024-01-01", source=BOUGHT, months=3)
    assert [level_at(till, at) for at in ("2024-01-31T23:59", "2024-02-01", "2024-03-31T23:59")] == [1, 0, 0]
    assert level_at(till, "2024-04-01") == -1


def test_what_a_level_brings_comes_with_the_level_that_counts():  # edge 63
    till = Till(**SHOP)
    held(till, "gold", "2024-01-01", until="2024-02-01")
    quoted = till.spend("o1", "2024-01-10", 50)
    assert quoted.tiers == ("gold",)
    assert (till.standing.booked, till.standing.lots[0].expires) == (150, FOREVER)
    till.spend("o2", "2024-02-01", 40)
    assert till.standing.booked == 190
    # a level that is granted is no credit: 90 is below the first
    assert [one.level for one in till.standing.tiers] == [-1]


def test_points_given_by_hand_end_as_the_level_says_that_counts():  # edge 63, edge 28
    till = Till(**SHOP)
    held(till, "gold", "2024-01-01")
    till.adjust(10, "2024-01-02")
    assert till.standing.lots[0].expires == FOREVER


def test_an_order_that_comes_late_finds_the_level_that_held_then():  # edge 14
    till = Till(**SHOP)
    held(till, "gold", "2024-01-01", until="2024-02-01")
    till.spend("o1", "2024-03-01", 10)
    late = till.spend("o2", "2024-01-15", 10)
    assert late.tiers == ("gold",)


def test_the_same_level_again_only_moves_its_end():  # edge 61
    till = Till(**SHOP)
    first = held(till, "gold", "2024-01-01", until="2024-03-01")
    again = held(till, "gold", "2024-02-01", until="2024-05-01")
    assert (again.starts, again.ends) == (first.starts, till.us("2024-05-01"))
    later = held(till, "gold", "2024-06-01", until="2024-07-01")
    assert later.starts == till.us("2024-06-01")


def test_months_of_a_level_bought_again_go_on_where_it_ends():  # edge 61, edge 56
    till = Till(**SHOP)
    held(till, "gold", "2024-01-31", source=BOUGHT, months=1)
    assert held(till, "gold", "2024-02-10", source=BOUGHT, months=1).ends == till.us("2024-03-29")
    assert held(till, "gold", "2024-04-10", source=BOUGHT, months=1).ends == till.us("2024-05-10")
    held(till, "silver", "2024-04-10", source=BOUGHT)
    assert held(till, "silver", "2024-04-11", source=BOUGHT, months=1).ends == FOREVER


def test_a_level_is_ended_once():
    till = Till(**SHOP)
    held(till, "gold", "2024-01-01")
    dropped(till, "gold", "2024-01-10")
    assert level_at(till, "2024-01-10") == -1
    with pytest.raises(LevelNotHeld):
        dropped(till, "gold", "2024-01-11")
    with pytest.raises(LevelNotHeld):
        dropped(till, "silver", "2024-01-11", source=BOUGHT)


def test_a_level_nobody_knows_and_an_end_that_has_passed_are_refused():
    till = Till(**SHOP)
    with pytest.raises(UnknownLevel):
        held(till, "platinum", "2024-01-01")
    with pytest.raises(OutOfBounds):
        held(till, "gold", "2024-01-01", until="2024-01-01")


def test_members_who_are_one_hold_what_either_held_until_the_later_end():  # edge 51
    one, two = tills()
    held(one, "gold", "2024-01-01", until="2024-03-01")
    held(two, "gold", "2024-01-01", until="2024-05-01")
    held(two, "silver", "2024-01-01", source=BOUGHT, months=6)
    both = merged(one, two, "2024-02-01")
    assert [(held.source, held.ends) for held in both.held_levels] == [
        ("bought", one.us("2024-07-01")),
        ("granted", one.us("2024-05-01")),
    ]
    assert replace(both, held_levels=()).tiers[0].effective == 1


def test_months_that_lead_beyond_the_last_instant_are_refused_with_how_many_do_not():
    till = Till(**SHOP)
    with pytest.raises(OutOfBounds) as refused:
        held(till, "gold", "2024-01-31", source=BOUGHT, months=1_200)
    most = refused.value.fields["high"]
    assert held(till, "gold", "2024-01-31", source=BOUGHT, months=most).ends <= LAST_US
    with pytest.raises(OutOfBounds, match="months is 1; it must be from 1 to 0"):
        held(till, "gold", "2024-02-01", source=BOUGHT, months=1)
