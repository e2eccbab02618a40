"""Every decision in a sentence, English or Chinese, with what is short."""

import re

import pytest

from loyalty.engine.explain import explain
from loyalty.facts.quote import Decision, Reason
from loyalty.money import currency

CNY = currency("CNY")
HAN = re.compile(r"[\u4e00-\u9fff]")


def told(reason=Reason.NONE, *, amount=0, short=0, language="en"):
    applied = reason is Reason.NONE
    decision = Decision("a", applied=applied, reason=reason, amount_minor=amount, short_by=short)
    return explain(decision, CNY, language=language)


def test_an_applied_offer_says_what_it_takes_off():
    assert told(amount=123_450) == "It takes ¥1,234.50 off."
    assert told(amount=123_450, language="zh") == "已优惠 ¥1,234.50。"


def test_money_short_of_a_minimum_is_said():
    assert told(Reason.BELOW_MINIMUM, short=2_000) == (
        "The goods come to less than its minimum. ¥20.00 more would do."
    )
    assert told(Reason.BELOW_MINIMUM, short=2_000, language="zh-CN") == "商品金额未达到门槛。还差 ¥20.00。"


def test_pieces_short_of_a_minimum_are_said():
    assert told(Reason.TOO_FEW, short=2) == "There are too few units of its goods. 2 more would do."
    assert told(Reason.TOO_FEW, short=2, language="zh") == "商品件数未达到门槛。还差 2 件。"
    different = told(Reason.TOO_FEW_DIFFERENT, short=2)
    assert different == "There are too few different articles of its goods. 2 more would do."
    assert told(Reason.TOO_FEW_DIFFERENT, short=2, language="zh") == "不同商品的种数未达到门槛。还差 2 种。"


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.NONE])
def test_every_refusal_is_a_sentence_in_both_languages(reason):
    english, chinese = told(reason), told(reason, language="zh")
    assert english.endswith(".")
    assert not HAN.search(english)
    assert chinese.endswith("。")
    assert HAN.search(chinese)


def test_another_language_reads_english():
    assert told(Reason.NO_CODE, language="fr") == told(Reason.NO_CODE)
