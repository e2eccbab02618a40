"""The charts of a grid, one question each: along the numbers of one axis, or over two axes at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from loyalty.reports.bars import Bar, Part, bars
from loyalty.reports.block import Block
from loyalty.reports.drawing import Drawing
from loyalty.reports.figures import count
from loyalty.reports.grid_axes import axis_name, numbers, value_name, values_of
from loyalty.reports.heat import Field, heat
from loyalty.reports.lines import Axis, Line, lines
from loyalty.reports.pen import Pen
from loyalty.reports.shape_grid import GridPart, VariantPart

BARS_MAX: Final = 24
"""So many variants of words get a bar each; more are told by the table alone."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a variant: how it is read, and written short and in full."""

    key: str
    of: Callable[[VariantPart], int]
    short: Callable[[int], str]
    full: Callable[[int], str]


def charts(grid: GridPart, pen: Pen) -> tuple[Block, ...]:
    """A chart for each question, as the axes allow: lines, bars, a field; none for three axes and more."""
    match len(grid["axes"]):
        case 1 if numbers(grid["axes"][0]) is not None:
            draw = _line
        case 1 if len(grid["variants"]) <= BARS_MAX:
            draw = _bars
        case 2:
            return tuple(_field(grid, one, pen) for one in _measures(pen) if one.key != "change")
        case _:
            return ()
    return tuple(
        Block(
            question=pen.words(f"question.grid.{one.key}"),
            answer=_answer(grid, one, pen),
            unit=_unit(one, grid, pen),
            drawings=(draw(grid, one, pen),),
        )
        for one in _measures(pen)
    )


def _answer(grid: GridPart, measure: Measure, pen: Pen) -> str:
    """From the lowest number to the highest, and what having none at all makes of it."""
    axis = grid["axes"][0]
    along = numbers(axis)
    valued = [one for one in grid["variants"] if one["values"][0] is not None]
    if along is not None:
        valued = [one for _, one in sorted(zip(along.whole, valued, strict=True), key=lambda pair: pair[0])]
    first, last = (valued or grid["variants"])[0], (valued or grid["variants"])[-1]
    told = pen.words(
        "answer.grid",
        axis=axis_name(axis, pen),
        low=value_name(first["values"][0], pen),
        high=value_name(last["values"][0], pen),
        first=measure.full(measure.of(first)),
        last=measure.full(measure.of(last)),
        now=measure.full(measure.of(grid["current"])),
    )
    without = [one for one in grid["variants"] if one["values"][0] is None]
    if along is None or not without:
        return told
    return told + pen.words("answer.grid.none", value=measure.full(measure.of(without[0])))


def net(variant: VariantPart) -> int:
    """The net cost."""
    return variant["totals"]["net_cost_minor"]


def _measures(pen: Pen) -> tuple[Measure, ...]:
    return (
        Measure("cost", net, pen.figures.short_money, pen.figures.money),
        Measure("change", lambda it: it["change_minor"], pen.figures.short_money, pen.figures.money_change),
        Measure("share", lambda it: it["totals"]["cost_share_ppm"], pen.figures.ppm, pen.figures.ppm),
        Measure("reach", lambda it: it["totals"]["orders_with_benefit"], pen.figures.short_count, count),
    )


def _unit(measure: Measure, grid: GridPart, pen: Pen) -> str:
    match measure.key:
        case "cost" | "change":
            return pen.words("axis.money", currency=grid["log"]["currency"])
        case "reach":
            return pen.words("axis.orders")
        case _:
            return ""


def _line(grid: GridPart, measure: Measure, pen: Pen) -> Drawing:
    """A line over the rising numbers, through what stands; a variant without a number has no place on it."""
    axis = grid["axes"][0]
    along = numbers(axis)
    if along is None:
        return _bars(grid, measure, pen)
    numbered = [one for one in grid["variants"] if one["values"][0] is not None]
    points = dict(zip(along.whole, map(measure.of, numbered), strict=True))
    if along.marked is not None:
        points[along.marked] = measure.of(grid["current"])
    places = sorted(points)
    question = pen.words(f"question.grid.{measure.key}")
    return lines(
        places,
        [Line("a", pen.words(f"grid.measure.{measure.key}"), tuple(points[place] for place in places))],
        axis=Axis(
            number=along.text,
            short=measure.short,
            full=measure.full,
            marked=along.marked,
            mark=pen.words("grid.now.named", value=value_name(axis["current"], pen)),
        ),
        spoken=f"{question} {axis_name(axis, pen)}",
    )


def _bars(grid: GridPart, measure: Measure, pen: Pen) -> Drawing:
    """A bar for each value that is no number; what stands is the dark one."""
    rows = []
    for one in grid["variants"]:
        name, value = value_name(one["values"][0], pen), measure.of(one)
        told = f"{name} · {pen.words('grid.now')}" if one["as_it_stands"] else name
        tone = "a" if one["as_it_stands"] else "b"
        rows.append(Bar(told, (Part(tone, value, f"{name}: {measure.full(value)}"),), measure.full(value)))
    return bars(rows, short=measure.short, spoken=pen.words(f"question.grid.{measure.key}"))


def _field(grid: GridPart, measure: Measure, pen: Pen) -> Block:
    """Two axes: the first down, the second across."""
    down, across = grid["axes"]
    wide = len(across["values"])
    values = [measure.of(one) for one in grid["variants"]]
    stands = [at for at, one in enumerate(grid["variants"]) if one["as_it_stands"]]
    names = axis_name(down, pen), axis_name(across, pen)
    question = pen.words(f"question.grid.{measure.key}")

    def full(row: int, column: int, value: int) -> str:
        return f"{values_of(grid['variants'][row * wide + column], grid['axes'], pen)}: {measure.full(value)}"

    drawing = heat(
        Field(
            rows=tuple(value_name(value, pen) for value in down["values"]),
            columns=tuple(value_name(value, pen) for value in across["values"]),
            values=tuple(tuple(values[at : at + wide]) for at in range(0, len(values), wide)),
            down=pen.words.named("field", down["field"]),
            across=names[1],
            framed=divmod(stands[0], wide) if stands else None,
        ),
        short=measure.short,
        full=full,
        spoken=question,
    )
    return Block(
        question=question,
        answer=pen.words("answer.grid.heat", rows=names[0], columns=names[1]),
        unit=_unit(measure, grid, pen),
        drawings=(drawing,),
    )
