"""What becomes of members: where they stand at the end, how they moved, how their points flowed."""

from collections import Counter
from collections.abc import Mapping, Sequence

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block, Detail, Key
from loyalty.reports.columns import Series, Writing, columns
from loyalty.reports.figures import count
from loyalty.reports.pen import Pen, all_months, whole
from loyalty.reports.shape import DraftPart, MovementPart, PointsMonth, PointsPart, StandingPart
from loyalty.reports.tables import Cell, Column, Graph, Table, numbers, row, strong, table, texts, total
from loyalty.reports.values import Whole

INDENT = "\u2003"  # before what is a part of the line above
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
    if not any(entry["members"] for entry in draft["tiers_at_end"]):
        return Block(question, pen.words("none.members"))
    drawings = []
    for track, entries in by_track.items():
        drawn = [_tier_bar(entry, entries, pen) for entry in entries]
        spoken = f"{question} {pen.track(track)}"
        drawings.append(bars(drawn, short=pen.figures.short_count, spoken=spoken))
    return Block(
        question,
        " ".join(_most(track, entries, pen) for track, entries in by_track.items()),
        unit=pen.words("axis.members"),
        drawings=tuple(drawings),
        tables=(_standing_table(by_track, pen),),
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
        rows.append(row(pen.month(month), *(whole(figure) for figure in figures)))
    sums = [moves[move] for move in shown]
    if rest:
        sums.append(sum(moves.values()) - sum(sums))
    rows.append(total(pen.words("total"), *(whole(figure) for figure in sums)))
    names = [_move_name(move, draft, pen) for move in shown]
    if rest:
        names.append(pen.words("other"))
    heads = [Column(pen.words("month"), "name"), *numbers(*names)]
    answer = pen.words("answer.movement", moves=count(sum(moves.values())))
    return Block(
        pen.words("question.movement"),
        answer,
        tables=(_moves_table(moves, draft, pen),),
        flat=(_moves_flat(draft, pen),),
        details=(Detail(pen.words("by_month"), table(heads, rows)),),
    )


def points(draft: DraftPart, pen: Pen) -> Block:
    """Points earned above the line, spent, expired and taken back below it."""
    question = pen.words("question.points")
    flow = draft["points"]
    by_month = {entry["month"]: entry for entry in flow["by_month"]}
    if not any(flow[name] for name in ("earned", "spent", "expired", "taken_back", "outstanding")):
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
        tables=(_flow_table(flow, pen),),
        details=(Detail(pen.words("by_month"), _months_table(entries, flow, pen)),),
    )


def _most(track: str, entries: Sequence[StandingPart], pen: Pen) -> str:
    """The level that holds most members of a track."""
    members = sum(entry["members"] for entry in entries)
    most = max(entries, key=lambda entry: entry["members"])
    return pen.words(
        "answer.standing",
        track=pen.track(track),
        name=pen.tier(most["tier"]),
        share=pen.figures.share(most["members"], members),
        members=count(members),
    )


def _standing_table(by_track: Mapping[str, Sequence[StandingPart]], pen: Pen) -> Table:
    several = len(by_track) > 1
    rows = [
        row(
            Cell(pen.tier(entry["tier"]), under=pen.track(track) if several else ""),
            whole(entry["members"]),
            pen.share(entry["members"], sum(one["members"] for one in entries)),
        )
        for track, entries in by_track.items()
        for entry in entries
    ]
    heads = [
        Column(pen.words("tier"), under=pen.words("track") if several else ""),
        *numbers(pen.words("members"), pen.words("share.members")),
    ]
    graph = Graph("bar", pen.words("tier"), (pen.words("members"),))
    return table(heads, rows, sheet="standing", graph=graph)


def _tier_bar(entry: StandingPart, entries: Sequence[StandingPart], pen: Pen) -> Bar:
    members = sum(one["members"] for one in entries)
    name = pen.tier(entry["tier"])
    figure = f"{count(entry['members'])} · {pen.figures.share(entry['members'], members)}"
    return Bar(name, (Part("a", entry["members"], f"{name}: {figure}"),), figure)


def _move(entry: MovementPart) -> Move:
    return entry["track"], entry["from"], entry["to"]


def _move_name(move: Move, draft: DraftPart, pen: Pen) -> str:
    track, start, end = move
    arrow = f"{pen.tier(start)} → {pen.tier(end)}"
    several = len({entry["track"] for entry in draft["tier_movement"]}) > 1
    return f"{pen.track(track)}: {arrow}" if several else arrow


def _moves_table(moves: Counter[Move], draft: DraftPart, pen: Pen) -> Table:
    """Every move over the whole period, most frequent first."""
    rows = [
        row(_move_name(move, draft, pen), whole(number))
        for move, number in sorted(moves.items(), key=lambda item: (-item[1], str(item[0])))
    ]
    rows.append(total(pen.words("total"), whole(sum(moves.values()))))
    return table([*texts(pen.words("move")), *numbers(pen.words("moves"))], rows)


def _moves_flat(draft: DraftPart, pen: Pen) -> Table:
    """One row a month and move."""
    rows = [
        row(
            pen.month(entry["month"]),
            pen.track(entry["track"]),
            pen.tier(entry["from"]),
            pen.tier(entry["to"]),
            whole(entry["members"]),
        )
        for entry in draft["tier_movement"]
    ]
    heads = [
        Column(pen.words("month"), "name"),
        *texts(pen.words("track"), pen.words("move.from"), pen.words("move.to")),
        *numbers(pen.words("moves")),
    ]
    return table(heads, rows, sheet="movement")


def _still(month: str) -> PointsMonth:
    """A month in which no points moved."""
    return {"month": month, "earned": 0, "spent": 0, "expired": 0, "taken_back": 0}


def _flow_table(flow: PointsPart, pen: Pen) -> Table:
    """A ledger: what came in and went out with its sign, what that leaves, and what is told beside it."""
    money, none = pen.money, Cell("")
    moves = (
        ("points.earned", flow["earned"]),
        ("points.restored", flow["restored"]),
        ("points.spent", -flow["spent"]),
        ("points.expired", -flow["expired"]),
        ("points.taken_back", -flow["taken_back"]),
        ("points.debt_repaid", -flow["debt_repaid"]),
    )
    carried = flow["outstanding"] - sum(number for _, number in moves)
    parts = {
        "points.earned": (
            ("points.base", flow["base"]),
            ("points.bonus", flow["bonus"]),
            *((("points.given", flow["given"]),) if flow["given"] else ()),
        ),
        "points.taken_back": (("points.unlinked_taken", -flow["unlinked_taken"]),),
    }
    beside = (
        ("points.pending", flow["pending"]),
        ("points.debt_incurred", flow["debt_incurred"]),
        ("points.debt", flow["debt"]),
        ("points.shortfall", flow["shortfall"]),
        ("points.lots", flow["lots"]),
        ("points.members", flow["members_with_points"]),
    )
    rows = [] if not carried else [row(pen.words("points.carried"), _signed(carried), none)]
    for name, number in moves:
        worth = money(-flow["spent_minor"]) if name == "points.spent" else none
        rows.append(row(pen.words(name), _signed(number), worth))
        rows += [row(f"{INDENT}{pen.words(part)}", _signed(of), none) for part, of in parts.get(name, ())]
    left = money(flow["outstanding_minor"])
    rows.append(strong(pen.words("points.outstanding"), whole(flow["outstanding"]), left))
    rows += [row(pen.words(name), whole(number), none) for name, number in beside]
    heads = [
        *texts(pen.words("points.what")),
        *numbers(pen.words("points.number"), pen.words("points.money")),
    ]
    return table(heads, rows, sheet="points")


def _signed(number: int) -> Cell:
    """A move of points with its sign."""
    return Cell(f"+{count(number)}" if number > 0 else count(number), value=Whole(number))


def _months_table(entries: list[PointsMonth], flow: PointsPart, pen: Pen) -> Table:
    rows = [
        row(
            pen.month(entry["month"]),
            whole(entry["earned"]),
            whole(entry["spent"]),
            whole(entry["expired"]),
            whole(entry["taken_back"]),
        )
        for entry in entries
    ]
    names = ("earned", "spent", "expired", "taken_back")
    sums = (flow["earned"], flow["spent"], flow["expired"], flow["taken_back"])
    rows.append(total(pen.words("total"), *(whole(figure) for figure in sums)))
    series = tuple(pen.words(f"points.{name}") for name in names)
    heads = [Column(pen.words("month"), "name"), *numbers(*series)]
    return table(heads, rows, sheet="points_months", graph=Graph("line", pen.words("month"), series))
