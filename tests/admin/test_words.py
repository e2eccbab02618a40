import re
from string import Formatter

import pytest

from loyalty.admin.words import (
    BEHIND,
    CHECK,
    FORM,
    FRAME,
    GRID,
    LANGUAGES,
    MEMBERS,
    NAMES,
    PHRASES,
    PROGRAMS,
    RUN,
    Words,
    asked_for,
)

HAN = re.compile(r"[\u4e00-\u9fff]")


def fields(phrase):
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_stands_in_both_languages_with_the_same_fields(key):
    english, chinese = PHRASES[key]
    assert english
    assert not HAN.search(english)
    assert HAN.search(chinese)
    assert fields(english) == fields(chinese)


def test_no_key_stands_in_two_tables():
    assert len(PHRASES) == sum(map(len, (FRAME, FORM, RUN, BEHIND, PROGRAMS, MEMBERS, GRID, CHECK)))


def test_each_language_is_named_in_itself():
    assert tuple(NAMES) == LANGUAGES


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-CN", "zh"),
        ("zh-Hant-TW", "zh"),
        ("zh", "zh"),
        ("en-GB", "en"),
        ("de", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_the_browsers_language_comes_first(locale, language):
    assert asked_for(locale) == language


def test_a_phrase_is_filled_in():
    assert Words("en")("saved", name="a.yaml") == "Saved as a.yaml."
    assert Words("zh")("line", line=3) == "第 3 行"
    with pytest.raises(KeyError):
        Words("en")("no such phrase")
