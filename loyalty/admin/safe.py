"""Texts from files and forms, made harmless before a page draws them.

Streamlit reads Markdown nearly everywhere. In a programme's name it could draw a picture from another
machine, which would tell that machine who is looking; so every text that is not our own passes through here.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from loyalty.reports.html import legible
from loyalty.reports.tables import Cell, Table

_DIGITS = re.compile(r"\d{8,}")
_MAPPED = re.compile(r"--map '([^']+)'")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: object) -> str:
    """Any text as Markdown that reads as that text and does nothing else; one line."""
    return _escaped(_one_line(text))


def spoken(text: object) -> str:
    """As `plain`, with `names in backticks` set as code: the form of this library's own sentences."""
    parts = _one_line(text).split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(f"`{part or ' '}`" if at % 2 else _escaped(part) for at, part in enumerate(parts))


def on_page(text: str, file: Path | None = None) -> str:
    """A sentence of the command line as a page says it: no options to type, a file by its name."""
    told = _MAPPED.sub(r"`\1`", text)
    return told if file is None else told.replace(f"{file.parent}{os.sep}", "")


def masked(text: str) -> str:
    """A phone number or the like by its ends, `138****0001`; any other text as it is."""
    return _DIGITS.sub(lambda found: f"{found[0][:3]}****{found[0][-4:]}", text)


def table(content: Table) -> str:
    """A report's table as Markdown, figures leaning right, totals in bold."""
    heads = _row([plain(column.name) for column in content.columns])
    rule = _row(["---:" if column.kind == "number" else ":---" for column in content.columns])
    rows = [_row([_cell(cell, strong=line.total) for cell in line.cells]) for line in content.rows]
    return "\n".join([heads, rule, *rows])


def _cell(cell: Cell, *, strong: bool) -> str:
    text = plain(cell.text)
    if strong and text:
        text = f"**{text}**"
    return f"{text} :gray[:small[{plain(cell.under)}]]" if cell.under else text


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _one_line(text: object) -> str:
    return " ".join(str(legible(str(text))).split())


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)
