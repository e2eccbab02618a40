"""Every reason for refusing an offer can be read by the shop's staff, in English and Chinese."""

import re

from loyalty.engine.explain import REASON_TEXTS
from loyalty.facts.quote import Reason

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_reason_has_words_and_no_words_lack_a_reason():
    assert set(REASON_TEXTS) == set(Reason)


def test_the_words_are_english_and_chinese():
    wrong = [
        reason.name
        for reason, (english, chinese) in REASON_TEXTS.items()
        if not english or HAN.search(english) or not HAN.search(chinese)
    ]
    assert wrong == []


def test_no_two_reasons_read_the_same():
    assert len({english for english, _ in REASON_TEXTS.values()}) == len(REASON_TEXTS)
    assert len({chinese for _, chinese in REASON_TEXTS.values()}) == len(REASON_TEXTS)
