"""Who gets it: how unevenly the cost falls on members, and who gains or loses against what is."""

from typing import Final

from loyalty.reports.bars import Bar, Part
from loyalty.reports.block import Block, Key
from loyalty.reports.cautions import past_unknown
from loyalty.reports.figures import count
from loyalty.reports.pen import Pen, whole
from loyalty.reports.shape import BenefitGroupPart, DraftPart, MemberChangePart, MemberChangesPart, ResultPart
from loyalty.reports.split import split
from loyalty.reports.tables import Cell, Column, Row, Table, numbers, row, table, total

TONES: Final = {"top_1_percent": "a", "next_9_percent": "b", "next_40_percent": "c", "lower_half": "d"}
SHOWN: Final = 10
"""Members on the page; a workbook has all that were told."""


def spread(draft: DraftPart, pen: Pen) -> Block:
    """What the members who are given most, and the lower half, hold of the cost."""
    question = pen.words("question.spread")
    found = draft["benefit_spread"]
    groups = {entry["group"]: entry for entry in found["groups"]}
    if not found["members"] or not any(entry["cost_minor"] for entry in groups.values()):
        return Block(question, pen.words("none.spread"))
    answer = pen.words(
        "answer.spread",
        reached=pen.figures.share(found["with_benefit"], found["members"]),
        members=count(found["members"]),
        top=pen.figures.ppm(groups["top_1_percent"]["share_ppm"]),
        top_ten=pen.figures.ppm(groups["top_1_percent"]["share_ppm"] + groups["next_9_percent"]["share_ppm"]),
        lower=pen.figures.ppm(groups["lower_half"]["share_ppm"]),
    )
    rows = (
        _bar(found["groups"], "members", pen),
        _bar(found["groups"], "revenue_minor", pen),
        _bar(found["groups"], "cost_minor", pen),
    )
    return Block(
        question,
        answer,
        keys=tuple(Key(tone, pen.words.named("group", group)) for group, tone in TONES.items()),
        drawings=(split(rows, spoken=question),),
        tables=(_spread_table(draft, pen),),
    )


def winners_losers(draft: DraftPart, result: ResultPart, pen: Pen) -> Block:
    """How many members get more or less than before, and the ones for whom most changes."""
    question = pen.words("question.winners")
    found = draft["winners_losers"]
    against = pen.words(f"against.{found['compared_with']}")
    members = found["better"] + found["worse"] + found["same"]
    if not members:
        return Block(question, pen.words("none.buyers"))
    unknown = found["compared_with"] == "history" and past_unknown(result)
    answer = pen.words(
        "past.winners" if unknown else "answer.winners",
        against=against,
        better=count(found["better"]),
        worse=count(found["worse"]),
        same=count(found["same"]),
        gained=pen.figures.money(found["gained_minor"]),
        lost=pen.figures.money(found["lost_minor"]),
    )
    lists = (("winners", found["winners"]), ("losers", found["losers"]))
    tables = [_changes(some[:SHOWN], pen.words(kind), pen) for kind, some in lists if some]
    flat = [_changes(some, pen.words("member"), pen, sheet=kind) for kind, some in lists if some]
    return Block(
        question,
        answer,
        keys=(
            Key("more", pen.words("better")),
            Key("d", pen.words("same")),
            Key("less", pen.words("worse")),
        ),
        drawings=(split((_winners_bar(found, members, pen),), spoken=question),),
        tables=tuple(tables),
        flat=tuple(flat),
    )


def _bar(groups: list[BenefitGroupPart], measure: str, pen: Pen) -> Bar:
    """All members, their revenue or their benefit as one whole split by group."""
    values = [
        entry["members"]
        if measure == "members"
        else entry["revenue_minor"]
        if measure == "revenue_minor"
        else entry["cost_minor"]
        for entry in groups
    ]
    name = pen.words(f"spread.{measure}")
    parts = []
    for entry, value in zip(groups, values, strict=True):
        share = pen.figures.share(value, sum(values))
        group = pen.words.named("group", entry["group"])
        parts.append(Part(TONES[entry["group"]], value, f"{name} · {group}: {share}", share))
    whole_of = count(sum(values)) if measure == "members" else pen.figures.short_money(sum(values))
    return Bar(name, tuple(parts), whole_of)


def _spread_table(draft: DraftPart, pen: Pen) -> Table:
    found = draft["benefit_spread"]
    given = sum(entry["cost_minor"] for entry in found["groups"])
    rows = [
        _spread_row(
            pen.words.named("group", entry["group"]),
            whole(entry["members"]),
            (entry["revenue_minor"], entry["cost_minor"], entry["cost_minor"] // max(entry["members"], 1)),
            pen.ppm(entry["share_ppm"]),
            pen,
        )
        for entry in found["groups"]
    ]
    rows.append(
        total(
            pen.words("all_members"),
            whole(found["members"]),
            pen.money(sum(entry["revenue_minor"] for entry in found["groups"])),
            pen.money(given),
            pen.money(given // max(found["members"], 1)),
            pen.share(given, sum(entry["revenue_minor"] for entry in found["groups"])),
            pen.share(given, given),
        )
    )
    if found["guest_orders"]:
        name = pen.words("guests", orders=count(found["guest_orders"]))
        sums = (found["guest_revenue_minor"], found["guest_cost_minor"], None)
        rows.append(_spread_row(name, Cell(""), sums, Cell(""), pen))
    names = ("members", "revenue", "cost", "cost_each", "share.short", "share.benefit")
    heads = [Column(pen.words("group"), "name"), *numbers(*(pen.words(name) for name in names))]
    return table(heads, rows, note=pen.words("spread.note"), sheet="spread")


def _spread_row(name: str, members: Cell, sums: tuple[int, int, int | None], share: Cell, pen: Pen) -> Row:
    revenue, cost, each = sums
    return row(
        name,
        members,
        pen.money(revenue),
        pen.money(cost),
        "" if each is None else pen.money(each),
        pen.share(cost, revenue),
        share,
    )


def _winners_bar(found: MemberChangesPart, members: int, pen: Pen) -> Bar:
    sides = (
        ("more", "better", found["better"]),
        ("d", "same", found["same"]),
        ("less", "worse", found["worse"]),
    )
    parts = tuple(
        Part(tone, number, f"{pen.words(name)}: {count(number)}", pen.figures.share(number, members))
        for tone, name, number in sides
    )
    return Bar(pen.words("members"), parts, count(members))


def _changes(entries: list[MemberChangePart], title: str, pen: Pen, *, sheet: str = "") -> Table:
    rows = [
        row(
            entry["member"],
            whole(entry["orders"]),
            pen.money(entry["revenue_minor"]),
            pen.money(entry["before_minor"]),
            pen.money(entry["now_minor"]),
            pen.change(entry["change_minor"]),
        )
        for entry in entries
    ]
    names = ("orders", "revenue", "before", "now", "change")
    heads = [Column(title, "code"), *numbers(*(pen.words(name) for name in names))]
    return table(heads, rows, sheet=sheet)
