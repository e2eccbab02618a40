"""Which past orders a simulation replays: the sample shop, an upload, or files on this machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from loyalty.admin.place import Place
from loyalty.admin.safe import plain
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
    orders, members = (
        _kept(place, label, file, words)
        for label, file in zip(("orders.file", "orders.members"), files, strict=True)
    )
    return orders, members


def _kept(place: Place, label: str, file: UploadedFile | None, words: Words) -> Path | None:
    """The file on the disk; it is still meant when its run is left and the field has forgotten it."""
    name = f"kept:{label}"
    if file is not None:
        path = place.keep(file.name, file.getvalue())
        st.session_state[name] = str(path)
        return path
    before = st.session_state.get(name)
    if before is None or not Path(before).is_file():
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words("orders.kept", name=plain(Path(before).name)))
        if st.button(words("orders.forget"), key=f"forget:{label}", type="tertiary"):
            del st.session_state[name]
            st.rerun()
    return Path(before)


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
