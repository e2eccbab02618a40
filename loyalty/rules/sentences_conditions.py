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
    FirstOrder,
    Hours,
    MonthDays,
    Not,
    Quantity,
    Subtotal,
    TierIs,
    Weekdays,
    Window,
)
from loyalty.rules.sentences_goods import on
from loyalty.rules.tongue import WEEKDAYS_ZH, Tongue

DIRECT = (FirstOrder, Subtotal, Quantity)
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


def said(condition: Condition, tongue: Tongue) -> str:
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
        case Subtotal() | Quantity() | FirstOrder() | CodeGiven():
            return _of_cart(condition, tongue)
        case TierIs() | AttributeIs() | Birthday() | ChannelIs():
            return _of_member(condition, tongue)
        case Window() | Weekdays() | MonthDays() | Hours():
            return _of_time(condition, tongue)
        case _:
            assert_never(condition)


def _of_cart(condition: Subtotal | Quantity | FirstOrder | CodeGiven, tongue: Tongue) -> str:
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


def _of_member(condition: TierIs | AttributeIs | Birthday | ChannelIs, tongue: Tongue) -> str:
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
        case ChannelIs():
            channels = tongue.either(condition.any)
            return tongue.say(f"through {channels}", f"通过{channels}下单")
        case _:
            assert_never(condition)


def _of_time(condition: Window | Weekdays | MonthDays | Hours, tongue: Tongue) -> str:
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
