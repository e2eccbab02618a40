"""The page Members: one member of the shop's database, looked up by the shop's own reference; read only."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
import streamlit as st

from loyalty.admin import member_view
from loyalty.admin.place import Place
from loyalty.admin.safe import plain, spoken
from loyalty.admin.words import Words
from loyalty.errors import LoyaltyError, UnknownMember
from loyalty.live import Loyalty, check_schema
from loyalty.live.by_url import engine_for, refuse_new_file, told_apart
from loyalty.store.connecting import READS
from loyalty.store.members import programs_of_member
from loyalty.store.programs import program_keys
from loyalty.when import Clock


def draw(place: Place, *, clock: Clock, words: Words) -> None:
    """Ask for a member and draw what the shop knows; every trouble is a sentence with its code."""
    if place.database is None:
        st.info(words("members.no_database"))
        return
    try:
        with _reading(place.database) as connection:
            _ask(connection, clock, words)
    except LoyaltyError as error:
        st.error(f"{spoken(error.text(words.language))} :gray[{plain(error.code)}]")


def _ask(connection: sa.Connection, clock: Clock, words: Words) -> None:
    keys = program_keys(connection)
    if not keys:
        st.info(words("members.none"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = keys[0]
        if len(keys) > 1:
            key = st.selectbox(words("members.program"), keys, key="member-program") or key
        typed = st.text_input(words("members.ref"), key="member", bind="query-params")
    wanted = (typed or "").strip()
    if not wanted:
        return
    shop = _shop(key, clock)
    try:
        found = shop.members.profile(connection, wanted)
    except UnknownMember:
        there = ", ".join(plain(one) for one in programs_of_member(connection, keys, wanted))
        told = "members.elsewhere" if there else "members.unknown"
        st.warning(words(told, ref=plain(wanted), program=plain(key), there=there))
        return
    member_view.draw(
        found,
        lambda before: shop.history(connection, wanted, before_seq=before, most=member_view.MOVEMENTS),
        at=clock.now(),
        words=words,
    )


@st.cache_resource
def _shop(key: str, _clock: Clock) -> Loyalty:
    """It keeps the plans of the versions it has met."""
    return Loyalty(key, clock=_clock)


@st.cache_resource
def _engine(url: str) -> sa.Engine:
    """Of who only reads: on SQLite a page keeps no order waiting, nor an order a page."""
    return engine_for(url).execution_options(**{READS: True})


@contextmanager
def _reading(url: str) -> Iterator[sa.Connection]:
    """A connection whose work is never kept; raises what `loyalty.live.by_url` does."""
    engine = _engine(url)
    with told_apart(engine):
        refuse_new_file(engine)
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execution_options(postgresql_readonly=True)
            check_schema(connection)
            yield connection
            connection.rollback()
