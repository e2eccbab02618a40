import re
from string import Formatter

import pytest

from loyalty.reports.phrases_grid import FIELDS, GRID

HAN = re.compile(r"[\u4e00-\u9fff]")
SIGNS = {"grid.name", "grid.value", "grid.axis", "grid.times", "grid.and", "grid.list"}


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", [*GRID, *FIELDS])
def test_a_phrase_says_the_same_of_the_same_facts_in_both_languages(key):
    english, chinese = (GRID | FIELDS)[key]
    assert not HAN.search(english)
    assert fields(english) == fields(chinese)
    assert key in SIGNS or HAN.search(chinese)
