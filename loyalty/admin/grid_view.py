"""A finished run along the values of a figure: drag it, and what it costs there stands beside it."""

import json
from collections.abc import Sequence
from functools import partial
from typing import TypeAlias, cast

import altair as alt
import streamlit as st

from loyalty.admin import charts
from loyalty.admin.desk import Run
from loyalty.admin.result_view import EXCEL, headline
from loyalty.admin.safe import plain, table
from loyalty.admin.words import Words
from loyalty.money import Currency
from loyalty.reports.figures import Figures, count
from loyalty.reports.grid_axes import axis_name, numbers, value_name, values_of
from loyalty.reports.grid_page import GridPage, grid_page
from loyalty.reports.pen import Pen
from loyalty.reports.shape_grid import GridPart, VariantPart
from loyalty.reports.words import Words as ReportWords

Along: TypeAlias = alt.LayerChart | alt.FacetChart


def draw(run: Run, words: Words) -> None:
    """The headline, the slider with its figures, every variant, and what it all rests on."""
    grid = cast("GridPart", json.loads(run.grid.read_text(encoding="utf-8")))
    view = grid_page(grid, words.language)
    unit = Currency(grid["log"]["currency"], grid["log"]["exponent"])
    pen = Pen(ReportWords(words.language), Figures(unit, words.language))
    st.caption(plain(view.cover))
    st.fragment(_drag)(grid, pen, words)
    headline(view.headline, several=False)
    _downloads(run, words)
    every = view.blocks[-1]
    st.subheader(plain(every.question))
    st.caption(plain(every.answer))
    for content in every.tables:
        st.markdown(table(content))
    _terms(view, words)


def _drag(grid: GridPart, pen: Pen, words: Words) -> None:
    """A slider for each figure that was varied; between two of its values nothing was replayed."""
    by_values = {tuple(one["values"]): one for one in grid["variants"]}
    with st.container(border=True):
        st.subheader(words("grid.drag"))
        chosen = by_values[tuple(_slid(grid, number, pen) for number in range(len(grid["axes"])))]
        _figures(chosen, grid, pen, words)
        if len(grid["axes"]) == 1 and numbers(grid["axes"][0]) is not None:
            named = [(value_name(one["values"][0], pen), one) for one in grid["variants"]]
            st.altair_chart(along(named, chosen, pen))


def _slid(grid: GridPart, number: int, pen: Pen) -> str | None:
    axis = grid["axes"][number]
    values = axis["values"]
    if len(values) == 1:
        return values[0]
    return st.select_slider(
        plain(axis_name(axis, pen)),
        values,
        value=axis["current"] if axis["current"] in values else values[0],
        format_func=lambda value: value_name(value, pen),
        key=f"slide-{axis['path']}",
    )


def _figures(chosen: VariantPart, grid: GridPart, pen: Pen, words: Words) -> None:
    sums, before = chosen["totals"], grid["current"]["totals"]["net_cost_minor"]
    share = pen.figures.share_change(sums["net_cost_minor"], before)
    change = words("grid.change", change=pen.figures.money_change(chosen["change_minor"]), share=share)
    shown = (
        (
            words("grid.net"),
            pen.figures.money(sums["net_cost_minor"]),
            words("grid.same") if chosen["as_it_stands"] else change,
        ),
        (words("grid.share"), pen.figures.ppm(sums["cost_share_ppm"]), values_of(chosen, grid["axes"], pen)),
        (words("grid.reach"), count(sums["orders_with_benefit"]), ""),
        (words("grid.open"), pen.figures.money(chosen["points_outstanding_minor"]), ""),
    )
    for column, (name, figure, note) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(name, figure)
        column.caption(plain(note))


def along(named: Sequence[tuple[str, VariantPart]], chosen: VariantPart, pen: Pen) -> Along:
    """The net cost along the values, the chosen one marked."""
    rows = [charts.cost_at(name, one["totals"]["net_cost_minor"], pen) for name, one in named]
    at = next(number for number, (_, one) in enumerate(named) if one is chosen)
    return charts.line(rows, at, pen)


def _downloads(run: Run, words: Words) -> None:
    with st.container(horizontal=True):
        for label, ending, mime in (
            (words("full_report"), "html", "text/html"),
            (words("grid.workbook"), "xlsx", EXCEL),
            (words("grid.rows"), "csv", "text/csv"),
            (words("all_figures"), "json", "application/json"),
        ):
            read = partial(_read, run, ending)
            st.download_button(label, read, file_name=f"{run.id}.{ending}", mime=mime, on_click="ignore")


def _read(run: Run, ending: str) -> bytes:
    """The file as the run wrote it, in the language it was asked for in."""
    return run.grid.with_suffix(f".{ending}").read_bytes()


def _terms(view: GridPage, words: Words) -> None:
    with st.expander(words("terms")):
        left, right = st.columns(2, gap="medium")
        left.caption("\n".join(f"- {plain(assumption.text)}" for assumption in view.assumptions))
        right.caption(plain(view.problems))
        if view.problems_table is not None:
            right.markdown(table(view.problems_table))
        st.markdown(table(view.fine_print))
