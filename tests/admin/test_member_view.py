"""The line that says where a member stands on a track."""

import pytest

from loyalty import load_program
from loyalty.admin.member_pen import Pen
from loyalty.admin.member_view import standing_line
from loyalty.admin.words import Words
from loyalty.engine.progress import LevelSource, TrackFigures

PROGRAM = """
key: line
currency: CNY
time_zone: UTC
points: {{rules: [{{kind: per_amount, id: base, points: 1, per: 1}}]}}
tiers:
  - id: growth
    credit: {{of: {of}, window: {{kind: rolling, months: 12}}}}
    term: {{kind: months, months: 12}}
    levels: [{{id: silver, minimum: "2"}}, {{id: gold, name: Gold, name_zh: 金卡, minimum: "5"}}]
"""
GRANTED = LevelSource(source="granted", level="silver", ends_us=None)


def line(of, language="en", **fields):
    program = load_program(PROGRAM.format(of=of))
    given = {
        "track": "growth",
        "level": "silver",
        "sources": (GRANTED,),
        "credit": 300,
        "to_keep": 0,
        "next_level": "gold",
        "to_rise": 200,
    }
    shown = standing_line(program.tiers[0], TrackFigures(**given | fields), Pen(program, Words(language)))
    return shown.replace("\\", "")


@pytest.mark.parametrize(
    ("of", "credit", "missing"),
    [
        ("spend", "¥3.00", "¥2.00"),
        ("orders", "300 orders", "200 orders"),
        ("base_points", "300 points", "200 points"),
    ],
)
def test_credit_is_in_the_tracks_own_unit(of, credit, missing):
    said = line(of)
    assert f"Credit now: {credit}." in said
    assert f"{missing} more reaches Gold." in said
    assert "Enough to keep the level." in said


def test_sources_say_until_when_they_hold():
    assert "silver granted, without end" in line("spend")
    held = (LevelSource(source="computed", level="gold", ends_us=86_400_000_000),)
    said = line("spend", "zh", level="gold", sources=held, next_level=None, to_rise=None, to_keep=100)
    assert "growth当前：金卡" in said
    assert "金卡按成长值，至 1970-01-01" in said
    assert "再累计 ¥1.00 可保级" in said


def test_below_the_first_level_is_said():
    assert "below the first level" in line("spend", level=None, sources=(), to_keep=None)
