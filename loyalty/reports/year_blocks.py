"""What each calendar year costs, because budgets are made by the year; a year not held whole is marked."""

from collections.abc import Sequence

from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import DraftPart, LogPart, MonthPart
from loyalty.reports.span import partial_months
from loyalty.reports.tables import Cell, Row, Table, numbers, row, table, texts, total

MONTHS = 12


def years_table(months: Sequence[MonthPart], draft: DraftPart, log: LogPart, pen: Pen) -> Table | None:
    """One row a calendar year, with how many of its months are in it; nothing within a single year."""
    by_year: dict[str, list[MonthPart]] = {}
    for entry in months:
        by_year.setdefault(entry["month"][:4], []).append(entry)
    if len(by_year) <= 1:
        return None
    partial = partial_months(draft, log)
    rows = [_row(year, entries, partial, pen) for year, entries in by_year.items()]
    sums = draft["totals"]
    rows.append(
        total(
            pen.words("total"),
            "",
            whole(sums["orders"]),
            pen.money(sums["revenue_minor"]),
            pen.money(sums["cost_minor"]),
            pen.ppm(sums["cost_share_ppm"]),
        )
    )
    names = ("orders", "revenue", "cost", "share.short")
    heads = [
        *texts(pen.words("year"), pen.words("year.holds")),
        *numbers(*(pen.words(name) for name in names)),
    ]
    return table(heads, rows, sheet="years")


def _row(year: str, entries: Sequence[MonthPart], partial: Sequence[str], pen: Pen) -> Row:
    revenue = sum(entry["revenue_minor"] for entry in entries)
    cost = sum(entry["cost_minor"] for entry in entries)
    return row(
        year,
        _holds(entries, partial, pen),
        whole(sum(entry["orders"] for entry in entries)),
        pen.money(revenue),
        pen.money(cost),
        pen.share(cost, revenue),
    )


def _holds(entries: Sequence[MonthPart], partial: Sequence[str], pen: Pen) -> Cell:
    """`12 months`, or how many and that one of them is not whole."""
    cut = any(entry["month"] in partial for entry in entries)
    if len(entries) == MONTHS and not cut:
        return Cell(pen.words("year.whole"))
    one = "one_" if len(entries) == 1 else ""
    return Cell(pen.words(f"year.{one}{'cut' if cut else 'months'}", count=len(entries)))
