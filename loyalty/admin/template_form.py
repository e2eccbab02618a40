"""Starting from a template: which, in whose money, time and year; it becomes a programme to change."""

import re
from typing import Final

import streamlit as st

from loyalty.admin.drafts import Drafts, Saved
from loyalty.admin.safe import plain, spoken
from loyalty.admin.words import Words
from loyalty.errors import LoyaltyError
from loyalty.rules.document import load_program
from loyalty.templates import Template, coming_year, templates
from loyalty.when import Clock

HEAD: Final = r"[A-Za-z0-9_/+-]+"
"""What a key, a currency and a time zone are written with."""


def draw(drafts: Drafts, *, clock: Clock, words: Words) -> Saved | None:
    """Ask for a template and its head; the new programme once somebody takes it over."""
    known = {one.name: one for one in templates()}
    name = st.selectbox(
        words("template"),
        list(known),
        format_func=lambda one: _title(known[one], words),
        key="template",
    )
    chosen = known[name]
    st.caption(plain(chosen.about_zh if words.language == "zh" else chosen.about))
    left, right = st.columns(2)
    key = left.text_input(words("template.key"), value="my-shop", key="template-key")
    currency = right.text_input(words("template.currency"), value="CNY", key="template-currency")
    zone = left.text_input(words("template.zone"), value="Asia/Shanghai", key="template-zone")
    year = None
    if chosen.dated:
        first = str(coming_year(clock.now()))
        year = right.text_input(
            words("template.year"), value=first, key="template-year", help=words("template.year.help")
        )
    if not st.button(words("template.take"), key="take-template", type="primary"):
        return None
    return _taken(chosen, drafts, head=(key.strip(), currency.strip(), zone.strip()), year=year, words=words)


def _taken(
    chosen: Template, drafts: Drafts, *, head: tuple[str, str, str], year: str | None, words: Words
) -> Saved | None:
    if year is not None and not re.fullmatch(r"20[0-9]{2}", year.strip()):
        st.error(words("template.year.wrong"))
        return None
    key, currency, zone = head
    odd = next((one for one in head if not re.fullmatch(HEAD, one)), None)
    if odd is not None:
        st.error(words("template.head.wrong", value=plain(odd)))
        return None
    number = None if year is None else int(year)
    text, _ = chosen.written(key=key, currency=currency, time_zone=zone, year=number)
    try:
        load_program(text)
    except LoyaltyError as error:
        st.error(spoken(error.text(words.language)))
        return None
    return drafts.add(f"{chosen.name}.yaml", text)


def _title(one: Template, words: Words) -> str:
    return one.title_zh if words.language == "zh" else one.title
