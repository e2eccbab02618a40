"""What a spreadsheet takes for the start of a formula: no cell of a file that others open may begin so."""

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The full-width signs count in East Asian spreadsheets."""
SIGNS: Final = "[" + "".join(FORMULA).replace("-", "\\-") + "]"
"""The same as a class of characters in a pattern."""


def safe(cell: str) -> str:
    """The cell as a spreadsheet shows it instead of computing it."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
