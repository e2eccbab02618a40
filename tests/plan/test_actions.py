"""The counters of actions."""

from loyalty.plan.actions import action_counters
from loyalty.rules.document import load_program
from tests.engine.till import HEAD
from tests.rules.whole_programme import DOCUMENT


def test_each_limit_and_each_streak_has_a_counter():
    assert list(action_counters(load_program(DOCUMENT))) == ["action/daily/day", "action/daily/streak"]


def test_a_programme_without_points_counts_no_actions():
    assert list(action_counters(load_program(HEAD))) == []
