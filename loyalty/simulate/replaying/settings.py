"""What a log cannot tell: stated by whoever simulates, and repeated in the head of every result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from loyalty.errors import LoyaltyError, NotANumber, SettingRefused, TimeError
from loyalty.handed_in import look_into
from loyalty.money import percent_ppm
from loyalty.when import to_us

PriceBasis: TypeAlias = Literal["net", "gross", "gross_without"]
PointsUse: TypeAlias = Literal["always_max", "never", "share"]
CouponsUse: TypeAlias = Literal["always_best", "as_logged", "never", "share"]
ReturnsUse: TypeAlias = Literal["replay", "ignored"]

CHOICES: dict[str, tuple[str, ...]] = {
    "price_basis": ("net", "gross", "gross_without"),
    "use_points": ("always_max", "never", "share"),
    "use_coupons": ("always_best", "as_logged", "never", "share"),
    "returns": ("replay", "ignored"),
}
HIGHEST: Final = {
    "delivered_after_days": 1_000_000,
    "parity_orders": 1_000_000,
    "parity_members": 1_000_000,
    "seed": 2**63 - 1,
}
"""The highest whole number each of these may be; the lowest is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One setting in words."""

    key: str
    value: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a history is read.

    `price_basis`: the price the draft starts from; `gross_without` gives back the discounts of `price_codes`
    only. `points_share` and `coupons_share` are shares from 0 to 1 as text or Decimal, drawn by a keyed hash
    of `seed`, member and order. `margin` is the contribution margin on goods at the price the draft starts
    from, above 0 and up to 1; without it break-even is told for several. `warm_up_until`: state is built
    before this instant and measured from it.
    """

    price_basis: PriceBasis = "net"
    price_codes: tuple[str, ...] = ()
    use_points: PointsUse = "always_max"
    points_share: str | Decimal = "1"
    use_coupons: CouponsUse = "always_best"
    coupons_share: str | Decimal = "1"
    returns: ReturnsUse = "replay"
    margin: str | Decimal | None = None
    warm_up_until: datetime | None = None
    delivered_after_days: int = 0
    parity_orders: int = 1000
    parity_members: int = 50
    seed: int = 1

    def __post_init__(self) -> None:
        """Refuse what cannot be meant; raises SettingRefused."""
        for name, choices in CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingRefused(
                    setting=name,
                    value=getattr(self, name),
                    mend=f"Use one of {', '.join(choices)}.",
                    mend_zh=f"请使用以下之一：{'、'.join(choices)}。",
                )
        for name in ("points_share", "coupons_share"):
            share_ppm(name, getattr(self, name))
        if self.margin is not None and share_ppm("margin", self.margin) == 0:
            raise SettingRefused(
                setting="margin",
                value=self.margin,
                mend="Use a share above 0, such as 0.3.",
                mend_zh="请使用大于 0 的比例，例如 0.3。",
            )
        for name, most in HIGHEST.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
                raise SettingRefused(
                    setting=name,
                    value=value,
                    mend=f"Use a whole number from 0 to {most:,}.",
                    mend_zh=f"请使用 0 到 {most:,} 的整数。",
                )
        if self.warm_up_until is not None and not _instant(self.warm_up_until):
            raise SettingRefused(
                setting="warm_up_until",
                value=self.warm_up_until,
                mend="Give an instant with its offset.",
                mend_zh="请给出带时区偏移的时刻。",
            )
        look_into(self)
        if (self.price_basis == "gross_without") != bool(self.price_codes):
            raise SettingRefused(
                setting="price_codes",
                value=self.price_codes,
                mend="Name the codes whose discounts are taken back with `gross_without`, only there.",
                mend_zh="仅在 gross_without 时列出需要还原折扣的券码。",
            )

    def assumptions(self) -> tuple[Assumption, ...]:
        """Every setting that moves the result, in words."""
        said = {"price_codes": ", ".join(self.price_codes)}
        given = {name: said.get(name, getattr(self, name, None)) for name in (*_SENTENCES, *_NAMED)}
        return tuple(_assumption(key, given) for key in _SENTENCES)


_ANY: Final = "*"
_NAMED: Final = ("price_codes", "points_share", "coupons_share")
"""Settings that only stand inside the sentences of others."""
_SENTENCES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "price_basis": {
        "net": (
            "Prices are what was paid: past discounts stay, the draft comes on top.",
            "价格按实付计：历史折扣保留，草案优惠在其之上。",
        ),
        "gross": (
            "Prices are before past discounts: the draft replaces them all.",
            "价格按折前计：草案取代全部历史折扣。",
        ),
        "gross_without": (
            "Discounts of the codes {price_codes} are taken back; all others stay.",
            "仅还原券码 {price_codes} 的折扣，其余折扣保留。",
        ),
    },
    "use_points": {
        "always_max": ("Every order spends as many points as it may.", "每个订单都使用可用积分的上限。"),
        "never": ("No order spends points.", "没有订单使用积分。"),
        "share": (
            "A share of {points_share} of the orders spends as many points as it may.",
            "{points_share} 比例的订单使用可用积分的上限。",
        ),
    },
    "use_coupons": {
        "always_best": (
            (
                "Every order shows every code, and its member holds a coupon of each offer that no "
                "issuance gives; what saves most is used."
            ),
            "每个订单都出示草案中的所有券码，会员另持有每项非自动发放的优惠券各一张，取最优组合。",
        ),
        "as_logged": (
            "Orders show the codes of the log; a code that is an offer's id is a coupon of it.",
            "订单出示历史记录中的券码；与优惠编号相同的券码视为该优惠的券。",
        ),
        "never": ("No codes, no coupons.", "不使用券码与优惠券。"),
        "share": (
            (
                "A share of {coupons_share} of the orders shows every code, and its member holds a "
                "coupon of each offer that no issuance gives."
            ),
            "{coupons_share} 比例的订单出示所有券码，会员另持有每项非自动发放的优惠券各一张。",
        ),
    },
    "returns": {
        "replay": (
            (
                "Linked returns go back by quantity at the draft's own unit costs; "
                "returns that name no order take points by base rules."
            ),
            "关联退货按数量以草案自身的单件成本退回；未关联订单的退货按基础规则扣回积分。",
        ),
        "ignored": ("Returns are left out.", "不计退货。"),
    },
    "delivered_after_days": {
        "0": ("Goods are taken as delivered when they are ordered.", "视为下单即送达。"),
        "1": ("Goods are taken as delivered one day after the order.", "视为下单后 1 天送达。"),
        _ANY: (
            "Goods are taken as delivered {delivered_after_days} days after the order.",
            "视为下单后 {delivered_after_days} 天送达。",
        ),
    },
    "holds": {
        "none": (
            "No holds are replayed: every order is placed at its instant.",
            "不回放锁定：每个订单都在其时刻直接成交。",
        ),
    },
    "behaviour": {
        "none": (
            "Nobody behaves differently because of the programme.",
            "假设没有人因会员计划改变购买行为。",
        ),
    },
    "warm_up_until": {
        "none": (
            "There is no warm-up: members start with nothing at their first order in the log.",
            "无预热期：会员在日志中的首单前没有任何积累。",
        ),
        _ANY: (
            "Orders before {warm_up_until} build up state and are not measured.",
            "{warm_up_until} 之前的订单仅用于积累状态，不计入结果。",
        ),
    },
    "margin": {
        "none": (
            "No margin is given: how much more must be sold is shown for margins from 10 % to 50 %.",
            "未给出毛利率：盈亏平衡所需的增量按 10% 至 50% 的毛利率分别列出。",
        ),
        _ANY: (
            "A share of {margin} of the goods' price, before the draft's discounts, is margin.",
            "草案优惠前的商品金额中，毛利占比为 {margin}。",
        ),
    },
}
"""What each setting means, by its value; `holds` and `behaviour` cannot be set and are said all the same."""


def _assumption(key: str, given: Mapping[str, object]) -> Assumption:
    """One setting in words; what is not set counts as `none`."""
    words = {name: _said(value) for name, value in given.items()}
    texts = _SENTENCES[key]
    en, zh = texts[words[key]] if words[key] in texts else texts[_ANY]
    return Assumption(key=key, value=words[key], en=en.format(**words), zh=zh.format(**words))


def _said(value: object) -> str:
    if value is None:
        return "none"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _instant(value: datetime) -> bool:
    try:
        to_us(value)
    except TimeError:
        return False
    return True


def share_ppm(name: str, value: object) -> int:
    """A share from 0 to 1 in parts per million; raises SettingRefused."""
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise NotANumber(value=value)
        return percent_ppm(Decimal(value) * 100)
    except (LoyaltyError, ArithmeticError, TypeError, ValueError) as error:
        raise SettingRefused(
            setting=name,
            value=value,
            mend="Use a share from 0 to 1, such as 0.3.",
            mend_zh="请使用 0 到 1 的比例，例如 0.3。",
        ) from error
