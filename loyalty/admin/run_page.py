"""One run: while it goes on, how far it is and a way to end it; then what came out."""

import streamlit as st

from loyalty.admin import grid_view, orders_view, result_view
from loyalty.admin.desk import Desk, Run
from loyalty.admin.safe import on_page, plain, spoken
from loyalty.admin.words import Words

POLL_EVERY = 0.6
"""Seconds between two looks at a run; nobody looks at one that has ended."""


def draw(run_id: str, desk: Desk, words: Words) -> bool:
    """Draw the run; True when somebody asks for a new simulation."""
    run = desk.run(run_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_name(run), width="stretch")
        again = st.button(words("run.new"), key="new-run")
    if run is None:
        st.error(words("run.unknown", run=plain(run_id)))
        return again
    match run.state:
        case "running":
            st.fragment(_progress, run_every=POLL_EVERY)(run_id, desk, words)
        case "done" if run.grid.is_file():
            grid_view.draw(run, words)
        case "done":
            result, draft = result_view.draw(run, words)
            orders_view.draw(run, result, draft, desk=desk, words=words)
        case "failed":
            text = run.text(words.language) or ""
            st.error(spoken(on_page(text, run.source)))
            if "--map" in text:
                st.caption(words("check.map"))
        case "broken":
            log = f"runs/{run.id}/{run.log.name}"
            st.error(words("run.broken.note", number=plain(run.id), log=plain(log)))
        case "cancelled" | "interrupted" as state:
            st.warning(words(f"run.{state}.note"))
    return again


def _name(run: Run | None) -> str:
    return "" if run is None else f"{' · '.join(plain(title) for title in run.titles)}"


def _progress(run_id: str, desk: Desk, words: Words) -> None:
    run = desk.run(run_id)
    if run is None or run.state != "running":
        st.rerun()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        text = run.text(words.language) or words("run.waiting")
        st.progress(run.share() or 0.0, text=plain(text[:1].upper() + text[1:]))
        if st.button(words("run.cancel"), key="cancel-run"):
            desk.cancel(run_id)
            st.rerun()
