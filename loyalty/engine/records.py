"""Placed orders as the kernels' rows, and rows as frozen records again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import starmap
from operator import attrgetter
from typing import Any

from loyalty.facts.member import Award, KeptLine, OfferShare, PlacedOrder, SpentFrom, Terms
from loyalty.handed_in import changed
from loyalty.kernels.rows import Growing, blank, maker, row


def kept_tables(placed: Sequence[PlacedOrder], groups: int) -> dict[str, Any]:
    """The tables of placed orders, with room for the record of one more."""
    kept: list[Any] = []
    lines: list[Any] = []
    awards: list[Any] = []
    trail: list[Any] = []
    shares: list[Any] = []
    for order in placed:
        kept.append(
            row(
                "kept_orders",
                line_start=len(lines),
                line_count=len(order.lines),
                share_start=len(shares),
                share_count=len(order.shares),
                trail_start=len(trail),
                trail_count=len(order.trail),
                **order.terms._asdict(),
            )
        )
        lines.extend(
            row("kept_lines", **line._replace(item=place)._asdict()) for place, line in enumerate(order.lines)
        )
        awards.extend(rows_of("awards", order.awards))
        trail.extend(rows_of("trail", order.trail))
        shares.extend(rows_of("shares", order.shares))
    return {
        "kept_orders": [*kept, row("kept_orders", line_start=len(lines))],
        "kept_lines": lines,
        "awards": awards + blank("awards", groups),
        "trail": Growing("trail", trail),
        "shares": Growing("shares", shares),
    }


def recorded(tables: dict[str, Any], place: int, groups: int, order: PlacedOrder) -> PlacedOrder:
    """A placed order with what its rows say now."""
    kept = tables["kept_orders"][place]
    lines = tables["kept_lines"][kept.line_start : kept.line_start + kept.line_count]
    trail = tables["trail"].span(kept.trail_start, kept.trail_start + kept.trail_count)
    shares = tables["shares"].span(kept.share_start, kept.share_start + kept.share_count)
    return changed(
        order,
        terms=Terms(*(getattr(kept, name) for name in Terms._fields)),
        lines=records_of(KeptLine, lines),
        awards=records_of(Award, tables["awards"][place * groups : (place + 1) * groups]),
        trail=records_of(SpentFrom, trail),
        shares=records_of(OfferShare, shares),
    )


def rows_of(table: str, records: Sequence[Any]) -> list[Any]:
    """A row for each record, whose fields are the first of the table's in their order."""
    return list(starmap(maker(table), records))


def records_of(record: Any, rows: Sequence[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - a NamedTuple class
    """A record for each row."""
    return tuple(map(making(record), map(_reading(record), rows)))


@cache
def making(record: Any) -> Callable[[tuple[Any, ...]], Any]:  # noqa: ANN401 - a NamedTuple class
    """What makes a record of all its fields in their order: `_make`, which counts them, in C."""
    return partial(tuple.__new__, record)


@cache
def _reading(record: Any) -> Callable[[Any], tuple[int, ...]]:  # noqa: ANN401 - as above
    """What reads a record's fields off a row."""
    return attrgetter(*record._fields)
