"""The sentences of changes."""

import pytest

from loyalty.rules.diff import diff
from loyalty.rules.diff_scope import Pair, Scope
from loyalty.rules.diff_words import Teller
from loyalty.rules.document import load_program
from tests.rules.whole_programme import DOCUMENT, edited


def told(path, value, *, before=DOCUMENT):
    (change,) = diff(load_program(before), load_program(edited(path, value))).changes
    return change.what, change.what_zh


@pytest.mark.parametrize(
    ("path", "value", "english", "chinese"),
    [
        (
            "points.pending.days",
            14,
            "When points can be spent: wait 14 days instead of 7 days.",
            "到账时间：等待由7天改为14天。",
        ),
        (
            "offers.0.benefit.cap",
            None,
            "P: no cap any more (it was ¥9).",
            "折：取消封顶（原为9元）。",
        ),
        (
            "tiers.0.levels.1.free_shipping_from",
            50,
            "Gold: free shipping from ¥50 instead of from ¥99.",
            "金卡：免运费由满99元改为满50元。",
        ),
        (
            "tiers.1.levels.0.minimum",
            20,
            "`often`: from 20 orders instead of 12 orders.",
            "`often`：门槛由12单改为20单。",
        ),
        (
            "offers.3.benefit.steps.1.percent",
            15,
            "`steps`, step 2: percent off 15% instead of 10%.",
            "`steps`第2档：立减比例由10%改为15%。",
        ),
        (
            "budgets.0.over",
            "reject",
            "`fund`: at its end: “what does not fit is refused” instead of “the last order gets the rest”.",
            "`fund`：用完时由“最后一单用完剩余部分”改为“余额不足的订单不享受”。",
        ),
        (
            "points.combine",
            "highest",
            "Several multipliers: “the highest counts” instead of “their bonuses add up”.",
            "多个倍率由“加成相加”改为“取最高的一个”。",
        ),
        (
            "offers.0.benefit.of",
            {"categories": ["tea"]},
            (
                "P: goods: “tea” instead of “tea with the brand x with size l with the seller s "
                "with the SKU A priced from ¥5 and below ¥50 and at list price "
                "except tea/old, y, size xs, the seller t and B”."
            ),
            (
                "折：商品范围由“tea且x品牌且size为l且卖家 s且A且单价不低于5元且低于50元且按原价销售"
                "（tea/old、y、size为xs、卖家 t和B除外）”改为“tea”。"
            ),
        ),
    ],
)
def test_a_change_is_a_sentence_that_says_both_values(path, value, english, chinese):
    assert told(path, value) == (english, chinese)


def test_a_value_where_there_was_none_is_called_new():
    without = edited("offers.0.benefit.cap", None)
    (change,) = diff(load_program(without), load_program(DOCUMENT)).changes
    assert change.what == "P: cap ¥9, where there was none."
    assert change.what_zh == "折：新增封顶：9元。"


def test_each_version_speaks_of_itself_in_its_own_currency():
    euros = edited("currency", "EUR") | {
        "budgets": [{"id": "fund", "amount": 400}, {"id": "other", "amount": 900}]
    }
    found = diff(load_program(DOCUMENT), load_program(euros))
    assert [change.what for change in found.of("budgets")] == ["`fund`: amount €400 instead of ¥500."]


def test_what_has_no_name_is_told_without_one():
    one, other = load_program(DOCUMENT), load_program(edited("name", "Other"))
    assert Teller(one, other).changed(Pair(one, other, "name"), Scope()) == (
        "Name: “Other” instead of “Shop”.",
        "名称由“Shop”改为“Other”。",
    )
