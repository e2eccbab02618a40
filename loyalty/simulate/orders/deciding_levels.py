"""Whose figure a row tells: its line's or its whole order's, and whether what was paid holds later refunds.

A figure that differs between two lines of one order is the lines'. One that is the same on all lines of every
order, or stands on the first line alone, is the order's when enough orders show it. In between the shop is
asked.
"""

from collections.abc import Callable, Sequence
from typing import Final, Literal, TypeAlias

import numpy as np
import polars as pl

from loyalty.simulate.orders.columns import Column
from loyalty.simulate.orders.mapping import Level, PaidAmount
from loyalty.simulate.orders.numerals import PRICE_DECIMALS

ORDERS_ENOUGH: Final = 20
"""So many orders of several lines without exception are a convention and no accident."""

FIRSTS_ENOUGH: Final = 3
"""The same where the further lines are not zero but empty."""

_RUN_MAX: Final = 100_000
"""More rows in a row with one order id are no order."""

Seen: TypeAlias = Literal["varied", "repeated", "first_zero", "first_blank"]


class LevelQuestion:
    """Whether a figure is the line's or the order's."""

    def __init__(self, order_column: str, column: str) -> None:
        """Nothing is known yet."""
        self.columns = (order_column, column)
        self.settled = False
        self._last: pl.DataFrame | None = None
        """The last order so far, whose further lines may be in the next batch."""
        self._orders: dict[Seen, int] = {"varied": 0, "repeated": 0, "first_zero": 0, "first_blank": 0}

    def see(self, frame: pl.DataFrame) -> None:
        """Compare the lines that stand together and belong to one order."""
        order, figure = (pl.col(name).cast(pl.String) for name in self.columns)
        rows = frame.select(order=order, cell=figure.str.strip_chars().fill_null(""))
        rows = rows if self._last is None else pl.concat([self._last, rows])
        other = np.flatnonzero(rows["order"].ne_missing(rows["order"].last()).to_numpy())
        cut = int(other[-1]) + 1 if other.size else 0
        if rows.height - cut > _RUN_MAX:
            cut = rows.height
        self._last = rows[cut:]
        if cut:
            self._count(rows[:cut])
        self.settled = self._orders["varied"] > 0

    def _count(self, rows: pl.DataFrame) -> None:
        """Count the orders of each kind among rows that hold their lines whole."""
        order = pl.col("order")
        runs = (
            rows.with_columns(
                run=(order != order.shift()).fill_null(value=True).cum_sum(),
                some=pl.col("cell").str.contains("[1-9]"),
            )
            .group_by("run")
            .agg(
                lines=pl.len(),
                some=pl.col("some").sum(),
                first=pl.col("some").first(),
                different=pl.col("cell").filter(pl.col("some")).n_unique(),
                blank=(pl.col("cell") == "").sum(),
            )
        )
        several = runs.filter((pl.col("lines") > 1) & (pl.col("some") > 0))
        one, all_of_them = pl.col("some") == 1, pl.col("some") == pl.col("lines")
        repeated = all_of_them & (pl.col("different") == 1)
        first = one & pl.col("first")
        empty = pl.col("blank") == pl.col("lines") - 1
        counts = several.select(
            repeated=repeated.sum(),
            first_blank=(first & empty).sum(),
            first_zero=(first & ~empty).sum(),
            varied=(~repeated & ~first).sum(),
        )
        for seen in self._orders:
            self._orders[seen] += int(counts[seen][0])

    def answer(self, column: Column, ours: str) -> Level:
        """Line or order; raises LogUnreadable where it shows too seldom."""
        if self._last is not None:
            self._count(self._last)
            self._last = None
        varied, repeated, first_zero, first_blank = self._orders.values()
        if varied or not (repeated or first_zero or first_blank):
            return "line"
        if repeated and first_zero + first_blank == 0 and repeated >= ORDERS_ENOUGH:
            return "order"
        if not repeated and (first_blank >= FIRSTS_ENOUGH or first_zero + first_blank >= ORDERS_ENOUGH):
            return "order"
        what = "may be each line's own or the whole order's: the lines of an order do not tell."
        what_zh = "可能是每行的金额，也可能是整单的金额，无法从数据判断。"
        if ours == "discount":
            mend, mend_zh = _SAY.format("line or order"), _SAY_ZH.format("line（按行）或 order（按订单）")
        else:
            mend = f"Map it to line_{ours} or order_{ours}: --map '{column.name}=line_{ours}'."
            mend_zh = f"请映射为 line_{ours} 或 order_{ours}：--map '{column.name}=line_{ours}'。"
        raise column.refused(what, mend, what_zh=what_zh, mend_zh=mend_zh)


_SAY: Final = "Say it with --discounts {} (discounts in a mapping file)."
_SAY_ZH: Final = "请用 --discounts {} 指明（映射文件中为 discounts）。"


class PaidQuestion:
    """Whether the amount paid still holds what was refunded later.

    Where it does, nobody got back more than they paid; where it does not, paid and refunded together are at
    most the price, or, where the file names no prices, what was refunded in full is paid nothing for.
    """

    def __init__(
        self, net: str, refund: str, *, gross: tuple[str, ...], read: Callable[[pl.Series], pl.Series]
    ) -> None:
        """`gross`: the columns whose product is the price, if any; `read`: the exact figures in cells."""
        self.columns = (net, refund, *gross)
        self.settled = False
        self._read = read
        self._refunds = self._not_before = self._not_after = self._exact = 0

    def see(self, frame: pl.DataFrame) -> None:
        """Count the refunded rows that contradict either."""
        read = [self._read(frame[name]).alias(str(at)) for at, name in enumerate(self.columns)]
        rows = pl.DataFrame(read).drop_nulls().filter(pl.col("1") > 0)
        net, refund = pl.col("0"), pl.col("1")
        if len(self.columns) == _NO_PRICE:
            after, exact = net == refund, pl.lit(value=False)
        else:
            one = pl.lit(10**PRICE_DECIMALS, dtype=pl.Int128)
            gross = pl.col("2") * (pl.col("3") // one) if len(self.columns) > _ONE_PRICE else pl.col("2")
            after, exact = net + refund > gross, net + refund == gross
        counts = rows.select(before=(refund > net).sum(), after=after.sum(), exact=exact.sum())
        self._refunds += rows.height
        self._not_before += int(counts["before"][0])
        self._not_after += int(counts["after"][0])
        self._exact += int(counts["exact"][0])

    def answer(self, column: Column) -> PaidAmount:
        """Before or after refunds; raises LogUnreadable where both or neither fit."""
        after_fits = not self._not_after
        if not self._refunds or (self._not_after and not self._not_before):
            return "before_refunds"
        if after_fits and (self._not_before or self._exact == self._refunds):
            return "after_refunds"
        raise column.refused(
            "may be what was paid before refunds or what is left after them.",
            "Say it with --paid-amount before_refunds or after_refunds (paid_amount in a mapping file).",
            what_zh="可能是退款前的实付金额，也可能是扣除退款后的金额。",
            mend_zh="请用 --paid-amount before_refunds 或 after_refunds 指明（映射文件中为 paid_amount）。",
        )


_NO_PRICE: Final = 2
_ONE_PRICE: Final = 3


class RefundRowsQuestion:
    """Whether a file has both rows that are refunds and refund columns that say something."""

    def __init__(self, figures: Sequence[str], refunds: Sequence[str]) -> None:
        """`figures`: quantities and amounts that refunds write negative; `refunds`: the refund columns."""
        self.columns = (*figures, *refunds)
        self._figures, self._refunds = figures, refunds
        self.rows = self.beside = False

    @property
    def settled(self) -> bool:
        """Both were seen."""
        return self.rows and self.beside

    def see(self, frame: pl.DataFrame) -> None:
        """Look for either."""
        texts = frame.select(pl.all().cast(pl.String).str.strip_chars())
        negative = pl.any_horizontal(pl.col(*self._figures).str.contains(r"[-−－(（][^0-9]*[0-9.,]*[1-9]"))
        some = pl.any_horizontal(pl.col(*self._refunds).str.contains("[1-9]"))
        found = texts.select(rows=negative.any(), beside=some.any())
        self.rows |= bool(found["rows"][0])
        self.beside |= bool(found["beside"][0])
