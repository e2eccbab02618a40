"""A field to write a programme in: line numbers, findings marked beside them, checked while one types.

Streamlit's own text area hands over its text only when it is left and shows no line numbers, which makes
"line 34" of a finding a riddle. The script and style are files of this package and get data as data only.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import streamlit as st

FOLDER: Final = Path(__file__).resolve().parent
KEY: Final = "editor"
"""There is one field: another document is another text in it, so what is typed always says whose it is."""
HTML: Final = '<div class="editor"><div class="numbers"></div><textarea spellcheck="false"></textarea></div>'


def typed(name: str) -> str | None:
    """What was typed into the document of this name; None before anything was."""
    state = st.session_state.get(KEY)
    last = state.get("typed") if isinstance(state, Mapping) else None
    if isinstance(last, Mapping):
        st.session_state[_kept(str(last["name"]))] = str(last["text"])
    kept = st.session_state.get(_kept(name))
    return kept if isinstance(kept, str) else None


def draw(
    name: str, text: str, *, label: str, marks: Mapping[int, str], jump: Mapping[str, int] | None
) -> None:
    """The field with the document of this name: `marks` are severities by line, `jump` selects a line."""
    mount = st.components.v2.component(
        "loyalty_editor",
        html=HTML,
        css=(FOLDER / "editor.css").read_text(encoding="utf-8"),
        js=(FOLDER / "editor.js").read_text(encoding="utf-8"),
    )
    told = {"name": name, "text": text, "label": label, "marks": dict(marks), "jump": jump}
    mount(key=KEY, data=told, on_typed_change=_taken)


def _kept(name: str) -> str:
    """Typed texts stay for the whole session, also while another document or page is shown."""
    return f"typed:{name}"


def _taken() -> None:
    """The field's state is kept because somebody asks for it."""
