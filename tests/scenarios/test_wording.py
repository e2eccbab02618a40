"""Sentences about scenarios stand in both languages, about the same facts."""

import re
from string import Formatter

import pytest

from loyalty.rules.wording_fields import FIELDS
from loyalty.scenarios.wording import PHRASES, SCENARIOS, wrong

HAN = re.compile(r"[\u4e00-\u9fff]")


def facts(*templates):
    return {name for template in templates for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", SCENARIOS)
def test_a_code_is_told_in_english_and_chinese_about_the_same_facts(code):
    phrase = SCENARIOS[code]
    assert not HAN.search(phrase.what + phrase.mend)
    assert HAN.search(phrase.what_zh)
    assert HAN.search(phrase.mend_zh) or phrase.mend_zh in {"{choice}", "最多填 {amount}"}
    assert facts(phrase.what, phrase.mend) == facts(phrase.what_zh, phrase.mend_zh)


def test_no_code_of_a_field_is_said_otherwise_here():
    assert not SCENARIOS.keys() & FIELDS.keys()
    assert PHRASES.keys() == SCENARIOS.keys() | FIELDS.keys()


def test_a_fault_of_a_scenario_is_an_error_with_its_place():
    problem = wrong("line_twice", "scenarios[0].cart.lines[1]", value="a")
    assert problem.severity == "error"
    assert (
        problem.text("zh")
        == "scenarios[0].cart.lines[1]：两行的编号都是 `a`。请使用不同的编号；不写时为行号。"
    )
