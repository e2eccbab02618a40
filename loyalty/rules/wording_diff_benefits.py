"""What the fields of benefits are called when two versions are compared, and what their words mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Unit: TypeAlias = Literal[
    "money", "percent", "points", "factor", "number", "days", "months", "years", "text", "flag", "choice",
    "credit", "measure",
    "start", "words",
]  # fmt: skip
"""`choice` is looked up in CHOICES, `credit` counts as the track does, `measure` as the steps do, `start` is
money from which on something holds, `words` has a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a field is called, and in what its values are told."""

    en: str
    zh: str
    unit: Unit = "words"


OF: Final = {"of": Label("goods", "商品范围")}
_FEW: Final = {
    "units_max": Label("units at most", "最多件数", "number"),
    "take": Label("which units", "优惠哪些商品", "choice"),
}
_SETS: Final = {
    "times_max": Label("times at most", "最多次数", "number"),
    "take": Label("which units are given", "优惠哪些商品", "choice"),
    "allocate": Label("discount stands on", "优惠分摊方式", "choice"),
}
BENEFIT_LABELS: Final[Mapping[str, Mapping[str, Label]]] = MappingProxyType(
    {
        "PercentOff": {
            "percent": Label("percent off", "立减比例", "percent"),
            "cap": Label("cap", "封顶", "money"),
            **_FEW,
            **OF,
        },
        "AmountOff": {
            "amount": Label("amount off", "立减金额", "money"),
            "each": Label("given once per", "优惠单位", "choice"),
            **_FEW,
            **OF,
        },
        "PerEachSpent": {
            "amount": Label("amount off each time", "每次优惠金额", "money"),
            "every": Label("for each full", "每满金额", "money"),
            "times_max": Label("times at most", "最多次数", "number"),
            **OF,
        },
        "SpendSteps": {
            "measure": Label("steps count", "阶梯依据", "choice"),
            "cap": Label("cap", "封顶", "money"),
            **OF,
        },
        "Step": {
            "from_": Label("threshold", "门槛", "measure"),
            "amount": Label("amount off", "优惠金额", "money"),
            "percent": Label("percent off", "立减比例", "percent"),
        },
        "MemberPrice": {
            "percent": Label("member price off", "会员价优惠比例", "percent"),
            "prices": Label("prices by SKU", "按 SKU 定价"),
            **OF,
        },
        "FixedPrice": {"price": Label("price of a unit", "每件价格", "money"), **_FEW, **OF},
        "NthItem": {
            "nth": Label("every so many units", "每几件", "number"),
            "percent": Label("percent off the last of them", "末件立减比例", "percent"),
            **_SETS,
            **OF,
        },
        "BuyGet": {
            "buy": Label("units to buy", "需购件数", "number"),
            "get": Label("units given", "优惠件数", "number"),
            "percent": Label("percent off the units given", "优惠件立减比例", "percent"),
            "unit_use": Label("units of earlier offers", "已参加其他优惠的商品", "choice"),
            "get_of": Label("goods given", "优惠商品范围"),
            **_SETS,
            **OF,
        },
        "Bundle": {
            "units": Label("units together", "组合件数", "number"),
            "price": Label("price together", "组合价格", "money"),
            "times_max": Label("times at most", "最多次数", "number"),
            **OF,
        },
        "Gift": {
            "skus": Label("one of these goods", "赠品范围"),
            "quantity": Label("units on top", "赠送件数", "number"),
        },
        "ExtraPoints": {
            "points": Label("points on top", "额外积分", "points"),
            "multiplier": Label("points multiplied by", "积分倍率", "factor"),
            **OF,
        },
        "FreeShipping": {
            "percent": Label("percent off shipping", "运费立减比例", "percent"),
            "amount": Label("off shipping at most", "运费最多减", "money"),
        },
    }
)
BENEFIT_CHOICES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "AmountOff.each.order": ("order", "整单"),
        "AmountOff.each.line": ("line", "每行"),
        "AmountOff.each.unit": ("unit", "每件"),
        "measure.subtotal": ("money", "金额"),
        "measure.quantity": ("units", "件数"),
        "take.dearest": ("the dearest units", "最贵的商品"),
        "take.cheapest": ("the cheapest units", "最便宜的商品"),
        "allocate.set": ("spread over all units of the set", "分摊到整组商品"),
        "allocate.reward": ("on the units given", "只记在优惠商品上"),
        "unit_use.once": ("cannot be used again", "不可重复使用"),
        "unit_use.apart": ("bought and given ones are counted apart", "购买与优惠分别计算"),
    }
)
