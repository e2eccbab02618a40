"""What happened on single orders: limits and budgets that ran out, refusals, the dearest orders."""

from datetime import datetime

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.cost_blocks import BARS_MAX
from loyalty.reports.figures import count, day, instant, moment
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ExhaustionPart, LogPart, ReasonPart, TopOrderPart
from loyalty.reports.tables import Cell, Column, Row, Table, numbers, row, table, texts
from loyalty.reports.timeline import Span, timeline

REASONS_MAX = 15  # bars; the table has them all


def exhaustion(draft: DraftPart, log: LogPart, pen: Pen) -> Block:
    """How far along limits and budgets were used, and when they ran out."""
    question = pen.words("question.exhaustion")
    entries = sorted(
        draft["exhaustion"], key=lambda entry: (entry["at"] is None, entry["at"] or "", entry["id"])
    )
    if not entries:
        return Block(question, pen.words("none.exhaustion"))
    names = pen.offers_by_id(draft)
    first = moment(log["first_at"])
    period = (first, moment(log["last_at"]).astimezone(first.tzinfo))
    spans = [_span(entry, names, first=first, pen=pen) for entry in entries[:BARS_MAX]]
    ended = [entry for entry in entries if entry["at"] is not None]
    drawing = timeline(spans, period=period, month_tick=pen.figures.month_tick, spoken=question)
    return Block(
        question,
        pen.words(
            "answer.exhaustion",
            count=len(ended),
            orders=count(sum(entry["denied_orders"] for entry in ended)),
        ),
        keys=(Key("open", pen.words("legend.open")), Key("closed", pen.words("legend.closed"))),
        drawings=(drawing,),
        tables=(_exhaustion_table(entries, names, pen),),
    )


def reasons(draft: DraftPart, pen: Pen) -> Block:
    """Why offers were refused, most frequent first."""
    question = pen.words("question.reasons")
    entries = sorted(draft["reasons"], key=lambda entry: (-entry["orders"], entry["offer"], entry["reason"]))
    if not entries:
        return Block(question, pen.words("none.reasons"))
    names = pen.offers_by_id(draft)
    drawn = [_reason_bar(entry, names, pen) for entry in entries[:REASONS_MAX]]
    answer = pen.words(
        "answer.reasons",
        reason=_reason(entries[0], pen),
        offer=names.get(entries[0]["offer"], entries[0]["offer"]),
        orders=count(entries[0]["orders"]),
    )
    if len(entries) > len(drawn):
        answer += f" ({pen.words('more', count=len(entries) - len(drawn))})"
    rows = [
        row(
            names.get(entry["offer"], entry["offer"]),
            Cell(pen.words.either(entry["en"], entry["zh"]), under=entry["reason"], under_kind="code"),
            count(entry["orders"]),
        )
        for entry in entries
    ]
    heads = [*texts(pen.words("offer"), pen.words("reason")), *numbers(pen.words("orders"))]
    return Block(
        question,
        answer,
        unit=pen.words("axis.orders"),
        drawings=(bars(drawn, short=pen.figures.short_count, spoken=question),),
        tables=(table(heads, rows),),
    )


def top_orders(draft: DraftPart, pen: Pen) -> Block:
    """The orders that cost most."""
    question = pen.words("question.top")
    entries = draft["top_orders"]
    if not entries:
        return Block(question, pen.words("none.top"))
    names = ("revenue", "offers", "delivery", "points", "cost", "points_earned")
    heads = [
        Column(pen.words("order"), "code"),
        Column(pen.words("member"), "code"),
        *numbers(*(pen.words(name) for name in names)),
    ]
    share = pen.figures.share(sum(entry["cost_minor"] for entry in entries), draft["totals"]["cost_minor"])
    return Block(
        question,
        pen.words("answer.top", count=len(entries), share=share),
        tables=(table(heads, [_top_row(entry, pen) for entry in entries]),),
    )


def _span(entry: ExhaustionPart, names: dict[str, str], *, first: datetime, pen: Pen) -> Span:
    name = _limit_name(entry, names, pen)
    when = day(entry["at"]) if entry["at"] is not None else pen.words("ran_out.not")
    figure = f"{_used_share(entry, pen)} · {when}"
    ended = moment(entry["at"]).astimezone(first.tzinfo) if entry["at"] is not None else None
    return Span(name, ended, figure, f"{name}: {_used(entry, pen)} · {when}")


def _limit_name(entry: ExhaustionPart, names: dict[str, str], pen: Pen) -> str:
    """`budget launch`, or `limit 1 · Ten off` where it belongs to one offer."""
    own = f"{pen.words.named('exhaustion', entry['kind'])} {entry['id']}"
    offer = entry["offer"]
    return own if offer is None else f"{names.get(offer, offer)} · {own}"


def _used(entry: ExhaustionPart, pen: Pen) -> str:
    return pen.figures.money(entry["used"]) if entry["kind"] == "budget" else count(entry["used"])


def _used_share(entry: ExhaustionPart, pen: Pen) -> str:
    return pen.figures.share(entry["used"], entry["allowed"])


def _exhaustion_table(entries: list[ExhaustionPart], names: dict[str, str], pen: Pen) -> Table:
    rows = [
        row(
            _limit_name(entry, names, pen),
            Cell(_used(entry, pen), under=_used_share(entry, pen)),
            _ran_out(entry, pen),
            count(entry["denied_orders"]),
            pen.figures.money(entry["denied_minor"]),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("what")),
        *numbers(pen.words("used")),
        *texts(pen.words("ran_out")),
        *numbers(pen.words("denied_orders"), pen.words("denied_money")),
    ]
    return table(heads, rows)


def _ran_out(entry: ExhaustionPart, pen: Pen) -> Cell:
    if entry["at"] is None:
        return Cell(pen.words("ran_out.not"))
    order = entry["order_id"]
    under = "" if order is None else pen.words("ran_out.order", order=order)
    return Cell(instant(entry["at"]), under=under)


def _reason_bar(entry: ReasonPart, names: dict[str, str], pen: Pen) -> Bar:
    offer = names.get(entry["offer"], entry["offer"])
    name = f"{offer} · {_reason(entry, pen)}"
    figure = count(entry["orders"])
    return Bar(name, (Part("a", entry["orders"], f"{name}: {figure}"),), figure)


def _reason(entry: ReasonPart, pen: Pen) -> str:
    """The reason's sentence without its full stop, to stand inside another."""
    return pen.words.either(entry["en"], entry["zh"]).rstrip(".。")


def _top_row(entry: TopOrderPart, pen: Pen) -> Row:
    member = entry["member"] if entry["member"] is not None else pen.words("guest")
    money = pen.figures.money
    spent = count(entry["points_spent"]) if entry["points_spent"] else ""
    return row(
        Cell(entry["order_id"], under=instant(entry["at"])),
        Cell(member, under=entry["tier"] or ""),
        money(entry["revenue_minor"]),
        money(entry["offers_minor"]),
        money(entry["shipping_minor"]),
        Cell(money(entry["points_minor"]), under=spent),
        Cell(
            money(entry["cost_minor"]),
            under=pen.figures.share(entry["cost_minor"], entry["revenue_minor"]),
        ),
        count(entry["points_earned"]),
    )
