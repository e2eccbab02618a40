"""What is earned by actions and given by itself, in words."""

from collections.abc import Sequence
from typing import assert_never

from loyalty.rules.actions import ActionRule, AtMost, Streak
from loyalty.rules.issuances import (
    GiveCoupon,
    GivePoints,
    Issuance,
    Monthly,
    OnBirthday,
    OnSignUp,
    OnTierEntry,
    Reminders,
)
from loyalty.rules.tongue import Tongue


def action_sentence(rule: ActionRule, tongue: Tongue) -> str:
    """What an action earns."""
    count = tongue.points(rule.points)
    text = tongue.say(f"{count} for the action {rule.action}", f"完成{rule.action}得{count}")
    parts = [text, *(at_most_words(one, tongue) for one in rule.at_most)]
    parts += [streak_words(one, tongue) for one in rule.streaks]
    return tongue.sentence(
        tongue.clauses([*parts, _valid(rule.valid_days, tongue)]),
        tongue.say(rule.name or "", rule.name_zh or ""),
    )


def at_most_words(most: AtMost, tongue: Tongue) -> str:
    """How often an action earns."""
    spans = {
        "ever": ("ever", "累计"),
        "day": ("a day", "每天"),
        "week": ("a week", "每周"),
        "month": ("a month", "每月"),
    }
    english, chinese = spans[most.each]
    times = tongue.count(most.times, one="time", many="times", chinese="次")
    return tongue.say(f"at most {times} {english}", f"{chinese}最多{times}")


def streak_words(streak: Streak, tongue: Tongue) -> str:
    """What days in a row add."""
    count, days = tongue.points(streak.points), tongue.days(streak.days)
    return tongue.say(f"{count} more after {days} in a row", f"连续{days}另得{count}")


def issuance_sentence(issuance: Issuance, tongue: Tongue) -> str:
    """Who is given what, and when."""
    given = tongue.both([given_words(one, tongue) for one in issuance.gives])
    when = occasion_words(issuance.on, tongue)
    name = tongue.say(issuance.name or "", issuance.name_zh or "")
    return tongue.sentence(tongue.say(f"{when} a member gets {given}", f"{when}，会员获得{given}"), name)


def occasion_words(on: OnSignUp | OnBirthday | OnTierEntry | Monthly, tongue: Tongue) -> str:
    """When something is given."""
    match on:
        case OnSignUp():
            return tongue.say("on joining", "入会时")
        case OnBirthday(days_before=0):
            return tongue.say("on the birthday", "生日当天")
        case OnBirthday():
            days = tongue.days(on.days_before)
            return tongue.say(f"{days} before the birthday", f"生日前{days}")
        case OnTierEntry():
            return tongue.say(
                f"on rising to {_levels(on.levels, tongue)}", f"升至{_levels(on.levels, tongue)}时"
            )
        case Monthly():
            named = _levels(on.levels, tongue)
            at = tongue.say(f" at {named}", named) if on.levels else ""
            return tongue.say(f"on day {on.day} of each month{at}", f"{at}每月{on.day}日")
        case _:
            assert_never(on)


def given_words(given: GiveCoupon | GivePoints, tongue: Tongue) -> str:
    """What is given, and for how long."""
    match given:
        case GiveCoupon():
            days = tongue.days(given.valid_days)
            return tongue.say(
                f"a coupon of `{given.offer}` for {days}", f"`{given.offer}`优惠券一张（{days}有效）"
            )
        case GivePoints():
            count = tongue.points(given.points)
            if given.valid_days is None:
                return count
            days = tongue.days(given.valid_days)
            return tongue.say(f"{count} for {days}", f"{count}（{days}有效）")
        case _:
            assert_never(given)


def reminder_words(reminders: Reminders, tongue: Tongue) -> str:
    """What members are reminded of."""
    told = (
        (reminders.points_days, "points", "积分"),
        (reminders.coupon_days, "coupons", "优惠券"),
        (reminders.tier_days, "tiers", "等级"),
    )
    parts = []
    for days, english, chinese in told:
        if days is not None:
            count = tongue.days(days)
            parts.append(tongue.say(f"{count} before {english} end", f"{chinese}到期前{count}"))
    return tongue.both(parts)


def reminder_sentence(reminders: Reminders, tongue: Tongue) -> str:
    """The sentence of the reminders."""
    return tongue.sentence(reminder_words(reminders, tongue), tongue.say("Reminders", "提醒"))


def levels_words(levels: Sequence[str], tongue: Tongue) -> str:
    """Levels by their names."""
    return _levels(levels, tongue)


def _levels(levels: Sequence[str], tongue: Tongue) -> str:
    if not levels:
        return tongue.say("every level", "所有等级")
    return tongue.either([tongue.level_names.get(level, level) for level in levels])


def _valid(days: int | None, tongue: Tongue) -> str:
    if days is None:
        return ""
    count = tongue.days(days)
    return tongue.say(f"the points end after {count}", f"积分{count}有效")
