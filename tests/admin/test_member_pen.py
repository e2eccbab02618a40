"""Figures, instants and names in a programme's own terms."""

from datetime import UTC, datetime

import pytest

from loyalty import load_program
from loyalty.admin.member_pen import Pen
from loyalty.admin.words import Words

PROGRAM = """
key: pen
currency: CNY
time_zone: Asia/Shanghai
points: {decimals: 2, rules: [{kind: per_amount, id: base, points: 1, per: 1}]}
offers:
  - {id: ten, name: Ten off, name_zh: 减十元, benefit: {kind: amount, amount: 10}}
  - {id: bare, benefit: {kind: amount, amount: 10}}
"""


@pytest.fixture
def pens():
    program = load_program(PROGRAM)
    return Pen(program, Words("en")), Pen(program, Words("zh"))


def test_points_stand_with_their_decimals(pens):
    shown = [pens[0].points(one) for one in (123_456, 5, -105, 0)]
    assert shown == ["1,234.56", "0.05", "\u22121.05", "0.00"]


def test_names_are_in_the_readers_language_else_the_id(pens):
    assert [pen.offer("ten") for pen in pens] == ["Ten off", "减十元"]
    assert [pen.offer(name) for pen in pens for name in ("bare", "gone")] == ["bare", "gone"] * 2


def test_an_end_at_midnight_is_the_day_before_and_any_other_its_time(pens):
    midnight = datetime(2024, 5, 31, 16, tzinfo=UTC)
    assert pens[0].last_day(midnight) == "2024-05-31"
    assert pens[0].last_day(midnight.replace(hour=4)) == "2024-05-31 12:00"
