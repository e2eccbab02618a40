"""How long the measured period is, and which of its months the file holds only in part.

A cost over two years and nine days is no yearly cost, and a month that ends on its ninth day is no low month.
"""

from calendar import monthrange
from datetime import date
from typing import Final

from loyalty.reports.figures import DIGITS, moment
from loyalty.reports.shape import DraftPart, LogPart

YEAR_DAYS: Final = 365
LEAST_DAYS: Final = 380
"""From so many days on a yearly cost differs from the whole and is told."""
QUIET_DAYS: Final = 3
"""So many days without an order at a month's border are a weekend, not a gap in the file."""


def partial_months(draft: DraftPart, log: LogPart) -> tuple[str, ...]:
    """Months of the draft (`YYYY-MM`) that the file does not hold from their first to their last day."""
    measured = {entry["month"] for entry in draft["by_month"]}
    first, last = _first(log), _last(log)
    found = []
    if first.day > 1 + QUIET_DAYS:
        found.append(f"{first:%Y-%m}")
    if last.day < monthrange(last.year, last.month)[1] - QUIET_DAYS:
        found.append(f"{last:%Y-%m}")
    return tuple(dict.fromkeys(month for month in found if month in measured))


def a_year(amount_minor: int, draft: DraftPart, log: LogPart) -> int | None:
    """An amount of the whole period as one of 365 days, to three digits; None for about a year or less."""
    days = _days(draft, log)
    return None if days < LEAST_DAYS else _rounded(amount_minor * YEAR_DAYS // days)


def _days(draft: DraftPart, log: LogPart) -> int:
    """Days of the measured period: from the file's first day, or the first measured month after a warm-up."""
    months = [entry["month"] for entry in draft["by_month"]]
    if not months:
        return 0
    start = max(_first(log), date.fromisoformat(f"{min(months)}-01"))
    return (_last(log) - start).days + 1


def _first(log: LogPart) -> date:
    return moment(log["first_at"]).date()


def _last(log: LogPart) -> date:
    """The last order's day on the clock of the first one."""
    return moment(log["last_at"]).astimezone(moment(log["first_at"]).tzinfo).date()


def _rounded(number: int) -> int:
    """Three digits that count, the rest zero: a run rate is no exact figure."""
    step = int("1" + "0" * max(len(str(abs(number))) - DIGITS, 0))
    return (number + step // 2) // step * step
