from typing import get_args

from loyalty.simulate.figures.outcome_members import Against, Group
from loyalty.simulate.figures.telling_spread import CUTS


def test_the_groups_of_members_are_told_from_those_who_get_most_to_those_who_get_least():
    assert tuple(name for name, _percent in CUTS) == get_args(Group)
    percents = [percent for _name, percent in CUTS]
    assert percents == sorted(percents)
    assert percents[-1] == 100


def test_a_draft_is_compared_with_three_things():
    assert get_args(Against) == ("history", "program", "first_draft")
