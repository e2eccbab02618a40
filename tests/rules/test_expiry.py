"""Expiry policies have one length, and days that exist."""

import pytest

from loyalty.rules.expiry import RollingExpiry
from tests.rules.shop import only, program, refusals


@pytest.mark.parametrize(
    "expiry",
    [
        {"kind": "rolling", "months": 12},
        {"kind": "rolling", "days": 90, "from": "earning", "round_up": "none"},
        {"kind": "fixed", "month": 2, "day": 29},
        {"kind": "anniversary"},
        {"kind": "inactivity", "months": 18, "extended_by": ["earn"]},
        {"kind": "never"},
    ],
)
def test_every_policy_loads(expiry):
    assert program(points={"expiry": expiry}).points.expiry.kind == expiry["kind"]


def test_a_rolling_expiry_counts_from_maturing_to_the_end_of_the_day_unless_told():
    policy = RollingExpiry(kind="rolling", months=12)
    assert (policy.from_, policy.round_up) == ("maturing", "day")


@pytest.mark.parametrize("fields", [{}, {"months": 1, "days": 1}])
def test_a_rolling_expiry_has_one_length(fields):
    problem = only(refusals({"points": {"expiry": {"kind": "rolling", **fields}}}))
    assert (problem.code, problem.path) == ("expiry_needs_one", "points.expiry")


@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31)])
def test_a_fixed_expiry_needs_a_day_that_exists(month, day):
    problem = only(refusals({"points": {"expiry": {"kind": "fixed", "month": month, "day": day}}}))
    assert problem.code == "no_such_day"
    assert str(day) in problem.what_zh
