"""How long a lot lives from its earning, at least and at most, so that waiting can be compared with it."""

from dataclasses import dataclass

from loyalty.rules.expiry import (
    AnniversaryExpiry,
    ExpiryPolicy,
    FixedExpiry,
    InactivityExpiry,
    RollingExpiry,
)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Days a lot lives before any rounding up; `fixed_end` says that the end is a day of the calendar."""

    shortest: int
    longest: int
    fixed_end: bool

    @property
    def too_short(self) -> int:
        """Waiting so many days or more makes no sense."""
        return self.longest if self.fixed_end else self.shortest


def lifetime(policy: ExpiryPolicy) -> Lifetime | None:
    """The lifetime from earning; None when the end is counted from maturing, or never comes."""
    match policy:
        case RollingExpiry(from_="earning", days=int() as days):
            return Lifetime(days, days, fixed_end=False)
        case RollingExpiry(from_="earning", months=int() as months):
            return _of_months(months)
        case InactivityExpiry():
            return _of_months(policy.months)
        case FixedExpiry():
            return Lifetime(365 * policy.years_after, 366 * (policy.years_after + 1), fixed_end=True)
        case AnniversaryExpiry():
            return Lifetime(365 * (policy.years - 1), 366 * policy.years, fixed_end=True)
        case _:
            return None


def _of_months(months: int) -> Lifetime:
    """So many months in a row, the shortest and the longest of them."""
    years, rest = divmod(months, 12)
    runs = [sum(_MONTHS[start : start + rest]) for start in range(12)]
    return Lifetime(365 * years + min(runs), 366 * years + max(runs) + 1, fixed_end=False)


_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31) * 2
