"""The sentences of the review are warnings, except for what can never work."""

import re

import pytest

from loyalty.rules.wording_review import ERRORS, REVIEW, doubt
from tests.house.tree import ROOT


def test_every_error_of_the_review_has_its_sentence():
    assert set(REVIEW) >= ERRORS


@pytest.mark.parametrize(("code", "severity"), [("no_cap", "warning"), ("never_true", "error")])
def test_a_doubt_is_a_warning_unless_it_can_never_work(code, severity):
    assert doubt(code, "offers[0]", other="x").severity == severity


def test_braces_of_the_document_stand_in_a_sentence():
    assert "`{per: member, uses: 1}`" in doubt("no_member_limit", "offers[0]").mend


def test_every_finding_stands_in_the_reference():
    table = (ROOT / "docs" / "reference" / "review-findings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \| (error|warning) \|", table, flags=re.MULTILINE)
    assert rows == [(code, "error" if code in ERRORS else "warning") for code in REVIEW]
