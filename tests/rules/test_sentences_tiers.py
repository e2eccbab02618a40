"""Tiers in words."""

import pytest

from loyalty.rules.sentences_tiers import level_sentence, track_sentence
from loyalty.rules.tongue import Tongue
from tests.rules.shop import program, tiered


def track_told(**changes):
    shop = program(tiers=[tiered(**changes)])
    return tuple(track_sentence(shop.tiers[0], Tongue.of(shop, language)) for language in ("en", "zh"))


def level_told(*, of="spend", **fields):
    credit = {"of": of, "window": {"kind": "lifetime"}}
    shop = program(tiers=[tiered(credit=credit, levels=[{"id": "gold", "minimum": 10} | fields])])
    track = shop.tiers[0]
    return tuple(
        level_sentence(track.levels[0], track, Tongue.of(shop, language)) for language in ("en", "zh")
    )


def test_a_track_says_what_counts_how_levels_rise_and_end():
    assert track_told(name="Growth", name_zh="成长等级") == (
        (
            "Growth: spending counts from payment for 12 months; levels rise at once; a level lasts "
            "12 months; it then drops to what is qualified; returns lower the credit and are checked again."
        ),
        (
            "成长等级：按近12个月的消费金额定级，付款时计入；达标立即升级；等级有效期12个月；未保级则降到符合的等级；"
            "退货后重新核算等级。"
        ),
    )


@pytest.mark.parametrize(
    ("window", "english", "chinese"),
    [
        ({"kind": "calendar_year"}, "within the calendar year", "自然年内"),
        ({"kind": "membership_year"}, "within the membership year", "会员年度内"),
        ({"kind": "lifetime"}, "for ever", "累计"),
    ],
)
def test_windows_have_their_words(window, english, chinese):
    credit = {"of": "orders", "counts_at": "matured", "window": window}
    pair = track_told(credit=credit, levels=[{"id": "a", "minimum": 1}])
    assert f"orders counts from maturing {english}" in pair[0]
    assert f"按{chinese}的订单数定级，到账时计入" in pair[1]


@pytest.mark.parametrize(
    ("term", "english", "chinese"),
    [
        ("period_end", "to the end of the period", "有效至本期末"),
        ("next_period_end", "to the end of the next period", "有效至下一期末"),
        ("forever", "lasts for ever", "永久有效"),
        ("follows_credit", "follows the credit", "实时变化"),
    ],
)
def test_terms_have_their_words(term, english, chinese):
    credit = {"of": "base_points", "window": {"kind": "calendar_year"}}
    levels = [{"id": "a", "minimum": 1}]
    pair = track_told(credit=credit, term={"kind": term}, levels=levels, on_return="keep")
    assert english in pair[0]
    assert chinese in pair[1]
    assert ("drops" in pair[0]) is term.endswith("period_end")
    assert "a return does not cost a level" in pair[0]


@pytest.mark.parametrize(
    ("drop", "english", "chinese"),
    [
        ("one", "drops by one", "降一级"),
        ("to_qualified", "to what is qualified", "降到符合"),
        ("never", "never drops", "不降级"),
    ],
)
def test_the_end_of_a_term_says_who_drops_and_when(drop, english, chinese):
    pair = track_told(at_term_end={"grace_days": 30, "drop": drop})
    assert f"{english} after 30 days of grace" in pair[0]
    assert chinese in pair[1]
    assert "宽限30天" in pair[1]


def test_a_late_upgrade_is_said():
    credit = {"of": "spend", "window": {"kind": "calendar_year"}}
    pair = track_told(credit=credit, upgrade="at_period_end")
    assert "levels rise at the period's end" in pair[0]
    assert "期末统一升级" in pair[1]


def test_a_level_says_everything_that_it_brings():
    price = {"percent": 5, "of": {"categories": ["茶叶"]}}
    assert level_told(
        name="Gold",
        name_zh="金卡",
        retain=8,
        multiplier="1.5",
        member_price=price,
        free_shipping_from=99,
        expiry={"kind": "never"},
    ) == (
        (
            "Gold: from ¥10 (¥8 to keep it); 1.5 times the points; member price: 5% off 茶叶; "
            "free shipping from ¥99; points do not end."
        ),
        "金卡：10元起（保级8元）；积分1.5倍；茶叶会员价减5%；满99元免运费；积分永久有效。",
    )


@pytest.mark.parametrize(
    ("of", "english", "chinese"),
    [
        ("orders", "gold: from 10 orders", "gold：10单起"),
        ("base_points", "gold: from 10 points", "gold：10积分起"),
    ],
)
def test_a_level_begins_in_the_unit_of_its_credit(of, english, chinese):
    english_told, chinese_told = level_told(of=of, free_shipping_from=0, member_price={"percent": 1})
    assert english_told == f"{english}; member price: 1% off; free shipping."
    assert chinese_told == f"{chinese}；会员价减1%；免运费。"
