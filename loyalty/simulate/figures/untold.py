"""What order files never tell and rules may ask: stores, methods of payment and shipping, regions.

No order of a history meets such a condition, and every order meets its opposite; a result says so. Actions of
members are in no order file either, so that their points are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from loyalty.rules.conditions import Condition, PaymentIs, RegionIs, ShippingIs, StoreIs
from loyalty.rules.places import conditions, selectors
from loyalty.rules.program import Program
from loyalty.simulate.figures.outcome_events import Cause
from loyalty.simulate.replaying.settings import Assumption

Asked = StoreIs | PaymentIs | ShippingIs | RegionIs
NAMES: Final[dict[type[Condition], tuple[Cause, str, str]]] = {
    StoreIs: ("store", "store", "门店"),
    PaymentIs: ("payment_method", "method of payment", "支付方式"),
    ShippingIs: ("shipping_method", "method of shipping", "配送方式"),
    RegionIs: ("region", "region", "地区"),
}
"""By condition: the word of the document, and what it asks for in English and Chinese."""


def untold(asked: Asked) -> tuple[Cause, str, str]:
    """That no order can meet such a condition, in both languages."""
    cause, english, chinese = NAMES[type(asked)]
    return cause, f"The file tells no {english} of its orders.", f"文件中没有订单的{chinese}信息。"


def unknown(programs: Sequence[Program], *, sellers: bool) -> tuple[Assumption, ...]:
    """What the programmes ask or give and a replay of orders does not know; none where none does.

    `sellers`: whether the file tells who sells a line.
    """
    alone = () if sellers else _one_seller(programs)
    asked = (*_not_in_orders(programs, sellers=sellers), *alone, *_no_tax(programs))
    return (*asked, *_own_identities(programs), *_not_given(programs))


def _own_identities(programs: Sequence[Program]) -> tuple[Assumption, ...]:
    """Limits per identity hold for each member by itself: nothing says who shares a phone with whom."""
    offers = [offer for program in programs for offer in program.offers]
    if all(limit.per != "identity" for offer in offers for limit in offer.limits):
        return ()
    return (
        Assumption(
            key="own_identities",
            value="member",
            en="Orders tell members and no phones or emails. A limit per identity counts each member alone.",
            zh="订单只有会员信息，没有手机号或邮箱。同一身份的限制按每位会员单独计算。",
        ),
    )


def _no_tax(programs: Sequence[Program]) -> tuple[Assumption, ...]:
    """What is earned without tax, or with it, is earned on the amounts as they are."""
    rules = [rule for program in programs if program.points for rule in program.points.rules]
    if all(rule.tax == "as_priced" for rule in rules):
        return ()
    return (
        Assumption(
            key="no_tax",
            value="as_priced",
            en="Orders tell no tax. Earn rules without tax, or with it, count amounts as they are.",
            zh="订单中没有税额信息。不计税额或计入税额的积分规则均按原金额计算。",
        ),
    )


def _one_seller(programs: Sequence[Program]) -> tuple[Assumption, ...]:
    """Without sellers an offer for each seller apart counts the whole order."""
    if all(offer.per == "order" for program in programs for offer in program.offers):
        return ()
    return (
        Assumption(
            key="one_seller",
            value="order",
            en="Orders tell no sellers. An offer for each seller apart counts every order as one seller's.",
            zh="订单中没有卖家信息。按卖家分别计算的优惠将每个订单视为同一卖家。",
        ),
    )


def _not_in_orders(programs: Sequence[Program], *, sellers: bool) -> tuple[Assumption, ...]:
    """What is asked and the files do not tell is not there."""
    kinds = {type(one) for program in programs for _, one in conditions(program)}
    names = [words for kind, words in NAMES.items() if kind in kinds]
    if not sellers and any(of.sellers for program in programs for _, of in selectors(program)):
        names.append(("seller", "seller", "卖家"))
    if not names:
        return ()
    english, chinese = ", ".join(name[1] for name in names), "、".join(name[2] for name in names)
    return (
        Assumption(
            key="not_in_orders",
            value=", ".join(name[0] for name in names),
            en=f"Orders do not tell this: {english}. Conditions on it are never met.",
            zh=f"订单中没有以下信息：{chinese}。相关条件一律视为不满足。",
        ),
    )


def _not_given(programs: Sequence[Program]) -> tuple[Assumption, ...]:
    """What is earned without an order is left out of the cost, and is said to be."""
    if not any(program.points is not None and program.points.actions for program in programs):
        return ()
    return (
        Assumption(
            key="not_given",
            value="actions",
            en="Left out, so that the cost is higher: points of actions.",
            zh="以下内容未计入，实际成本更高：行为积分。",
        ),
    )
