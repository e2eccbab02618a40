"""What happened on single orders: limits and budgets that ran out, refusals, the dearest orders."""

from datetime import datetime

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Detail, Key
from loyalty.reports.cost_blocks import BARS_MAX
from loyalty.reports.figures import DASH, count, day, moment
from loyalty.reports.order_steps import step_details, step_sheet
from loyalty.reports.pen import Pen, at, whole
from loyalty.reports.shape import DraftPart, ExhaustionPart, LogPart, ReasonPart, TopOrderPart
from loyalty.reports.tables import Cell, Column, Row, Table, numbers, row, table, texts
from loyalty.reports.timeline import Span, timeline

REASONS_MAX = 15  # bars; the table has them all
EVER = "ever"  # the window of what never fills up again


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
        pen.words("none.ran_out", count=len(entries))
        if not ended
        else pen.words(
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
        answer += pen.words("more", count=len(entries) - len(drawn))
    rows = [
        row(
            names.get(entry["offer"], entry["offer"]),
            Cell(pen.words.either(entry["en"], entry["zh"]), under=entry["reason"], under_kind="code"),
            whole(entry["orders"]),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("offer")),
        Column(pen.words("reason"), under=pen.words("code")),
        *numbers(pen.words("orders")),
    ]
    return Block(
        question,
        answer,
        unit=pen.words("axis.orders"),
        drawings=(bars(drawn, short=pen.figures.short_count, spoken=question),),
        details=(Detail(pen.words("all_reasons", count=len(rows)), table(heads, rows, sheet="reasons")),),
    )


def top_orders(draft: DraftPart, pen: Pen) -> Block:
    """The orders that cost most."""
    question = pen.words("question.top")
    entries = draft["top_orders"]
    if not entries:
        return Block(question, pen.words("none.top"))
    heads = [
        Column(pen.words("order"), "code", under=pen.words("instant")),
        Column(pen.words("member"), "code", under=pen.words("tier")),
        *numbers(*(pen.words(name) for name in ("revenue", "offers", "delivery"))),
        Column(pen.words("points"), "number", under=pen.words("points.number")),
        Column(pen.words("cost"), "number", under=pen.words("share.short")),
        *numbers(pen.words("points_earned")),
    ]
    share = pen.figures.share(sum(entry["cost_minor"] for entry in entries), draft["totals"]["cost_minor"])
    return Block(
        question,
        pen.words("answer.top", count=len(entries), share=share),
        tables=(table(heads, [_top_row(entry, pen) for entry in entries], sheet="top_orders"),),
        flat=step_sheet(entries, pen),
        details=step_details(entries, pen),
    )


def _span(entry: ExhaustionPart, names: dict[str, str], *, first: datetime, pen: Pen) -> Span:
    name = pen.limit(entry, names)
    when = day(entry["at"]) if entry["at"] is not None else pen.words("ran_out.not")
    figure = f"{_used_share(entry, pen).text} · {when}"
    ended = moment(entry["at"]).astimezone(first.tzinfo) if entry["at"] is not None else None
    used = _amount(entry["used"], entry, pen).text
    return Span(name, ended, figure, f"{name}: {used} · {when}")


def _amount(number: int, entry: ExhaustionPart, pen: Pen) -> Cell:
    """Money of a budget, uses of a limit."""
    return pen.money(number) if entry["kind"] == "budget" else whole(number)


def _exhaustion_table(entries: list[ExhaustionPart], names: dict[str, str], pen: Pen) -> Table:
    rows = [
        row(
            pen.limit(entry, names),
            _amount(entry["used"], entry, pen).over(_used_share(entry, pen)),
            _amount(entry["allowed"], entry, pen).over(_window(entry, pen)),
            _first_day(entry, pen),
            _ran_out(entry, pen),
            whole(entry["denied_orders"]),
            pen.money(entry["denied_minor"]),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("what")),
        Column(pen.words("used"), "number", under=pen.words("share.used")),
        Column(pen.words("allowed"), "number", under=pen.words("each")),
        Column(pen.words("first_day"), "number", under=pen.words("share.first_day")),
        Column(pen.words("ran_out"), under=pen.words("last_order")),
        *numbers(pen.words("denied_orders"), pen.words("denied_money")),
    ]
    return table(heads, rows, sheet="limits")


def _used_share(entry: ExhaustionPart, pen: Pen) -> Cell:
    """Of all that was allowed; where windows fill up again and again, how many did."""
    if entry["each"] == EVER:
        return pen.share(entry["used"], entry["allowed"])
    return Cell(pen.words("windows_full", count=count(entry["windows_full"])))


def _window(entry: ExhaustionPart, pen: Pen) -> str:
    return "" if entry["each"] == EVER else pen.words(f"each.{entry['each']}")


def _first_day(entry: ExhaustionPart, pen: Pen) -> Cell:
    """What went on the first day, and which share of the whole use that was."""
    if entry["first_day"] is None:
        return Cell(DASH)
    share = pen.ppm(entry["first_day_share_ppm"])
    return _amount(entry["first_day_used"], entry, pen).over(
        Cell(f"{share.text} · {entry['first_day']}", value=share.value)
    )


def _ran_out(entry: ExhaustionPart, pen: Pen) -> Cell:
    if entry["at"] is None:
        return Cell(pen.words("ran_out.not"))
    return at(entry["at"]).over(entry["order_id"] or "", "code")


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
    money = pen.money
    spent = whole(entry["points_spent"]) if entry["points_spent"] else ""
    return row(
        Cell(entry["order_id"]).over(at(entry["at"])),
        Cell(member, under=pen.tier(entry["tier"]) if entry["member"] is not None else ""),
        money(entry["revenue_minor"]),
        money(entry["offers_minor"]),
        money(entry["shipping_minor"]),
        money(entry["points_minor"]).over(spent),
        money(entry["cost_minor"]).over(pen.share(entry["cost_minor"], entry["revenue_minor"])),
        whole(entry["points_earned"]),
    )
