"""Reasons in words: one sentence each, English and Chinese, made only when somebody reads them."""

from __future__ import annotations

from typing import Final

from loyalty.facts.quote import Decision, Reason
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
    Reason.BUDGET_SPENT: ("Its budget is spent.", "活动预算已用完。"),
    Reason.NO_EFFECT: ("It would take nothing off.", "对该订单没有优惠效果。"),
    Reason.BETTER_IN_LANE: ("Another offer of its lane saves more.", "同层级有更优惠的活动。"),
    Reason.LANE_TAKEN: ("An exclusive offer of its lane came first.", "同层级已有互斥活动生效。"),
}


def explain(decision: Decision, unit: Currency, *, language: str = "en") -> str:
    """One sentence for one decision, with what is short of a minimum."""
    chinese = language.startswith("zh")
    if decision.applied:
        amount = show(decision.amount_minor, unit, language=language)
        return f"已优惠 {amount}。" if chinese else f"It takes {amount} off."
    text = REASON_TEXTS[decision.reason][1 if chinese else 0]
    if decision.short_by <= 0:
        return text
    if decision.reason is Reason.TOO_FEW:
        return (
            f"{text}还差 {decision.short_by} 件。"
            if chinese
            else f"{text} {decision.short_by} more would do."
        )
    amount = show(decision.short_by, unit, language=language)
    return f"{text}还差 {amount}。" if chinese else f"{text} {amount} more would do."
