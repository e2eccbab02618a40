"""Lots that no order earned: their end, the clock of inactivity, debts."""

from dataclasses import replace

import pytest

from loyalty.engine import grant
from tests.engine.till import ONE_FOR_ONE, Till


def shop(expiry):
    return Till(points={"rules": [ONE_FOR_ONE], "expiry": expiry})


def granted(till, at, points=5, **fields):
    given = grant(till.plan, points, who=till.who, standing=till.standing, at_us=till.us(at), **fields)
    till.standing = given.standing
    return till.standing


def test_a_lot_ends_as_told_or_as_all_points_do():
    till = shop({"kind": "rolling", "months": 1, "round_up": "none"})
    told = granted(till, "2024-01-01", ends_us=till.us("2024-01-05"))
    assert [till.shown(lot.expires) for lot in told.lots] == ["2024-01-05T00:00:00"]
    both = granted(till, "2024-01-02")
    assert [till.shown(lot.expires) for lot in both.lots] == ["2024-01-05T00:00:00", "2024-02-02T00:00:00"]


@pytest.mark.parametrize(("acts", "end"), [(True, "2024-03-02"), (False, "2024-03-01")])
def test_what_a_member_does_keeps_points_alive_and_a_gift_only_starts_the_clock(acts, end):
    till = shop({"kind": "inactivity", "months": 2})
    assert granted(till, "2024-01-01", acts=acts).active_until == till.us("2024-03-01")
    assert granted(till, "2024-01-02", acts=acts).active_until == till.us(end)


def test_spending_alone_keeps_points_alive_where_told():
    till = shop({"kind": "inactivity", "months": 2, "extended_by": ["spend"]})
    granted(till, "2024-01-01", acts=True)
    assert granted(till, "2024-01-02", acts=True).active_until == till.us("2024-03-01")


def test_points_repay_a_debt_first():
    till = shop({"kind": "never"})
    till.standing = replace(till.standing, debt=3)
    after = granted(till, "2024-01-01")
    assert (after.debt, after.booked) == (0, 2)
