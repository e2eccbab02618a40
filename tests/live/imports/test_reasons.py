"""Every code of a finding has words in two languages, and says how to mend it."""

import re

from loyalty.live.imports.reasons import REASONS

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_codes_are_stable_words():
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in REASONS)


def test_every_code_speaks_english_and_chinese():
    for code, words in REASONS.items():
        for english, chinese in ((words.en, words.zh), (words.mend, words.mend_zh)):
            assert english.endswith("."), code
            assert not HAN.search(english), code
            assert HAN.search(chinese), code
            assert chinese.endswith("。"), code


def test_no_two_codes_read_the_same():
    assert len({words.en for words in REASONS.values()}) == len({words.zh for words in REASONS.values()})
    assert len({words.en for words in REASONS.values()}) == len(REASONS)
