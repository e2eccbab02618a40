"""A finished run: headline, parity, comparison, then each question with its answer, chart and table."""

import json
from functools import partial
from typing import Final, TypeAlias, cast

import altair as alt
import streamlit as st

from loyalty.admin import charts
from loyalty.admin.desk import Run
from loyalty.admin.safe import plain, table
from loyalty.admin.words import Words
from loyalty.money import Currency
from loyalty.reports import cost_blocks, event_blocks, member_blocks, render
from loyalty.reports.block import Block
from loyalty.reports.figures import Figures
from loyalty.reports.page import Draft, Page, page
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ResultPart
from loyalty.reports.words import Words as ReportWords

Drawn: TypeAlias = tuple[Block | None, alt.Chart | None]

ROWS_SHOWN: Final = 20
"""A longer table opens on demand."""


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
    _downloads(run, result, words)
    _terms(view, words)
    if len(view.drafts) > 1:
        st.subheader(words("compare"))
        st.markdown(table(view.comparison))
        st.caption(plain(view.comparison.note))
    _questions(result, view, pen, words)
    with st.expander(words("fine_print")):
        st.markdown(table(view.fine_print))


def _headline(draft: Draft, *, several: bool) -> None:
    with st.container(border=True):
        if several:
            st.markdown(f"#### {plain(draft.title)}")
        for column, figure in zip(st.columns(len(draft.figures)), draft.figures, strict=True):
            column.metric(plain(figure.name), figure.value)
            column.caption(plain(figure.note))
        said = plain(draft.parity)
        st.markdown(f":green[**✓**] {said}" if draft.agrees else f":red[**✗** {said}]")


def _downloads(run: Run, result: ResultPart, words: Words) -> None:
    """Both are made when somebody asks; the report speaks the language of the page."""
    page_of = partial(render, result, language=words.language)
    with st.container(horizontal=True):
        for label, data, ending, mime in (
            (words("full_report"), page_of, "html", "text/html"),
            (words("all_figures"), run.json.read_bytes, "json", "application/json"),
        ):
            st.download_button(label, data, file_name=f"{run.id}.{ending}", mime=mime, on_click="ignore")


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
    for row in _rows(result["drafts"][at], result, pen):
        drawn = [(block, chart) for block, chart in row if block is not None]
        for column, (block, chart) in zip(st.columns(len(drawn) or 1, gap="medium"), drawn, strict=False):
            with column:
                _block(block, chart, words)


def _rows(draft: DraftPart, result: ResultPart, pen: Pen) -> tuple[tuple[Drawn, ...], ...]:
    """The report's questions in its order, short ones side by side."""
    return (
        ((cost_blocks.months(draft, pen), charts.months(draft, pen)),),
        (
            (cost_blocks.components(draft, pen), None),
            (cost_blocks.offers(draft, pen), charts.offers(draft, pen)),
        ),
        ((cost_blocks.funders(draft, pen), None), (event_blocks.exhaustion(draft, result["log"], pen), None)),
        (
            (cost_blocks.tiers(draft, pen), None),
            (member_blocks.standing(draft, pen), charts.standing(draft, pen)),
        ),
        ((member_blocks.points(draft, pen), charts.points(draft, pen)),),
        ((event_blocks.reasons(draft, pen), None), (member_blocks.movement(draft, pen), None)),
        ((event_blocks.top_orders(draft, pen), None),),
    )


def _block(block: Block, chart: alt.Chart | None, words: Words) -> None:
    st.subheader(plain(block.question))
    st.caption(plain(block.answer))
    if chart is not None:
        st.altair_chart(chart)
    if block.tables:
        shown = chart is None and max(len(content.rows) for content in block.tables) <= ROWS_SHOWN
        with st.container() if shown else st.expander(words("figures")):
            for content in block.tables:
                st.markdown(table(content))


def _terms(view: Page, words: Words) -> None:
    """What every figure depends on: what was assumed, and what was wrong with the data."""
    with st.expander(words("terms"), expanded=True):
        left, right = st.columns(2, gap="medium")
        left.caption("\n".join(f"- {plain(assumption.text)}" for assumption in view.assumptions))
        right.caption(plain(view.problems))
        if view.problems_table is not None:
            with right.popover(words("problems"), type="tertiary"):
                st.markdown(table(view.problems_table))
