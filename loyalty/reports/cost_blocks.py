"""Where the money goes: by month, by part of the programme, by offer, by tier."""

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.columns import Series, Writing, columns
from loyalty.reports.figures import count
from loyalty.reports.order_steps import sample_details
from loyalty.reports.pen import Pen, all_months, whole
from loyalty.reports.shape import DraftPart, MonthPart, OfferPart
from loyalty.reports.tables import Cell, Column, Graph, Table, numbers, row, table, texts, total

BARS_MAX = 40
MONTH_PARTS = ("offers", "shipping", "points")


def months(draft: DraftPart, pen: Pen) -> Block:
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
    writing = Writing(figures.short_money, figures.money, figures.month, figures.month_tick)
    return Block(
        question,
        _months_answer(draft, pen),
        unit=pen.words("axis.money", currency=figures.unit.code),
        keys=tuple(Key(one.tone, one.name) for one in series),
        drawings=(columns(names, series, writing=writing, spoken=question),),
        tables=(_months_table(entries, draft, pen),),
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
    heads = [
        *texts(pen.words("component")),
        *numbers(pen.words("cost"), pen.words("share_of_cost"), pen.words("orders")),
    ]
    answer = pen.words(
        "answer.components", name=name, share=pen.figures.share(entries[0]["cost_minor"], cost)
    )
    graph = Graph("bar", pen.words("component"), (pen.words("cost"),))
    return Block(question, answer, tables=(table(heads, rows, sheet="components", graph=graph),))


def offers(draft: DraftPart, pen: Pen) -> Block:
    """Which offer costs how much, dearest first; returns that brought money back are shown apart."""
    question = pen.words("question.offers")
    entries = sorted(draft["by_offer"], key=lambda entry: (-net_of(entry), entry["id"]))
    if not entries:
        return Block(question, pen.words("none.offers"))
    drawn = [
        Bar(pen.offer(entry), _offer_parts(entry, pen), pen.figures.money(net_of(entry)))
        for entry in entries[:BARS_MAX]
    ]
    used = any(entry["redemptions"] for entry in entries)
    answer = pen.words(
        "answer.offers" if used else "none.used",
        name=pen.offer(entries[0]),
        cost=pen.figures.money(net_of(entries[0])),
        uses=count(entries[0]["redemptions"]),
    )
    if len(entries) > BARS_MAX:
        answer += pen.words("more", count=len(entries) - BARS_MAX)
    return Block(
        question,
        answer,
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        keys=(Key("a", pen.words("legend.kept")), Key("back", pen.words("legend.back"))),
        drawings=(bars(drawn, short=pen.figures.short_money, spoken=question),),
        tables=(_offers_table(entries, draft, pen),),
        flat=(_by_month(draft, pen),) if draft["by_offer_month"] else (),
        details=sample_details(draft["samples"], pen, pen.offers_by_id(draft)),
    )


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


def _months_table(entries: list[MonthPart], draft: DraftPart, pen: Pen) -> Table:
    money = pen.money
    rows = [
        row(
            pen.month(entry["month"]),
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
        Column(pen.words("month"), "name"),
        *numbers(
            pen.words("orders"), pen.words("revenue"), *parts, pen.words("cost"), pen.words("share.short")
        ),
    ]
    graph = Graph("column", pen.words("month"), parts, stacked=True)
    return table(heads, rows, sheet="months", graph=graph)


def _by_month(draft: DraftPart, pen: Pen) -> Table:
    """One row an offer and month in which it was used."""
    names = pen.offers_by_id(draft)
    rows = [
        row(
            names.get(entry["offer"], entry["offer"]),
            entry["offer"],
            pen.month(entry["month"]),
            whole(entry["redemptions"]),
            pen.money(entry["cost_minor"]),
        )
        for entry in draft["by_offer_month"]
    ]
    heads = [
        *texts(pen.words("offer"), "id"),
        Column(pen.words("month"), "name"),
        *numbers(pen.words("redemptions"), pen.words("cost")),
    ]
    return table(heads, rows, sheet="offers_months")


def net_of(entry: OfferPart) -> int:
    """What an offer costs once returns brought some of it back."""
    return entry["cost_minor"] - entry["given_back_minor"]


def _offer_parts(entry: OfferPart, pen: Pen) -> tuple[Part, ...]:
    name = pen.offer(entry)
    kept, back = net_of(entry), entry["given_back_minor"]
    return (
        Part("a", kept, f"{name} · {pen.words('legend.kept')}: {pen.figures.money(kept)}"),
        Part("back", back, f"{name} · {pen.words('legend.back')}: {pen.figures.money(back)}"),
    )


def offer_cell(entry: OfferPart, pen: Pen) -> Cell:
    """An offer's name, its id small below it."""
    name = pen.offer(entry)
    return Cell(name, under="" if name == entry["id"] else entry["id"], under_kind="code")


def _offers_table(entries: list[OfferPart], draft: DraftPart, pen: Pen) -> Table:
    money = pen.money
    net = draft["totals"]["net_cost_minor"]
    rows = [
        row(
            offer_cell(entry, pen),
            Cell(pen.words.named("kind", entry["kind"]), under=pen.words.named("lane", entry["lane"])),
            whole(entry["redemptions"]),
            money(entry["cost_minor"]),
            money(entry["given_back_minor"]),
            money(net_of(entry)).over(pen.share(net_of(entry), net)),
        )
        for entry in entries
    ]
    heads = [
        Column(pen.words("offer"), under="id"),
        Column(pen.words("kind"), under=pen.words("lane")),
        *numbers(*(pen.words(name) for name in ("redemptions", "cost", "given_back"))),
        Column(pen.words("net"), "number", under=pen.words("share_of_cost")),
    ]
    graph = Graph("bar", pen.words("offer"), (pen.words("net"),))
    return table(heads, rows, sheet="offers", graph=graph)
