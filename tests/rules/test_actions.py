"""What an action may say."""

import pytest
from pydantic import ValidationError

from loyalty.rules.actions import ActionRule, AtMost, Streak


def test_an_action_earns_points_that_end_as_all_points_do_unless_told():
    rule = ActionRule(id="daily", action="check_in", points=5)
    assert (rule.at_most, rule.streaks, rule.valid_days) == ((), (), None)


def test_a_limit_is_by_the_day_unless_told():
    assert AtMost(times=1).each == "day"


def test_one_day_is_no_streak():
    with pytest.raises(ValidationError):
        Streak(days=1, points=5)
