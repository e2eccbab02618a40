"""What the figures of an expectation are called, in English and Chinese."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.errors.base import is_chinese

LABELS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "error": ("error", "报错"),
        "goods": ("goods", "商品金额"),
        "discount": ("discount", "优惠"),
        "points_spent": ("points spent", "使用积分"),
        "points_value": ("paid by points", "积分抵现"),
        "points_max": ("points that may be spent", "最多可用积分"),
        "shipping": ("shipping", "运费"),
        "shipping_discount": ("off shipping", "运费优惠"),
        "tendered": ("paid by tenders", "储值等已付"),
        "tenders": ("paid by", "已付"),
        "tax": ("tax", "税额"),
        "to_pay": ("to pay", "应付"),
        "points_earned": ("points earned", "获得积分"),
        "points_base": ("base points", "基础积分"),
        "points_bonus": ("bonus points", "加成积分"),
        "tier": ("tier", "等级"),
        "applied": ("applied", "生效"),
        "refused": ("refused", "不生效"),
        "short_by": ("short by", "还差"),
        "coupons": ("coupons", "优惠券"),
        "gifts": ("gifts of", "赠品"),
        "offers": ("offer", "优惠"),
        "returned": ("money returned", "退款金额"),
        "cash": ("of it cash", "其中现金"),
        "points_back": ("points given back", "退回积分"),
        "points_back_value": ("worth of points given back", "退回积分的价值"),
        "taken_back": ("points taken back", "扣回积分"),
        "debt": ("debt", "欠分"),
        "shortfall": ("points that could not be taken back", "无法扣回的积分"),
        "available": ("available", "可用积分"),
        "pending": ("pending", "待生效积分"),
        "booked": ("booked", "账面积分"),
        "orders": ("orders", "订单数"),
    }
)
KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "order": ("order", "订单"),
        "return": ("return", "退货"),
        "refund": ("refund", "退款"),
        "unlinked": ("return without order", "无原单退货"),
        "look": ("look", "查看"),
    }
)


def label(field: str, language: str) -> str:
    """The name of a figure by its path: `lines.1.discount` is `line 1, discount`."""
    chinese = is_chinese(language)
    first, _, rest = field.partition(".")
    match first:
        case "lines":
            line, _, name = rest.rpartition(".") if ".offers." not in rest else rest.partition(".offers.")
            inner = label(f"offers.{name}" if ".offers." in rest else name, language)
            return f"第 {line} 行{inner}" if chinese else f"line {line}, {inner}"
        case "after":
            return f"之后{label(rest, language)}" if chinese else f"{label(rest, language)} afterwards"
        case _:
            name = LABELS[first][int(chinese)]
            return f"{name} {rest}" if rest else name
