"""A member as staff look them up: figures and levels; below coupons, points by end, movements, orders."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import streamlit as st

from loyalty.admin.member_pen import Pen
from loyalty.admin.member_tables import (
    coupons_table,
    ledger_table,
    lots_table,
    orders_table,
    usable,
    uses_table,
)
from loyalty.admin.safe import masked, plain, table
from loyalty.admin.words import Words
from loyalty.engine.progress import TrackFigures
from loyalty.live.profiles import ORDERS_SHOWN, MemberProfile
from loyalty.reports.figures import DASH, count
from loyalty.reports.tables import Table
from loyalty.rules.tiers import Track
from loyalty.store.history import Movement
from loyalty.when import from_us

MOVEMENTS: Final = 50
"""Movements on a page."""
Older = Callable[[int | None], tuple[Movement, ...]]


def draw(found: MemberProfile, history: Older, *, at: datetime, words: Words) -> None:
    """Everything about one member."""
    pen = Pen(found.program, words)
    _who(found, pen)
    _figures(found, at, pen)
    for track, level in zip(found.program.tiers, found.levels, strict=True):
        st.markdown(standing_line(track, level, pen))
    st.caption(words("members.read_only", zone=plain(found.program.time_zone)))
    labels = [
        words("tab.coupons", count=count(len(found.coupons))),
        words("tab.lots", count=count(len(found.lots))),
        words("tab.ledger"),
        words(
            "tab.orders" if len(found.orders) < ORDERS_SHOWN else "tab.orders.latest",
            count=count(len(found.orders)),
        ),
        words("tab.uses", count=count(len(found.uses))),
    ]
    coupons, lots, ledger, orders, uses = st.tabs(labels)
    with coupons:
        _drawn(coupons_table(found.coupons, at, pen), "none.coupons", words)
    with lots:
        _drawn(lots_table(found.lots, pen), "none.lots", words)
    with ledger:
        _ledger(found.member.id, history, pen)
    with orders:
        _drawn(orders_table(found.orders, pen), "none.orders", words)
    with uses:
        _drawn(uses_table(found.uses, pen), "none.uses", words)


def _who(found: MemberProfile, pen: Pen) -> None:
    words, member = pen.words, found.member
    colour = "green" if found.state == "active" else "red"
    st.subheader(f"{plain(member.id)} :{colour}-badge[{words(f'member.state.{found.state}')}]")
    told = [words("member.since", day=pen.time(member.joined_at)[:10])]
    if member.birthday is None:
        told.append(words("member.no_birthday"))
    else:
        told.append(words("member.birthday", day="{:02}-{:02}".format(*member.birthday)))
    told += [f"{name}: {masked(value)}" for name, value in sorted(member.attributes.items()) if value]
    st.caption(plain(" · ".join(told)))


def _figures(found: MemberProfile, at: datetime, pen: Pen) -> None:
    words, now = pen.words, found.figures
    owed = words("member.spendable.debt", available=pen.points(now.available), debt=pen.points(now.debt))
    shown = (
        (words("member.spendable"), pen.points(now.spendable), owed if now.debt else ""),
        (words("member.pending"), pen.points(now.pending), ""),
        (words("member.held"), pen.points(now.held), ""),
        (words("member.ending"), *_ending(found, pen)),
        (words("member.open_coupons"), count(sum(usable(one, at) for one in found.coupons)), ""),
    )
    with st.container(border=True):
        for column, (name, figure, note) in zip(st.columns(len(shown)), shown, strict=True):
            column.metric(name, figure)
            column.caption(plain(note))


def _ending(found: MemberProfile, pen: Pen) -> tuple[str, str]:
    if found.ends_next is None:
        return DASH, pen.words("member.ending.none")
    points, end = found.ends_next
    return pen.points(points), pen.words("member.ending.note", day=pen.last_day(end))


def standing_line(track: Track, level: TrackFigures, pen: Pen) -> str:
    """A track in one line: the level, why and until when, and what is missing."""
    words = pen.words
    names = {one.id: pen.either(one) for one in track.levels}

    def written(credit: int) -> str:
        match track.credit.of:
            case "spend":
                return pen.money(credit)
            case "orders":
                return words("level.orders", count=count(credit))
            case "base_points":
                return words("level.points", count=pen.points(credit))

    level_now = names.get(level.level or "", words("level.none"))
    held = []
    for source in level.sources:
        end = words("level.forever")
        if source.ends_us is not None:
            end = words("level.until", day=pen.last_day(from_us(source.ends_us, pen.zone)))
        held.append(words(f"level.{source.source}", level=names[source.level], end=end))
    sentences = [words("level.credit", credit=written(level.credit))]
    if level.to_keep is not None:
        kept = words("level.to_keep", missing=written(level.to_keep))
        sentences.append(kept if level.to_keep else words("level.kept"))
    if level.next_level is not None and level.to_rise is not None:
        above = names[level.next_level]
        sentences.append(words("level.to_rise", missing=written(level.to_rise), level=above))
    head = words("level.track", track=pen.either(track), level=level_now)
    return f"**{plain(head)}** :gray[{plain(' · '.join(held))}]  \n{plain(' '.join(sentences))}"


def _ledger(member: str, history: Older, pen: Pen) -> None:
    """A page of movements; older ones are asked of the database when somebody wants them."""
    words, place = pen.words, f"ledger-before:{member}"
    shown = history(st.session_state.get(place))
    _drawn(ledger_table(shown, pen), "none.ledger", words)
    with st.container(horizontal=True):
        newest = place in st.session_state and st.button(words("entry.newest"), key="ledger-newest")
        older = len(shown) == MOVEMENTS and st.button(words("entry.older"), key="ledger-older")
    if newest:
        del st.session_state[place]
        st.rerun()
    if older:
        st.session_state[place] = shown[-1].seq
        st.rerun()


def _drawn(content: Table, none: str, words: Words) -> None:
    if content.rows:
        st.markdown(table(content))
    else:
        st.caption(words(none))
