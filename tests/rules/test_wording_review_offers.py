"""Findings about offers say in two languages what is wrong and how to mend it."""

import re

import pytest

from loyalty.rules.wording_review import REVIEW
from loyalty.rules.wording_review_offers import OFFERS

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", OFFERS)
def test_each_stands_among_the_findings_in_two_languages(code):
    words = OFFERS[code]
    assert REVIEW[code] is words
    for english in (words.what, words.mend):
        assert english
        assert not HAN.search(english)
    assert HAN.search(words.what_zh)
    assert HAN.search(words.mend_zh)
