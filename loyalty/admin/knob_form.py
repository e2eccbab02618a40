"""Moving one figure of one programme: which, and along which values, as the command takes it."""

from collections import Counter

import streamlit as st

from loyalty.admin.safe import spoken
from loyalty.admin.words import Words
from loyalty.errors import LoyaltyError
from loyalty.reports.figures import Figures
from loyalty.reports.grid_axes import axis_name, value_name
from loyalty.reports.pen import Pen
from loyalty.reports.shape_grid import AxisPart
from loyalty.reports.words import Words as ReportWords
from loyalty.rules.program import Program
from loyalty.simulate.varying.knobs import knobs, values_around
from loyalty.simulate.varying.outcome_grid import AxisFigures
from loyalty.simulate.varying.variants import Axis, variants


def draw(program: Program | None, words: Words) -> str | None:
    """Ask for a figure of the only programme chosen; its option, or None for the whole report."""
    with st.expander(words("knob")):
        st.caption(words("knob.note"))
        if program is None:
            return None
        known = _named(program, words)
        path = st.selectbox(
            words("knob.figure"),
            list(known),
            index=None,
            format_func=known.__getitem__,
            placeholder=words("knob.none"),
            key=f"knob:{program.key}",
        )
        if path is None:
            return None
        values = st.text_input(
            words("knob.values"), value=",".join(_around(program, path)), key=f"knob-values:{path}"
        )
    return f"{path}={(values or '').strip()}"


def refused(program: Program, asked: str, words: Words) -> str | None:
    """Why a figure cannot be moved so, as Markdown."""
    try:
        variants(program, (Axis.parse(asked),))
    except LoyaltyError as error:
        return words("knob.refused", said=spoken(error.text(words.language)))
    return None


@st.cache_data(max_entries=200, show_spinner=False, hash_funcs={Program: lambda program: program.hash})
def _around(program: Program, path: str) -> tuple[str, ...]:
    return values_around(program, path)


def _named(program: Program, words: Words) -> dict[str, str]:
    """Figures as people choose them, by path; of two with one name each says its path."""
    pen = Pen(ReportWords(words.language), Figures(program.unit, words.language))
    names = {one.path: _name(one, pen, words) for one in knobs(program)}
    several = {name for name, times in Counter(names.values()).items() if times > 1}
    return {path: f"{name} ({path})" if name in several else name for path, name in names.items()}


def _name(knob: AxisFigures, pen: Pen, words: Words) -> str:
    part = AxisPart(
        path=knob.path,
        field=knob.field,
        thing=knob.thing,
        thing_name=knob.thing_name,
        thing_name_zh=knob.thing_name_zh,
        current=knob.current,
        values=[],
    )
    return words("knob.option", name=axis_name(part, pen), now=value_name(knob.current, pen))
