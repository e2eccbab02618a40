"""Tables of rows as CSV, one row at a time, and as Parquet where the extra `simulate` is installed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, TypeAlias

from loyalty.errors import MissingExtra, OutputUnwritable
from loyalty.errors.runs import ALREADY_THERE
from loyalty.live.cells import defused
from loyalty.spreadsheet import SIGNS

Format: TypeAlias = Literal["csv", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "parquet")
Kind: TypeAlias = Literal["text", "number", "instant"]
INSTANT: Final = "%Y-%m-%dT%H:%M:%S%.6f%:z"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file, and what its cells are."""

    name: str
    kind: Kind = "text"


def new_folder(folder: Path, formats: Sequence[Format]) -> None:
    """A folder of its own for the files; raises OutputUnwritable where something lies in it, MissingExtra."""
    if "parquet" in formats and find_spec("polars") is None:
        raise MissingExtra(extra="simulate", command="pip install 'loyalty[simulate]'")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = next(folder.iterdir(), None)
    except OSError as error:
        raise OutputUnwritable(path=folder, what=error.strerror or str(error)) from error
    if there is not None:
        raise OutputUnwritable(path=there, what=ALREADY_THERE[0], what_zh=ALREADY_THERE[1])


def write_table(
    path: Path, columns: Sequence[Column], rows: Iterable[Sequence[object]], formats: Sequence[Format]
) -> int:
    """Write one file (`path` without its ending) in each format; how many rows. Raises OutputUnwritable."""
    count = 0
    written = path.with_name(f"{path.name}.csv")
    try:
        written.parent.mkdir(parents=True, exist_ok=True)
        with written.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column.name for column in columns])
            for row in rows:
                writer.writerow([defused(cell) for cell in row])
                count += 1
        if "parquet" in formats:
            _as_parquet(written, columns)
        if "csv" not in formats:
            written.unlink()
    except OSError as error:
        raise OutputUnwritable(path=path, what=error.strerror or str(error)) from error
    return count


def write_text(path: Path, text: str) -> None:
    """Write a document; raises OutputUnwritable."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputUnwritable(path=path, what=error.strerror or str(error)) from error


def _as_parquet(written: Path, columns: Sequence[Column]) -> None:
    """The same rows typed, without the apostrophes that CSV needs; streamed from the CSV."""
    import polars as pl

    frame = pl.scan_csv(written, schema={column.name: pl.String for column in columns})
    typed = []
    for column in columns:
        cell = pl.col(column.name)
        match column.kind:
            case "number":
                typed.append(cell.cast(pl.Int64))
            case "instant":
                typed.append(cell.str.to_datetime(INSTANT, time_unit="us", time_zone="UTC"))
            case _:
                marked = cell.str.contains(f"^'+{SIGNS}")
                typed.append(pl.when(marked).then(cell.str.slice(1)).otherwise(cell).alias(column.name))
    frame.select(typed).sink_parquet(written.with_suffix(".parquet"))
