"""Looking at order files before a run: how columns are understood, how much there is, what is wrong."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from loyalty.admin.desk import Desk
from loyalty.admin.orders_form import Orders
from loyalty.admin.safe import on_page, plain, spoken, table
from loyalty.admin.words import Words
from loyalty.money import currency
from loyalty.reports.figures import Figures, count, day
from loyalty.reports.tables import numbers, row, texts
from loyalty.reports.tables import table as table_of

MEASURES: Final = ("orders", "returns", "members", "items")


def draw(orders: Orders, zone: str | None, desk: Desk, words: Words) -> None:
    """A button; pressed, what a simulation would take from the files as they are mapped now."""
    if orders.orders is None:
        return
    asked = (str(orders.orders), str(orders.members), _options(orders.options, zone))
    if st.button(words("check"), key="check-orders"):
        st.session_state["checked-orders"] = asked
    if st.session_state.get("checked-orders") != asked:
        return
    with st.spinner(words("check.looking")):
        found = _checked(desk, orders.orders, orders.members, asked[2], words.language)
    _found(found, orders, words)


@st.cache_data(max_entries=20, show_spinner=False)
def _checked(
    _desk: Desk, orders: Path, members: Path | None, options: tuple[str, ...], language: str
) -> dict[str, Any]:
    return _desk.check(orders, members, options, language=language)


def _options(options: Sequence[str], zone: str | None) -> tuple[str, ...]:
    """As the run would read the files: times without an offset are the first programme's."""
    said = any(one.startswith("--zone=") for one in options)
    return tuple(options) if said or zone is None else (*options, f"--zone={zone}")


def _found(found: dict[str, Any], orders: Orders, words: Words) -> None:
    with st.container(border=True):
        if found["usable"]:
            st.success(words("check.usable"))
        else:
            _refused(found["error"][words.language], orders, words)
        for file in found["files"]:
            _understood(file, words)
        if found["usable"]:
            _counted(found, words)


def _refused(text: str, orders: Orders, words: Words) -> None:
    """Why files cannot be used; what to map is said as the field takes it."""
    st.error(spoken(on_page(text, orders.orders)))
    if "--map" in text:
        st.caption(words("check.map"))


def _understood(file: dict[str, Any], words: Words) -> None:
    left, right = st.columns(2, gap="medium")
    heads = texts(words("check.column"), words("check.meaning"))
    rows = [
        row(
            words("check.all", value=one["value"]) if one["column"] is None else one["column"], one["meaning"]
        )
        for one in file["columns"]
    ]
    left.markdown(table(table_of(heads, rows)))
    told = [f"- {plain(one[words.language])}" for one in file["conventions"]]
    if file["unused"]:
        told.append(f"- {plain(words('check.unused', columns=', '.join(file['unused'])))}")
    right.caption("\n".join(told))


def _counted(found: dict[str, Any], words: Words) -> None:
    holds, problems = found["found"], found["problems"]
    figures = Figures(currency(holds["currency"]), words.language)
    told = [words(f"check.{name}", count=count(holds[name])) for name in MEASURES]
    told.append(words("check.sold", amount=figures.money(holds["net_minor"])))
    told.append(words("check.span", first=day(holds["first_at"]), last=day(holds["last_at"])))
    st.markdown(plain(" · ".join(told)))
    rows = {name: count(problems[f"rows_{name}"]) for name in ("in", "used", "excluded", "repaired")}
    st.caption(plain(words("check.rows", **{f"rows_{name}": number for name, number in rows.items()})))
    if not problems["entries"]:
        return
    heads = [
        *texts(words("check.problem"), words("check.done")),
        *numbers(words("check.count")),
        *texts(words("check.examples")),
    ]
    entries = [
        row(
            one[words.language],
            words(f"check.{one['action']}"),
            count(one["rows"]),
            ", ".join(one["examples"][:3]),
        )
        for one in problems["entries"]
    ]
    st.markdown(table(table_of(heads, entries)))
