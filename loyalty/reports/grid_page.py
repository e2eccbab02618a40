"""A grid's report as one value in reading order: what stands and what could, drawn along what was varied."""

from dataclasses import dataclass
from typing import cast

from loyalty.money import Currency
from loyalty.reports.block import Block
from loyalty.reports.figures import Figures, count, day
from loyalty.reports.grid_axes import axes_line, numbers, values_of
from loyalty.reports.grid_charts import charts, net
from loyalty.reports.grid_table import grid_table
from loyalty.reports.page import Assumption, Draft, Figure
from loyalty.reports.pen import Pen
from loyalty.reports.shape import ResultPart
from loyalty.reports.shape_grid import GridPart, VariantPart
from loyalty.reports.sources import fine_print, plain, problems_sum, problems_table
from loyalty.reports.tables import Table
from loyalty.reports.values import Money
from loyalty.reports.words import Words


@dataclass(frozen=True, slots=True)
class GridPage:
    """Everything the template prints."""

    name: str
    cover: str
    headline: Draft
    blocks: tuple[Block, ...]
    assumptions: tuple[Assumption, ...]
    problems: str
    problems_table: Table | None
    fine_print: Table


def grid_page(grid: GridPart, language: str) -> GridPage:
    """The report of a grid; `language` is `en` or `zh`."""
    log, words = grid["log"], Words(language)
    pen = Pen(words, Figures(Currency(log["currency"], log["exponent"]), language))
    # The sources of a grid are those of a report with one draft: the programme that was varied.
    single = {"program": grid["program"], "parity": {"late_events": 0}}
    rests = cast("ResultPart", {**grid, "drafts": [single]})
    return GridPage(
        name=pen.program(grid["program"]),
        cover=words(
            "grid.cover",
            orders=count(log["orders"]),
            first=day(log["first_at"]),
            last=day(log["last_at"]),
            variants=count(len(grid["variants"])),
            axes=axes_line(grid["axes"], pen),
        ),
        headline=_headline(grid, pen),
        blocks=(*charts(grid, pen), _every(grid, pen)),
        assumptions=tuple(
            Assumption(words.either(one["en"], one["zh"]), one["key"], plain(one["value"]))
            for one in grid["assumptions"]
        ),
        problems=problems_sum(grid["problems"], pen),
        problems_table=problems_table(grid["problems"], pen),
        fine_print=fine_print(rests, pen),
    )


def ends(grid: GridPart) -> tuple[VariantPart, VariantPart]:
    """The cheapest and the dearest variant, the first of equals."""
    return min(grid["variants"], key=net), max(grid["variants"], key=net)


def _headline(grid: GridPart, pen: Pen) -> Draft:
    least, most = ends(grid)
    now, parity = grid["current"], grid["parity"]
    named = (("now", now), ("least", least), ("most", most))
    return Draft(
        name=pen.program(grid["program"]),
        title=pen.program(grid["program"]),
        anchor="grid",
        cautions=(),
        figures=tuple(
            Figure(
                pen.words(f"grid.figure.{key}"),
                pen.figures.money(net(one)),
                _beside(one, grid, pen),
                Money(net(one)),
            )
            for key, one in named
        ),
        summary=_summary(grid, pen),
        parity=pen.words.either(parity["sentence_en"], parity["sentence_zh"]),
        agrees=parity["differences"] == 0,
        chapters=(),
    )


def _beside(variant: VariantPart, grid: GridPart, pen: Pen) -> str:
    """What makes the variant, and by how much it differs from what stands."""
    values = values_of(variant, grid["axes"], pen)
    if variant["as_it_stands"]:
        return values
    change = pen.figures.money_change(variant["change_minor"])
    share = pen.figures.share_change(net(variant), net(grid["current"]))
    return pen.words("grid.figure.note", change=f"{change} ({share})", values=values)


def _summary(grid: GridPart, pen: Pen) -> tuple[str, ...]:
    """The grid in plain words."""
    now, axes, money = grid["current"], grid["axes"], pen.figures.money
    least, most = ends(grid)
    sentences = [
        pen.words(
            "grid.summary.now",
            values=values_of(now, axes, pen),
            name=pen.program(grid["program"]),
            cost=money(net(now)),
            share=pen.figures.ppm(now["totals"]["cost_share_ppm"]),
        )
    ]
    variants = count(len(grid["variants"]))
    if net(least) == net(most):
        sentences.append(pen.words("grid.summary.flat", variants=variants))
        return tuple(sentences)
    sentences.append(
        pen.words(
            "grid.summary.range",
            variants=variants,
            least=money(net(least)),
            at_least=values_of(least, axes, pen),
            most=money(net(most)),
            at_most=values_of(most, axes, pen),
        )
    )
    if len(axes) == 1 and numbers(axes[0]) is not None and None not in axes[0]["values"]:
        sentences.append(_largest_step(grid, pen))
    return tuple(sentences)


def _largest_step(grid: GridPart, pen: Pen) -> str:
    steps = list(zip(grid["variants"], grid["variants"][1:], strict=False))
    before, after = max(steps, key=lambda pair: abs(net(pair[1]) - net(pair[0])))
    return pen.words(
        "grid.summary.jump",
        first=values_of(before, grid["axes"], pen),
        last=values_of(after, grid["axes"], pen),
        change=pen.figures.money_change(net(after) - net(before)),
    )


def _every(grid: GridPart, pen: Pen) -> Block:
    return Block(
        question=pen.words("question.grid.table"),
        answer=pen.words("answer.grid.table"),
        tables=(grid_table(grid, pen),),
    )
