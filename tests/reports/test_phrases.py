import importlib
import re
from pathlib import Path
from string import Formatter

import pytest

import loyalty.reports
from loyalty.reports.words import PHRASES

MODULES = [
    importlib.import_module(f"loyalty.reports.{path.stem}")
    for path in Path(loyalty.reports.__file__).parent.glob("phrases*.py")
]
FIELD = re.compile(r"\{[a-z_]*\}")
LETTERS = re.compile(r"[A-Za-z]")
CHINESE = re.compile(r"[\u4e00-\u9fff\uff00-\uffef]")


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_every_phrase_is_written_in_both_languages(key):
    english, chinese = PHRASES[key]
    assert english.strip()
    assert not CHINESE.search(english)
    assert CHINESE.search(chinese) or not LETTERS.search(FIELD.sub("", chinese))


@pytest.mark.parametrize("key", sorted(PHRASES))
def test_both_languages_fill_in_the_same_fields(key):
    english, chinese = ({name for _, name, _, _ in Formatter().parse(text) if name} for text in PHRASES[key])
    assert english == chinese


def test_no_phrase_stands_in_two_tables():
    tables = [table for module in MODULES for name, table in vars(module).items() if name.isupper()]
    assert len(tables) > 4
    assert sum(len(table) for table in tables) == len(PHRASES)
