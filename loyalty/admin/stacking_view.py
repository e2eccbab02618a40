"""Which offers an order may get together, as a grid of all offers; a resting pointer reads the sentence."""

from collections.abc import Sequence
from typing import Any, Final

import altair as alt
import streamlit as st

from loyalty.admin.safe import spoken
from loyalty.admin.words import Words
from loyalty.rules.program import Program
from loyalty.rules.stacking import Candidate, Meeting, Relation, candidates, meetings, told
from loyalty.spreadsheet import safe

OFFERS_MAX: Final = 60
CELL: Final = 26
LABELS: Final = 270
GROUPS: Final[dict[Relation, str]] = {
    "both": "both",
    "by_line": "by_line",
    "better_in_lane": "one",
    "first_in_lane": "one",
    "first_in_group": "one",
    "best_in_group": "one",
    "classes": "one",
    "exclusive": "one",
    "never": "never",
}
COLOURS: Final = {"both": "#3c8dad", "by_line": "#f0b75e", "one": "#c8553d", "never": "#dfe3e6"}
SEVERAL: Final = 2


def draw(program: Program, words: Words) -> None:
    """The grid, and below it every pair of which an order gets one."""
    among = candidates(program, words.language)
    if len(among) < SEVERAL:
        st.caption(words("stacking.few"))
        return
    shown = among[:OFFERS_MAX]
    if len(shown) < len(among):
        st.caption(words("stacking.more", count=len(among) - len(shown)))
    pairs = meetings(program, shown)
    st.caption(words("stacking.note"))
    st.altair_chart(grid(program, shown, pairs, words), width="content")
    apart = [pair for pair in pairs if GROUPS[pair.relation] in {"one", "by_line"}]
    if not apart:
        return
    with st.expander(words("stacking.apart", count=len(apart))):
        st.markdown("\n".join(f"- {spoken(told(pair, program, words.language))}" for pair in apart))


def grid(program: Program, shown: Sequence[Candidate], pairs: Sequence[Meeting], words: Words) -> alt.Chart:
    """Offers by offers, both in the order in which they apply; each pair stands in one cell."""
    labels = _labels(shown)
    rows: list[dict[str, Any]] = [
        {
            "first": labels[pair.first.id],
            "second": labels[pair.second.id],
            "relation": words(f"stacking.{GROUPS[pair.relation]}"),
            "told": safe(told(pair, program, words.language)),
        }
        for pair in pairs
    ]
    names = list(labels.values())
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows), height=alt.Step(CELL), width=alt.Step(CELL))
        .mark_rect(stroke="white", strokeWidth=2)
        .encode(
            x=alt.X(
                "first:N",
                title=None,
                sort=names,
                axis=alt.Axis(labelAngle=-40, labelLimit=LABELS, labelOverlap=False),
            ),
            y=alt.Y("second:N", title=None, sort=names, axis=alt.Axis(labelLimit=LABELS)),
            color=alt.Color(
                "relation:N",
                title=None,
                scale=alt.Scale(
                    domain=[words(f"stacking.{name}") for name in COLOURS], range=list(COLOURS.values())
                ),
                legend=alt.Legend(orient="top", columns=2, labelLimit=0),
            ),
            tooltip=[alt.Tooltip("told:N", title=" ")],
        )
    )
    return chart


def _labels(shown: Sequence[Candidate]) -> dict[str, str]:
    """Names by id; two offers of one name are told apart by their ids.

    A browser saves the rows of a chart as CSV, so no name starts a formula.
    """
    names = [one.name for one in shown]
    return {
        one.id: safe(one.name if names.count(one.name) == 1 else f"{one.name} ({one.id})") for one in shown
    }
