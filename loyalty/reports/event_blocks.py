"""What happened on single orders: limits and budgets that ran out, refusals, the orders that cost most."""

from collections.abc import Iterator
from typing import Final

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Detail, Key
from loyalty.reports.cautions import untested_of
from loyalty.reports.figures import DASH, PPM, count, day
from loyalty.reports.offer_blocks import BARS_MAX
from loyalty.reports.order_steps import step_details, step_sheet
from loyalty.reports.pen import Pen, at, whole
from loyalty.reports.shape import DraftPart, ExhaustionPart, ReasonPart, TopOrderPart
from loyalty.reports.tables import Cell, Column, Row, Table, numbers, row, table, texts

REASONS_MAX = 15  # bars; the table has them all
MEMBER_LIMITS: Final = frozenset({"member_limit_reached"})
EVER = "ever"  # the window of what never fills up again


def exhaustion(draft: DraftPart, pen: Pen) -> Block:
    """How much of each limit and budget was used, and when it ran out."""
    question = pen.words("question.exhaustion")
    entries = sorted(
        draft["exhaustion"], key=lambda entry: (entry["at"] is None, entry["at"] or "", entry["id"])
    )
    if not entries:
        return Block(question, pen.words("none.exhaustion"))
    names = pen.offers_by_id(draft)
    drawn = [_used_bar(entry, names, pen) for entry in entries if entry["each"] == EVER][:BARS_MAX]
    joint = "" if pen.words.language == "zh" else " "
    return Block(
        question,
        joint.join(_exhaustion_answer(entries, draft, pen)),
        unit=pen.words("axis.share") if drawn else "",
        keys=(Key("a", pen.words("legend.used")), Key("d", pen.words("legend.left"))) if drawn else (),
        drawings=(bars(drawn, short=pen.figures.ppm, spoken=question),) if drawn else (),
        tables=(_exhaustion_table(entries, names, pen),),
    )


def reasons(draft: DraftPart, pen: Pen) -> Block:
    """Why offers were refused, most frequent first; last, offers that could not be tested at all."""
    question = pen.words("question.reasons")
    untested = untested_of(draft, pen)
    entries = sorted(
        draft["reasons"],
        key=lambda entry: (entry["offer"] in untested, -entry["orders"], entry["offer"], entry["reason"]),
    )
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
        answer += pen.words("shown", shown=len(drawn), count=len(entries))
    noted = any(entry["note_en"] or entry["note_zh"] for entry in entries)
    rows = [
        row(
            names.get(entry["offer"], entry["offer"]),
            Cell(pen.words.either(entry["en"], entry["zh"]), under=entry["reason"], under_kind="code"),
            *((pen.words.either(entry["note_en"], entry["note_zh"]),) if noted else ()),
            whole(entry["orders"]),
        )
        for entry in entries
    ]
    heads = [
        *texts(pen.words("offer")),
        Column(pen.words("reason"), under=pen.words("code")),
        *(texts(pen.words("untested.why")) if noted else ()),
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
        Column(pen.words("points"), "number", under=pen.words("points.used")),
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


def _exhaustion_answer(entries: list[ExhaustionPart], draft: DraftPart, pen: Pen) -> Iterator[str]:
    """How many ran out, or that none did or was even touched; and what limits per member refused."""
    ended = [entry for entry in entries if entry["at"] is not None]
    if ended:
        denied = sum(entry["denied_orders"] for entry in ended)
        yield pen.words("answer.exhaustion", count=len(ended), orders=count(denied))
    else:
        touched = any(map(was_touched, entries))
        one = "one_" if len(entries) == 1 else ""
        yield pen.words(f"none.{one}{'ran_out' if touched else 'touched'}", count=len(entries))
    back = sum(1 for entry in entries if entry["given_back"])
    if back:
        yield pen.words("answer.given_back", count=count(back))
    refused = sum(entry["orders"] for entry in draft["reasons"] if entry["reason"] in MEMBER_LIMITS)
    if refused:
        yield pen.words("answer.member_limits", orders=count(refused))


def was_touched(entry: ExhaustionPart) -> bool:
    """Whether anything was ever used of it, also what came back later."""
    return bool(entry["used"] or entry["given_back"] or entry["windows_full"])


def _used_bar(entry: ExhaustionPart, names: dict[str, str], pen: Pen) -> Bar:
    """The share that was used, dark, of all that was allowed."""
    name = pen.limit(entry, names)
    when = day(entry["at"]) if entry["at"] is not None else pen.words("ran_out.not")
    share = min(entry["used"] * PPM // max(entry["allowed"], 1), PPM)
    used, left = (_amount(number, entry, pen).text for number in (entry["used"], _left(entry)))
    return Bar(
        name,
        (
            Part("a", share, f"{name} · {pen.words('legend.used')}: {used}"),
            Part("d", PPM - share, f"{name} · {pen.words('legend.left')}: {left}"),
        ),
        f"{_used_share(entry, pen).text} · {when}",
    )


def _left(entry: ExhaustionPart) -> int:
    return max(entry["allowed"] - entry["used"], 0)


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
    return pen.words(f"each.{entry['each']}")


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
