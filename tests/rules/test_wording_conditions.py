"""Sentences about single conditions are fields' sentences: told from one table."""

from loyalty.rules.wording_conditions import CONDITIONS
from loyalty.rules.wording_fields import FIELDS


def test_every_sentence_about_a_condition_is_found_among_those_of_fields():
    assert all(FIELDS[code] == phrase for code, phrase in CONDITIONS.items())
