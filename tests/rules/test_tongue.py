"""Figures and lists as they are said in English and Chinese."""

from decimal import Decimal

import pytest

from loyalty.rules.tongue import Tongue
from tests.rules.shop import program, tiered

NAMED = [{"id": "a", "minimum": 1, "name": "Silver", "name_zh": "银卡"}, {"id": "b", "minimum": 2}]


def tongue(language, currency="CNY"):
    return Tongue.of(program(currency=currency, tiers=[tiered(levels=NAMED)]), language)


@pytest.mark.parametrize(
    ("currency", "amount", "english", "chinese"),
    [
        ("CNY", "20.00", "¥20", "20元"),
        ("CNY", "1234.5", "¥1,234.50", "1234.5元"),
        ("JPY", "500", "JP¥500", "JP¥500"),
        ("GBP", "9.99", "£9.99", "£9.99"),
        ("KWD", "1", "KWD\N{NO-BREAK SPACE}1", "KWD\N{NO-BREAK SPACE}1"),
    ],
)
def test_money_is_said_without_needless_decimals(currency, amount, english, chinese):
    assert tongue("en", currency).money(Decimal(amount)) == english
    assert tongue("zh-CN", currency).money(Decimal(amount)) == chinese


def test_one_thing_is_no_plural():
    english, chinese = tongue("en"), tongue("zh")
    assert [english.points(Decimal(count)) for count in (1, 5000)] == ["1 point", "5,000 points"]
    assert chinese.points(Decimal(5000)) == "5000积分"
    assert (english.months(1), english.days(7), chinese.months(1)) == ("1 month", "7 days", "1个月")


@pytest.mark.parametrize(
    ("entries", "english", "chinese"),
    [
        (["a"], "a", "a"),
        (["a", "b"], "a or b", "a或b"),
        (["a", "b", "c"], "a, b or c", "a、b或c"),
        (list("abcdefg"), "a, b, c, d, e or 2 more", "a、b、c、d、e等7项"),
    ],
)
def test_a_list_is_joined_as_in_speech_and_a_long_one_counted(entries, english, chinese):
    assert tongue("en").either(entries) == english
    assert tongue("zh").either(entries) == chinese
    assert tongue("en").both(entries) == english.replace(" or ", " and ")


def test_levels_are_called_by_their_names_or_else_their_ids():
    assert tongue("en").level_names == {"a": "Silver", "b": "b"}
    assert tongue("zh").level_names == {"a": "银卡", "b": "b"}


def test_a_sentence_begins_large_and_ends_with_a_stop():
    assert tongue("en").sentence("free shipping") == "Free shipping."
    assert tongue("en").sentence("free shipping", "Day 8") == "Day 8: free shipping."
    assert tongue("zh").sentence("app专享") == "app专享。"
    assert tongue("zh").sentence("免运费", "会员日") == "会员日：免运费。"


def test_clauses_that_say_nothing_are_left_out():
    assert tongue("en").clauses(["a", "", "b"]) == "a; b"
    assert tongue("zh").clauses(["a", "", "b"]) == "a；b"
