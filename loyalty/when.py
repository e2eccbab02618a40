"""Instants are certain points in time; days, months and windows are the programme's civil calendar.

Inside the library an instant is a whole number of microseconds since 1970 in UTC, so that comparisons
are exact and the compiled replay sees the same numbers. Calendar arithmetic happens on the wall clock
of the programme's zone and is then turned back into an instant. A wall time that happens twice means
the first time; one that a clock change skips moves forward by what was skipped (00:00 in a zone that
springs forward at midnight is 01:00).
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal, Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from loyalty.errors import (
    FloatRefused,
    InstantOutOfRange,
    NaiveInstant,
    NotANumber,
    NotATime,
    OutOfBounds,
    UnknownZone,
)

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
DAY_US: Final = timedelta(days=1) // MICROSECOND
FIRST_US: Final = 0
LAST_US: Final = (datetime(2100, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
"""Instants run from FIRST_US to LAST_US, both allowed."""
DAYS_MAX: Final = LAST_US // DAY_US


class Clock(Protocol):
    """Where the time comes from: passed in, so that tests and replays can hold it still."""

    def now(self) -> datetime:
        """The present instant, timezone-aware."""
        ...


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands at one instant; raises NaiveInstant when it is given none."""

    instant: datetime

    def __post_init__(self) -> None:
        """Refuse what is no instant."""
        to_us(self.instant)

    def now(self) -> datetime:
        """The instant it was set to."""
        return self.instant


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """The present instant."""
        return datetime.now(tz=UTC)


def to_us(instant: datetime) -> int:
    """Microseconds since 1970-01-01 UTC, exactly; raises NotATime, NaiveInstant or InstantOutOfRange."""
    if not isinstance(instant, datetime):
        raise NotATime(value=instant)
    if instant.utcoffset() is None:
        raise NaiveInstant(value=instant)
    return _within((instant - EPOCH) // MICROSECOND, instant)


def from_us(us: int, zone: ZoneInfo) -> datetime:
    """The instant as a datetime on the zone's wall clock."""
    return (EPOCH + _within(_whole(us), us) * MICROSECOND).astimezone(_zone(zone))


def utc_of(us: int) -> datetime:
    """The instant as a datetime in UTC."""
    return EPOCH + _within(_whole(us), us) * MICROSECOND


def too_early(what: str, us: int, *, first_us: int) -> OutOfBounds:
    """The error for an instant before the first that may be, told as people read instants."""
    value, low, high = (utc_of(min(_whole(one), LAST_US)).isoformat() for one in (us, first_us, LAST_US))
    return OutOfBounds(what=what, value=value, low=low, high=high)


def load_zone(name: str) -> ZoneInfo:
    """The IANA zone with this name; names that mean something else on each machine are refused."""
    asked: object = name  # whatever is sent
    if not isinstance(asked, str) or name in _LOCAL_NAMES or name.startswith(("right/", "posix/")):
        raise UnknownZone(zone=name)
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise UnknownZone(zone=name) from error


@lru_cache(maxsize=64)
def transitions(zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Rows (instant from which, offset from UTC), both in microseconds; the first row starts at FIRST_US."""
    rows = [(FIRST_US, _offset_us(FIRST_US, zone))]
    for day in range(FIRST_US + DAY_US, LAST_US + 1, DAY_US):
        after = _offset_us(day, zone)
        if after != rows[-1][1]:
            rows.append((_change(day - DAY_US, day, zone), after))
    return tuple(rows)


def add_months(instant: datetime, months: int, zone: ZoneInfo) -> datetime:
    """The same wall time some months on, clamped to the month's end: 31 January + 1 is 28 or 29 February."""
    return _shifted(instant, _step(months, "months"), zone)


def add_days(instant: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same wall time some civil days on, however long those days were."""
    return _shifted(instant, _step(days, "days"), zone)


def civil(when: str | date | datetime, zone: ZoneInfo) -> datetime:
    """A date (its first moment) or date-time as written in a programme, as an instant in the zone.

    A written offset is honoured; without one the wall clock of the zone is meant.
    """
    moment = _read(when) if isinstance(when, str) else when
    if isinstance(moment, datetime):
        return _wall(moment, zone) if moment.utcoffset() is None else from_us(to_us(moment), zone)
    if isinstance(moment, date):
        return _wall(datetime(moment.year, moment.month, moment.day), zone)  # noqa: DTZ001 - the zone comes next
    raise NotATime(value=when)


def last_inside(end: datetime) -> datetime:
    """The last moment inside a half-open interval with this end: what a screen shows as `until`."""
    to_us(end)
    return (end.astimezone(UTC) - MICROSECOND).astimezone(end.tzinfo)


_LOCAL_NAMES: Final = frozenset({"localtime", "posixrules", "Factory"})
_WRITTEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)


def _whole(number: object) -> int:
    if isinstance(number, float):
        raise FloatRefused(value=number)
    if type(number) is not int:
        raise NotANumber(value=number)
    return number


def _zone(zone: object) -> tzinfo:
    if not isinstance(zone, tzinfo):
        raise UnknownZone(zone=zone)
    return zone


def _step(number: int, unit: Literal["months", "days"]) -> relativedelta:
    """So many months or days; more than there are instants for lead nowhere."""
    if abs(_whole(number)) > DAYS_MAX:
        raise InstantOutOfRange(value=number)
    return relativedelta(months=number) if unit == "months" else relativedelta(days=number)


def _within(us: int, value: object) -> int:
    if not FIRST_US <= us <= LAST_US:
        raise InstantOutOfRange(value=value)
    return us


def _read(text: str) -> datetime:
    if not _WRITTEN.match(text.strip()):
        raise NotATime(value=text)
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise NotATime(value=text) from None


def _wall(naive: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's wall clock shows this; see the module's note on clock changes."""
    return from_us(to_us(naive.replace(tzinfo=zone, fold=0)), zone)


def _shifted(instant: datetime, step: relativedelta, zone: ZoneInfo) -> datetime:
    wall = from_us(to_us(instant), zone).replace(tzinfo=None)
    try:
        return _wall(wall + step, zone)
    except (OverflowError, ValueError):
        raise InstantOutOfRange(value=f"{wall} + {step}") from None


def _offset_us(us: int, zone: ZoneInfo) -> int:
    offset = from_us(us, zone).utcoffset()
    return offset // MICROSECOND if offset else 0


def _change(before: int, after: int, zone: ZoneInfo) -> int:
    """The instant, to the second, from which the offset is what it is at `after`; it differs at `before`."""
    target = _offset_us(after, zone)
    low, high = before // 1_000_000, after // 1_000_000
    while high - low > 1:
        middle = (low + high) // 2
        if _offset_us(middle * 1_000_000, zone) == target:
            high = middle
        else:
            low = middle
    return high * 1_000_000
