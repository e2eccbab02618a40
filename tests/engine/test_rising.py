"""The levels between two instants, and when each was risen to."""

from loyalty.engine.levels import hold_level
from loyalty.engine.rising import levels_between, rises
from loyalty.facts.member import BOUGHT, GRANTED
from tests.engine.till import ONE_FOR_ONE, Till


def shop(*levels, term=None, window=None, **fields):
    track = {
        "id": "growth",
        "credit": {
            "of": "spend",
            "window": window or {"kind": "rolling", "months": 1},
            **fields.pop("credit", {}),
        },
        "term": term or {"kind": "months", "months": 12},
        "levels": [{"id": name, "minimum": minimum} for name, minimum in levels],
        **fields,
    }
    return Till(joined="2024-01-01", tiers=[track], points={"rules": [ONE_FOR_ONE], "pending": {"days": 7}})


def between(till, since, until, *asked):
    found = levels_between(till.plan, till.who, till.standing, till.us(since), till.us(until))
    return found, [(till.shown(at), cycle) for at, cycle in rises(till.plan, found, asked)]


SILVER, GOLD = ("silver", 100), ("gold", 500)


def test_a_level_that_needs_nothing_is_entered_on_joining():
    found, risen = between(shop(("member", 0)), "2024-01-01", "2024-02-01", "member")
    assert risen == [("2024-01-01T00:00:00", "member:2024")]
    assert found.any_at(found.steps[0][0], ["member"])
    assert not found.any_at(found.steps[0][0] - 1, ["member"])


def test_who_rises_over_a_level_rises_to_the_upper_one_alone():
    till = shop(SILVER, GOLD)
    till.spend("o1", "2024-01-20", "600.00")
    assert between(till, "2024-01-20", "2024-01-21", "silver", "gold")[1] == [
        ("2024-01-20T00:00:00", "gold:2024")
    ]


def test_credit_that_counts_when_points_mature_rises_then():
    till = shop(SILVER, credit={"counts_at": "matured"})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-01-25", "silver")[1] == []
    assert between(till, "2024-01-20", "2024-02-25", "silver")[1] == [("2024-01-27T00:00:00", "silver:2024")]


def test_a_level_that_lasts_is_entered_once_for_ever():
    till = shop(SILVER, term={"kind": "forever"})
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-02-25", "silver")[1] == [("2024-01-20T00:00:00", "silver:ever")]


def test_a_level_that_follows_the_credit_is_entered_each_time_and_left():
    till = shop(SILVER, term={"kind": "follows_credit"})
    till.spend("o1", "2024-01-20", "120.00")
    found, risen = between(till, "2024-01-20", "2024-05-01", "silver")
    assert risen == [("2024-01-20T00:00:00", "silver:2024")]
    assert found.any_at(till.us("2024-02-19"), ["silver"])
    assert not found.any_at(till.us("2024-02-20"), ["silver"])
    assert between(till, "2024-01-21", "2024-05-01", "silver")[1] == []


def test_a_level_that_was_reached_before_is_not_entered_again():
    till = shop(SILVER)
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-21", "2024-03-01", "silver")[1] == []


def test_only_the_levels_asked_for_are_entered():
    till = shop(SILVER, GOLD)
    till.spend("o1", "2024-01-20", "120.00")
    assert between(till, "2024-01-20", "2024-03-01", "gold")[1] == []


def test_a_level_that_is_bought_is_risen_to_when_it_begins_and_counts_until_it_ends():  # edge 63
    till = shop(SILVER, GOLD)
    for source in (BOUGHT, GRANTED):
        done = hold_level(
            till.plan, "gold" if source == BOUGHT else "silver", source=source, who=till.who,
            standing=till.standing, at=till.at("2024-01-20"), until=till.at("2024-02-20"),
        )  # fmt: skip
        till.standing = done.standing
    found, risen = between(till, "2024-01-10", "2024-03-01", "silver", "gold")
    # what is granted by hand is no rise
    assert risen == [("2024-01-20T00:00:00", "gold:2024")]
    days = ("2024-01-19", "2024-01-20", "2024-02-19", "2024-02-20")
    assert [found.any_at(till.us(day), ["gold"]) for day in days] == [False, True, True, False]
    assert between(till, "2024-01-21", "2024-03-01", "gold")[1] == []
