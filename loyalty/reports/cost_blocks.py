"""Where the money goes: by month, by part of the programme, by offer and who pays it, by tier."""

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.columns import Series, Writing, columns
from loyalty.reports.figures import DASH, count
from loyalty.reports.pen import Pen, all_months
from loyalty.reports.shape import DraftPart, MonthPart, OfferPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts, total

BARS_MAX = 40
MONTH_PARTS = ("offers", "shipping", "points")
FUNDERS = ("platform", "shop", "brand", "partner")


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
    whole = draft["totals"]["cost_minor"]
    if not any(entry["cost_minor"] for entry in entries):
        return Block(question, pen.words("none.components"))
    name = pen.words.named("component", entries[0]["component"])
    rows = [
        row(
            pen.words.named("component", entry["component"]),
            pen.figures.money(entry["cost_minor"]),
            pen.figures.share(entry["cost_minor"], whole),
            count(entry["orders"]),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("component")),
        *numbers(pen.words("cost"), pen.words("share_of_cost"), pen.words("orders")),
    ]
    answer = pen.words(
        "answer.components", name=name, share=pen.figures.share(entries[0]["cost_minor"], whole)
    )
    return Block(question, answer, tables=(table(heads, rows),))


def offers(draft: DraftPart, pen: Pen) -> Block:
    """Which offer costs how much, dearest first; returns that brought money back are shown apart."""
    question = pen.words("question.offers")
    entries = sorted(draft["by_offer"], key=lambda entry: (-_net(entry), entry["id"]))
    if not entries:
        return Block(question, pen.words("none.offers"))
    drawn = [
        Bar(pen.offer(entry), _offer_parts(entry, pen), pen.figures.money(_net(entry)))
        for entry in entries[:BARS_MAX]
    ]
    answer = pen.words(
        "answer.offers",
        name=pen.offer(entries[0]),
        cost=pen.figures.money(_net(entries[0])),
        uses=count(entries[0]["redemptions"]),
    )
    if len(entries) > BARS_MAX:
        answer += f" ({pen.words('more', count=len(entries) - BARS_MAX)})"
    return Block(
        question,
        answer,
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        keys=(Key("a", pen.words("legend.kept")), Key("back", pen.words("legend.back"))),
        drawings=(bars(drawn, short=pen.figures.short_money, spoken=question),),
        tables=(_offers_table(entries, draft, pen),),
    )


def funders(draft: DraftPart, pen: Pen) -> Block | None:
    """Who pays for the offers, when the programme says so."""
    entries = [entry for entry in draft["by_offer"] if entry["funded"]]
    if not entries:
        return None
    named = {name for entry in entries for name in entry["funded"]}
    payers = [*(name for name in FUNDERS if name in named), *sorted(named.difference(FUNDERS))]
    sums = {payer: sum(entry["funded"].get(payer, 0) for entry in entries) for payer in payers}
    whole = sum(sums.values())
    rows = [
        row(
            _offer_cell(entry, pen),
            *(_paid(entry["funded"].get(payer, 0), sum(entry["funded"].values()), pen) for payer in payers),
        )
        for entry in sorted(entries, key=lambda entry: (-_net(entry), entry["id"]))
    ]
    rows.append(total(pen.words("total"), *(_paid(sums[payer], whole, pen) for payer in payers)))
    heads = [
        *texts(pen.words("offer")),
        *numbers(*(pen.words.named("funder", payer) for payer in payers)),
    ]
    answer = " · ".join(
        f"{pen.words.named('funder', payer)} {pen.figures.share(sums[payer], whole)}" for payer in payers
    )
    return Block(pen.words("question.funders"), answer, tables=(table(heads, rows),))


def tiers(draft: DraftPart, pen: Pen) -> Block:
    """Which tier costs what."""
    question = pen.words("question.tiers")
    entries = draft["by_tier"]
    if not entries:
        return Block(question, pen.words("none.tiers"))
    several = len({entry["track"] for entry in entries}) > 1
    rows = [
        row(
            Cell(pen.tier(entry["tier"]), under=entry["track"] if several else ""),
            count(entry["orders"]),
            pen.figures.money(entry["revenue_minor"]),
            pen.figures.money(entry["cost_minor"]),
            pen.figures.share(entry["cost_minor"], entry["revenue_minor"]),
            count(entry["points_earned"]),
        )
        for entry in entries
    ]
    names = ("orders", "revenue", "cost", "share.short", "points_earned")
    heads = [*texts(pen.words("tier")), *numbers(*(pen.words(name) for name in names))]
    most = max(entries, key=lambda entry: entry["cost_minor"])
    answer = pen.words(
        "answer.tiers",
        name=pen.tier(most["tier"]),
        cost=pen.figures.money(most["cost_minor"]),
        orders=count(most["orders"]),
    )
    return Block(question, answer, tables=(table(heads, rows),))


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
    month = pen.figures.month(top["month"])
    if len(draft["by_month"]) == 1:
        return pen.words("answer.one_month", month=month, cost=cost)
    whole = sum(entry["cost_minor"] for entry in draft["by_month"])
    return pen.words(
        "answer.months", month=month, cost=cost, share=pen.figures.share(top["cost_minor"], whole)
    )


def _months_table(entries: list[MonthPart], draft: DraftPart, pen: Pen) -> Table:
    money = pen.figures.money
    rows = [
        row(
            pen.figures.month(entry["month"]),
            count(entry["orders"]),
            money(entry["revenue_minor"]),
            money(entry["offers_minor"]),
            money(entry["shipping_minor"]),
            money(entry["points_minor"]),
            money(entry["cost_minor"]),
            pen.figures.share(entry["cost_minor"], entry["revenue_minor"]),
        )
        for entry in entries
    ]
    sums = draft["totals"]
    rows.append(
        total(
            pen.words("total"),
            count(sums["orders"]),
            money(sums["revenue_minor"]),
            money(sums["discount_minor"]),
            money(sums["shipping_minor"]),
            money(sums["points_spent_minor"]),
            money(sums["cost_minor"]),
            pen.figures.ppm(sums["cost_share_ppm"]),
        )
    )
    parts = (pen.words(f"month.{name}") for name in MONTH_PARTS)
    heads = [
        Column(pen.words("month"), "name"),
        *numbers(
            pen.words("orders"), pen.words("revenue"), *parts, pen.words("cost"), pen.words("share.short")
        ),
    ]
    return table(heads, rows)


def _net(entry: OfferPart) -> int:
    return entry["cost_minor"] - entry["given_back_minor"]


def _offer_parts(entry: OfferPart, pen: Pen) -> tuple[Part, ...]:
    name = pen.offer(entry)
    kept, back = _net(entry), entry["given_back_minor"]
    return (
        Part("a", kept, f"{name} · {pen.words('legend.kept')}: {pen.figures.money(kept)}"),
        Part("back", back, f"{name} · {pen.words('legend.back')}: {pen.figures.money(back)}"),
    )


def _offer_cell(entry: OfferPart, pen: Pen) -> Cell:
    name = pen.offer(entry)
    return Cell(name, under="" if name == entry["id"] else entry["id"], under_kind="code")


def _offers_table(entries: list[OfferPart], draft: DraftPart, pen: Pen) -> Table:
    money = pen.figures.money
    whole = draft["totals"]["net_cost_minor"]
    rows = [
        row(
            _offer_cell(entry, pen),
            Cell(pen.words.named("kind", entry["kind"]), under=pen.words.named("lane", entry["lane"])),
            count(entry["redemptions"]),
            money(entry["cost_minor"]),
            money(entry["given_back_minor"]),
            Cell(money(_net(entry)), under=pen.figures.share(_net(entry), whole)),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("offer"), pen.words("lane")),
        *numbers(*(pen.words(name) for name in ("redemptions", "cost", "given_back", "net"))),
    ]
    return table(heads, rows)


def _paid(amount: int, whole: int, pen: Pen) -> Cell:
    if amount == 0:
        return Cell(DASH)
    return Cell(pen.figures.money(amount), under=pen.figures.share(amount, whole))
