"""Days that come again by a rule of RFC 5545, such as third Fridays: whole days, bounded.

The rule is read as a list of days of the programme's calendar. It must end (`COUNT` or `UNTIL`) and may not
go below days. It is expanded once, so that asking whether a day is one of them is a look into a set.
"""

import re
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Annotated, Final, Literal, TypeAlias

from dateutil.rrule import rrulestr
from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator

from loyalty.rules.exact import refuse, shown
from loyalty.rules.scalars import TEXT_MAX, Rule

DAYS_MAX: Final = 4_000
"""Days that one rule may name: every day of ten years."""
LAST: Final = "20991231"
"""Rules that run longer end here, where instants do."""
EPOCH: Final = date(1970, 1, 1)


def _date(value: object) -> object:
    """A civil date in its one spelling."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    if not isinstance(value, str) or not _DATE.match(value):
        refuse("not_a_date", value=shown(value))
    try:
        date.fromisoformat(value)
    except ValueError:
        refuse("not_a_date", value=shown(value))
    return value


def _rule(text: str) -> str:
    """The parts of a rule in capitals, without the `RRULE:` that a calendar puts before them."""
    bare = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    parts = [part.partition("=") for part in bare.split(";")]
    names = [name for name, _, _ in parts]
    for name, _, value in parts:
        if name in _TOO_FINE or (name == "FREQ" and value in _FINE):
            refuse("recurrence_too_fine", value=shown(f"{name}={value}"))
        if name not in _PARTS or not _PARTS[name].fullmatch(value) or names.count(name) > 1:
            refuse("recurrence_unreadable", value=shown(f"{name}={value}" if value else name))
    if "FREQ" not in names:
        refuse("recurrence_unreadable", value=shown(text))
    if ("COUNT" in names) == ("UNTIL" in names):
        refuse("recurrence_unbounded")
    return bare


CivilDate: TypeAlias = Annotated[str, BeforeValidator(_date)]
"""`2024-11-11`, a day of the programme's calendar."""
RecurrenceText: TypeAlias = Annotated[str, Strict(), Field(max_length=TEXT_MAX), AfterValidator(_rule)]
"""`FREQ=MONTHLY;BYDAY=3FR;COUNT=12`: RFC 5545, by days, with an end."""


class Recurrence(Rule):
    """The order falls on one of the days of an RFC 5545 rule, counted from the day `start`."""

    kind: Literal["recurrence"]
    start: CivilDate
    rule: RecurrenceText

    @model_validator(mode="after")
    def _names_days(self) -> "Recurrence":
        if not self.days:
            refuse("recurrence_empty", rule=self.rule, start=self.start)
        if len(self.days) > DAYS_MAX:
            refuse("recurrence_too_long", rule=self.rule, most=DAYS_MAX)
        return self

    @property
    def days(self) -> frozenset[int]:
        """The days it names, as civil day numbers (0 = 1970-01-01); at most one more than DAYS_MAX."""
        return _days(self.start, self.rule)


@lru_cache(maxsize=1_024)
def _days(start: str, rule: str) -> frozenset[int]:
    """Expanded under an end of its own, so that a rule that never comes true ends too."""
    parts = dict(part.split("=") for part in rule.split(";"))
    most = min(int(parts.pop("COUNT", DAYS_MAX + 1)), DAYS_MAX + 1)
    parts["UNTIL"] = min(parts.get("UNTIL", LAST), LAST)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    first = datetime.combine(date.fromisoformat(start), datetime.min.time())
    try:
        found = islice(rrulestr(text, dtstart=first), most)
        return frozenset((one.date() - EPOCH).days for one in found)
    except ValueError:
        refuse("recurrence_unreadable", value=shown(rule))


_DATE: Final = re.compile(r"(?:19[7-9]|20[0-9])[0-9]-[0-9]{2}-[0-9]{2}\Z")
_FINE: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
_TOO_FINE: Final = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
_NUMBERS: Final = re.compile(r"[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3})*")
_PARTS: Final = {
    "FREQ": re.compile("YEARLY|MONTHLY|WEEKLY|DAILY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,5}"),
    "UNTIL": re.compile("(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"),
    "BYMONTH": _NUMBERS,
    "BYMONTHDAY": _NUMBERS,
    "BYYEARDAY": _NUMBERS,
    "BYWEEKNO": _NUMBERS,
    "BYSETPOS": _NUMBERS,
    "BYDAY": re.compile(
        r"(?:[+-]?[0-9]{0,2}(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?[0-9]{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*"
    ),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
}
"""What a rule may hold; `UNTIL` is a day, because whole days are named."""
