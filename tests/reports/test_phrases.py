import re
from string import Formatter

import pytest

from loyalty.reports.phrases import ANSWERS, HEADINGS, LABELS, NAMES
from loyalty.reports.words import PHRASES

CHINESE = re.compile(r"[\u4e00-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_is_written_in_both_languages(key):
    english, chinese = PHRASES[key]
    assert english.strip()
    assert not CHINESE.search(english)
    assert CHINESE.search(chinese)


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_both_languages_fill_in_the_same_fields(key):
    english, chinese = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in PHRASES[key])
    assert english == chinese


def test_no_phrase_stands_in_two_tables():
    tables = (HEADINGS, LABELS, NAMES, ANSWERS)
    assert sum(len(table) for table in tables) == len(PHRASES)
