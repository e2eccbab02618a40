"""A whole programme in plain sentences."""

import re

import pytest
from hypothesis import given

from loyalty.rules.document import load_program
from loyalty.rules.sentences import describe
from tests.rules.shop import BASE_RULE, offered, program, tiered
from tests.rules.strategies import programs

HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_rule_has_one_sentence():
    shop = program(
        tiers=[tiered()],
        points={"rules": [BASE_RULE]},
        budgets=[{"id": "b", "amount": 5}],
        offers=[offered(id="a"), offered(id="c")],
    )
    head, tiers, points, lanes, budgets, offers = 1, 3, 4, 5, 1, 2
    assert len(describe(shop)) == head + tiers + points + lanes + budgets + offers
    assert len(describe(shop, "zh")) == len(describe(shop, "en"))


def test_what_ops_people_write_is_what_they_read():
    text = """
key: shop
currency: CNY
time_zone: Asia/Shanghai
offers:
  - {id: first, when: {kind: first_order}, benefit: {kind: percent, percent: 10, cap: 20}}
  - {id: each, benefit: {kind: per_each, amount: 10, every: 100, times_max: 3}}
"""
    assert describe(load_program(text), "zh-CN")[-2:] == [
        "首单立减10%，最多减20元。",
        "每满100元减10元，最多减3次。",
    ]


@pytest.mark.parametrize(("language", "stop"), [("en", "."), ("fr", "."), ("zh", "。"), ("zh_Hans", "。")])
def test_another_language_is_told_in_english(language, stop):
    assert {sentence[-1] for sentence in describe(program(), language)} == {stop}


@given(programs())
def test_every_program_can_be_described_in_both_languages(drawn):
    english, chinese = describe(drawn), describe(drawn, "zh")
    assert len(english) == len(chinese)
    assert all(sentence.endswith(".") and "\n" not in sentence for sentence in english)
    assert all(sentence.endswith("。") and HAN.search(sentence) for sentence in chinese)
