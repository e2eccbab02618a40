"""The sentences of switches: both languages say the same facts."""

import re

import pytest

from loyalty.simulate.varying.switchboard_words import SPANS, WORDS

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("word", WORDS)
def test_both_languages_name_the_switch_and_the_same_position(word):
    english, chinese = WORDS[word]
    facts = [set(re.findall(r"{(\w+)}", text)) for text in (english, chinese)]
    assert not HAN.search(english)
    assert HAN.search(chinese)
    assert facts[0] == facts[1]


def test_every_span_of_a_cap_is_said():
    assert all(HAN.search(chinese) and not HAN.search(english) for english, chinese in SPANS.values())
