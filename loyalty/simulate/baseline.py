"""What happened: the log's own revenue, discounts and returns, month by month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from loyalty.kernels.calendar import month_of
from loyalty.plan.lower import lower
from loyalty.rules.program import Program
from loyalty.simulate.answers import civil_days
from loyalty.simulate.log import OrderLog
from loyalty.simulate.outcome import Baseline, BaselineMonth
from loyalty.simulate.settings import Settings
from loyalty.when import to_us


def what_happened(log: OrderLog, program: Program | None, settings: Settings) -> Baseline:
    """The measured part of the log as it was; months follow the programme's zone, UTC without one."""
    days = civil_days(lower(program), log.doc_at) if program else log.doc_at // 86_400_000_000
    measured = np.ones(len(log.doc_at), np.bool_)
    if settings.warm_up_until is not None:
        measured = log.doc_at >= to_us(settings.warm_up_until)
    distinct, place = np.unique(days, return_inverse=True)
    months = np.array([month_of(int(day)) for day in distinct], np.int64)[place]
    sale = log.doc_kind == 0
    gross, discount, net = (
        _by_document(log, column) for column in (log.line_gross, log.line_discount, log.line_net)
    )
    rows = []
    for month in np.unique(months[measured]).tolist():
        here = measured & (months == month)
        rows.append(
            BaselineMonth(
                month=month_name(month),
                orders=int((here & sale).sum()),
                revenue_minor=int(gross[here & sale].sum()),
                discount_minor=int(discount[here & sale].sum()),
                returned_minor=int(net[here & ~sale].sum()),
            )
        )
    return Baseline(
        orders=sum(row.orders for row in rows),
        revenue_minor=sum(row.revenue_minor for row in rows),
        discount_minor=sum(row.discount_minor for row in rows),
        returned_minor=sum(row.returned_minor for row in rows),
        by_month=tuple(rows),
    )


def month_name(month: int) -> str:
    """A month number as `YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _by_document(log: OrderLog, column: NDArray[np.int64]) -> NDArray[np.int64]:
    sums = np.concatenate(([0], np.cumsum(column)))
    return np.asarray(sums[log.doc_line_start[1:]] - sums[log.doc_line_start[:-1]])
