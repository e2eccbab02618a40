"""A field to write a programme in: line numbers, findings marked beside them, checked while one types.

Streamlit's own text area hands over its text only when it is left and shows no line numbers, which makes
"line 34" of a finding a riddle. The script and style are files of this package and get data as data only.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import streamlit as st

FOLDER: Final = Path(__file__).resolve().parent
HTML: Final = '<div class="editor"><div class="numbers"></div><textarea spellcheck="false"></textarea></div>'


def typed(key: str) -> str | None:
    """What was typed into the field with this key so far; None before anything was."""
    state = st.session_state.get(key)
    text = state.get("text") if isinstance(state, Mapping) else None
    return text if isinstance(text, str) else None


def draw(
    text: str, *, label: str, marks: Mapping[int, str], jump: Mapping[str, Any] | None, key: str
) -> None:
    """The field; `text` fills it when it appears, `marks` are severities by line, `jump` selects a line."""
    mount = st.components.v2.component(
        "loyalty_editor",
        html=HTML,
        css=(FOLDER / "editor.css").read_text(encoding="utf-8"),
        js=(FOLDER / "editor.js").read_text(encoding="utf-8"),
    )
    mount(
        key=key,
        data={"text": text, "label": label, "marks": dict(marks), "jump": jump},
        on_text_change=_taken,
    )


def _taken() -> None:
    """The field's state is kept because somebody asks for it."""
