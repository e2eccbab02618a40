"""Which past orders a simulation replays: the sample shop, an upload, or files on this machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from loyalty.admin.place import Place
from loyalty.admin.words import Words

SOURCES: Final = ("sample", "upload", "path")
ENDINGS: Final = ["csv", "parquet"]


@dataclass(frozen=True, slots=True)
class Orders:
    """The files, and the options of the command that say how to read them; the sample has no path yet."""

    source: str
    orders: Path | None
    members: Path | None
    options: tuple[str, ...]


def draw(place: Place, words: Words) -> Orders:
    """Ask for the orders."""
    source = st.segmented_control(
        words("orders"),
        SOURCES,
        format_func=lambda name: words(f"orders.{name}"),
        default="sample",
        required=True,
        key="orders-source",
        persist_state="session",
    )
    match source:
        case "upload":
            orders, members = _uploaded(place, words)
        case "path":
            orders, members = _named(words)
        case _:
            st.caption(words("orders.sample.note"))
            return Orders("sample", None, None, ())
    return Orders(source, orders, members, _reading(words))


def _uploaded(place: Place, words: Words) -> tuple[Path | None, Path | None]:
    files = [
        column.file_uploader(words(label), type=ENDINGS, key=label)
        for column, label in zip(st.columns(2), ("orders.file", "orders.members"), strict=True)
    ]
    orders, members = (place.keep(file.name, file.getvalue()) if file is not None else None for file in files)
    return orders, members


def _named(words: Words) -> tuple[Path | None, Path | None]:
    texts = [
        column.text_input(words(label), key=f"{label}.path", persist_state="session")
        for column, label in zip(st.columns(2), ("orders.file", "orders.members"), strict=True)
    ]
    orders, members = (Path(text.strip()).expanduser() if text and text.strip() else None for text in texts)
    return orders, members


def _reading(words: Words) -> tuple[str, ...]:
    with st.expander(words("orders.columns")):
        lines = st.text_area(
            words("orders.mapping"),
            key="orders-mapping",
            help=words("orders.mapping.help"),
            height=90,
            persist_state="session",
        )
        zone = st.text_input(
            words("orders.zone"),
            key="orders-zone",
            placeholder=words("orders.zone.hint"),
            persist_state="session",
        )
    options = [f"--map={line.strip()}" for line in (lines or "").splitlines() if line.strip()]
    if zone and zone.strip():
        options.append(f"--zone={zone.strip()}")
    return tuple(options)
