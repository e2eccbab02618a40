"""Findings have a path, a line, and a name that was probably meant."""

import pytest

from loyalty.rules.findings import Phrase, choices, dotted, located, told

PHRASE = Phrase("{thing} is odd", "Mend {thing}", "{thing} 不对", "请改 {thing}")


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ((), "program"),
        (("offers", 2, "benefit", "percent"), "offers[2].benefit.percent"),
        (("prices", "A.1"), 'prices["A.1"]'),
        (("prices", ""), 'prices[""]'),
        (("prices", "x" * 70), 'prices["' + "x" * 59 + '…"]'),
        ((0, "a"), "program[0].a"),
    ],
)
def test_a_path_is_written_as_people_write_it(parts, path):
    assert dotted(parts) == path


def test_a_fact_may_have_its_own_chinese():
    problem = told("odd", PHRASE, "a", "warning", {"thing": "tea", "thing_zh": "茶"})
    assert (problem.what, problem.what_zh) == ("tea is odd", "茶 不对")
    assert (problem.severity, problem.line) == ("warning", None)


@pytest.mark.parametrize(
    ("path", "line"),
    [("a.b", 2), ("a.b.c[3].d", 2), ("a.c", 1), ("z", None), ("program", None), ("c[1].d", 7), ("c[2]", 5)],
)
def test_a_finding_stands_on_the_line_of_the_nearest_thing_around_it(path, line):
    lines = {"a": 1, "a.b": 2, "c": 5, "c[1]": 7}
    assert located(told("odd", PHRASE, path, "error", {"thing": "x"}), lines).line == line


def test_a_condition_written_without_a_list_has_no_number_in_its_path():
    problem = told("odd", PHRASE, "offers[0].when[0].any", "error", {"thing": "x"})
    found = located(problem, {"offers[0].when.any": 4})
    assert (found.path, found.line) == ("offers[0].when.any", 4)
    assert located(problem, {"offers[0].when[0].any": 5}).path == "offers[0].when[0].any"


def test_a_name_that_was_probably_meant_is_offered():
    assert choices("glod", ["gold", "silver"])["choice"] == "Did you mean `gold`?"
    assert choices("x", ["gold"])["choice_zh"] == "可选：`gold`。"
    assert choices("x", [])["choice"] == "There is none to choose from."
    assert choices("x", [f"name{number}" for number in range(20)])["choice"].endswith("`name15`, ….")
