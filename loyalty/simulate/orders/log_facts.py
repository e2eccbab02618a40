"""Plain figures of a log, as an accountant would count them: what a replay's baseline is checked against.

Amounts are minor units and shares Decimals. Months are UTC months. An order's total is the net of all its
lines, a total of zero counts; a member's first order is the earliest sale in the file. Percentiles are by
nearest rank: the value at place max(1, ceil(p × n / 100)).
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.simulate.orders.amounts import SALE
from loyalty.simulate.orders.cleaning import gather
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.parsing import Flags, Ints
from loyalty.when import from_us

Figures: TypeAlias = dict[str, "Figure"]
Figure: TypeAlias = int | str | Decimal | dict[str, "Figure"] | None

PERCENTS: Final = (0, 10, 25, 50, 75, 90, 95, 99, 100)
THRESHOLDS: Final = (20, 50, 100, 200, 500, 1000)
ORDERS_LISTED: Final = 10
NO_CATEGORY: Final = "(none)"
UTC: Final = ZoneInfo("UTC")
BUYERS: Final = "customers"
"""What order files call members."""
USED: Final = "used"
"""What a status column says of a coupon that was used."""


def facts(log: OrderLog, *, unit: int = 1, status: str = "coupon_status") -> Figures:
    """The figures of a log; `unit`: major units in U, the scale of the thresholds.

    A log read with an extra column of the name `status` (used, clicked, ...) gives the coupons' figures too.
    """
    view = _view(log)
    figures: Figures = {
        "currency": log.currency.code,
        "exponent": log.currency.exponent,
        "unit": unit,
        "U_minor": unit * 10**log.currency.exponent,
    }
    figures |= _sizes(log, view) | _sums(log, view)
    figures |= _orders(view) | {"by_month": _by_month(view)}
    figures |= {
        "orders_at_or_above": _thresholds(view, unit * 10**log.currency.exponent),
        "category_revenue": _category_revenue(log, view),
        "derived": _derived(log, view),
    }
    if status in log.extras:
        figures["coupons"] = _coupons(log, view, log.extras[status])
    return figures


@dataclass(frozen=True, slots=True)
class _View:
    """What the figures below share."""

    sale: Flags
    """Per document."""
    known: Flags
    """Per document: it has a member."""
    sold: Flags
    """Per line: it belongs to a sale."""
    value: Ints
    """Per document: the net of its lines."""
    total: Ints
    """Per sale."""
    first: Ints
    """Documents that are a member's first order."""
    orders_of_member: Ints
    """Per member with an order."""
    month: NDArray[np.str_]
    """Per document."""


def _view(log: OrderLog) -> _View:
    sale = log.doc_kind == SALE
    known = log.doc_member >= 0
    value = np.add.reduceat(log.line_net, log.doc_line_start[:-1], dtype=np.int64)
    bought = np.flatnonzero(sale & known)
    _, first, counts = np.unique(log.doc_member[bought], return_index=True, return_counts=True)
    return _View(
        sale=sale,
        known=known,
        sold=np.repeat(sale, np.diff(log.doc_line_start)),
        value=value,
        total=value[sale],
        first=bought[first],
        orders_of_member=counts,
        month=log.doc_at.astype("datetime64[us]").astype("datetime64[M]").astype(np.str_),
    )


def _sizes(log: OrderLog, view: _View) -> Figures:
    sold = int(np.count_nonzero(view.sold))
    return {
        "lines": log.problems.rows_used,
        "sale_lines": sold,
        "return_lines": log.problems.rows_used - sold,
        "first_at": _instant(log.first_at),
        "last_at": _instant(log.last_at),
        "skus": len(set(log.item_sku)),
        "categories": len({category for category in log.item_category if category is not None}),
        "orders": view.total.size,
        "customers": view.orders_of_member.size,
        "anonymous_orders": int(np.count_nonzero(view.sale & ~view.known)),
    }


def _sums(log: OrderLog, view: _View) -> Figures:
    returned = ~view.sale
    revenue, return_value = int(view.total.sum()), int(view.value[returned].sum())
    return {
        "gross": int(log.line_gross[view.sold].sum()),
        "discount": int(log.line_discount[view.sold].sum()),
        "revenue": revenue,
        "units": int(log.line_quantity[view.sold].sum(dtype=np.int64)),
        "anonymous_revenue": int(view.value[view.sale & ~view.known].sum()),
        "zero_total_orders": int(np.count_nonzero(view.total == 0)),
        "return_documents": int(np.count_nonzero(returned)),
        "return_value": return_value,
        "anonymous_return_documents": int(np.count_nonzero(returned & ~view.known)),
        "revenue_after_returns": revenue - return_value,
    }


def _orders(view: _View) -> Figures:
    counts = np.bincount(np.minimum(view.orders_of_member, ORDERS_LISTED), minlength=ORDERS_LISTED + 1)
    by_count: Figures = {
        f"{count}+" if count == ORDERS_LISTED else str(count): int(members)
        for count, members in enumerate(counts)
        if members
    }
    return {
        "order_total_percentiles": _percentiles(view.total),
        "orders_per_customer_percentiles": _percentiles(view.orders_of_member),
        f"{BUYERS}_with_2plus_orders": int(np.count_nonzero(view.orders_of_member > 1)),
        "customers_by_order_count": by_count,
        "first_order_revenue": int(view.value[view.first].sum()),
    }


def _percentiles(values: Ints) -> Figures:
    ordered, size = np.sort(values), values.size
    return {f"p{p}": int(ordered[max(1, -(-p * size // 100)) - 1]) for p in PERCENTS if size}


def _by_month(view: _View) -> Figures:
    first = np.zeros(view.sale.size, np.bool_)
    first[view.first] = True
    months: Figures = {}
    for month in np.unique(view.month).tolist():
        inside = view.month == month
        months[month] = {
            "orders": int(np.count_nonzero(inside & view.sale)),
            "revenue": int(view.value[inside & view.sale].sum()),
            "first_orders": int(np.count_nonzero(inside & first)),
            "return_documents": int(np.count_nonzero(inside & ~view.sale)),
            "return_value": int(view.value[inside & ~view.sale].sum()),
        }
    return months


def _thresholds(view: _View, unit_minor: int) -> Figures:
    return {
        f"{threshold}U": {
            "orders": int(np.count_nonzero(view.total >= threshold * unit_minor)),
            "revenue": int(view.total[view.total >= threshold * unit_minor].sum()),
        }
        for threshold in THRESHOLDS
    }


def _category_revenue(log: OrderLog, view: _View) -> Figures:
    names = pl.Series(log.item_category, dtype=pl.String).fill_null(NO_CATEGORY)
    sold = {"name": names.gather(log.line_item[view.sold]), "net": log.line_net[view.sold].astype(np.int64)}
    lines = pl.DataFrame(sold)
    return dict(lines.group_by("name").agg(pl.col("net").sum()).sort("name").iter_rows())


def _derived(log: OrderLog, view: _View) -> Figures:
    revenue = int(view.total.sum())
    known = view.sale & view.known
    first = view.first.size
    return {
        "repeat_purchase_rate": _ratio(int(np.count_nonzero(view.orders_of_member > 1)), first),
        "first_order_share_of_known_orders": _ratio(first, int(np.count_nonzero(known))),
        "first_order_share_of_known_revenue": _ratio(
            int(view.value[view.first].sum()), int(view.value[known].sum())
        ),
        "return_value_share_of_revenue": _ratio(int(view.value[~view.sale].sum()), revenue),
        "mean_order_total_major": _ratio(revenue, view.total.size * 10**log.currency.exponent, decimals=4),
    }


def _coupons(log: OrderLog, view: _View, statuses: pl.Series) -> Figures:
    lines = pl.DataFrame(
        {
            "status": statuses.cast(pl.String),
            "code": gather(pl.Series(log.codes, dtype=pl.String), log.line_code),
            "month": np.repeat(view.month, np.diff(log.doc_line_start)),
            "order": np.repeat(np.arange(view.sale.size), np.diff(log.doc_line_start)),
            "gross": log.line_gross.astype(np.int64),
            "discount": log.line_discount.astype(np.int64),
        }
    ).filter(pl.Series(view.sold))
    used = lines.filter(pl.col("status") == USED)
    ruled = used.drop_nulls("code")
    sums = pl.len().alias("lines"), pl.col("gross").sum(), pl.col("discount").sum()
    by_code = ruled.group_by("code").agg(*sums).sort("code")
    return {
        "lines_by_status": _counted(lines, "status", pl.len()),
        "used_lines_with_a_rule": ruled.height,
        "used_lines_without_a_rule": used.height - ruled.height,
        "discount_total": int(lines["discount"].sum()),
        "discount_by_month": _counted(lines, "month", pl.col("discount").sum()),
        "by_code": {row.pop("code"): row for row in by_code.iter_rows(named=True)},
        "orders_with_a_used_coupon": ruled["order"].n_unique(),
    }


def _counted(lines: pl.DataFrame, by: str, figure: pl.Expr) -> Figures:
    return dict(lines.drop_nulls(by).group_by(by).agg(figure.alias("figure")).sort(by).iter_rows())


def _ratio(part: int, whole: int, *, decimals: int = 6) -> Decimal | None:
    """Half up; None where there is nothing to divide by."""
    if not whole:
        return None
    return (Decimal(part) / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _instant(us: int) -> str:
    """`2009-12-01 07:45:00+00`."""
    return from_us(us, UTC).isoformat(sep=" ").removesuffix(":00")
