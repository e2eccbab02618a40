"""The report as one value in reading order: what it costs, beside what, under which assumptions, why."""

from dataclasses import dataclass

from loyalty.money import Currency
from loyalty.reports.block import Block
from loyalty.reports.cautions import cautions, returns_unmatched
from loyalty.reports.chapters import Chapter, chapters
from loyalty.reports.comparison import comparison
from loyalty.reports.figures import PPM, Figures, count, day
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, LogPart, ResultPart
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
    cautions: tuple[str, ...]
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


def _cover(result: ResultPart, pen: Pen) -> str:
    log, several = result["log"], len(result["drafts"])
    drafts = pen.words("cover.one") if several == 1 else pen.words("cover.many", count=several)
    returning = log["members"] - log["members_buying"]
    told = pen.words(
        "cover",
        orders=_orders(log, pen),
        first=day(log["first_at"]),
        last=day(log["last_at"]),
        drafts=drafts,
    )
    if returning <= 0:
        return told
    joint = "" if pen.words.language == "zh" else " "
    return f"{told}{joint}{pen.words('cover.only_returned', count=count(returning))}"


def _orders(log: LogPart, pen: Pen) -> str:
    """How many orders, and whose."""
    guests, members = log["anonymous_orders"], log["members_buying"]
    key = "cover.no_members" if not members else "cover.members" if guests else "cover.all_members"
    own = count(log["orders"] - guests)
    return pen.words(key, orders=count(log["orders"]), own=own, members=count(members), guests=count(guests))


def _draft(draft: DraftPart, number: int, result: ResultPart, pen: Pen) -> Draft:
    pen = pen.of(draft)
    name = pen.program(draft["program"])
    several = len(result["drafts"]) > 1
    anchor = f"draft-{number}"
    return Draft(
        name=name,
        title=pen.words("draft", number=number, name=name) if several else name,
        anchor=anchor,
        figures=_headline(draft, result, pen),
        cautions=cautions(draft, result, pen),
        summary=summary(result, number - 1, pen),
        parity=_parity(draft, pen),
        agrees=draft["parity"]["differences"] == 0,
        chapters=tuple(chapters(result, number - 1, anchor=anchor, pen=pen)),
    )


def _parity(draft: DraftPart, pen: Pen) -> str:
    """What came of the check against the live engine: its own sentence, and what that means."""
    parity = draft["parity"]
    key = "parity.differs" if parity["differences"] else "parity.same"
    return pen.words(key, told=pen.words.either(parity["sentence_en"], parity["sentence_zh"]))


def _net_note(draft: DraftPart, result: ResultPart, pen: Pen) -> str:
    """What the net cost consists of, and which part of it the shop itself pays."""
    sums, money = draft["totals"], pen.figures.money
    unmatched = returns_unmatched(draft, result)
    told = pen.words(
        "net_cost.unmatched" if unmatched else "net_cost.note",
        cost=money(sums["cost_minor"]),
        back=money(sums["given_back_minor"]),
    )
    paid = {entry["funder"]: entry["cost_minor"] for entry in draft["by_funder"] if entry["cost_minor"]}
    if len(paid) <= 1 or "shop" not in paid:
        return told
    share = pen.figures.share(paid["shop"], sum(paid.values()))
    of_shop = pen.words("net_cost.shop", cost=money(paid["shop"]), share=share)
    return f"{of_shop}{'；' if pen.words.language == 'zh' else '; '}{told}"


def _headline(draft: DraftPart, result: ResultPart, pen: Pen) -> tuple[Figure, ...]:
    sums, money = draft["totals"], pen.figures.money
    cost = money(sums["cost_minor"])
    return (
        Figure(
            pen.words("net_cost"),
            money(sums["net_cost_minor"]),
            _net_note(draft, result, pen),
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
