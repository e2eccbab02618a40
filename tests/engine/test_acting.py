"""Actions earn within their limits, and more for days in a row."""

import pytest

from loyalty.engine import act
from tests.engine.till import Till


def shop(**fields):
    daily = {"id": "daily", "action": "check_in", "points": 5, **fields}
    return Till(points={"actions": [daily, {"id": "wrote", "action": "review", "points": 9}]})


def acted(till, at, action="check_in"):
    done = act(till.plan, action, who=till.who, standing=till.standing, at=till.at(at))
    till.standing = done.standing
    return sum(points for _, points in done.points)


def test_an_action_earns_what_its_rules_say_and_others_nothing():
    till = shop()
    assert [acted(till, "2024-01-01", action) for action in ("check_in", "review", "yawn")] == [5, 9, 0]
    assert till.standing.booked == 14
    assert acted(Till(), "2024-01-01") == 0


@pytest.mark.parametrize(
    ("each", "earned"),
    [("day", [5, 0, 5, 5]), ("week", [5, 0, 0, 5]), ("month", [5, 0, 0, 0]), ("ever", [5, 0, 0, 0])],
)
def test_beyond_its_limit_an_action_earns_nothing(each, earned):
    till = shop(at_most=[{"times": 1, "each": each}])
    days = ["2024-01-01T08:00", "2024-01-01T20:00", "2024-01-02T08:00", "2024-01-08T08:00"]
    assert [acted(till, day) for day in days] == earned


def test_days_in_a_row_add_points_each_time_they_are_full():
    till = shop(at_most=[{"times": 1, "each": "day"}], streaks=[{"days": 3, "points": 20}])
    days = [f"2024-01-{day:02}T08:00" for day in (1, 2, 3, 4, 5, 6, 8, 9, 10)]
    assert [acted(till, day) for day in days] == [5, 5, 25, 5, 5, 25, 5, 5, 25]


def test_twice_a_day_is_one_day_of_a_streak():
    till = shop(streaks=[{"days": 2, "points": 20}])
    days = ["2024-01-01T08:00", "2024-01-01T20:00", "2024-01-02T08:00", "2024-01-01T09:00"]
    assert [acted(till, day) for day in days] == [5, 5, 25, 5]


def test_an_action_that_came_late_counts_in_the_newest_window():
    till = shop(at_most=[{"times": 1, "each": "day"}])
    assert [acted(till, day) for day in ("2024-01-02", "2024-01-01")] == [5, 0]


def test_points_of_an_action_may_end_sooner():
    till = shop(valid_days=1)
    acted(till, "2024-01-01T08:00")
    assert till.shown(till.standing.lots[0].expires) == "2024-01-03T00:00:00"
