"""A finished run: headline, parity, comparison, then each question with its answer, chart and table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, cast

import altair as alt
import streamlit as st

from loyalty.admin import charts
from loyalty.admin.desk import Run
from loyalty.admin.safe import plain, table
from loyalty.admin.words import Words
from loyalty.money import Currency
from loyalty.reports import cost_blocks, event_blocks, member_blocks
from loyalty.reports.block import Block
from loyalty.reports.figures import Figures
from loyalty.reports.page import Draft, Page, page
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ResultPart
from loyalty.reports.words import Words as ReportWords

Drawn: TypeAlias = tuple[Block | None, alt.Chart | None]


def draw(run: Run, words: Words) -> None:
    """The whole result of a run."""
    result = cast("ResultPart", json.loads(run.json.read_text(encoding="utf-8")))
    view = page(result, words.language)
    log = result["log"]
    pen = Pen(
        ReportWords(words.language), Figures(Currency(log["currency"], log["exponent"]), words.language)
    )
    st.caption(plain(view.cover))
    for draft in view.drafts:
        _headline(draft, several=len(view.drafts) > 1)
    _downloads(run, words)
    if len(view.drafts) > 1:
        st.subheader(words("compare"))
        st.markdown(table(view.comparison))
        st.caption(plain(view.comparison.note))
    _questions(result, view, pen, words)
    _data(view, words)


def _headline(draft: Draft, *, several: bool) -> None:
    with st.container(border=True):
        if several:
            st.markdown(f"#### {plain(draft.title)}")
        for column, figure in zip(st.columns(len(draft.figures)), draft.figures, strict=True):
            column.metric(plain(figure.name), figure.value)
            column.caption(plain(figure.note))
        said = plain(draft.parity)
        st.markdown(f":green[**✓**] {said}" if draft.agrees else f":red[**✗** {said}]")


def _downloads(run: Run, words: Words) -> None:
    with st.container(horizontal=True):
        for label, path, mime in (
            (words("full_report"), run.html, "text/html"),
            (words("all_figures"), run.json, "application/json"),
        ):
            name = f"{run.id}{path.suffix}"
            st.download_button(label, _reader(path), file_name=name, mime=mime, on_click="ignore")


def _questions(result: ResultPart, view: Page, pen: Pen, words: Words) -> None:
    at = 0
    if len(view.drafts) > 1:
        chosen = st.segmented_control(
            words("draft"),
            range(len(view.drafts)),
            format_func=lambda number: plain(view.drafts[number].name),
            default=0,
            required=True,
            key="shown-draft",
        )
        at = chosen or 0
    for block, chart in _blocks(result["drafts"][at], result, pen):
        if block is not None:
            _block(block, chart, words)


def _blocks(draft: DraftPart, result: ResultPart, pen: Pen) -> tuple[Drawn, ...]:
    return (
        (cost_blocks.months(draft, pen), charts.months(draft, pen)),
        (cost_blocks.components(draft, pen), None),
        (cost_blocks.offers(draft, pen), charts.offers(draft, pen)),
        (cost_blocks.funders(draft, pen), None),
        (cost_blocks.tiers(draft, pen), None),
        (member_blocks.standing(draft, pen), charts.standing(draft, pen)),
        (member_blocks.movement(draft, pen), None),
        (member_blocks.points(draft, pen), charts.points(draft, pen)),
        (event_blocks.exhaustion(draft, result["log"], pen), None),
        (event_blocks.reasons(draft, pen), None),
        (event_blocks.top_orders(draft, pen), None),
    )


def _block(block: Block, chart: alt.Chart | None, words: Words) -> None:
    st.subheader(plain(block.question))
    st.caption(plain(block.answer))
    if chart is None:
        for content in block.tables:
            st.markdown(table(content))
        return
    st.altair_chart(chart)
    if block.tables:
        with st.expander(words("figures")):
            for content in block.tables:
                st.markdown(table(content))


def _data(view: Page, words: Words) -> None:
    with st.expander(words("data")):
        for assumption in view.assumptions:
            st.markdown(f"- {plain(assumption.text)}")
        st.markdown(plain(view.problems))
        if view.problems_table is not None:
            st.markdown(table(view.problems_table))
        st.markdown(table(view.fine_print))


def _reader(path: Path) -> Callable[[], bytes]:
    """Read only when somebody downloads it."""
    return path.read_bytes
