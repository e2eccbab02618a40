"""What falls due by itself is booked up to an instant, and no further."""

from loyalty.engine import advance, up_to_date
from loyalty.facts.ledger import EntryKind
from loyalty.facts.member import Guest
from loyalty.facts.standing import Standing
from tests.engine.till import ONE_FOR_ONE, Till

EXPIRY = {"kind": "rolling", "months": 1, "round_up": "none"}


def test_points_past_their_day_are_gone_and_not_before():  # edge 20
    shop = Till(points={"rules": [ONE_FOR_ONE], "expiry": EXPIRY})
    shop.spend("A1", "2024-01-31T10:00", "50.00")
    assert shop.advance("2024-02-29T09:59:59.999999").booked == 50
    assert shop.advance("2024-02-29T10:00").booked == 0  # edge 19


def test_doing_it_twice_changes_nothing():  # edge 24
    shop = Till(points={"rules": [ONE_FOR_ONE], "expiry": EXPIRY})
    shop.spend("A1", "2024-01-10", "50.00")
    once = shop.advance("2024-06-01")
    assert shop.advance("2024-06-01") == once


def test_a_guest_has_nothing_that_falls_due():
    shop = Till(points={"rules": [ONE_FOR_ONE]})
    assert up_to_date(shop.plan, who=Guest(), standing=Standing(), at=shop.at("2024-01-01")) == Standing()


def test_what_was_due_is_told_as_movements():
    shop = Till(points={"rules": [ONE_FOR_ONE], "expiry": EXPIRY})
    shop.spend("A1", "2024-01-31T10:00", "50.00")
    due = advance(shop.plan, who=shop.who, standing=shop.standing, at=shop.at("2024-03-01"))
    assert [(one.kind, one.points) for one in due.entries] == [(EntryKind.EXPIRED, 50)]
    assert advance(shop.plan, who=shop.who, standing=due.standing, at=shop.at("2024-03-01")).entries == ()
