from datetime import UTC, datetime

from loyalty.admin.checking import checked, title
from tests.cli.shop import PROGRAM

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_right_document_gives_its_programme():
    found = checked(PROGRAM, now=NOW)
    assert found.program is not None
    assert found.problems == ()


def test_a_wrong_field_gives_no_programme_and_its_line():
    found = checked(PROGRAM.replace("    when:", "    wen:"), now=NOW)
    assert found.program is None
    assert [(one.line, one.severity) for one in found.problems] == [(14, "error")]
    assert (found.count("error"), found.count("warning")) == (1, 0)


def test_what_is_no_yaml_is_one_finding_in_both_languages():
    (problem,) = checked("key: [\n", now=NOW).problems
    assert problem.severity == "error"
    assert "not YAML" in problem.what
    assert "YAML" in problem.what_zh
    assert problem.what != problem.what_zh


def test_a_review_warns_about_what_may_be_loaded():
    found = checked(PROGRAM.replace("limits: [{per: member, uses: 1, each: ever}]", "priority: 1"), now=NOW)
    assert found.program is not None
    assert found.count("warning") == len(found.problems) > 0


def test_a_programme_is_called_by_its_name_in_the_language():
    assert title(PROGRAM, stem="small", language="en") == "Small shop club"
    assert title(PROGRAM, stem="small", language="zh") == "小店会员"
    assert title(PROGRAM.replace("name_zh: 小店会员\n", ""), stem="small", language="zh") == "Small shop club"


def test_a_broken_or_nameless_programme_is_called_by_its_file():
    assert title("key: [", stem="small", language="en") == "small"
