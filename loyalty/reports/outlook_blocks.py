"""What moves the cost, and what must happen so that the programme pays for itself."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.figures import DASH
from loyalty.reports.pen import GUEST, Pen
from loyalty.reports.pen import whole as count_of
from loyalty.reports.shape import BreakEvenPart, DraftPart, SwitchPart
from loyalty.reports.tables import Cell, Column, Graph, Row, Table, numbers, row, table, texts
from loyalty.reports.values import Share

SWITCHES_SHOWN: Final = 15
"""Bars of a chart; the table has them all."""
MONEY_SWITCHES: Final = frozenset({"cap", "budget", "minimum"})
PERCENT_SWITCHES: Final = frozenset({"max_percent"})
SCOPES: Final = {"all": "all_orders", "shop": "scope.shop", "members": "scope.members"}


def switches(draft: DraftPart, pen: Pen) -> Block:
    """Which single settings move the cost, the one that moves most first."""
    question = pen.words("question.switches")
    entries = sorted(draft["switches"], key=lambda entry: -abs(entry["change_minor"]))
    if not entries:
        return Block(question, pen.words("none.switches"))
    net = draft["totals"]["net_cost_minor"]
    moving = [entry for entry in entries if entry["change_minor"]]
    if not moving:
        answer = pen.words("switches.none_moves", count=len(entries))
        return Block(question, answer, flat=(_switches_flat(entries, net, pen),))
    first = moving[0]
    answer = pen.words(
        "answer.switches",
        count=len(entries),
        switch=_sentence(first, pen),
        change=pen.figures.money_change(first["change_minor"]),
        share=pen.figures.share_change(first["net_cost_minor"], net),
    )
    drawn = [_switch_bar(entry, net, pen) for entry in moving[:SWITCHES_SHOWN]]
    still = [entry for entry in entries if not entry["change_minor"]]
    return Block(
        question,
        answer,
        unit=pen.words("axis.change", currency=pen.figures.unit.code),
        keys=(Key("more", pen.words("costs_more")), Key("less", pen.words("costs_less"))),
        drawings=(bars(drawn, short=pen.figures.short_money, spoken=question),),
        tables=(_switches_table(moving, still, net, pen),),
        flat=(_switches_flat(entries, net, pen),),
    )


def break_even(draft: DraftPart, pen: Pen) -> Block:
    """How much more must be sold, for all orders and for each tier."""
    question = pen.words("question.break_even")
    entries = [entry for entry in draft["break_even"] if entry["tier"] != GUEST or entry["net_cost_minor"]]
    if not entries:
        return Block(question, pen.words("none.break_even"))
    margins = sorted({entry["margin_ppm"] for entry in entries})
    whole = [entry for entry in entries if entry["scope"] == "all"]
    if len(margins) == 1:
        answer = _known_answer(whole[0], pen)
        drawn = [_uplift_bar(entry, _scope(entry, pen), pen) for entry in entries]
        tables = [_uplift_table(entries, pen), _returns_table(entries, pen)]
    else:
        answer = pen.words("answer.break_even.unknown")
        drawn = [_uplift_bar(entry, _margin(entry["margin_ppm"], pen), pen) for entry in whole]
        tables = [_margins_table(entries, margins, pen)]
    return Block(
        question,
        answer,
        unit=pen.words("axis.uplift"),
        drawings=(bars(drawn, short=pen.figures.ppm, spoken=question),),
        tables=tuple(tables),
        flat=(_flat(entries, pen), _returns_flat(entries, pen)),
    )


def _sentence(entry: SwitchPart, pen: Pen) -> str:
    """What was set otherwise, without its full stop, to stand inside another sentence."""
    return pen.words.either(entry["en"], entry["zh"]).rstrip(".。")


def _switch_bar(entry: SwitchPart, net: int, pen: Pen) -> Bar:
    name = _sentence(entry, pen)
    change = entry["change_minor"]
    share = pen.figures.share_change(entry["net_cost_minor"], net)
    figure = f"{pen.figures.money_change(change)} ({share})"
    return Bar(name, (Part("more" if change > 0 else "less", change, f"{name}: {figure}"),), figure)


def _switches_table(entries: Sequence[SwitchPart], still: Sequence[SwitchPart], net: int, pen: Pen) -> Table:
    """The settings that move the cost; those that do not are named in one sentence below."""
    rows = [
        row(
            Cell(pen.words.either(entry["en"], entry["zh"])).over(entry["offer"] or "", "code"),
            pen.money(entry["net_cost_minor"]),
            _switched(entry, net, pen),
        )
        for entry in entries
    ]
    heads = [*texts(pen.words("switch")), *numbers(pen.words("switch.net"), pen.words("change"))]
    return table(heads, rows, note=_switches_note(still, pen))


def _switches_note(still: Sequence[SwitchPart], pen: Pen) -> str:
    zh = pen.words.language == "zh"
    note = pen.words("switches.note")
    if not still:
        return note
    names = ("；" if zh else "; ").join(_sentence(entry, pen) for entry in still)
    told = pen.words("switches.still", count=len(still), names=names)
    return f"{note}{'' if zh else ' '}{told}"


def _switches_flat(entries: Sequence[SwitchPart], net: int, pen: Pen) -> Table:
    """With the values as they stand in a programme."""
    rows = [
        row(
            pen.words.either(entry["en"], entry["zh"]),
            entry["offer"] or "",
            entry["switch"],
            _setting(entry["from"], entry["switch"], pen),
            _setting(entry["to"], entry["switch"], pen),
            pen.money(entry["net_cost_minor"]),
            _switched(entry, net, pen),
        )
        for entry in entries
    ]
    heads = [
        *texts(*(pen.words(name) for name in ("switch", "offer", "code"))),
        *numbers(*(pen.words(name) for name in ("switch.from", "switch.to", "switch.net"))),
        Column(pen.words("change"), "number", under=pen.words("change.share")),
    ]
    graph = Graph("bar", pen.words("switch"), (pen.words("change"),))
    return table(heads, rows, note=pen.words("switches.note"), sheet="switches", graph=graph)


def _setting(text: str | None, switch: str, pen: Pen) -> Cell:
    """A setting's value as a figure where it is one: money, percent or a count; none is a dash."""
    if text is None:
        return Cell(DASH)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Cell(text)
    minor = number.scaleb(pen.figures.unit.exponent)
    if switch in MONEY_SWITCHES and minor == minor.to_integral_value():
        return pen.money(int(minor))
    if switch in PERCENT_SWITCHES and number == number.to_integral_value():
        return pen.share(int(number), 100)
    return count_of(int(number)) if number == number.to_integral_value() else Cell(text)


def _switched(entry: SwitchPart, net: int, pen: Pen) -> Cell:
    """By how much the net cost changes, and its share of the net cost as it stands."""
    share = pen.figures.share_change(entry["net_cost_minor"], net)
    return pen.change(entry["change_minor"]).over(Cell(share, value=Share(entry["change_minor"], abs(net))))


def _known_answer(entry: BreakEvenPart, pen: Pen) -> str:
    key = "answer.break_even.never" if entry["never"] else "answer.break_even"
    return pen.words(
        key,
        margin=_margin(entry["margin_ppm"], pen),
        cost=pen.figures.ppm(entry["cost_share_ppm"]),
        uplift=pen.figures.ppm(entry["uplift_ppm"] or 0),
    )


def _uplift_bar(entry: BreakEvenPart, name: str, pen: Pen) -> Bar:
    figure = _uplift(entry, pen).text
    return Bar(name, (Part("a", max(entry["uplift_ppm"] or 0, 0), f"{name}: {figure}"),), figure)


def _uplift(entry: BreakEvenPart, pen: Pen) -> Cell:
    if entry["uplift_ppm"] is None:
        return Cell(pen.words("never") if entry["never"] else DASH)
    return pen.ppm(entry["uplift_ppm"])


def _scope(entry: BreakEvenPart, pen: Pen) -> str:
    return pen.words(SCOPES[entry["scope"]]) if entry["scope"] in SCOPES else pen.tier(entry["tier"])


def _margin(margin_ppm: int, pen: Pen) -> str:
    return pen.figures.ppm(margin_ppm).replace(".0%", "%")


def _uplift_table(entries: Sequence[BreakEvenPart], pen: Pen) -> Table:
    rows = [
        row(
            _scope(entry, pen),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["kept_revenue_minor"]),
            pen.money(entry["net_cost_minor"]),
            pen.ppm(entry["cost_share_ppm"]),
            pen.ppm(entry["margin_ppm"]),
            _uplift(entry, pen),
        )
        for entry in entries
    ]
    names = ("before_returns", "kept_revenue", "net_cost", "share.short", "margin", "uplift")
    heads = [*texts(pen.words("scope")), *numbers(*(pen.words(name) for name in names))]
    return table(heads, rows, note=pen.words("break_even.note"))


def _margins_table(entries: Sequence[BreakEvenPart], margins: Sequence[int], pen: Pen) -> Table:
    """Scopes down, margins across: what would be needed at each."""
    by_scope: dict[tuple[str, str | None], dict[int, BreakEvenPart]] = {}
    for entry in entries:
        by_scope.setdefault((entry["scope"], entry["tier"]), {})[entry["margin_ppm"]] = entry
    rows = []
    for found in by_scope.values():
        first = next(iter(found.values()))
        cells = [_uplift(found[margin], pen) if margin in found else Cell(DASH) for margin in margins]
        rows.append(row(_scope(first, pen), pen.ppm(first["cost_share_ppm"]), *cells))
    named = (pen.words("margin.of", margin=_margin(margin, pen)) for margin in margins)
    heads = [*texts(pen.words("scope")), *numbers(pen.words("share.short"), *named)]
    return table(heads, rows, note=pen.words("break_even.note"))


def _returns_table(entries: Sequence[BreakEvenPart], pen: Pen) -> Table:
    """What each unit of cost brings, at a few uplifts."""
    uplifts = sorted({one["uplift_ppm"] for entry in entries for one in entry["returns"]})
    rows = []
    for entry in entries:
        found = {one["uplift_ppm"]: one["roi_ppm"] for one in entry["returns"]}
        cells = [_roi(found.get(uplift), pen) for uplift in uplifts]
        rows.append(row(_scope(entry, pen), *cells))
    named = (pen.words("uplift.of", uplift=_margin(uplift, pen)) for uplift in uplifts)
    heads = [*texts(pen.words("returns")), *numbers(*named)]
    return table(heads, rows, note=pen.words("returns.note"))


def _roi(ppm: int | None, pen: Pen) -> Cell:
    return Cell(DASH) if ppm is None else pen.ppm(ppm)


def _flat(entries: Sequence[BreakEvenPart], pen: Pen) -> Table:
    plain = _uplift_table(entries, pen)
    return table(plain.columns, plain.rows, note=plain.note, sheet="break_even")


def _returns_flat(entries: Sequence[BreakEvenPart], pen: Pen) -> Table:
    """One row a scope, margin and uplift."""
    rows: list[Row] = [
        row(
            _scope(entry, pen),
            pen.ppm(entry["margin_ppm"]),
            pen.ppm(one["uplift_ppm"]),
            _roi(one["roi_ppm"], pen),
        )
        for entry in entries
        for one in entry["returns"]
    ]
    heads = [
        *texts(pen.words("scope")),
        *numbers(pen.words("margin"), pen.words("uplift.sold"), pen.words("roi")),
    ]
    return table(heads, rows, note=pen.words("returns.note"), sheet="returns")
