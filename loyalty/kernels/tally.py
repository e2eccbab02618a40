"""Where every movement of points is written down: the month's sums, and live the journal."""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, month_of
from loyalty.kernels.rows import Table


def month_row(at: int, plan: Table, zone: Table) -> int:
    """The row of the month an instant lies in, within the reported span; NONE before the measured window."""
    if at < plan[0].measure_from:
        return codes.NONE
    month = month_of(day_of(zone, at)) - plan[0].month_first
    return int(min(max(month, 0), plan[0].months - 1))


def month_noted(at: int, plan: Table, zone: Table, meters: Table) -> int:
    """The same, remembered: most movements of an order fall on its own instant."""
    if meters[0].month_after != at + 1:
        meters[0].month = month_row(at, plan, zone)
        meters[0].month_after = at + 1
    return int(meters[0].month)


def note(kind: int, points: int, at: int, key: int, plan: Table, zone: Table, by_month: Table, journal: Table,
         meters: Table) -> None:
    """One movement of points of one lot (key) or of the debt, at its effective instant."""
    if points == 0:
        return
    if meters[0].journal_on == 1:
        count = meters[0].journal
        journal[count].kind = kind
        journal[count].points = points
        journal[count].at = at
        journal[count].key = key
        meters[0].journal = count + 1
    month = month_noted(at, plan, zone, meters)
    if month < 0:
        return
    if kind == codes.EARNED:
        by_month[month].earned += points
        by_month[month].lots += 1
    elif kind == codes.SPENT:
        by_month[month].spent += points
    elif kind == codes.RESTORED:
        by_month[month].restored += points
    elif kind == codes.EXPIRED:
        by_month[month].expired += points
    elif kind == codes.TAKEN_BACK:
        by_month[month].taken += points
    elif kind == codes.DEBT_INCURRED:
        by_month[month].debt += points
    elif kind == codes.DEBT_REPAID:
        by_month[month].repaid += points
