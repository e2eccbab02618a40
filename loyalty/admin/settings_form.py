"""What the orders cannot tell: the settings of a simulation, as options of the command that runs it.

Texts are handed on as they were typed; the settings themselves refuse what makes no sense, with the sentence
that people then read.
"""

from typing import Final

import streamlit as st

from loyalty.admin.words import Words

CHOICES: Final = {
    "price_basis": ("net", "gross", "gross_without"),
    "use_points": ("always_max", "never", "share"),
    "use_coupons": ("always_best", "as_logged", "never", "share"),
    "returns": ("replay", "ignored"),
}


def draw(words: Words) -> tuple[str, ...]:
    """Ask for the settings."""
    options: list[str] = []
    with st.expander(words("unknown")):
        st.caption(words("unknown.note"))
        left, right = st.columns(2)
        with left:
            if _choice("price_basis", options, words) == "gross_without":
                _text("price_codes", words("price_codes"), options)
            _choice("returns", options, words)
            _day(options, words)
        with right:
            if _choice("use_points", options, words) == "share":
                _text("points_share", words("share"), options)
            if _choice("use_coupons", options, words) == "share":
                _text("coupons_share", words("share"), options)
            _text("margin", words("margin"), options)
            _count("parity_orders", options, words)
    return tuple(options)


def _choice(name: str, options: list[str], words: Words) -> str:
    chosen = st.selectbox(
        words(name),
        CHOICES[name],
        format_func=lambda value: words(f"{name}.{value}"),
        key=name,
        persist_state="session",
    )
    options.append(f"{_option(name)}={chosen}")
    return str(chosen)


def _count(name: str, options: list[str], words: Words) -> None:
    number = st.number_input(
        words(name),
        min_value=0,
        max_value=1_000_000,
        value=1_000,
        step=100,
        key=name,
        persist_state="session",
    )
    options.append(f"{_option(name)}={number}")


def _text(name: str, label: str, options: list[str]) -> None:
    typed = (st.text_input(label, key=name, persist_state="session") or "").strip()
    if typed:
        options.append(f"{_option(name)}={typed}")


def _day(options: list[str], words: Words) -> None:
    day = st.date_input(
        words("warm_up"), value=None, key="warm_up_until", format="YYYY-MM-DD", persist_state="session"
    )
    if day is not None:
        options.append(f"--warm-up-until={day}")


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
