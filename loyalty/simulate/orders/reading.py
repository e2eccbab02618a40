"""Files as shops have them, a batch of rows at a time: Parquet, or CSV in the encodings shops use.

Only the columns that count are loaded, and never all rows at once. What cannot be read is one sentence with
a way out, never a library's own message: a shop owner does not know what a footer is. CSV cells stay text
here; what they mean is decided by the column (`parsing`), so that no price passes through a floating-point
number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import FileMissing, LogEmpty
from loyalty.handed_in.files import is_there
from loyalty.simulate.orders.csv_text import CsvText, csv_text
from loyalty.simulate.orders.refusing import AGAIN, BROKEN, EXPORT, damaged, refused

ROWS: Final = 262_144
"""Rows of a batch: few enough to stay in a processor's cache, enough to be worth a call."""
ROWS_DECODED: Final = 1_000_000
"""Rows of a Parquet file decoded at once, whatever the size of its row groups."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: its columns, and its rows in batches."""

    path: Path
    columns: tuple[str, ...]
    size: int
    """Bytes of the file."""
    csv: CsvText | None = None
    """How to read the text; None for Parquet."""
    rows: int | None = None
    """None where only reading tells."""

    @property
    def text(self) -> bool:
        """Whether all cells are text."""
        return self.csv is not None

    def batches(
        self, columns: Sequence[str], rows: int = ROWS, *, passed: Callable[[int], None] = lambda _bytes: None
    ) -> Iterator[pl.DataFrame]:
        """These columns of all rows, at most `rows` at a time, in file order; blank lines are no rows.

        `passed` is told how many bytes of the file lie behind.
        """
        wanted = list(dict.fromkeys(columns))
        source = self._decoded(wanted) if self.csv is None else self.csv.frames(wanted)
        before = 0
        for frame, after in source:
            for start in range(0, frame.height, rows):
                yield frame.slice(start, rows)
                passed(before + (after - before) * min(start + rows, frame.height) // frame.height)
            before = after
        passed(self.size)

    def load(self, columns: Sequence[str]) -> pl.DataFrame:
        """These columns of all rows: for small files."""
        frames = list(self.batches(columns))
        if frames:
            return pl.concat(frames)
        empty = {} if self.csv is None else dict.fromkeys(columns, pl.String)
        return pl.DataFrame(schema={name: empty.get(name, pl.Null) for name in columns})

    def _decoded(self, columns: list[str]) -> Iterator[tuple[pl.DataFrame, int]]:
        """A Parquet file's rows, and its share of bytes; slices skip the row groups outside them."""
        rows = self.rows or 0
        try:
            lazy = pl.scan_parquet(self.path, glob=False).select(columns)
            for start in range(0, rows, ROWS_DECODED):
                frame = lazy.slice(start, ROWS_DECODED).collect(engine="in-memory")
                yield frame, self.size * min(start + ROWS_DECODED, rows) // rows
        except BROKEN as error:
            raise damaged(self.path, error) from error


def open_table(path: str | Path, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """The file behind a path; raises FileMissing, LogEmpty or LogUnreadable.

    `encoding` and `delimiter` of a CSV are found out where they are not given.
    """
    place = Path(path)
    if not is_there(place):
        raise FileMissing(path=place)
    if not place.is_file():
        raise refused(place, "it is a folder.", "它是文件夹。", mend=EXPORT)
    try:
        with place.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise refused(place, "it may not be opened.", "没有读取权限。", mend=_ALLOW) from error
    if not start:
        raise LogEmpty(path=place)
    if start == b"PAR1":
        return _parquet(place)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise refused(place, "it is a spreadsheet.", "它是电子表格文件。", mend=_SAVE_AS)
    text = csv_text(place, encoding=encoding, delimiter=delimiter)
    return Table(place, text.columns, place.stat().st_size, csv=text)


_ALLOW: Final = ("Allow this programme to read it.", "请授予读取权限。")
_SAVE_AS: Final = ("Save it as CSV (UTF-8) and read that.", "请另存为 CSV（UTF-8）后再读取。")


def _parquet(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            columns = tuple(pl.read_parquet_schema(file))
        rows = int(pl.scan_parquet(path, glob=False).select(pl.len()).collect().item())
    except BROKEN as error:
        raise damaged(path, error) from error
    if not columns:
        raise refused(path, "it has no columns.", "它没有任何列。", mend=AGAIN)
    return Table(path, columns, path.stat().st_size, rows=rows)
