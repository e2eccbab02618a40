"""The page Simulate: what to replay through which programmes; then the run with its answer.

The run's id stands in the address, so a reload or a link shows the same run.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from loyalty.admin import check_view, checking, knob_form, orders_form, run_page, settings_form
from loyalty.admin.desk import Desk, Question
from loyalty.admin.drafts import Draft, Drafts
from loyalty.admin.orders_form import Orders
from loyalty.admin.place import Place
from loyalty.admin.safe import plain
from loyalty.admin.words import Words
from loyalty.demo import write_sample_shop
from loyalty.errors import UnknownZone
from loyalty.rules.program import Program
from loyalty.when import Clock, load_zone


def draw(place: Place, drafts: Drafts, desk: Desk, *, clock: Clock, words: Words) -> None:
    """The form, or the run that the address names."""
    run_id = st.query_params.get("run") or st.session_state.get("run")
    if run_id:
        _remember(run_id)
        if run_page.draw(run_id, desk, words):
            _forget()
            st.rerun()
        return
    _form(place, drafts, desk, clock=clock, words=words)
    _recent(desk, words)


def _form(place: Place, drafts: Drafts, desk: Desk, *, clock: Clock, words: Words) -> None:
    """What to replay, and a button that starts it.

    A started run goes into the address when its own page is drawn: an address that changes before the script
    runs again invites steps to another page that the second script run would undo.
    """
    run_id = st.session_state.setdefault("next-run", desk.new_id())
    with st.container(border=True):
        orders = orders_form.draw(place, words)
        chosen = _programs(drafts, words)
        with st.container():  # always there: what lies below keeps its place, and an open part stays open
            check_view.draw(orders, _zone(chosen, drafts, clock), desk, words)
        knob = knob_form.draw(_only(chosen, drafts, clock), words)
        settings = settings_form.draw(words)
        if not st.button(words("start"), type="primary", key="start"):
            return
        refused = _refused(orders, chosen, drafts, clock=clock, words=words)
        only = _only(chosen, drafts, clock)
        if refused is None and knob is not None and only is not None:
            refused = knob_form.refused(only, knob, words)
        if refused:
            st.error(refused)
            return
        asked = settings if knob is None else (*settings, f"--grid={knob}")
        desk.start(run_id, _question(place, orders, (chosen, drafts), asked, words))
    del st.session_state["next-run"]
    st.session_state["run"] = run_id
    st.rerun()


def _programs(drafts: Drafts, words: Words) -> list[Draft]:
    every = {draft.id: draft for draft in drafts.every()}
    first = next((draft.id for draft in every.values() if draft.kind == "sample"), None)
    st.session_state.setdefault("chosen-programs", [first] if first else [])
    chosen = st.multiselect(
        words("programs"),
        list(every),
        format_func=lambda draft_id: name_of(every[draft_id], drafts, words),
        placeholder=words("programs.hint"),
        key="chosen-programs",
        persist_state="session",
    )
    return [every[draft_id] for draft_id in chosen if draft_id in every]


def _zone(chosen: list[Draft], drafts: Drafts, clock: Clock) -> str | None:
    """Times without an offset are meant in the first programme's zone."""
    first = _only(chosen[:1], drafts, clock)
    return None if first is None else first.time_zone


def _only(chosen: list[Draft], drafts: Drafts, clock: Clock) -> Program | None:
    """The programme, where one alone is chosen and can be read."""
    if len(chosen) != 1:
        return None
    return checking.checked(drafts.text(chosen[0]).content, now=clock.now()).program


def name_of(draft: Draft, drafts: Drafts, words: Words) -> str:
    """A programme's name as people choose it."""
    content = drafts.text(draft).content
    name = checking.title(content, stem=draft.stem, language=words.language)
    return words("sample", name=name) if draft.kind == "sample" else name


def _refused(
    orders: Orders, chosen: list[Draft], drafts: Drafts, *, clock: Clock, words: Words
) -> str | None:
    """Why it cannot start, as Markdown."""
    if orders.source != "sample" and orders.orders is None:
        return words("start.no_orders")
    if not chosen:
        return words("start.no_program")
    for draft in chosen:
        if checking.checked(drafts.text(draft).content, now=clock.now()).program is None:
            return words("start.broken", name=plain(name_of(draft, drafts, words)))
    return None


def _question(
    place: Place, orders: Orders, chosen: tuple[list[Draft], Drafts], settings: tuple[str, ...], words: Words
) -> Question:
    picked, drafts = chosen
    files, members = (orders.orders, orders.members) if orders.orders else _sample(place, words)
    moved = [one.partition("=")[2] for one in settings if one.startswith("--grid=")]
    return Question(
        titles=(*(name_of(draft, drafts, words) for draft in picked), *moved),
        programs=tuple((draft.file, drafts.text(draft).content) for draft in picked),
        orders=files,
        members=members,
        options=(*orders.options, *settings),
        language=words.language,
    )


def _sample(place: Place, words: Words) -> tuple[Path, Path | None]:
    """The sample shop's files, made where they are missing."""
    orders, members = place.home / "orders.parquet", place.home / "members.csv"
    if not (orders.is_file() and members.is_file()):
        with st.spinner(words("orders.sample.making")):
            write_sample_shop(place.home)
    return orders, members


def _recent(desk: Desk, words: Words) -> None:
    st.subheader(words("recent"))
    runs = desk.recent()
    if not runs:
        st.caption(words("recent.none"))
    zone = _readers_zone()
    for run in runs:
        with st.container(horizontal=True, vertical_alignment="center"):
            told = (
                f"{run.started.astimezone(zone):%Y-%m-%d %H:%M} · {run.orders} · {words(f'run.{run.state}')}"
            )
            st.markdown(f"{plain(' · '.join(run.titles))} :gray[{plain(told)}]", width="stretch")
            if st.button(words("open"), key=f"open-{run.id}", type="tertiary"):
                st.session_state["run"] = run.id
                st.rerun()


def _readers_zone() -> ZoneInfo:
    """The browser's zone: when somebody pressed a button is no matter of a programme's calendar."""
    try:
        return load_zone(st.context.timezone or "UTC")
    except UnknownZone:
        return load_zone("UTC")


def _remember(run_id: str) -> None:
    st.session_state["run"] = run_id
    if st.query_params.get("run") != run_id:
        st.query_params["run"] = run_id


def _forget() -> None:
    st.session_state.pop("run", None)
    st.query_params.pop("run", None)
