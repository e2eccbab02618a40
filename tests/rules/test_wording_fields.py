"""Every sentence stands in both languages, about the same facts."""

import re
from string import Formatter

import pytest

from loyalty.rules.wording_checks import CHECKS
from loyalty.rules.wording_fields import FIELDS
from loyalty.rules.wording_review import REVIEW

ALL = {**FIELDS, **CHECKS, **REVIEW}
HAN = re.compile(r"[\u4e00-\u9fff]")


def facts(*templates):
    return {name for template in templates for _, name, _, _ in Formatter().parse(template) if name}


def test_no_code_stands_in_two_tables():
    assert len(ALL) == len(FIELDS) + len(CHECKS) + len(REVIEW)


@pytest.mark.parametrize("code", ALL)
def test_a_code_is_told_in_english_and_chinese_about_the_same_facts(code):
    phrase = ALL[code]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert not HAN.search(phrase.what + phrase.mend)
    assert HAN.search(phrase.what_zh)
    assert HAN.search(phrase.mend_zh) or phrase.mend_zh == "{choice}"
    assert facts(phrase.what, phrase.mend) == facts(phrase.what_zh, phrase.mend_zh)
