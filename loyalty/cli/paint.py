"""Lines that begin with a sign, in the colour of the sign where somebody looks at a terminal.

A pipe gets the same lines without colours, and so does a machine on which `rich` is not installed.
"""

import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Final, TextIO

SIGNS: Final[Mapping[str, str]] = {
    "+": "green",
    "-": "red",
    "~": "yellow",
    "↕": "yellow",
    "✓": "green",
    "✗": "bold red",
    "==": "bold",
    "#": "dim",
    "error": "red",
    "warning": "yellow",
    "错误": "red",
    "提醒": "yellow",
}


def print_painted(lines: Iterable[str], *, out: TextIO | None = None) -> None:
    """Print the lines to stdout (or `out`), painted where that is a terminal."""
    stream = out or sys.stdout
    if not stream.isatty() or find_spec("rich") is None:
        stream.writelines(f"{line}\n" for line in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line, style=style_of(line)))


def style_of(line: str) -> str:
    """The colour of a line's first sign; none where it begins with a word."""
    sign, _, _ = line.strip().partition(" ")
    return SIGNS.get(sign, "")
