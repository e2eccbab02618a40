"""What to look at before a launch: benefits that pile up on one order, deep discounts, sales below cost."""

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block
from loyalty.reports.figures import DASH, count
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import BelowCostPart, DraftPart, StackedPart
from loyalty.reports.tables import Cell, Column, Graph, Table, numbers, row, table, texts, total

SEVERAL = 2
"""So many benefits on one order are several."""
EXAMPLES = 3
"""Order numbers that a row names."""
MOST = 3
"""The last row counts orders with so many benefits and more."""


def stacking(draft: DraftPart, pen: Pen) -> Block:
    """How many benefits come together on one order."""
    question = pen.words("question.stacking")
    entries = draft["stacking"]
    orders = sum(entry["orders"] for entry in entries)
    if not orders:
        return Block(question, pen.words("none.stacking"))
    several = [entry for entry in entries if entry["benefits"] >= SEVERAL]
    answer = pen.words(
        "answer.stacking",
        orders=count(sum(entry["orders"] for entry in several)),
        share=pen.figures.share(sum(entry["orders"] for entry in several), orders),
        cost=pen.figures.share(
            sum(entry["cost_minor"] for entry in several), sum(entry["cost_minor"] for entry in entries)
        ),
    )
    return Block(
        question,
        answer,
        unit=pen.words("axis.orders"),
        drawings=(
            bars(
                [_stacked_bar(entry, orders, pen) for entry in entries],
                short=pen.figures.short_count,
                spoken=question,
            ),
        ),
        tables=(_stacking_table(entries, pen),),
    )


def deep_discount(draft: DraftPart, pen: Pen) -> Block:
    """How many orders come down by more than a fifth, a third, a half."""
    question = pen.words("question.deep")
    entries = draft["deep_discount"]
    if not any(entry["orders"] for entry in entries):
        least = min((entry["over_ppm"] for entry in entries), default=0)
        return Block(question, pen.words("none.deep", over=pen.figures.ppm(least)))
    first = entries[0]
    answer = pen.words(
        "answer.deep",
        orders=count(first["orders"]),
        share=pen.figures.share(first["orders"], draft["totals"]["orders"]),
        over=_round(pen.figures.ppm(first["over_ppm"])),
        most=count(entries[-1]["orders"]),
        half=_round(pen.figures.ppm(entries[-1]["over_ppm"])),
    )
    rows = [
        row(
            pen.words("over", share=_round(pen.figures.ppm(entry["over_ppm"]))),
            whole(entry["orders"]).over(pen.share(entry["orders"], draft["totals"]["orders"])),
            Cell(DASH) if entry["with_several"] is None else whole(entry["with_several"]),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["cost_minor"]),
            ", ".join(entry["examples"][:EXAMPLES]),
        )
        for entry in entries
    ]
    heads = [
        Column(pen.words("off_by"), "name"),
        Column(pen.words("orders"), "number", under=pen.words("share.orders")),
        *numbers(pen.words("with_several"), pen.words("revenue"), pen.words("cost")),
        Column(pen.words("examples.orders"), "code"),
    ]
    return Block(question, answer, tables=(table(heads, rows, note=pen.words("deep.note"), sheet="deep"),))


def below_cost(draft: DraftPart, pen: Pen) -> Block:
    """How many orders bring less than the goods cost the shop, before and under the draft."""
    question = pen.words("question.below_cost")
    found = draft["below_cost"]
    if found is None:
        return Block(question, pen.words("none.unit_cost"))
    answer = pen.words(
        "answer.below_cost",
        known=count(found["known_orders"]),
        orders=count(found["orders"]),
        loss=pen.figures.money(found["loss_minor"]),
        before=count(found["orders_before"]),
        loss_before=pen.figures.money(found["loss_before_minor"]),
    )
    return Block(question, answer, tables=(_below_table(found, pen),))


def _stacked_bar(entry: StackedPart, orders: int, pen: Pen) -> Bar:
    name = _benefits(entry["benefits"], pen)
    figure = f"{count(entry['orders'])} · {pen.figures.share(entry['orders'], orders)}"
    return Bar(name, (Part("a", entry["orders"], f"{name}: {figure}"),), figure)


def _stacking_table(entries: list[StackedPart], pen: Pen) -> Table:
    orders = sum(entry["orders"] for entry in entries)
    revenue = sum(entry["revenue_minor"] for entry in entries)
    cost = sum(entry["cost_minor"] for entry in entries)
    rows = [
        row(
            _benefits(entry["benefits"], pen),
            whole(entry["orders"]).over(pen.share(entry["orders"], orders)),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], entry["revenue_minor"]),
        )
        for entry in entries
    ]
    rows.append(
        total(
            pen.words("total"), whole(orders), pen.money(revenue), pen.money(cost), pen.share(cost, revenue)
        )
    )
    heads = [
        Column(pen.words("benefits"), "name"),
        Column(pen.words("orders"), "number", under=pen.words("share.orders")),
        *numbers(*(pen.words(name) for name in ("revenue", "cost", "share.short"))),
    ]
    graph = Graph("bar", pen.words("benefits"), (pen.words("orders"),))
    return table(heads, rows, sheet="stacking", graph=graph)


def _benefits(number: int, pen: Pen) -> str:
    return pen.words("benefits.many" if number >= MOST else f"benefits.{number}")


def _below_table(found: BelowCostPart, pen: Pen) -> Table:
    rows = [
        row(pen.words("happened"), whole(found["orders_before"]), pen.money(found["loss_before_minor"]), ""),
        row(
            pen.words("this_draft"),
            whole(found["orders"]),
            pen.money(found["loss_minor"]),
            ", ".join(found["examples"][:EXAMPLES]),
        ),
    ]
    heads = [
        *texts(pen.words("when")),
        *numbers(pen.words("orders.below"), pen.words("loss")),
        Column(pen.words("examples.orders"), "code"),
    ]
    return table(heads, rows, sheet="below_cost")


def _round(share: str) -> str:
    """`20%` from `20.0%`."""
    return share.replace(".0%", "%")
