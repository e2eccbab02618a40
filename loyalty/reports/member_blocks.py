"""What becomes of members: where they stand at the end, how they moved, how their points flowed."""

from collections import Counter

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Key
from loyalty.reports.columns import Series, Writing, columns
from loyalty.reports.figures import count
from loyalty.reports.pen import Pen, all_months
from loyalty.reports.shape import DraftPart, MovementPart, PointsMonth, PointsPart, StandingPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts, total

MOVES_MAX = 6  # columns of the movement table before the rest is summed up

Move = tuple[str, str | None, str | None]


def standing(draft: DraftPart, pen: Pen) -> Block:
    """Where members stand at the end, one chart a track."""
    question = pen.words("question.standing")
    by_track: dict[str, list[StandingPart]] = {}
    for entry in draft["tiers_at_end"]:
        by_track.setdefault(entry["track"], []).append(entry)
    if not by_track:
        return Block(question, pen.words("none.tiers"))
    answers, drawings, rows = [], [], []
    for track, entries in by_track.items():
        members = sum(entry["members"] for entry in entries)
        most = max(entries, key=lambda entry: entry["members"])
        share = pen.figures.share(most["members"], members)
        answers.append(
            pen.words(
                "answer.standing",
                track=track,
                name=pen.tier(most["tier"]),
                share=share,
                members=count(members),
            )
        )
        drawings.append(
            bars(
                [_tier_bar(entry, members, pen) for entry in entries],
                short=pen.figures.short_count,
                spoken=f"{question} {track}",
            )
        )
        rows += [
            row(
                Cell(pen.tier(entry["tier"]), under=track if len(by_track) > 1 else ""),
                count(entry["members"]),
                pen.figures.share(entry["members"], members),
            )
            for entry in entries
        ]
    heads = [*texts(pen.words("tier")), *numbers(pen.words("members"), pen.words("share.members"))]
    return Block(
        question,
        " ".join(answers),
        unit=pen.words("axis.members"),
        drawings=tuple(drawings),
        tables=(table(heads, rows),),
    )


def movement(draft: DraftPart, pen: Pen) -> Block | None:
    """Who moved between tiers, and when; nothing where the programme has no tiers."""
    moves: Counter[Move] = Counter()
    cells: Counter[tuple[str, Move]] = Counter()
    for entry in draft["tier_movement"]:
        move = _move(entry)
        moves[move] += entry["members"]
        cells[entry["month"], move] += entry["members"]
    if not moves:
        return None
    shown = sorted(moves, key=lambda move: (-moves[move], str(move)))[:MOVES_MAX]
    rest = len(moves) > MOVES_MAX
    rows = []
    for month in all_months(entry["month"] for entry in draft["tier_movement"]):
        figures = [cells[month, move] for move in shown]
        if rest:
            figures.append(sum(cells[month, move] for move in moves if move not in shown))
        rows.append(row(pen.figures.month(month), *(count(figure) for figure in figures)))
    sums = [moves[move] for move in shown]
    if rest:
        sums.append(sum(moves.values()) - sum(sums))
    rows.append(total(pen.words("total"), *(count(figure) for figure in sums)))
    names = [_move_name(move, draft, pen) for move in shown]
    if rest:
        names.append(pen.words("other"))
    heads = [Column(pen.words("month"), "name"), *numbers(*names)]
    answer = pen.words("answer.movement", moves=count(sum(moves.values())))
    return Block(pen.words("question.movement"), answer, tables=(table(heads, rows),))


def points(draft: DraftPart, pen: Pen) -> Block:
    """Points earned above the line, spent, expired and taken back below it."""
    question = pen.words("question.points")
    flow = draft["points"]
    by_month = {entry["month"]: entry for entry in flow["by_month"]}
    if not by_month and not flow["earned"]:
        return Block(question, pen.words("none.points"))
    names = all_months(by_month)
    entries = [by_month.get(month) or _still(month) for month in names]
    series = (
        Series("a", pen.words("points.earned"), tuple(entry["earned"] for entry in entries)),
        Series("b", pen.words("points.spent"), tuple(-entry["spent"] for entry in entries)),
        Series("c", pen.words("points.expired"), tuple(-entry["expired"] for entry in entries)),
        Series("d", pen.words("points.taken_back"), tuple(-entry["taken_back"] for entry in entries)),
    )
    figures = pen.figures
    writing = Writing(
        figures.short_count, lambda number: count(abs(number)), figures.month, figures.month_tick
    )
    return Block(
        question,
        pen.words(
            "answer.points",
            earned=count(flow["earned"]),
            spent=count(flow["spent"]),
            expired=count(flow["expired"]),
            outstanding=count(flow["outstanding"]),
        ),
        unit=pen.words("axis.points"),
        keys=tuple(Key(one.tone, one.name) for one in series),
        drawings=(columns(names, series, writing=writing, spoken=question),) if names else (),
        tables=(_flow_table(flow, pen), _months_table(entries, flow, pen)),
    )


def _tier_bar(entry: StandingPart, members: int, pen: Pen) -> Bar:
    name = pen.tier(entry["tier"])
    figure = f"{count(entry['members'])} · {pen.figures.share(entry['members'], members)}"
    return Bar(name, (Part("a", entry["members"], f"{name}: {figure}"),), figure)


def _move(entry: MovementPart) -> Move:
    return entry["track"], entry["from"], entry["to"]


def _move_name(move: Move, draft: DraftPart, pen: Pen) -> str:
    track, start, end = move
    arrow = f"{pen.tier(start)} → {pen.tier(end)}"
    several = len({entry["track"] for entry in draft["tier_movement"]}) > 1
    return f"{track}: {arrow}" if several else arrow


def _still(month: str) -> PointsMonth:
    """A month in which no points moved."""
    return {"month": month, "earned": 0, "spent": 0, "expired": 0, "taken_back": 0}


def _flow_table(flow: PointsPart, pen: Pen) -> Table:
    """What came in, what went out, what is left."""
    money = pen.figures.money
    lines = (
        ("points.earned", flow["earned"], ""),
        ("points.base", flow["base"], ""),
        ("points.bonus", flow["bonus"], ""),
        ("points.spent", flow["spent"], money(flow["spent_minor"])),
        ("points.restored", flow["restored"], ""),
        ("points.expired", flow["expired"], ""),
        ("points.taken_back", flow["taken_back"], ""),
        ("points.unlinked_taken", flow["unlinked_taken"], ""),
        ("points.shortfall", flow["shortfall"], ""),
        ("points.debt_incurred", flow["debt_incurred"], ""),
        ("points.debt_repaid", flow["debt_repaid"], ""),
        ("points.outstanding", flow["outstanding"], money(flow["outstanding_minor"])),
        ("points.pending", flow["pending"], ""),
        ("points.debt", flow["debt"], ""),
        ("points.lots", flow["lots"], ""),
        ("points.members", flow["members_with_points"], ""),
    )
    heads = [
        *texts(pen.words("points.what")),
        *numbers(pen.words("points.number"), pen.words("points.money")),
    ]
    return table(heads, [row(pen.words(name), count(number), worth) for name, number, worth in lines])


def _months_table(entries: list[PointsMonth], flow: PointsPart, pen: Pen) -> Table:
    rows = [
        row(
            pen.figures.month(entry["month"]),
            count(entry["earned"]),
            count(entry["spent"]),
            count(entry["expired"]),
            count(entry["taken_back"]),
        )
        for entry in entries
    ]
    names = ("earned", "spent", "expired", "taken_back")
    sums = (flow["earned"], flow["spent"], flow["expired"], flow["taken_back"])
    rows.append(total(pen.words("total"), *(count(figure) for figure in sums)))
    heads = [Column(pen.words("month"), "name"), *numbers(*(pen.words(f"points.{name}") for name in names))]
    return table(heads, rows)
