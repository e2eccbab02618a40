"""Conditions in words: when a rule applies."""

from typing import assert_never

from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Birthday,
    ChannelIs,
    CodeGiven,
    Condition,
    Distinct,
    FirstOrder,
    Hours,
    MonthDays,
    Not,
    PaymentIs,
    Quantity,
    RegionIs,
    ShippingIs,
    StoreIs,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
)
from loyalty.rules.conditions_history import DaysSinceJoined, DaysSinceLastOrder, NthOrder
from loyalty.rules.recurrence import Recurrence
from loyalty.rules.sentences_goods import on
from loyalty.rules.tongue import WEEKDAYS_ZH, Tongue

DIRECT = (FirstOrder, Subtotal, Quantity, Distinct)
"""Conditions that Chinese puts right before what is given: 首单立减10%, 满100元减10元."""


def under(when: tuple[Condition, ...], tongue: Tongue, *, gives: str, off: bool = True) -> str:
    """What is given under the conditions, as one clause; `off` when that is money off."""
    if not when:
        return gives
    if not tongue.chinese:
        return f"{', '.join(said(one, tongue) for one in when)}: {gives}"
    last = [one for one in when if off and isinstance(one, DIRECT)]
    first = [one for one in when if not (off and isinstance(one, DIRECT))]
    ahead = [said(one, tongue) for one in (*first, *last[:-1])]
    return "，".join([*ahead, (said(last[-1], tongue) if last else "") + gives])


def said(condition: Condition, tongue: Tongue) -> str:  # noqa: PLR0911 - one a group of kinds
    """One condition as a phrase."""
    match condition:
        case AllOf():
            parts = [said(one, tongue) for one in condition.conditions]
            return tongue.say(", ", "，").join(parts)
        case AnyOf():
            return tongue.either([said(one, tongue) for one in condition.conditions])
        case Not():
            inner = said(condition.condition, tongue)
            return tongue.say(f"unless {inner}", f"除“{inner}”以外")
        case Subtotal() | Quantity() | Distinct() | FirstOrder() | CodeGiven():
            return _of_cart(condition, tongue)
        case TierIs() | AttributeIs() | Birthday():
            return _of_member(condition, tongue)
        case NthOrder() | DaysSinceJoined() | DaysSinceLastOrder():
            return _of_history(condition, tongue)
        case ChannelIs() | StoreIs() | PaymentIs() | ShippingIs() | RegionIs():
            return _of_place(condition, tongue)
        case Window() | Weekdays() | MonthDays() | Recurrence() | Hours():
            return _of_time(condition, tongue)
        case _:
            assert_never(condition)


def _of_cart(condition: Subtotal | Quantity | Distinct | FirstOrder | CodeGiven, tongue: Tongue) -> str:
    match condition:
        case Subtotal():
            least = tongue.money(condition.minimum)
            return (
                tongue.say(f"from {least}", f"满{least}")
                + on(condition.of, tongue)
                + _base(condition, tongue)
            )
        case Quantity():
            least = tongue.count(condition.minimum, one="unit", many="units", chinese="件")
            return (
                tongue.say(f"from {least}", f"满{least}")
                + on(condition.of, tongue)
                + _base(condition, tongue)
            )
        case Distinct():
            least = tongue.count(
                condition.minimum, one="different article", many="different articles", chinese="种商品"
            )
            return tongue.say(f"from {least}", f"满{least}") + on(condition.of, tongue)
        case FirstOrder():
            return tongue.say("on the first order", "首单")
        case CodeGiven():
            codes = tongue.either(condition.any)
            return tongue.say(f"with the code {codes}", f"凭券码{codes}")
        case _:
            assert_never(condition)


def _base(condition: Subtotal | Quantity, tongue: Tongue) -> str:
    match condition.base:
        case "list":
            return tongue.say(" at list price", "（按原价）")
        case "after_items":
            return tongue.say(" after item offers", "（按单品优惠后）")
        case "running":
            return tongue.say(" after earlier offers", "（按已优惠后）")
        case None:
            return ""
        case _:
            assert_never(condition.base)


def _of_member(condition: TierIs | AttributeIs | Birthday, tongue: Tongue) -> str:
    match condition:
        case TierIs():
            levels = tongue.either([tongue.level_names[level] for level in condition.any])
            return tongue.say(f"for {levels}", f"{levels}会员")
        case AttributeIs():
            values = tongue.either(condition.any)
            return tongue.say(
                f"for members whose {condition.name} is {values}", f"{condition.name}为{values}的会员"
            )
        case Birthday():
            spans = {"day": ("on the birthday", "生日当天"), "week": ("in the birthday week", "生日当周")}
            spans["month"] = ("in the birthday month", "生日当月")
            return tongue.say(*spans[condition.span])
        case _:
            assert_never(condition)


def _of_history(condition: NthOrder | DaysSinceJoined | DaysSinceLastOrder, tongue: Tongue) -> str:
    match condition:
        case NthOrder():
            if condition.every is not None:
                each = f"{ordinal(condition.every)}"
                return tongue.say(f"on every {each} order", f"每第{condition.every}单")
            numbers = tongue.either([tongue.say(ordinal(n), f"第{n}单") for n in condition.any])
            return tongue.say(f"on the {numbers} order", numbers)
        case DaysSinceJoined():
            days = _span(condition.at_least, condition.at_most, tongue)
            return tongue.say(f"{days} after joining", f"入会{days}")
        case DaysSinceLastOrder():
            days = _span(condition.at_least, condition.at_most, tongue)
            return tongue.say(f"{days} after the last order", f"距上次下单{days}")
        case _:
            assert_never(condition)


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`, `1,002nd`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{'th' if number % 100 in {11, 12, 13} else ending}"


def _span(at_least: int | None, at_most: int | None, tongue: Tongue) -> str:
    """So many days, with one edge or two."""
    if at_least is not None and at_most is not None:
        return tongue.say(f"{at_least:,} to {tongue.days(at_most)}", f"{at_least}至{at_most}天")
    if at_least is not None:
        return tongue.say(f"at least {tongue.days(at_least)}", f"至少{at_least}天")
    least = at_most or 0
    return tongue.say(f"at most {tongue.days(least)}", f"最多{least}天")


def _of_place(condition: ChannelIs | StoreIs | PaymentIs | ShippingIs | RegionIs, tongue: Tongue) -> str:
    named = tongue.either(condition.any)
    match condition:
        case ChannelIs():
            return tongue.say(f"through {named}", f"通过{named}下单")
        case StoreIs():
            return tongue.say(f"in the store {named}", f"在门店{named}下单")
        case PaymentIs():
            return tongue.say(f"paid by {named}", f"使用{named}支付")
        case ShippingIs():
            return tongue.say(f"shipped by {named}", f"通过{named}配送")
        case RegionIs():
            return tongue.say(f"to {named}", f"收货地区为{named}")
        case _:
            assert_never(condition)


def _of_time(condition: Window | Weekdays | MonthDays | Recurrence | Hours, tongue: Tongue) -> str:
    match condition:
        case Window():
            return _window(condition, tongue)
        case Weekdays():
            english = [day.capitalize() for day in condition.any]
            return tongue.say(
                f"on {tongue.either(english)}", tongue.either([WEEKDAYS_ZH[d] for d in condition.any])
            )
        case MonthDays():
            days = tongue.either([str(day) for day in condition.any])
            return tongue.say(f"on day {days} of the month", f"每月{days}日")
        case Recurrence():
            days = tongue.days(len(condition.days))
            return tongue.say(
                f"on {days} from {condition.start} on by the rule {condition.rule}",
                f"自{condition.start}起按规则{condition.rule}的{days}",
            )
        case Hours():
            over = condition.end_minute < condition.start_minute
            to = tongue.say("next day ", "次日") if over else ""
            return tongue.say(
                f"from {condition.start} to {to}{condition.end}", f"{condition.start}至{to}{condition.end}"
            )
        case _:
            assert_never(condition)


def _window(window: Window, tongue: Tongue) -> str:
    start = window.start and window.start.replace("T", " ")
    end = window.end and window.end.replace("T", " ")
    if start and end:
        return tongue.say(f"from {start} until before {end}", f"{start}起至{end}前")
    if start:
        return tongue.say(f"from {start} on", f"{start}起")
    return tongue.say(f"before {end}", f"{end}前")
