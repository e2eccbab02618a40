from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from loyalty.errors import SettingRefused
from loyalty.simulate.replaying.settings import Settings, share_ppm

WARM = datetime(2025, 2, 1, tzinfo=UTC)


def sentence(key: str, **settings: Any) -> tuple[str, str, str]:
    """Value, English and Chinese of one assumption."""
    found = {one.key: one for one in Settings(**settings).assumptions()}[key]
    return found.value, found.en, found.zh


def test_every_assumption_stands_in_the_head_once_and_in_one_order():
    assert [one.key for one in Settings().assumptions()] == [
        "price_basis",
        "use_points",
        "use_coupons",
        "returns",
        "delivered_after_days",
        "holds",
        "behaviour",
        "warm_up_until",
        "margin",
    ]


HELD = "and its member holds a coupon of each offer that no issuance gives"


@pytest.mark.parametrize(
    ("key", "settings", "value", "en", "zh"),
    [
        (
            "price_basis",
            {},
            "net",
            "Prices are what was paid: past discounts stay, the draft comes on top.",
            "价格按实付计：历史折扣保留，草案优惠在其之上。",
        ),
        (
            "price_basis",
            {"price_basis": "gross"},
            "gross",
            "Prices are before past discounts: the draft replaces them all.",
            "价格按折前计：草案取代全部历史折扣。",
        ),
        (
            "price_basis",
            {"price_basis": "gross_without", "price_codes": ("A1", "B2")},
            "gross_without",
            "Discounts of the codes A1, B2 are taken back; all others stay.",
            "仅还原券码 A1, B2 的折扣，其余折扣保留。",
        ),
        (
            "use_points",
            {},
            "always_max",
            "Every order spends as many points as it may.",
            "每个订单都使用可用积分的上限。",
        ),
        ("use_points", {"use_points": "never"}, "never", "No order spends points.", "没有订单使用积分。"),
        (
            "use_points",
            {"use_points": "share", "points_share": "0.3"},
            "share",
            "A share of 0.3 of the orders spends as many points as it may.",
            "0.3 比例的订单使用可用积分的上限。",
        ),
        (
            "use_coupons",
            {},
            "always_best",
            f"Every order shows every code, {HELD}; what saves most is used.",
            "每个订单都出示草案中的所有券码，会员另持有每项非自动发放的优惠券各一张，取最优组合。",
        ),
        (
            "use_coupons",
            {"use_coupons": "as_logged"},
            "as_logged",
            "Orders show the codes of the log; a code that is an offer's id is a coupon of it.",
            "订单出示历史记录中的券码；与优惠编号相同的券码视为该优惠的券。",
        ),
        ("use_coupons", {"use_coupons": "never"}, "never", "No codes, no coupons.", "不使用券码与优惠券。"),
        (
            "use_coupons",
            {"use_coupons": "share", "coupons_share": Decimal("0.25")},
            "share",
            f"A share of 0.25 of the orders shows every code, {HELD}.",
            "0.25 比例的订单出示所有券码，会员另持有每项非自动发放的优惠券各一张。",
        ),
        (
            "returns",
            {},
            "replay",
            (
                "Linked returns go back by quantity at the draft's own unit costs; returns that name no "
                "order take points by base rules."
            ),
            "关联退货按数量以草案自身的单件成本退回；未关联订单的退货按基础规则扣回积分。",
        ),
        ("returns", {"returns": "ignored"}, "ignored", "Returns are left out.", "不计退货。"),
        (
            "delivered_after_days",
            {"delivered_after_days": 3},
            "3",
            "Goods are taken as delivered 3 days after the order.",
            "视为下单后 3 天送达。",
        ),
        (
            "delivered_after_days",
            {},
            "0",
            "Goods are taken as delivered when they are ordered.",
            "视为下单即送达。",
        ),
        (
            "delivered_after_days",
            {"delivered_after_days": 1},
            "1",
            "Goods are taken as delivered one day after the order.",
            "视为下单后 1 天送达。",
        ),
        (
            "margin",
            {},
            "none",
            "No margin is given: how much more must be sold is shown for margins from 10 % to 50 %.",
            "未给出毛利率：盈亏平衡所需的增量按 10% 至 50% 的毛利率分别列出。",
        ),
        (
            "margin",
            {"margin": "0.30"},
            "0.30",
            "A share of 0.30 of the goods' price, before the draft's discounts, is margin.",
            "草案优惠前的商品金额中，毛利占比为 0.30。",
        ),
        (
            "holds",
            {},
            "none",
            "No holds are replayed: every order is placed at its instant.",
            "不回放锁定：每个订单都在其时刻直接成交。",
        ),
        (
            "behaviour",
            {},
            "none",
            "Nobody behaves differently because of the programme.",
            "假设没有人因会员计划改变购买行为。",
        ),
        (
            "warm_up_until",
            {},
            "none",
            "There is no warm-up: members start with nothing at their first order in the log.",
            "无预热期：会员在日志中的首单前没有任何积累。",
        ),
        (
            "warm_up_until",
            {"warm_up_until": WARM},
            "2025-02-01T00:00:00+00:00",
            "Orders before 2025-02-01T00:00:00+00:00 build up state and are not measured.",
            "2025-02-01T00:00:00+00:00 之前的订单仅用于积累状态，不计入结果。",
        ),
    ],
)
def test_each_setting_is_told_in_words(key, settings, value, en, zh):
    assert sentence(key, **settings) == (value, en, zh)


@pytest.mark.parametrize(
    ("settings", "setting", "mend", "mend_zh"),
    [
        (
            {"price_basis": "list"},
            "price_basis",
            "Use one of net, gross, gross_without.",
            "请使用以下之一：net、gross、gross_without。",
        ),
        (
            {"use_points": "max"},
            "use_points",
            "Use one of always_max, never, share.",
            "请使用以下之一：always_max、never、share。",
        ),
        (
            {"use_coupons": None},
            "use_coupons",
            "Use one of always_best, as_logged, never, share.",
            "请使用以下之一：always_best、as_logged、never、share。",
        ),
        (
            {"returns": "linked"},
            "returns",
            "Use one of replay, ignored.",
            "请使用以下之一：replay、ignored。",
        ),
        (
            {"warm_up_until": datetime(2025, 2, 1)},  # noqa: DTZ001 - what is refused here
            "warm_up_until",
            "Give an instant with its offset.",
            "请给出带时区偏移的时刻。",
        ),
        (
            {"margin": "0"},
            "margin",
            "Use a share above 0, such as 0.3.",
            "请使用大于 0 的比例，例如 0.3。",
        ),
        (
            {"price_codes": ("A1",)},
            "price_codes",
            "Name the codes whose discounts are taken back with `gross_without`, only there.",
            "仅在 gross_without 时列出需要还原折扣的券码。",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(settings, setting, mend, mend_zh):
    with pytest.raises(SettingRefused) as caught:
        Settings(**settings)
    value = settings[setting]
    assert str(caught.value) == f"Setting {setting} cannot be {value!r}. {mend}"
    assert caught.value.text("zh") == f"设置 {setting} 不能为 {value!r}。{mend_zh}"


def test_taking_the_discounts_of_codes_back_needs_the_codes():
    with pytest.raises(SettingRefused, match="price_codes"):
        Settings(price_basis="gross_without")


@pytest.mark.parametrize("setting", ["delivered_after_days", "parity_orders", "parity_members"])
@pytest.mark.parametrize("value", [-1, 1_000_001, True, "3", Decimal(3), 0.5, None])
def test_a_count_is_a_whole_number_within_bounds(setting, value):
    with pytest.raises(SettingRefused, match=r"Use a whole number from 0 to 1,000,000\.") as caught:
        Settings(**{setting: value})
    assert caught.value.text("zh").endswith("请使用 0 到 1,000,000 的整数。")
    assert getattr(Settings(**{setting: 1_000_000}), setting) == 1_000_000


@pytest.mark.parametrize("seed", [-1, 2**63, "1", True, 0.5])
def test_a_seed_is_a_whole_number_that_is_not_negative(seed):
    with pytest.raises(SettingRefused, match="Setting seed cannot be"):
        Settings(seed=seed)
    assert Settings(seed=2**63 - 1).seed == 2**63 - 1


def test_a_code_with_braces_is_told_as_it_is():
    codes = ("{use_points}", "{0}")
    assert (
        "{use_points}, {0} are" in sentence("price_basis", price_basis="gross_without", price_codes=codes)[1]
    )


@pytest.mark.parametrize("setting", ["points_share", "coupons_share", "margin"])
@pytest.mark.parametrize(
    "value", ["-0.1", "1.0001", "a third", "", "NaN", "inf", "0.1234567", 0.3, 0.5, True, (1, 3)]
)
def test_a_share_is_an_exact_number_from_0_to_1(setting, value):
    with pytest.raises(SettingRefused) as caught:
        Settings(**{setting: value})
    assert (
        str(caught.value) == f"Setting {setting} cannot be {value!r}. Use a share from 0 to 1, such as 0.3."
    )
    assert caught.value.text("zh").endswith("请使用 0 到 1 的比例，例如 0.3。")


@pytest.mark.parametrize("setting", ["points_share", "coupons_share"])
def test_a_share_of_orders_cannot_be_left_out_and_a_margin_can(setting):
    with pytest.raises(SettingRefused, match=f"Setting {setting} cannot be None"):
        Settings(**{setting: None})
    assert Settings(margin=None).margin is None


@pytest.mark.parametrize(
    ("value", "ppm"),
    [
        ("0", 0),
        ("1", 1_000_000),
        ("0.3", 300_000),
        (Decimal("0.000001"), 1),
        ("1.000", 1_000_000),
        (1, 1_000_000),
    ],
)
def test_a_share_is_taken_to_the_millionth(value, ppm):
    assert share_ppm("points_share", value) == ppm


def test_settings_do_not_change_once_given():
    with pytest.raises(AttributeError):
        Settings().seed = 2  # type: ignore[misc]
