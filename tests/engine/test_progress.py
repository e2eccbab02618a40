"""Where a member stands on each track: why, until when, and what is missing to keep and rise."""

from loyalty.engine.levels import hold_level
from loyalty.engine.progress import LevelSource, kept_credit, track_figures
from loyalty.facts.member import BOUGHT, GRANTED
from tests.engine.test_levels import GROWTH, SHOP
from tests.engine.till import Till

YEARLY = {
    "tiers": [
        GROWTH
        | {"credit": {"of": "spend", "window": {"kind": "calendar_year"}}, "term": {"kind": "period_end"}}
    ]
}


def figures(till, at):
    (told,) = track_figures(till.plan, till.advance(at), at_us=till.us(at))
    return told


def test_below_the_first_level_there_is_something_to_rise_and_nothing_to_keep():
    told = figures(Till(**SHOP), "2024-01-01")
    assert (told.level, told.sources, told.to_keep) == (None, (), None)
    assert (told.next_level, told.to_rise) == ("silver", 10000)


def test_credit_that_leaves_before_the_term_ends_has_to_come_again():
    till = Till(**SHOP)
    till.spend("o1", "2024-01-01", 120)
    till.spend("o2", "2024-06-01", 50)
    told = figures(till, "2024-06-01")
    assert (told.level, told.credit, told.to_rise) == ("silver", 17000 - 500, 50000 - 16500)
    assert told.to_keep == 10000 - 4500
    assert figures(till, "2024-12-31").credit == 16500


def test_credit_of_a_year_is_what_its_end_is_judged_by():
    till = Till(**SHOP | YEARLY)
    till.spend("o1", "2024-01-01", 120)
    assert figures(till, "2024-06-01").to_keep == 0
    assert kept_credit(till.plan, till.standing, 0, until_us=till.us("2023-12-31")) == 0
    # the year is over: its credit is gone, the level was kept for another one
    told = figures(till, "2025-01-01")
    assert (told.level, told.credit, told.to_keep) == ("silver", 0, 10000)


def test_every_source_is_told_with_its_end_and_the_highest_has_nothing_above():
    till = Till(**SHOP)
    till.spend("o1", "2024-01-01", 120)
    for level, source, until in (("silver", BOUGHT, "2024-05-01"), ("gold", GRANTED, None)):
        done = hold_level(
            till.plan, level, source=source, who=till.who, standing=till.standing,
            at=till.at("2024-02-01"), until=until and till.at(until),
        )  # fmt: skip
        till.standing = done.standing
    told = figures(till, "2024-03-01")
    assert told.sources == (
        LevelSource(source="computed", level="silver", ends_us=till.us("2025-01-01")),
        LevelSource(source="granted", level="gold", ends_us=None),
        LevelSource(source="bought", level="silver", ends_us=till.us("2024-05-01")),
    )
    assert (told.level, told.next_level, told.to_rise) == ("gold", None, None)
