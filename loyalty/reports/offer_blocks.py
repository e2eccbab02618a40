"""Which offer costs how much, what returns brought back of it, and which offers could not be tested."""

from collections.abc import Collection, Iterator

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.cautions import untested_of
from loyalty.reports.figures import count
from loyalty.reports.order_steps import sample_details
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import DraftPart, OfferPart
from loyalty.reports.tables import Cell, Column, Graph, Table, numbers, row, table, texts

BARS_MAX = 40


def offers(draft: DraftPart, pen: Pen) -> Block:
    """Which offer costs how much, the most costly first; what returns brought back is shown apart."""
    question = pen.words("question.offers")
    entries = sorted(draft["by_offer"], key=lambda entry: (-net_of(entry), entry["id"]))
    if not entries:
        return Block(question, pen.words("none.offers"))
    untested = untested_of(draft, pen)
    drawn = [
        Bar(pen.offer(entry), _offer_parts(entry, pen), _offer_figure(entry, untested, pen))
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
    joint = "" if pen.words.language == "zh" else " "
    answer = joint.join((answer, *_first_orders_told(draft, pen)))
    return Block(
        question,
        answer,
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        keys=(Key("a", pen.words("legend.kept")), Key("back", pen.words("legend.back"))),
        drawings=(bars(drawn, short=pen.figures.short_money, spoken=question),),
        tables=(_offers_table(entries, draft, pen),),
        flat=(
            *((_by_month(draft, pen),) if draft["by_offer_month"] else ()),
            *((_first_orders(draft, pen),) if draft["first_orders"] else ()),
        ),
        details=sample_details(draft["samples"], pen, pen.offers_by_id(draft)),
    )


def _first_orders_told(draft: DraftPart, pen: Pen) -> Iterator[str]:
    """Members who had ordered before the file begins count as new: said with its size."""
    names = pen.offers_by_id(draft)
    for entry in draft["first_orders"]:
        if entry["in_first_month"]:
            yield pen.words(
                "first_orders",
                offer=names.get(entry["offer"], entry["offer"]),
                uses=count(entry["in_first_month"]),
                all=count(entry["redemptions"]),
                cost=pen.figures.money(entry["in_first_month_minor"]),
            )


def _first_orders(draft: DraftPart, pen: Pen) -> Table:
    """One row an offer for first orders: all of its uses, and those of the file's first month."""
    names = pen.offers_by_id(draft)
    rows = [
        row(
            names.get(entry["offer"], entry["offer"]),
            whole(entry["redemptions"]),
            pen.money(entry["cost_minor"]),
            whole(entry["in_first_month"]),
            pen.money(entry["in_first_month_minor"]),
        )
        for entry in draft["first_orders"]
    ]
    heads = ("redemptions", "cost", "first_month.uses", "first_month.cost")
    return table(
        [*texts(pen.words("offer")), *numbers(*(pen.words(name) for name in heads))],
        rows,
        sheet="first_orders",
    )


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
        *texts(pen.words("offer"), pen.words("code")),
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


def _offer_figure(entry: OfferPart, untested: Collection[str], pen: Pen) -> str:
    """What it costs; a zero that was never tested says so."""
    return pen.words("untested.short") if entry["id"] in untested else pen.figures.money(net_of(entry))


def offer_cell(entry: OfferPart, pen: Pen) -> Cell:
    """An offer's name, its id small below it."""
    name = pen.offer(entry)
    return Cell(name, under="" if name == entry["id"] else entry["id"], under_kind="code")


def _offers_table(entries: list[OfferPart], draft: DraftPart, pen: Pen) -> Table:
    money = pen.money
    net = draft["totals"]["net_cost_minor"]
    untested = untested_of(draft, pen)
    rows = [
        row(
            offer_cell(entry, pen),
            Cell(pen.words.named("kind", entry["kind"]), under=pen.words.named("lane", entry["lane"])),
            whole(entry["redemptions"]),
            money(entry["cost_minor"]),
            money(entry["given_back_minor"]),
            money(net_of(entry)).over(pen.share(net_of(entry), net)),
            *((untested.get(entry["id"], ""),) if untested else ()),
        )
        for entry in entries
    ]
    heads = [
        Column(pen.words("offer"), under=pen.words("code")),
        Column(pen.words("kind"), under=pen.words("lane")),
        *numbers(*(pen.words(name) for name in ("redemptions", "cost", "given_back"))),
        Column(pen.words("net"), "number", under=pen.words("share_of_cost")),
        *(texts(pen.words("untested.why")) if untested else ()),
    ]
    graph = Graph("bar", pen.words("offer"), (pen.words("net"),))
    return table(heads, rows, sheet="offers", graph=graph)
