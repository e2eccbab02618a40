"""Every decision in a sentence, English or Chinese, with what is short."""

import re

import pytest

from loyalty.engine.explain import explain
from loyalty.facts.quote import Decision, NearMiss, Reason
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


def test_an_offer_that_applies_without_money_brings_a_gift():
    assert (told(), told(language="zh")) == ("It brings a gift or points.", "已赠送赠品或积分。")


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


def missed(**fields):
    """A near miss in both languages: 20.00 more saves 30.00 unless said."""
    known = {"add_minor": 2_000, "add_units": 0, "saves_minor": 3_000, "gift": False, "applies": False}
    miss = NearMiss(offer_id="a", line_id="b", **(known | {"any_goods": True} | fields))
    return explain(miss, CNY), explain(miss, CNY, language="zh")


def test_a_near_miss_of_money_says_what_to_spend_and_what_it_saves():
    assert missed() == ("Spend ¥20.00 more to save ¥30.00.", "再买 ¥20.00 可减 ¥30.00。")
    assert missed(any_goods=False) == (
        "Spend ¥20.00 more on its goods to save ¥30.00.",
        "再买 ¥20.00 的适用商品可减 ¥30.00。",
    )


def test_the_next_step_of_an_offer_that_applies_saves_more():
    assert missed(applies=True) == (
        "Spend ¥20.00 more to save ¥30.00 more.",
        "再买 ¥20.00 可再减 ¥30.00。",
    )


def test_a_near_miss_of_units_says_how_many_to_add():
    assert missed(add_units=1) == ("Add 1 more unit to save ¥30.00.", "再买 1 件可减 ¥30.00。")
    assert missed(add_units=2, any_goods=False) == (
        "Add 2 more units of its goods to save ¥30.00.",
        "再买 2 件适用商品可减 ¥30.00。",
    )


def test_a_near_miss_of_a_gift_says_so():
    assert missed(gift=True, saves_minor=0) == ("Spend ¥20.00 more to get a gift.", "再买 ¥20.00 可得赠品。")
    assert missed(gift=True) == (
        "Spend ¥20.00 more to get a gift and save ¥30.00.",
        "再买 ¥20.00 可得赠品，可减 ¥30.00。",
    )
