"""The arithmetic of single orders, step by step, for whoever wants to follow a figure to its last cent."""

from collections.abc import Mapping, Sequence
from typing import Final

from loyalty.reports.block import Detail
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import SampleOrderPart, StepPart, TopOrderPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts, total

LINES_SHOWN: Final = 6
"""Lines of an order that a step lists; the rest is counted."""


def step_details(orders: Sequence[TopOrderPart], pen: Pen) -> tuple[Detail, ...]:
    """One folded table an order, the first one open; none for orders whose steps were not worked out."""
    told = [order for order in orders if order["steps"]]
    return tuple(
        Detail(_title(order, pen), _table(order["steps"], pen), shown=order is told[0]) for order in told
    )


def sample_details(
    samples: Sequence[SampleOrderPart], pen: Pen, names: Mapping[str, str]
) -> tuple[Detail, ...]:
    """One folded table an offer: how it worked on one of its orders."""
    return tuple(
        Detail(
            pen.words(
                "steps.sample", offer=names.get(sample["offer"], sample["offer"]), order=sample["order_id"]
            ),
            _table(sample["steps"], pen),
        )
        for sample in samples
        if sample["steps"]
    )


def step_sheet(orders: Sequence[TopOrderPart], pen: Pen) -> tuple[Table, ...]:
    """All steps of all orders, one row each, for a workbook."""
    rows = [
        row(order["order_id"], whole(number), *_cells(step, pen))
        for order in orders
        for number, step in enumerate(order["steps"], start=1)
    ]
    if not rows:
        return ()
    heads = [*texts(pen.words("order")), *numbers(pen.words("step.number")), *_heads(pen)]
    return (table(heads, rows, sheet="steps"),)


def _title(order: TopOrderPart, pen: Pen) -> str:
    paid = next((step["amount_minor"] for step in order["steps"] if step["step"] == "paid"), None)
    end = pen.words("cost.of", cost=pen.figures.money(order["cost_minor"]))
    if paid is not None:
        told = pen.words("steps.paid", amount=pen.figures.money(paid))
        end = pen.words("steps.end", cost=end, paid=told)
    return pen.words("steps.of", order=order["order_id"], end=end)


def _table(steps: Sequence[StepPart], pen: Pen) -> Table:
    rows = [
        total(*_cells(step, pen)) if step["step"] == "paid" else row(*_cells(step, pen)) for step in steps
    ]
    return table(_heads(pen), rows)


def _heads(pen: Pen) -> list[Column]:
    return [
        *texts(pen.words("step")),
        *numbers(pen.words("step.amount"), pen.words("step.left"), pen.words("points.number")),
    ]


def _cells(step: StepPart, pen: Pen) -> tuple[Cell, ...]:
    """The sentence with its split over the lines below it, the amount, what is left to pay, points."""
    amount, left, points = step["amount_minor"], step["left_minor"], step["points"]
    return (
        Cell(pen.words.either(step["en"], step["zh"])).over(_lines(step, pen)),
        Cell("") if amount is None else pen.money(amount),
        Cell("") if left is None else pen.money(left),
        Cell("") if points is None else whole(points),
    )


def _lines(step: StepPart, pen: Pen) -> str:
    """`1 TEA ¥3.00 · 2 CUP ¥1.20`, where it falls on more than one line."""
    lines = step["lines"]
    if len(lines) <= 1:
        return ""
    told = [
        f"{line['line']} {line['sku']} {pen.figures.money(line['amount_minor'])}"
        for line in lines[:LINES_SHOWN]
    ]
    if len(lines) > LINES_SHOWN:
        told.append(pen.words("others", count=len(lines) - LINES_SHOWN))
    return " · ".join(told)
