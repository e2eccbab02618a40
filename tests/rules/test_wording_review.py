"""The sentences of the review are warnings, except for what can never work."""

import pytest

from loyalty.rules.wording_review import ERRORS, REVIEW, doubt


def test_every_error_of_the_review_has_its_sentence():
    assert set(REVIEW) >= ERRORS


@pytest.mark.parametrize(("code", "severity"), [("no_cap", "warning"), ("never_true", "error")])
def test_a_doubt_is_a_warning_unless_it_can_never_work(code, severity):
    assert doubt(code, "offers[0]", other="x").severity == severity


def test_braces_of_the_document_stand_in_a_sentence():
    assert "`{per: member, uses: 1}`" in doubt("no_member_limit", "offers[0]").mend
