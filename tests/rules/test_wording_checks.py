"""The sentences of the checks are errors."""

import pytest

from loyalty.rules.wording_checks import CHECKS, wrong


def test_what_does_not_hold_together_is_an_error():
    problem = wrong("hours_empty", "offers[0].when[0]", value="10:00")
    assert (problem.severity, problem.code, problem.line) == ("error", "hours_empty", None)
    assert "10:00" in problem.what


def test_a_sentence_without_its_facts_is_a_mistake_in_the_library():
    with pytest.raises(KeyError):
        wrong("hours_empty", "offers[0]")
    assert "hours_empty" in CHECKS
