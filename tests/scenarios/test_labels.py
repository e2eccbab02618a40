"""Figures by name."""

import re

import pytest

from loyalty.scenarios.labels import KINDS, LABELS, label

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("field", "english", "chinese"),
    [
        ("to_pay", "to pay", "应付"),
        ("applied.first-order", "applied first-order", "生效 first-order"),
        ("lines.1.discount", "line 1, discount", "第 1 行优惠"),
        ("lines.a.b.to_pay", "line a.b, to pay", "第 a.b 行应付"),
        (
            "lines.1.offers.growth.gold.price",
            "line 1, offer growth.gold.price",
            "第 1 行优惠 growth.gold.price",
        ),
        ("after.available", "available afterwards", "之后可用积分"),
    ],
)
def test_a_figure_is_called_by_what_it_is(field, english, chinese):
    assert (label(field, "en"), label(field, "zh")) == (english, chinese)


def test_names_stand_in_both_languages():
    for english, chinese in (*LABELS.values(), *KINDS.values()):
        assert not HAN.search(english)
        assert HAN.search(chinese)
