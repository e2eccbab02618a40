"""The sentences of actions, issuances and reminders."""

from loyalty.rules.document import load_program
from loyalty.rules.sentences import describe
from tests.rules.whole_programme import DOCUMENT, edited


def said(language, document=DOCUMENT):
    return describe(load_program(document), language)


def test_an_action_says_how_often_it_earns_and_what_a_streak_adds():
    told = next(one for one in said("en") if one.startswith("Daily"))
    assert told.split("; ") == [
        "Daily: 5 points for the action check_in",
        "at most 1 time a day",
        "20 points more after 7 days in a row",
        "the points end after 90 days.",
    ]
    chinese = next(one for one in said("zh") if one.startswith("每日"))
    for part in ("完成check_in得5积分", "每天最多1次", "连续7天另得20积分", "积分90天有效"):
        assert part in chinese


def test_an_issuance_says_when_it_gives_what():
    english = said("en")[-5:]
    assert english == [
        "Welcome: on joining a member gets a coupon of `held` for 30 days and 50 points for 60 days.",
        "3 days before the birthday a member gets 8 points.",
        "On rising to Gold a member gets 9 points.",
        "On day 8 of each month at Gold a member gets a coupon of `held` for 7 days.",
        "Reminders: 30 days before points end, 3 days before coupons end and 14 days before tiers end.",
    ]
    assert said("zh")[-2] == "金卡每月8日，会员获得`held`优惠券一张（7天有效）。"


def test_a_birthday_and_a_month_of_all_members_are_said():
    day = said("en", edited("issuances.1.on.days_before", 0))
    assert "On the birthday a member gets 8 points." in day
    month = said("en", edited("issuances.3.on", {"kind": "monthly"}))
    assert "On day 1 of each month a member gets a coupon of `held` for 7 days." in month


def test_a_reminder_that_is_not_asked_for_is_not_said():
    assert said("en", edited("reminders", {"tier_days": 9}))[-1] == "Reminders: 9 days before tiers end."
