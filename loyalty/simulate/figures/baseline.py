"""What happened: the log's own revenue, discounts and returns, month by month."""

from __future__ import annotations

import numpy as np

from loyalty.rules.program import Program
from loyalty.simulate.figures.history import History, month_name
from loyalty.simulate.figures.measured import sums
from loyalty.simulate.figures.outcome import Baseline, BaselineMonth
from loyalty.simulate.orders.parsing import Ints


def what_happened(history: History, program: Program | None) -> Baseline:
    """The measured part of the log as it was; months follow the programme's zone, UTC without one.

    A month in which nothing happened is left out.
    """
    sold = history.months(program)
    given_back = history.months_at(program, history.returns)
    every = np.concatenate((sold, given_back))
    first = int(every.min()) if every.size else 0
    count = int(every.max()) - first + 1 if every.size else 0
    orders, revenue, discount = (
        sums(sold - first, values, count) for values in (1, history.revenue, history.discount)
    )
    returns, returned = (sums(given_back - first, values, count) for values in (1, _worth(history)))
    rows = tuple(
        BaselineMonth(
            month=month_name(first + place),
            orders=int(orders[place]),
            revenue_minor=int(revenue[place]),
            discount_minor=int(discount[place]),
            returned_minor=int(returned[place]),
        )
        for place in range(count)
        if orders[place] or returns[place]
    )
    return Baseline(
        orders=sum(row.orders for row in rows),
        revenue_minor=sum(row.revenue_minor for row in rows),
        discount_minor=sum(row.discount_minor for row in rows),
        returned_minor=sum(row.returned_minor for row in rows),
        by_month=rows,
    )


def _worth(history: History) -> Ints:
    """What each return gave back in money."""
    log, back = history.log, history.returns
    counts = np.diff(log.doc_line_start)
    taken = np.zeros(len(log.doc_at), np.bool_)
    taken[back] = True
    lines = log.line_net[np.flatnonzero(np.repeat(taken, counts))]
    return sums(np.repeat(np.arange(back.size), counts[back]), lines, back.size)[: back.size]
