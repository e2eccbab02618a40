"""What must be known of a whole file before its first row can be read, as questions put to its batches.

A question names the columns it needs, looks at batch after batch, and says when it has seen enough; so a file
that is plain from its first rows is not read twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import polars as pl


class Batches(Protocol):
    """A file that hands out rows of some of its columns, in its own order."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    def batches(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """These columns, some rows at a time."""
        ...


class Question(Protocol):
    """Something to learn from some columns of a file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The file's columns it needs."""
        ...

    @property
    def settled(self) -> bool:
        """Whether further rows would change nothing."""
        ...

    def see(self, frame: pl.DataFrame) -> None:
        """Look at the next rows."""
        ...


def ask(table: Batches, questions: Iterable[Question]) -> None:
    """Show the file to the questions until all are settled; they are handed only what is still needed."""
    open_ones = [question for question in questions if not question.settled]
    columns = list(dict.fromkeys(column for question in open_ones for column in question.columns))
    if not columns:
        return
    for frame in table.batches(columns):
        for question in open_ones:
            question.see(frame)
        open_ones = [question for question in open_ones if not question.settled]
        if not open_ones:
            return
