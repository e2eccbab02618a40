"""Reasons in words: one sentence each, English and Chinese, made only when somebody reads them."""

from __future__ import annotations

from typing import Final

from loyalty.facts.quote import Decision, NearMiss, Reason
from loyalty.handed_in import looking
from loyalty.money import Currency, show

REASON_TEXTS: Final[dict[Reason, tuple[str, str]]] = {
    Reason.NONE: ("Nothing speaks against it.", "没有不符合的条件。"),
    Reason.MEMBER_REQUIRED: ("It is for members only.", "仅限会员使用。"),
    Reason.CONDITION: ("The order does not meet its conditions.", "订单不符合使用条件。"),
    Reason.OUTSIDE_WINDOW: ("It does not run at this time.", "不在活动时间内。"),
    Reason.WRONG_DAY: ("It does not run on this day.", "不在活动日。"),
    Reason.WRONG_CHANNEL: ("It does not run in this channel.", "不适用于该下单渠道。"),
    Reason.WRONG_ATTRIBUTE: ("It is for other members.", "不属于该活动的会员范围。"),
    Reason.NOT_BIRTHDAY: ("It is not the member's birthday span.", "不在会员生日期间。"),
    Reason.NO_CODE: ("Its code was not given.", "未出示券码。"),
    Reason.BELOW_MINIMUM: ("The goods come to less than its minimum.", "商品金额未达到门槛。"),
    Reason.TOO_FEW: ("There are too few units of its goods.", "商品件数未达到门槛。"),
    Reason.NOT_FIRST_ORDER: ("It is for a member's first order.", "仅限首单。"),
    Reason.WRONG_TIER: ("It is for another tier.", "不属于适用的会员等级。"),
    Reason.LIMIT_REACHED: ("All its uses are taken.", "活动名额已用完。"),
    Reason.MEMBER_LIMIT_REACHED: (
        "The member has used it as often as allowed.",
        "该会员的使用次数已达上限。",
    ),
    Reason.IDENTITY_LIMIT_REACHED: (
        "Members who share an identity with this one (a phone, an email) have used it as often as allowed.",
        "与该会员身份标识（手机号、邮箱等）相同的会员，使用次数合计已达上限。",
    ),
    Reason.BUDGET_SPENT: ("Its budget is spent.", "活动预算已用完。"),
    Reason.NO_EFFECT: ("It would bring the order nothing.", "对该订单没有优惠效果。"),
    Reason.BETTER_IN_LANE: ("Another offer of its lane saves more.", "同层级有更优惠的活动。"),
    Reason.LANE_TAKEN: ("An exclusive offer of its lane came first.", "同层级已有互斥活动生效。"),
    Reason.GROUP_TAKEN: ("Another offer of its group applies.", "同一互斥组的另一项优惠已生效。"),
    Reason.EXCLUSIVE_TAKEN: (
        "An offer applies that allows no other beside it.",
        "已有不与其他优惠同享的活动生效。",
    ),
    Reason.TOO_FEW_DIFFERENT: (
        "There are too few different articles of its goods.",
        "不同商品的种数未达到门槛。",
    ),
    Reason.WRONG_ORDER_NUMBER: ("It is for another of the member's orders.", "不适用于会员的这一单。"),
    Reason.WRONG_DAYS_SINCE_JOINED: (
        "It does not fit how long ago the member joined.",
        "入会天数不符合要求。",
    ),
    Reason.WRONG_DAYS_SINCE_LAST_ORDER: (
        "It does not fit how long ago the member's last order was.",
        "距上次下单的天数不符合要求。",
    ),
    Reason.WRONG_STORE: ("It does not run in this store.", "不适用于该门店。"),
    Reason.WRONG_PAYMENT_METHOD: ("It is for other methods of payment.", "不适用于该支付方式。"),
    Reason.WRONG_SHIPPING_METHOD: ("It is for other methods of shipping.", "不适用于该配送方式。"),
    Reason.NO_COUPON: ("It needs a coupon that may be used now.", "需要可用的优惠券。"),
    Reason.NOT_CHOSEN: (
        "It was not chosen: the order is better without it, or the member chose otherwise.",
        "未被选用：不使用时总优惠更大，或会员另有选择。",
    ),
    Reason.COUPON_NOT_YET: ("The coupon may not be used yet.", "优惠券尚未到可用时间。"),
    Reason.COUPON_ENDED: ("The coupon has ended.", "优惠券已过期。"),
    Reason.UNKNOWN_CODE: ("No offer asks for this code.", "没有活动使用该券码。"),
    Reason.OTHER_CODE_REFUSED: (
        "Another code was refused, and the codes were to be used all or none.",
        "另一个券码不可用，而所有券码须一起使用。",
    ),
    Reason.OFFER_PAUSED: ("The shop has paused it.", "活动已暂停。"),
    Reason.WRONG_REGION: ("It does not run in this region.", "不适用于该地区。"),
    Reason.NOT_COMBINABLE: (
        "An offer applies that it does not combine with.",
        "已有不能与之叠加的优惠生效。",
    ),
}

COUNTED: Final[dict[Reason, str]] = {Reason.TOO_FEW: "件", Reason.TOO_FEW_DIFFERENT: "种"}
"""Reasons whose shortfall is no money: what it counts, in Chinese."""


@looking()
def explain(decision: Decision | NearMiss, unit: Currency, *, language: str = "en") -> str:
    """One sentence for one decision, with what is short of a minimum, or for one near miss."""
    chinese = language.startswith("zh")
    if isinstance(decision, NearMiss):
        return _in_chinese(decision, unit) if chinese else _in_english(decision, unit)
    if decision.applied and decision.amount_minor == 0:
        return "已赠送赠品或积分。" if chinese else "It brings a gift or points."
    if decision.applied:
        amount = show(decision.amount_minor, unit, language=language)
        return f"已优惠 {amount}。" if chinese else f"It takes {amount} off."
    text = REASON_TEXTS[decision.reason][1 if chinese else 0]
    if decision.short_by <= 0:
        return text
    if decision.reason in COUNTED:
        unit_zh = COUNTED[decision.reason]
        return (
            f"{text}还差 {decision.short_by} {unit_zh}。"
            if chinese
            else f"{text} {decision.short_by} more would do."
        )
    amount = show(decision.short_by, unit, language=language)
    return f"{text}还差 {amount}。" if chinese else f"{text} {amount} more would do."


def _in_english(miss: NearMiss, unit: Currency) -> str:
    where = "" if miss.any_goods else " of its goods"
    if miss.add_units:
        what = f"Add {miss.add_units:,} more unit{'' if miss.add_units == 1 else 's'}{where}"
    else:
        what = f"Spend {show(miss.add_minor, unit)} more{' on its goods' if where else ''}"
    gains = ["get a gift"] if miss.gift else []
    if miss.saves_minor:
        gains.append(f"save {show(miss.saves_minor, unit)}{' more' if miss.applies else ''}")
    return f"{what} to {' and '.join(gains)}."


def _in_chinese(miss: NearMiss, unit: Currency) -> str:
    if miss.add_units:
        what = f"{miss.add_units} 件{'' if miss.any_goods else '适用商品'}"
    else:
        what = f"{show(miss.add_minor, unit, language='zh')} {'' if miss.any_goods else '的适用商品'}"
    gains = ["可得赠品"] if miss.gift else []
    if miss.saves_minor:
        more = "可再减" if miss.applies else "可减"
        gains.append(f"{more} {show(miss.saves_minor, unit, language='zh')}")
    return f"再买 {what}{'，'.join(gains)}。"
