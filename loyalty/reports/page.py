"""The report as one value in reading order: what it costs, beside what, under which assumptions, why."""

from dataclasses import dataclass

from loyalty.money import Currency
from loyalty.reports import cost_blocks, event_blocks, member_blocks
from loyalty.reports.block import Block
from loyalty.reports.comparison import comparison
from loyalty.reports.figures import Figures, count, day, instant
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ProblemsPart, ResultPart
from loyalty.reports.tables import Cell, Column, Table, numbers, row, table, texts
from loyalty.reports.words import Words

LONG = 12
LONGER = 17


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure of the headline, and what it consists of."""

    name: str
    value: str
    note: str

    def size(self) -> str:
        """Figures too long for their place are set smaller."""
        return "longer" if len(self.value) > LONGER else "long" if len(self.value) > LONG else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One programme: its headline, its parity sentence, its questions."""

    name: str
    title: str
    anchor: str
    figures: tuple[Figure, ...]
    parity: str
    agrees: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One stated assumption."""

    text: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template prints."""

    cover: str
    drafts: tuple[Draft, ...]
    comparison: Table
    assumptions: tuple[Assumption, ...]
    problems: str
    problems_table: Table | None
    fine_print: Table


def page(result: ResultPart, language: str) -> Page:
    """The report of a simulation's result; `language` is `en` or `zh`."""
    log = result["log"]
    words = Words(language)
    pen = Pen(words, Figures(Currency(log["currency"], log["exponent"]), language))
    return Page(
        cover=_cover(result, pen),
        drafts=tuple(
            _draft(draft, number, result, pen) for number, draft in enumerate(result["drafts"], start=1)
        ),
        comparison=comparison(result, pen),
        assumptions=tuple(
            Assumption(words.either(one["en"], one["zh"]), one["key"], _plain(one["value"]))
            for one in result["assumptions"]
        ),
        problems=_problems_sum(result["problems"], pen),
        problems_table=_problems_table(result["problems"], pen),
        fine_print=_fine_print(result, pen),
    )


def _cover(result: ResultPart, pen: Pen) -> str:
    log, several = result["log"], len(result["drafts"])
    drafts = pen.words("cover.one") if several == 1 else pen.words("cover.many", count=several)
    return pen.words(
        "cover",
        orders=count(log["orders"]),
        members=count(log["members"]),
        first=day(log["first_at"]),
        last=day(log["last_at"]),
        drafts=drafts,
    )


def _draft(draft: DraftPart, number: int, result: ResultPart, pen: Pen) -> Draft:
    name = pen.program(draft["program"])
    several = len(result["drafts"]) > 1
    parity = draft["parity"]
    blocks = (
        cost_blocks.months(draft, pen),
        cost_blocks.components(draft, pen),
        cost_blocks.offers(draft, pen),
        cost_blocks.funders(draft, pen),
        cost_blocks.tiers(draft, pen),
        member_blocks.standing(draft, pen),
        member_blocks.movement(draft, pen),
        member_blocks.points(draft, pen),
        event_blocks.exhaustion(draft, result["log"], pen),
        event_blocks.reasons(draft, pen),
        event_blocks.top_orders(draft, pen),
    )
    return Draft(
        name=name,
        title=pen.words("draft", number=number, name=name) if several else name,
        anchor=f"draft-{number}",
        figures=_headline(draft, pen),
        parity=pen.words.either(parity["sentence_en"], parity["sentence_zh"]),
        agrees=parity["differences"] == 0,
        blocks=tuple(block for block in blocks if block is not None),
    )


def _headline(draft: DraftPart, pen: Pen) -> tuple[Figure, ...]:
    sums, money = draft["totals"], pen.figures.money
    cost = money(sums["cost_minor"])
    return (
        Figure(
            pen.words("net_cost"),
            money(sums["net_cost_minor"]),
            pen.words("net_cost.note", cost=cost, back=money(sums["given_back_minor"])),
        ),
        Figure(
            pen.words("share"),
            pen.figures.ppm(sums["cost_share_ppm"]),
            pen.words("share.note", cost=cost, revenue=money(sums["revenue_minor"])),
        ),
        Figure(
            pen.words("reach"),
            count(sums["orders_with_benefit"]),
            pen.words(
                "reach.note",
                share=pen.figures.share(sums["orders_with_benefit"], sums["orders"]),
                orders=count(sums["orders"]),
            ),
        ),
    )


def _problems_sum(problems: ProblemsPart, pen: Pen) -> str:
    sentence = pen.words(
        "problems.sum",
        rows_in=count(problems["rows_in"]),
        rows_used=count(problems["rows_used"]),
        rows_excluded=count(problems["rows_excluded"]),
        rows_repaired=count(problems["rows_repaired"]),
    )
    return sentence if problems["entries"] else f"{sentence} {pen.words('problems.none')}"


def _problems_table(problems: ProblemsPart, pen: Pen) -> Table | None:
    if not problems["entries"]:
        return None
    rows = [
        row(
            Cell(pen.words.either(entry["en"], entry["zh"]), under=entry["code"], under_kind="code"),
            pen.words.named("action", entry["action"]),
            count(entry["rows"]),
            ", ".join(entry["examples"]),
        )
        for entry in problems["entries"]
    ]
    heads = [
        *texts(pen.words("problem"), pen.words("action")),
        *numbers(pen.words("rows")),
        Column(pen.words("examples"), "code"),
    ]
    return table(heads, rows)


def _fine_print(result: ResultPart, pen: Pen) -> Table:
    log, money = result["log"], pen.figures.money
    lines = [
        (pen.words("fine.log"), f"{log['name']} ({instant(log['first_at'])} – {instant(log['last_at'])})"),
        (pen.words("fine.log_hash"), log["content_hash"]),
        (pen.words("fine.lines"), " / ".join(count(log[name]) for name in ("orders", "lines", "members"))),
        (pen.words("fine.anonymous"), count(log["anonymous_orders"])),
        (pen.words("fine.returns"), count(log["return_documents"])),
        (
            pen.words("fine.gross"),
            " / ".join(money(log[name]) for name in ("gross_minor", "discount_minor", "net_minor")),
        ),
    ]
    for draft in result["drafts"]:
        name = pen.program(draft["program"])
        lines.append((pen.words("fine.program_hash", name=name), draft["program"]["hash"]))
    late = sum(draft["parity"]["late_events"] for draft in result["drafts"])
    lines.append((pen.words("fine.late"), count(late)))
    lines += [
        (pen.words("fine.setting", name=name), _plain(value)) for name, value in result["settings"].items()
    ]
    heads = [Column(pen.words("source")), Column(pen.words("value"), "code")]
    return table(heads, [row(name, value) for name, value in lines])


def _plain(value: object) -> str:
    """A setting as it is written in a file of settings."""
    match value:
        case None:
            return "–"
        case list() | tuple():
            return ", ".join(_plain(one) for one in value) or "–"
        case _:
            return str(value)
