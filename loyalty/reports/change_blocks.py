"""Compared with what: how the cost of one side becomes that of the other, and where the difference lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from loyalty.reports.block import Block, Key
from loyalty.reports.dumbbell import Pair, dumbbell
from loyalty.reports.figures import count
from loyalty.reports.pen import Pen
from loyalty.reports.shape import ComparisonPart, CostChangePart, DraftPart, ResultPart
from loyalty.reports.tables import Cell, Column, Row, Table, numbers, row, table, texts
from loyalty.reports.values import Share
from loyalty.reports.waterfall import Change, waterfall

STEPS_MAX: Final = 8
"""Changes drawn one by one; the rest is summed up."""
PAIRS_LEAST: Final = 2
PAIRS_MAX: Final = 12
APART: Final = frozenset({"points"})
"""Parts of the cost that are no offer's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on both sides."""

    name: str
    before: int
    now: int


def changes(comparison: ComparisonPart, result: ResultPart, pen: Pen) -> Block:
    """How the cost of history, the present programme or the first draft becomes that of a draft."""
    draft = result["drafts"][comparison["draft"]]
    against = pen.words(f"against.{comparison['against']}")
    question = pen.words("question.changes", against=against)
    cost = next(one for one in comparison["totals"] if one["measure"] == "cost_minor")
    if not cost["before"] and not cost["now"]:
        return Block(question, pen.words("none.changes"))
    lines = _parts(comparison, draft, pen)
    members = comparison["members"]
    answer = pen.words(
        "answer.history" if comparison["against"] == "history" else "answer.changes",
        before=pen.figures.money(cost["before"]),
        now=pen.figures.money(cost["now"]),
        change=pen.changed(cost["now"], cost["before"]),
        better=count(members["better"]),
        worse=count(members["worse"]),
    )
    drawn = _waterfall(cost["before"], cost["now"], lines, pen)
    return Block(
        question,
        answer,
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        keys=(Key("more", pen.words("costs_more")), Key("less", pen.words("costs_less"))),
        drawings=(waterfall(drawn, short=pen.figures.short_money, spoken=question),),
        tables=(_parts_table(comparison, lines, pen),),
        flat=(_flat(comparison, draft, pen),),
    )


def tier_changes(comparison: ComparisonPart, pen: Pen) -> Block | None:
    """Each tier's cost on both sides; nothing where there are no tiers to compare."""
    pairs = _pairs(comparison, pen)
    if len(pairs) < PAIRS_LEAST or not any(pair.before or pair.now for pair in pairs):
        return None
    question = pen.words("question.tier_changes", against=pen.words(f"against.{comparison['against']}"))
    most = max(comparison["by_tier"], key=lambda entry: abs(entry["change_minor"]))
    answer = pen.words(
        "answer.tier_changes",
        name=pen.tier(most["tier"]),
        change=pen.figures.money_change(most["change_minor"]),
    )
    return Block(
        question,
        answer,
        unit=pen.words("axis.money", currency=pen.figures.unit.code),
        keys=(Key("before", pen.words("before")), Key("a", pen.words("now"))),
        drawings=(dumbbell(pairs, short=pen.figures.short_money, spoken=question),),
    )


def _parts(comparison: ComparisonPart, draft: DraftPart, pen: Pen) -> list[Line]:
    """What makes the difference: offers and points against a programme, parts of the cost against history."""
    components = {entry["key"]: entry for entry in comparison["by_component"]}
    if comparison["against"] == "history" or not comparison["by_offer"]:
        return [_component(entry, pen) for entry in components.values()]
    names = pen.offers_by_id(draft)
    found = [
        _line(entry, names.get(entry["key"] or "", entry["key"]), pen) for entry in comparison["by_offer"]
    ]
    return found + [_component(entry, pen) for key, entry in components.items() if key in APART]


def _component(entry: CostChangePart, pen: Pen) -> Line:
    return _line(entry, pen.words.named("component", entry["key"] or ""), pen)


def _line(entry: CostChangePart, name: str | None, pen: Pen) -> Line:
    return Line(name or pen.words("not_named"), entry["before_minor"], entry["now_minor"])


def _waterfall(before: int, now: int, lines: Sequence[Line], pen: Pen) -> list[Change]:
    """From before to now by the largest changes, everything else as one."""
    moved = sorted(
        (line for line in lines if line.now != line.before), key=lambda line: -abs(line.now - line.before)
    )
    shown = [(line.name, line.now - line.before) for line in moved[:STEPS_MAX]]
    rest = now - before - sum(change for _, change in shown)
    if rest:
        shown.append((pen.words("everything_else"), rest))
    rows = [Change(pen.words("before"), before, pen.figures.money(before), level=True)]
    rows += [Change(name, change, pen.figures.money_change(change)) for name, change in shown]
    return [*rows, Change(pen.words("now"), now, pen.figures.money(now), level=True)]


def _pairs(comparison: ComparisonPart, pen: Pen) -> list[Pair]:
    """Each tier's cost on both sides, a dot each."""
    rows = []
    for entry in comparison["by_tier"][:PAIRS_MAX]:
        name, before, now = pen.tier(entry["tier"]), entry["before_minor"], entry["now_minor"]
        tips = (
            f"{name} · {pen.words('before')}: {pen.figures.money(before)}",
            f"{name} · {pen.words('now')}: {pen.figures.money(now)}",
        )
        rows.append(Pair(name, before, now, pen.figures.money_change(now - before), tips))
    return rows


def _parts_table(comparison: ComparisonPart, lines: Sequence[Line], pen: Pen) -> Table:
    rows = [_row(line, pen) for line in sorted(lines, key=lambda line: -abs(line.now - line.before))]
    cost = next(one for one in comparison["totals"] if one["measure"] == "cost_minor")
    rows.append(Row(_row(Line(pen.words("cost_whole"), cost["before"], cost["now"]), pen).cells, total=True))
    return table([*texts(pen.words("part")), *_heads(pen)], rows)


def _flat(comparison: ComparisonPart, draft: DraftPart, pen: Pen) -> Table:
    """Every division of the cost, one row each."""
    names = pen.offers_by_id(draft)
    against = pen.words(f"against.{comparison['against']}")
    divided: list[tuple[str, list[Line]]] = [
        ("component", [_component(entry, pen) for entry in comparison["by_component"]]),
        (
            "offer",
            [
                _line(entry, names.get(entry["key"] or "", entry["key"]), pen)
                for entry in comparison["by_offer"]
            ],
        ),
        (
            "tier",
            [
                Line(pen.tier(entry["tier"]), entry["before_minor"], entry["now_minor"])
                for entry in comparison["by_tier"]
            ],
        ),
        ("categories", [_line(entry, entry["key"], pen) for entry in comparison["by_category"]]),
        ("channel", [_line(entry, entry["key"], pen) for entry in comparison["by_channel"]]),
    ]
    rows = [
        Row((Cell(against), Cell(pen.words(kind)), *_row(line, pen).cells))
        for kind, lines in divided
        for line in lines
    ]
    months = [
        Row((Cell(against), Cell(pen.words("month")), pen.month(line.name), *_row(line, pen).cells[1:]))
        for line in (_line(entry, entry["key"], pen) for entry in comparison["by_month"])
    ]
    heads = texts(pen.words("compared_with"), pen.words("divided_by"), pen.words("part"))
    content = [*months, *rows]
    return table([*heads, *_heads(pen)], content, note=pen.words("changes.note"), sheet="changes")


def _heads(pen: Pen) -> tuple[Column, ...]:
    change = Column(pen.words("change"), "number", under=pen.words("change.share"))
    return (*numbers(pen.words("before"), pen.words("now")), change)


def _row(line: Line, pen: Pen) -> Row:
    change = line.now - line.before
    share = pen.figures.share_change(line.now, line.before) if line.before else ""
    cell = Cell(share, value=Share(change, abs(line.before)))
    return row(line.name, pen.money(line.before), pen.money(line.now), pen.change(change).over(cell))
