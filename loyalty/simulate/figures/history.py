"""What happened on the measured sales: list prices, the discounts given, those that stay under a draft."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loyalty.kernels.calendar import DAY_US, month_of
from loyalty.plan.lower import lower
from loyalty.rules.program import Program
from loyalty.simulate.figures.measured import sales_of, sums
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.parsing import Flags, Ints
from loyalty.simulate.replaying.answers import civil_days
from loyalty.simulate.replaying.feed import line_amounts
from loyalty.simulate.replaying.settings import Settings
from loyalty.when import to_us


def per_document(log: OrderLog, column: NDArray[np.signedinteger[Any]]) -> Ints:
    """A column of lines added up by document."""
    return np.add.reduceat(np.asarray(column, np.int64), log.doc_line_start[:-1])


def months_of(days: Ints) -> Ints:
    """The month number of each civil day."""
    if not days.size:
        return days
    first, last = int(days.min()), int(days.max())
    return np.array([month_of(day) for day in range(first, last + 1)], np.int64)[days - first]


def month_name(month: int) -> str:
    """A month number as `YYYY-MM`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


class History:
    """The measured sales as they were, one entry an order; worked out once for all drafts."""

    def __init__(self, log: OrderLog, settings: Settings) -> None:
        """Nothing is added up before somebody asks."""
        self.log = log
        self.settings = settings
        self.documents = sales_of(log, settings)
        self._months: dict[str, Ints] = {}

    @cached_property
    def revenue(self) -> Ints:
        """Goods at list price."""
        return per_document(self.log, self.log.line_gross)[self.documents]

    @cached_property
    def discount(self) -> Ints:
        """What came off."""
        return per_document(self.log, self.log.line_discount)[self.documents]

    @cached_property
    def stays(self) -> Ints:
        """What of it stays in the price a draft starts from."""
        if self.settings.price_basis == "net":
            return self.discount
        return per_document(self.log, self._line_stays)[self.documents]

    @cached_property
    def _line_stays(self) -> Ints:
        return np.subtract(self.log.line_gross, line_amounts(self.log, self.settings), dtype=np.int64)

    @cached_property
    def item_discount(self) -> Ints:
        """Discounts by item."""
        return self._by_item(self.log.line_discount)

    @cached_property
    def item_stays(self) -> Ints:
        """Discounts that stay, by item."""
        if self.settings.price_basis == "net":
            return self.item_discount
        return self._by_item(self._line_stays)

    @cached_property
    def returns(self) -> Ints:
        """The measured documents that are returns."""
        measured = self.log.doc_kind == 1
        if self.settings.warm_up_until is not None:
            measured &= self.log.doc_at >= to_us(self.settings.warm_up_until)
        return np.flatnonzero(measured)

    def months(self, program: Program | None) -> Ints:
        """The month number of each order in a programme's zone, UTC without one."""
        zone = program.time_zone if program else "UTC"
        if zone not in self._months:
            self._months[zone] = self.months_at(program, self.documents)
        return self._months[zone]

    def months_at(self, program: Program | None, documents: Ints) -> Ints:
        """The month number of some documents."""
        at = self.log.doc_at[documents]
        return months_of(civil_days(lower(program), at) if program else at // DAY_US)

    def _by_item(self, column: NDArray[np.signedinteger[Any]]) -> Ints:
        lines: Flags | slice = slice(None)
        if self.documents.size < len(self.log.doc_at):
            sold = np.zeros(len(self.log.doc_at), np.bool_)
            sold[self.documents] = True
            lines = np.repeat(sold, np.diff(self.log.doc_line_start))
        items = len(self.log.item_sku)
        return sums(self.log.line_item[lines], column[lines], items)[:items]
