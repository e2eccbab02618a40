"""Points that no order earned come after everything that is due."""

from loyalty.engine import grant
from loyalty.facts.ledger import EntryKind
from tests.engine.till import ONE_FOR_ONE, Till


def test_points_past_their_day_are_gone_before_new_ones_come():
    till = Till(points={"rules": [ONE_FOR_ONE], "expiry": {"kind": "rolling", "days": 1, "round_up": "none"}})
    till.spend("o1", "2024-01-01", "10.00")
    granted = grant(till.plan, 7, who=till.who, standing=till.standing, at_us=till.us("2024-01-03"))
    assert [(entry.kind, entry.points) for entry in granted.entries] == [
        (EntryKind.EXPIRED, 10),
        (EntryKind.EARNED, 7),
    ]
    assert granted.standing.booked == 7


def test_nothing_given_only_brings_up_to_date():
    till = Till(points={"rules": [ONE_FOR_ONE]})
    till.spend("o1", "2024-01-01", "10.00")
    granted = grant(till.plan, 0, who=till.who, standing=till.standing, at_us=till.us("2024-01-03"))
    assert (granted.entries, granted.standing.sequence) == ((), till.standing.sequence)
