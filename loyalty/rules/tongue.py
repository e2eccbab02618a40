"""How figures, times and lists are said in English and in Chinese; the sentences are built from these."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from loyalty.errors.base import is_chinese
from loyalty.money import Currency, show, to_minor
from loyalty.rules.exact import plain, whole

if TYPE_CHECKING:
    from loyalty.rules.program import Program

LISTED_MAX: Final = 5
"""So many entries of a list are named; of a longer one the rest is counted."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language, with what a programme's words stand for in it."""

    chinese: bool
    unit: Currency
    level_names: Mapping[str, str]
    line_lanes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, program: "Program", language: str) -> "Tongue":
        """The tongue for a programme: Chinese for `zh` and its variants, else English."""
        chinese = is_chinese(language)
        levels = program.levels().values()
        names = {level.id: (level.name_zh if chinese else level.name) or level.id for level in levels}
        by_line = frozenset(lane.id for lane in program.lanes if lane.by_line)
        return cls(chinese, program.unit, names, by_line)

    def say(self, english: str, chinese: str) -> str:
        """The one of the two that is spoken."""
        return chinese if self.chinese else english

    def money(self, amount: Decimal) -> str:
        """An amount without needless decimals: `¥20`, `¥9.90`, `20元`."""
        if self.chinese and self.unit.code == "CNY":
            return f"{plain(amount)}元"
        text = show(to_minor(amount, self.unit), self.unit, language=self.say("en", "zh"))
        return text[: -self.unit.exponent - 1] if self.unit.exponent and whole(amount) else text

    def points(self, count: Decimal) -> str:
        """A number of points: `1 point`, `5,000 points`, `5000积分`."""
        if self.chinese:
            return f"{plain(count)}积分"
        return f"{count:,f} {'point' if count == 1 else 'points'}"

    def count(self, number: int, *, one: str, many: str, chinese: str) -> str:
        """A number of things: `1 month`, `12 months`, `12个月`."""
        return self.say(f"{number:,} {one if number == 1 else many}", f"{number}{chinese}")

    def months(self, number: int) -> str:
        """A number of months."""
        return self.count(number, one="month", many="months", chinese="个月")

    def days(self, number: int) -> str:
        """A number of days."""
        return self.count(number, one="day", many="days", chinese="天")

    def either(self, entries: Sequence[str]) -> str:
        """`a, b or c`; of a long list only the beginning."""
        return self._listed(entries, self.say("or", "或"))

    def both(self, entries: Sequence[str]) -> str:
        """`a, b and c`; of a long list only the beginning."""
        return self._listed(entries, self.say("and", "和"))

    def clauses(self, parts: Iterable[str]) -> str:
        """What is left of the parts, separated as in a sentence."""
        return self.say("; ", "；").join(part for part in parts if part)

    def sentence(self, text: str, name: str | None = None) -> str:
        """The text as a sentence, behind the name of what it is about."""
        if name:
            return f"{name}{self.say(': ', '：')}{text}{self.say('.', '。')}"
        return f"{text}。" if self.chinese else f"{text[:1].upper()}{text[1:]}."

    def _listed(self, entries: Sequence[str], joint: str) -> str:
        if len(entries) > LISTED_MAX:
            rest = len(entries) - LISTED_MAX
            named = self.say(", ", "、").join(entries[:LISTED_MAX])
            return self.say(f"{named} {joint} {rest} more", f"{named}等{len(entries)}项")
        if len(entries) == 1:
            return entries[0]
        named = self.say(", ", "、").join(entries[:-1])
        return self.say(f"{named} {joint} {entries[-1]}", f"{named}{joint}{entries[-1]}")


WEEKDAYS_ZH: Final = {
    "monday": "周一",
    "tuesday": "周二",
    "wednesday": "周三",
    "thursday": "周四",
    "friday": "周五",
    "saturday": "周六",
    "sunday": "周日",
}
ROUNDED: Final = {
    "half_up": ("half up", "四舍五入"),
    "down": ("down", "向下取整"),
    "up": ("up", "向上取整"),
    "half_even": ("half to even", "四舍六入五成双"),
}
"""Ways of rounding."""
