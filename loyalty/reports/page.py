"""The report as one value in reading order: what it costs, beside what, under which assumptions, why."""

from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.money import Currency
from loyalty.reports.block import Block
from loyalty.reports.chapters import Chapter, chapters
from loyalty.reports.comparison import comparison
from loyalty.reports.figures import PPM, Figures, count, day
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ResultPart
from loyalty.reports.sources import fine_print, plain, problems_sum, problems_table
from loyalty.reports.summary import foundation, summary
from loyalty.reports.tables import Table
from loyalty.reports.values import Money, Share, Value, Whole
from loyalty.reports.words import Words

LONG = 12
LONGER = 17


@dataclass(frozen=True, slots=True)
class Figure:
    """One large figure of the headline, what it consists of, and the value behind it."""

    name: str
    value: str
    note: str
    exact: Value

    def size(self) -> str:
        """Figures too long for their place are set smaller."""
        return "longer" if len(self.value) > LONGER else "long" if len(self.value) > LONG else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One programme: its headline, the answer in words, its parity sentence, its questions by chapter."""

    name: str
    title: str
    anchor: str
    figures: tuple[Figure, ...]
    summary: tuple[str, ...]
    parity: str
    agrees: bool
    chapters: tuple[Chapter, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All questions in reading order."""
        return tuple(block for chapter in self.chapters for block in chapter.blocks)


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
    foundation: tuple[str, ...]
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
        foundation=foundation(result, pen),
        drafts=tuple(
            _draft(draft, number, result, pen) for number, draft in enumerate(result["drafts"], start=1)
        ),
        comparison=comparison(result, pen),
        assumptions=tuple(
            Assumption(words.either(one["en"], one["zh"]), one["key"], plain(one["value"]))
            for one in result["assumptions"]
        ),
        problems=problems_sum(result["problems"], pen),
        problems_table=problems_table(result["problems"], pen),
        fine_print=fine_print(result, pen),
    )


def paragraphs(sentences: Sequence[str], language: str) -> tuple[str, ...]:
    """The first sentence alone, the others run together."""
    joint = "" if language == "zh" else " "
    return tuple(text for text in (*sentences[:1], joint.join(sentences[1:])) if text)


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
    pen = pen.of(draft)
    name = pen.program(draft["program"])
    several = len(result["drafts"]) > 1
    parity = draft["parity"]
    anchor = f"draft-{number}"
    return Draft(
        name=name,
        title=pen.words("draft", number=number, name=name) if several else name,
        anchor=anchor,
        figures=_headline(draft, pen),
        summary=summary(result, number - 1, pen),
        parity=pen.words.either(parity["sentence_en"], parity["sentence_zh"]),
        agrees=parity["differences"] == 0,
        chapters=tuple(chapters(result, number - 1, anchor=anchor, pen=pen)),
    )


def _headline(draft: DraftPart, pen: Pen) -> tuple[Figure, ...]:
    sums, money = draft["totals"], pen.figures.money
    cost = money(sums["cost_minor"])
    return (
        Figure(
            pen.words("net_cost"),
            money(sums["net_cost_minor"]),
            pen.words("net_cost.note", cost=cost, back=money(sums["given_back_minor"])),
            Money(sums["net_cost_minor"]),
        ),
        Figure(
            pen.words("share"),
            pen.figures.ppm(sums["cost_share_ppm"]),
            pen.words("share.note", cost=cost, revenue=money(sums["revenue_minor"])),
            Share(sums["cost_share_ppm"], PPM),
        ),
        Figure(
            pen.words("reach"),
            count(sums["orders_with_benefit"]),
            pen.words(
                "reach.note",
                share=pen.figures.share(sums["orders_with_benefit"], sums["orders"]),
                orders=count(sums["orders"]),
            ),
            Whole(sums["orders_with_benefit"]),
        ),
    )
