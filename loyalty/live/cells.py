"""Cells of CSV files: none starts a formula in a spreadsheet, and each reads back as it was.

A text that a spreadsheet would take for a formula gets an apostrophe before it; so does one that looks as if
it had got one, so that taking one away always gives the text back.
"""

from __future__ import annotations

from loyalty.spreadsheet import FORMULA


def defused(value: object) -> object:
    """What stands in the cell; nothing for None, numbers as they are."""
    if isinstance(value, str):
        return f"'{value}" if _computes(value) else value
    return "" if value is None else value


def read_back(cell: str) -> str:
    """The text that `defused` made this cell of."""
    return cell[1:] if cell.startswith("'") and _computes(cell) else cell


def _computes(text: str) -> bool:
    """Whether a formula stands in it, behind apostrophes or not."""
    return text.lstrip("'").startswith(FORMULA)
