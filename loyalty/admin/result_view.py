"""A finished run: headline, parity, comparison, then each question with its answer, chart and table."""

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, TypeAlias

import altair as alt
import streamlit as st

from loyalty.admin import charts
from loyalty.admin.desk import Run
from loyalty.admin.safe import plain, table
from loyalty.admin.words import Words
from loyalty.money import Currency
from loyalty.reports import render
from loyalty.reports.block import Block
from loyalty.reports.earlier import todays
from loyalty.reports.figures import Figures
from loyalty.reports.page import Draft, Page, page
from loyalty.reports.pen import Pen
from loyalty.reports.shape import DraftPart, ResultPart
from loyalty.reports.tables import Table
from loyalty.reports.words import Words as ReportWords
from loyalty.reports.workbook import workbook

Drawn: TypeAlias = tuple[Block, alt.Chart | None]

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_SHOWN: Final = 20
"""A longer table opens on demand."""
NARROW: Final = 5
"""Questions whose tables have no more columns stand side by side."""
BEHIND_ANCHOR: Final = "orders"
"""Where the orders behind the figures stand, below all chapters."""
DETAILS_MAX: Final = 3
"""Of more tables on demand one is shown at a time."""
CHARTS: Final = {
    "question.months": charts.months,
    "question.offers": charts.offers,
    "question.standing": charts.standing,
    "question.points": charts.points,
}


def draw(run: Run, words: Words) -> tuple[ResultPart, int]:
    """The whole result of a run; the result and which of its drafts is looked into."""
    result = todays(json.loads(run.json.read_text(encoding="utf-8")))
    view = page(result, words.language)
    log = result["log"]
    pen = Pen(
        ReportWords(words.language), Figures(Currency(log["currency"], log["exponent"]), words.language)
    )
    st.caption(plain(view.cover))
    for draft in view.drafts:
        headline(draft, several=len(view.drafts) > 1)
    _downloads(run, result, words)
    _terms(view, words)
    if len(view.drafts) > 1:
        st.subheader(words("compare"))
        st.markdown(table(view.comparison))
        st.caption(plain(view.comparison.note))
    at = _chosen(view, words)
    part = result["drafts"][at]
    _questions(view.drafts[at], part, pen.of(part), words)
    with st.expander(words("fine_print")):
        st.markdown(table(view.fine_print))
    return result, at


def headline(draft: Draft, *, several: bool) -> None:
    """The figures of a draft, what they mean, and whether the live engine agrees."""
    with st.container(border=True):
        if several:
            st.markdown(f"#### {plain(draft.title)}")
        for column, figure in zip(st.columns(len(draft.figures)), draft.figures, strict=True):
            column.metric(plain(figure.name), figure.value)
            column.caption(plain(figure.note))
        for caution in draft.cautions:
            st.warning(plain(caution))
        for sentence in draft.summary:
            st.markdown(plain(sentence))
        said = plain(draft.parity)
        st.markdown(f":green[**✓**] {said}" if draft.agrees else f":red[**✗** {said}]")


def _downloads(run: Run, result: ResultPart, words: Words) -> None:
    """All are made when somebody asks; the report speaks the language of the page."""
    page_of = partial(render, result, language=words.language)
    book_of = partial(workbook, result, language=words.language)
    with st.container(horizontal=True):
        for label, data, ending, mime in (
            (words("full_report"), page_of, "html", "text/html"),
            (words("behind.excel"), book_of, "xlsx", EXCEL),
            (words("all_figures"), run.json.read_bytes, "json", "application/json"),
        ):
            st.download_button(label, data, file_name=f"{run.id}.{ending}", mime=mime, on_click="ignore")


def _chosen(view: Page, words: Words) -> int:
    """Which draft is looked into."""
    if len(view.drafts) == 1:
        return 0
    chosen = st.segmented_control(
        words("draft"),
        range(len(view.drafts)),
        format_func=lambda number: plain(view.drafts[number].name),
        default=0,
        required=True,
        key="shown-draft",
    )
    return chosen or 0


def _questions(draft: Draft, part: DraftPart, pen: Pen, words: Words) -> None:
    """The report's questions in its order, narrow ones side by side."""
    drawn = {pen.words(key): chart for key, chart in CHARTS.items()}
    st.markdown(
        " · ".join(f"[{plain(chapter.title)}](#{_anchor(at)})" for at, chapter in enumerate(draft.chapters))
        + f" · [{words('behind')}](#{BEHIND_ANCHOR})"
    )
    for at, chapter in enumerate(draft.chapters):
        st.header(plain(chapter.title), divider="gray", anchor=_anchor(at))
        asked = [
            (block, drawn[block.question](part, pen) if block.question in drawn else None)
            for block in chapter.blocks
        ]
        for row in _rows(asked):
            for column, (block, chart) in zip(st.columns(len(row), gap="medium"), row, strict=True):
                with column:
                    _block(block, chart, words)


def _anchor(at: int) -> str:
    return f"chapter-{at + 1}"


def _rows(asked: Sequence[Drawn]) -> Iterator[list[Drawn]]:
    """Two narrow questions beside each other, any other alone."""
    waiting: list[Drawn] = []
    for one in asked:
        if _wide(one):
            yield from ([left] for left in waiting)
            waiting = []
            yield [one]
        else:
            waiting.append(one)
            if len(waiting) > 1:
                yield waiting
                waiting = []
    yield from ([left] for left in waiting)


def _wide(drawn: Drawn) -> bool:
    block, chart = drawn
    return chart is not None or any(len(content.columns) > NARROW for content in block.tables)


def _block(block: Block, chart: alt.Chart | None, words: Words) -> None:
    st.subheader(plain(block.question))
    st.caption(plain(block.answer))
    if chart is not None:
        st.altair_chart(chart)
    if block.tables:
        shown = chart is None and max(len(content.rows) for content in block.tables) <= ROWS_SHOWN
        with st.container() if shown else st.expander(words("figures")):
            for content in block.tables:
                _table(content)
    if len(block.details) > DETAILS_MAX:
        _one_detail(block, words)
        return
    for detail in block.details:
        alone = chart is None and not block.tables  # the report draws it; here its table is all there is
        with st.expander(plain(detail.title), expanded=detail.shown or alone):
            _table(detail.table)


def _table(content: Table) -> None:
    """A table, and below it the sentence that explains its figures."""
    st.markdown(table(content))
    if content.note:
        st.caption(plain(content.note))


def _one_detail(block: Block, words: Words) -> None:
    """Of many tables on demand the one that is chosen."""
    chosen = st.selectbox(
        plain(block.question),
        range(len(block.details)),
        index=None,
        format_func=lambda number: block.details[number].title,
        placeholder=words("choose.detail"),
        key=f"detail-{block.question}",
        label_visibility="collapsed",
    )
    if chosen is not None:
        _table(block.details[chosen].table)


def _terms(view: Page, words: Words) -> None:
    """What every figure depends on: what was assumed, and what was wrong with the data."""
    with st.expander(words("terms"), expanded=True):
        left, right = st.columns(2, gap="medium")
        left.caption("\n".join(f"- {plain(assumption.text)}" for assumption in view.assumptions))
        right.caption(plain(view.problems))
        if view.problems_table is not None:
            with right.popover(words("problems"), type="tertiary"):
                st.markdown(table(view.problems_table))
