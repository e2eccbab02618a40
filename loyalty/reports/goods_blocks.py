"""Which goods and which channels the money goes to."""

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import DraftPart, GoodsPart
from loyalty.reports.tables import Cell, Graph, Row, numbers, row, table, texts, total

SHOWN = 12
"""Rows on the page; a workbook has all."""


def categories(draft: DraftPart, pen: Pen) -> Block | None:
    """Which categories cost what; nothing where the order file names none."""
    return _goods("categories", draft["by_category"], draft, pen)


def brands(draft: DraftPart, pen: Pen) -> Block | None:
    """Which brands cost what; nothing where the order file names none."""
    return _goods("brands", draft["by_brand"], draft, pen)


def items(draft: DraftPart, pen: Pen) -> Block | None:
    """The articles that cost most; not all of them, so there is no sum."""
    entries = draft["top_items"]
    if not any(entry["cost_minor"] for entry in entries):
        return None
    names = ("units", "revenue", "off", "points", "cost", "share.short")
    heads = [*texts(pen.words("items")), *numbers(*(pen.words(name) for name in names))]
    rows = [_goods_row(entry, pen) for entry in entries]
    answer = pen.words(
        "answer.items",
        name=_named(entries[0]["name"], pen),
        cost=pen.figures.money(entries[0]["cost_minor"]),
        share=pen.figures.share(entries[0]["cost_minor"], entries[0]["revenue_minor"]),
    )
    return Block(
        pen.words("question.items"),
        answer,
        tables=(table(heads, rows[:SHOWN]),),
        flat=(table(heads, rows, sheet="items"),),
    )


def channels(draft: DraftPart, pen: Pen) -> Block | None:
    """Which channels cost what; nothing where the order file names none."""
    entries = sorted(draft["by_channel"], key=lambda entry: -entry["cost_minor"])
    if all(entry["channel"] is None or not entry["cost_minor"] for entry in entries):
        return None
    rows = [
        row(
            _named(entry["channel"], pen),
            whole(entry["orders"]),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], entry["revenue_minor"]),
        )
        for entry in entries
    ]
    rows.append(
        total(
            pen.words("total"),
            whole(sum(entry["orders"] for entry in entries)),
            pen.money(sum(entry["revenue_minor"] for entry in entries)),
            pen.money(sum(entry["cost_minor"] for entry in entries)),
            pen.share(
                sum(entry["cost_minor"] for entry in entries),
                sum(entry["revenue_minor"] for entry in entries),
            ),
        )
    )
    names = ("orders", "revenue", "cost", "share.short")
    heads = [*texts(pen.words("channel")), *numbers(*(pen.words(name) for name in names))]
    most = entries[0]
    answer = pen.words(
        "answer.channels",
        name=_named(most["channel"], pen),
        cost=pen.figures.money(most["cost_minor"]),
        share=pen.figures.share(most["cost_minor"], sum(entry["cost_minor"] for entry in entries)),
    )
    graph = Graph("bar", pen.words("channel"), (pen.words("cost"),))
    return Block(
        pen.words("question.channels"), answer, tables=(table(heads, rows, sheet="channels", graph=graph),)
    )


def _goods(kind: str, entries: list[GoodsPart], draft: DraftPart, pen: Pen) -> Block | None:
    """All goods divided one way: the rows and the shipping waived are the whole cost."""
    if all(entry["name"] is None or not entry["cost_minor"] for entry in entries):
        return None
    entries = sorted(entries, key=lambda entry: -entry["cost_minor"])
    shown, rest = entries[:SHOWN], entries[SHOWN:]
    tail = [_shipping_row(draft, pen), _goods_total(entries, draft, pen)]
    rows = [_goods_row(entry, pen) for entry in shown]
    if rest:
        rows.append(_goods_row(_together(rest, pen), pen))
    names = ("units", "revenue", "off", "points", "cost", "share.short")
    heads = [*texts(pen.words(kind)), *numbers(*(pen.words(name) for name in names))]
    graph = Graph("bar", pen.words(kind), (pen.words("cost"),))
    whole_table = table(
        heads, [*(_goods_row(entry, pen) for entry in entries), *tail], sheet=kind, graph=graph
    )
    cost = sum(entry["cost_minor"] for entry in entries)
    question = pen.words(f"question.{kind}")
    drawn = [_goods_bar(entry, pen) for entry in shown]
    return Block(
        question,
        pen.words(
            f"answer.{kind}",
            name=_named(entries[0]["name"], pen),
            cost=pen.figures.money(entries[0]["cost_minor"]),
            share=pen.figures.share(entries[0]["cost_minor"], cost),
        ),
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        drawings=(bars(drawn, short=pen.figures.short_money, spoken=question),) if len(drawn) > 1 else (),
        tables=(table(heads, [*rows, *tail]),),
        flat=(whole_table,),
    )


def _goods_row(entry: GoodsPart, pen: Pen) -> Row:
    return row(
        _named(entry["name"], pen),
        whole(entry["units"]),
        pen.money(entry["revenue_minor"]),
        pen.money(entry["off_minor"]),
        pen.money(entry["points_minor"]),
        pen.money(entry["cost_minor"]),
        pen.share(entry["cost_minor"], entry["revenue_minor"]),
    )


def _together(entries: list[GoodsPart], pen: Pen) -> GoodsPart:
    """Small rows summed up as one."""
    return {
        "name": pen.words("others", count=len(entries)),
        "units": sum(entry["units"] for entry in entries),
        "revenue_minor": sum(entry["revenue_minor"] for entry in entries),
        "off_minor": sum(entry["off_minor"] for entry in entries),
        "points_minor": sum(entry["points_minor"] for entry in entries),
        "cost_minor": sum(entry["cost_minor"] for entry in entries),
    }


def _shipping_row(draft: DraftPart, pen: Pen) -> Row:
    """Shipping belongs to no goods and is told apart."""
    none = Cell("")
    shipping = pen.money(draft["totals"]["shipping_minor"])
    return row(pen.words("shipping_apart"), none, none, none, none, shipping, none)


def _goods_total(entries: list[GoodsPart], draft: DraftPart, pen: Pen) -> Row:
    return total(
        pen.words("total"),
        whole(sum(entry["units"] for entry in entries)),
        *(
            pen.money(amount)
            for amount in (
                sum(entry["revenue_minor"] for entry in entries),
                sum(entry["off_minor"] for entry in entries),
                sum(entry["points_minor"] for entry in entries),
                sum(entry["cost_minor"] for entry in entries) + draft["totals"]["shipping_minor"],
            )
        ),
        pen.ppm(draft["totals"]["cost_share_ppm"]),
    )


def _goods_bar(entry: GoodsPart, pen: Pen) -> Bar:
    name, figure = _named(entry["name"], pen), pen.figures.money(entry["cost_minor"])
    share = pen.figures.share(entry["cost_minor"], entry["revenue_minor"])
    return Bar(name, (Part("a", entry["cost_minor"], f"{name}: {figure} ({share})"),), figure)


def _named(name: str | None, pen: Pen) -> str:
    """A name from the order file, or the words for there being none."""
    return pen.words("not_named") if name is None else name
