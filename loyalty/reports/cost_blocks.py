"""Where the money goes: by month, by part of the programme, by tier."""

from collections.abc import Collection
from dataclasses import replace

from loyalty.reports.block import Block, Key
from loyalty.reports.columns import Series, Writing, columns
from loyalty.reports.figures import count
from loyalty.reports.pen import Pen, all_months, whole
from loyalty.reports.shape import DraftPart, LogPart, MonthPart, TierPart
from loyalty.reports.span import partial_months
from loyalty.reports.tables import Cell, Column, Graph, Row, Table, numbers, row, table, texts, total
from loyalty.reports.year_blocks import years_table

MONTH_PARTS = ("offers", "shipping", "points")


def months(draft: DraftPart, log: LogPart, pen: Pen) -> Block:
    """Which month costs what, stacked by component."""
    question = pen.words("question.months")
    by_month = {entry["month"]: entry for entry in draft["by_month"]}
    if not by_month:
        return Block(question, pen.words("none.months"))
    names = all_months(by_month)
    entries = [by_month.get(month) or _still(month) for month in names]
    series = (
        Series("a", pen.words("month.offers"), tuple(entry["offers_minor"] for entry in entries)),
        Series("b", pen.words("month.shipping"), tuple(entry["shipping_minor"] for entry in entries)),
        Series("c", pen.words("month.points"), tuple(entry["points_minor"] for entry in entries)),
    )
    figures = pen.figures
    partial = partial_months(draft, log)
    writing = Writing(figures.short_money, figures.money, figures.month, figures.month_tick, partial)
    keys = tuple(Key(one.tone, one.name) for one in series)
    if partial:
        keys = (*keys, Key("a partial", pen.words("legend.partial")))
    years = years_table(entries, draft, log, pen)
    return Block(
        question,
        _months_answer(draft, pen),
        unit=pen.words("axis.money", currency=figures.unit.code),
        keys=keys,
        drawings=(columns(names, series, writing=writing, spoken=question),),
        tables=(
            *((replace(years, sheet=""),) if years else ()),
            _months_table(entries, draft, partial, pen),
        ),
        flat=(years,) if years else (),
    )


def components(draft: DraftPart, pen: Pen) -> Block:
    """Which part of the programme costs what."""
    question = pen.words("question.components")
    entries = sorted(draft["by_component"], key=lambda entry: -entry["cost_minor"])
    cost = draft["totals"]["cost_minor"]
    if not any(entry["cost_minor"] for entry in entries):
        return Block(question, pen.words("none.components"))
    name = pen.words.named("component", entries[0]["component"])
    rows = [
        row(
            pen.words.named("component", entry["component"]),
            pen.money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], cost),
            whole(entry["orders"]),
        )
        for entry in entries
    ]
    rows.append(total(pen.words("total"), pen.money(cost), pen.share(cost, cost), ""))
    heads = [
        *texts(pen.words("component")),
        *numbers(pen.words("cost"), pen.words("share_of_cost"), pen.words("orders")),
    ]
    answer = pen.words(
        "answer.components", name=name, share=pen.figures.share(entries[0]["cost_minor"], cost)
    )
    graph = Graph("bar", pen.words("component"), (pen.words("cost"),))
    return Block(question, answer, tables=(table(heads, rows, sheet="components", graph=graph),))


def tiers(draft: DraftPart, pen: Pen) -> Block:
    """Which tier costs what."""
    question = pen.words("question.tiers")
    entries = draft["by_tier"]
    if not entries:
        return Block(question, pen.words("none.tiers"))
    several = len({entry["track"] for entry in entries}) > 1
    rows = [
        row(
            Cell(pen.tier(entry["tier"]), under=pen.track(entry["track"]) if several else ""),
            whole(entry["orders"]),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], entry["revenue_minor"]),
            whole(entry["points_earned"]),
        )
        for entry in entries
    ]
    if not several and len(entries) > 1:
        rows.append(_tiers_total(entries, pen))
    names = ("orders", "revenue", "cost", "share.short", "points_earned")
    track = pen.words("track") if several else ""
    heads = [Column(pen.words("tier"), under=track), *numbers(*(pen.words(name) for name in names))]
    most = max(entries, key=lambda entry: entry["cost_minor"])
    answer = pen.words(
        "answer.tiers" if draft["totals"]["cost_minor"] else "none.components",
        name=pen.tier(most["tier"]),
        cost=pen.figures.money(most["cost_minor"]),
        orders=count(most["orders"]),
    )
    graph = Graph("bar", pen.words("tier"), (pen.words("cost"),))
    return Block(question, answer, tables=(table(heads, rows, sheet="tiers", graph=graph),))


def _tiers_total(entries: list[TierPart], pen: Pen) -> Row:
    revenue = sum(entry["revenue_minor"] for entry in entries)
    cost = sum(entry["cost_minor"] for entry in entries)
    return total(
        pen.words("total"),
        whole(sum(entry["orders"] for entry in entries)),
        pen.money(revenue),
        pen.money(cost),
        pen.share(cost, revenue),
        whole(sum(entry["points_earned"] for entry in entries)),
    )


def _still(month: str) -> MonthPart:
    """A month in which nothing happened."""
    return {
        "month": month,
        "orders": 0,
        "revenue_minor": 0,
        "cost_minor": 0,
        "offers_minor": 0,
        "shipping_minor": 0,
        "points_minor": 0,
    }


def _months_answer(draft: DraftPart, pen: Pen) -> str:
    top = max(draft["by_month"], key=lambda entry: entry["cost_minor"])
    cost = pen.figures.money(top["cost_minor"])
    if not draft["totals"]["cost_minor"]:
        return pen.words("none.components")
    month = pen.figures.month(top["month"])
    if len(draft["by_month"]) == 1:
        return pen.words("answer.one_month", month=month, cost=cost)
    year = sum(entry["cost_minor"] for entry in draft["by_month"])
    return pen.words(
        "answer.months", month=month, cost=cost, share=pen.figures.share(top["cost_minor"], year)
    )


def _months_table(entries: list[MonthPart], draft: DraftPart, partial: Collection[str], pen: Pen) -> Table:
    money = pen.money
    rows = [
        row(
            pen.month(entry["month"]).over(pen.words("legend.partial") if entry["month"] in partial else ""),
            whole(entry["orders"]),
            money(entry["revenue_minor"]),
            money(entry["offers_minor"]),
            money(entry["shipping_minor"]),
            money(entry["points_minor"]),
            money(entry["cost_minor"]),
            pen.share(entry["cost_minor"], entry["revenue_minor"]),
        )
        for entry in entries
    ]
    sums = draft["totals"]
    rows.append(
        total(
            pen.words("total"),
            whole(sums["orders"]),
            money(sums["revenue_minor"]),
            money(sums["discount_minor"]),
            money(sums["shipping_minor"]),
            money(sums["points_spent_minor"]),
            money(sums["cost_minor"]),
            pen.ppm(sums["cost_share_ppm"]),
        )
    )
    parts = tuple(pen.words(f"month.{name}") for name in MONTH_PARTS)
    heads = [
        Column(pen.words("month"), "name", under=pen.words("month.whole") if partial else ""),
        *numbers(
            pen.words("orders"), pen.words("revenue"), *parts, pen.words("cost"), pen.words("share.short")
        ),
    ]
    graph = Graph("column", pen.words("month"), parts, stacked=True)
    return table(heads, rows, sheet="months", graph=graph)
