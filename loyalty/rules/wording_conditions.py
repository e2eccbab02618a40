"""Sentences about single conditions: spans of days, numbers of orders, days that come again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from loyalty.rules.findings import Phrase

CONDITIONS: Final[Mapping[str, Phrase]] = MappingProxyType(
    {
        "days_without_edge": Phrase(
            "The span of days has neither a beginning nor an end",
            "Add `at_least`, `at_most` or both",
            "天数没有下限也没有上限",
            "请写 `at_least`、`at_most` 或两者",
        ),
        "days_empty": Phrase(
            "At least {at_least} and at most {at_most} days are never both true",
            "Give `at_most` at least the value of `at_least`",
            "至少 {at_least} 天与最多 {at_most} 天不能同时成立",
            "`at_most` 不应小于 `at_least`",
        ),
        "not_a_date": Phrase(
            '"{value}" is not a date from 1970 to 2099',
            "Write a day as 2024-11-11",
            "“{value}”不是 1970 至 2099 年的日期",
            "请写成 2024-11-11 这样的日期",
        ),
        "recurrence_unreadable": Phrase(
            '"{value}" is no part of a recurrence rule',
            "Write an RRULE of RFC 5545, such as FREQ=MONTHLY;BYDAY=3FR;COUNT=12, with UNTIL as a day",
            "“{value}”不是重复规则的一部分",
            "请按 RFC 5545 书写，例如 FREQ=MONTHLY;BYDAY=3FR;COUNT=12，UNTIL 写日期",
        ),
        "recurrence_too_fine": Phrase(
            "{value} goes below days, and a recurrence names whole days",
            "Use FREQ=DAILY or longer, and a condition `hours` beside it",
            "{value} 细于一天，而重复规则只按天计",
            "请用 FREQ=DAILY 或更长的周期，并另加 `hours` 条件",
        ),
        "recurrence_unbounded": Phrase(
            "The recurrence rule needs an end, and only one",
            "Add COUNT or UNTIL, such as UNTIL=20251231",
            "重复规则需要且只能有一个结束",
            "请写 COUNT 或 UNTIL，例如 UNTIL=20251231",
        ),
        "recurrence_empty": Phrase(
            "The rule {rule} names no day from {start} on",
            "Correct the rule, its end, or `start`",
            "规则 {rule} 自 {start} 起没有任何日期",
            "请修改规则、其结束或 `start`",
        ),
        "recurrence_too_long": Phrase(
            "The rule {rule} names more than {most} days",
            "End it earlier",
            "规则 {rule} 超过 {most} 天",
            "请让它早些结束",
        ),
        "nth_order_needs_one": Phrase(
            "The number of an order is one of a list, or every so many, exactly one of them",
            "Keep either `any` or `every`",
            "第几单只能写列表或每隔几单中的一个",
            "请只保留 `any` 或 `every`",
        ),
    }
)
