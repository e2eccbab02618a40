"""Files of an import: which one holds what, and its rows as texts by column.

CSV is read by the standard library, in UTF-8 or GB 18030, with commas, semicolons or tabs. Parquet needs the
extra `simulate`. Rows are counted from 1, the first one below the header.
"""

from __future__ import annotations

import codecs
import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from loyalty.errors import BadOption, ColumnMissing, FileMissing, LogUnreadable, MissingExtra
from loyalty.live.cells import read_back

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "members": ("member", "joined"),
    "points": ("member", "points", "earned", "expires"),
    "levels": ("member", "track", "level"),
    "credit": ("member", "track", "amount", "at"),
    "coupons": ("member", "offer", "granted", "ends"),
    "orders": ("member", "order", "paid"),
    "lines": ("member", "order", "line", "sku", "quantity", "net"),
    "spent": ("member", "order", "points"),
    "uses": ("member", "uses"),
    "holds": ("member", "order", "ends"),
    "shared": ("uses",),
    "budgets": ("budget", "spent"),
}
"""What each kind of file must have as columns; cells of `expires`, `ends` and `level` may be empty."""
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "members": (
        "status", "birthday", "birthday_before", "birthday_from_year", "consent", "attributes",
        "card_numbers", "identity_hashes", "orders", "last_order", "debt", "active_until",
    ),
    "points": ("lot", "wallet", "granted", "available_from", "order"),
    "levels": ("since", "until", "grace_since", "source"),
    "credit": ("ends", "order"),
    "coupons": ("coupon", "starts", "code", "state", "order"),
    "orders": (
        "state", "delivered", "earned", "bonus", "expired", "points_worth", "shipping_paid",
        "shipping_tendered", "shipping_tax", "return_ids",
    ),
    "lines": ("list", "points_worth", "tendered", "tax", "category", "brand", "seller", "unit_cost"),
    "spent": ("lot", "earned", "available_from", "expires"),
    "uses": ("offer", "per", "at", "counter", "window"),
    "holds": (),
    "shared": ("offer", "per", "at", "counter", "window"),
    "budgets": (),
}  # fmt: skip
OF_ALL: Final = ("shared", "budgets")
"""Files whose rows are of no member: what all members use up together."""
PREFIXES: Final = ("attribute.", "identity.")
"""Columns of the members file that go on with a name of the shop's."""
KINDS: Final = tuple(NEEDED)
SUFFIXES: Final = (".csv", ".parquet")
TOO_MANY: Final = ""
"""The column of cells that no header names."""
PAGE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what it holds."""

    kind: str
    path: Path

    @property
    def name(self) -> str:
        """How reports call it."""
        return self.path.name


def sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """The files of an import: those named, and those of a folder whose names begin with what they hold.

    Raises FileMissing, and BadOption for a file whose name does not say what it holds.
    """
    found = []
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - a name too long for a file is none, and no error
            inside = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
            found += [Source(kind, one) for one in inside if (kind := _kind(one)) is not None]
            continue
        if not os.path.isfile(path):  # noqa: PTH113 - as above
            raise FileMissing(path=path)
        kind = _kind(path)
        if kind is None:
            mend = f"Begin its name with {', '.join(KINDS)}, and end it with .csv or .parquet."
            mend_zh = f"文件名请以 {'、'.join(KINDS)} 之一开头，以 .csv 或 .parquet 结尾。"
            raise BadOption(option="FILE", value=path.name, mend=mend, mend_zh=mend_zh)
        found.append(Source(kind, path))
    if not found:
        raise FileMissing(path=paths[0] / "members.csv" if paths else "members.csv")
    # an export writes both formats side by side: the same rows are read once
    twice = {(one.kind, one.path.stem, one.path.parent) for one in found if one.path.suffix.lower() == ".csv"}
    return tuple(
        one
        for one in dict.fromkeys(found)
        if one.path.suffix.lower() == ".csv" or (one.kind, one.path.stem, one.path.parent) not in twice
    )


def _kind(path: Path) -> str | None:
    if path.suffix.lower() not in SUFFIXES:
        return None
    return next((kind for kind in KINDS if path.stem.lower().startswith(kind)), None)


def rows_of(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number; raises LogUnreadable, ColumnMissing, MissingExtra."""
    rows = _parquet(source) if source.path.suffix.lower() == ".parquet" else _csv(source)
    yield from enumerate(rows, 1)


def _known(source: Source, header: Sequence[str]) -> list[str]:
    """The columns by their names; what nobody knows may be a column misspelt, and is refused."""
    names = [
        name.strip().lower() if not name.strip().startswith(PREFIXES) else name.strip() for name in header
    ]
    needed, known = NEEDED[source.kind], {*NEEDED[source.kind], *OPTIONAL[source.kind]}
    for name in needed:
        if name not in names:
            mend, mend_zh = f"Add a column {name}.", f"请添加 {name} 列。"
            found = ", ".join(names)[:200]
            raise ColumnMissing(path=source.path, column=name, found=found, mend=mend, mend_zh=mend_zh)
    strange = [
        name
        for place, name in enumerate(names)
        if names.index(name) < place
        or not (name in known or (source.kind == "members" and name.startswith(PREFIXES)))
    ]
    if strange:
        listed = ", ".join((*needed, *OPTIONAL[source.kind]))
        raise _unreadable(
            source,
            (f"the column {strange[0]!r} is unknown or there twice.", f"列 {strange[0]!r} 未知或重复。"),
            (f"Name columns {listed}; take others out.", f"列名请使用 {listed}，并去掉其他列。"),
        )
    return names


def _csv(source: Source) -> Iterator[dict[str, str]]:
    with source.path.open(encoding=_encoding(source), newline="") as file:
        try:
            first = file.readline()
            file.seek(0)
            comma = max(",;\t", key=first.count)
            reader = csv.reader(file, delimiter=comma, strict=False)
            names = _known(source, next(reader, []))
            for cells in reader:
                if cells:
                    row = {name: read_back(cell) for name, cell in zip(names, cells, strict=False)}
                    more = [cell for cell in cells[len(names) :] if cell.strip()]
                    yield row | ({TOO_MANY: more[0]} if more else {})
        except csv.Error as error:
            what = (
                f"line {reader.line_num} is no CSV ({error}).",
                f"第 {reader.line_num} 行不是 CSV（{error}）。",
            )
            raise _unreadable(source, what, _QUOTES) from error


def _encoding(source: Source) -> str:
    """UTF-8, or GB 18030 as spreadsheets in China write it."""
    for name in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(name)()
        with source.path.open("rb") as file:
            try:
                while chunk := file.read(1 << 20):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return name
    raise _unreadable(
        source, ("it is no text.", "文件不是文本。"), ("Save it as UTF-8.", "请以 UTF-8 保存。")
    )


def _parquet(source: Source) -> Iterator[dict[str, str]]:
    if find_spec("polars") is None:
        raise MissingExtra(extra="simulate", command="pip install 'loyalty[simulate]'")
    import polars as pl

    try:
        names = _known(source, list(pl.read_parquet_schema(source.path)))
        frame = pl.scan_parquet(source.path)
        for at in range(0, 1 << 40, PAGE):
            page = frame.slice(at, PAGE).collect()
            for cells in page.iter_rows():
                yield {name: _text(cell) for name, cell in zip(names, cells, strict=True)}
            if page.height < PAGE:
                return
    except (pl.exceptions.PolarsError, OSError) as error:
        what = str(error).splitlines()[0][:200]
        raise _unreadable(source, (what, what), ("Write it again.", "请重新生成该文件。")) from error


def _text(cell: Any) -> str:  # noqa: ANN401 - whatever a Parquet file holds
    """A typed cell as a CSV would hold it; a figure keeps its digits."""
    if cell is None or cell != cell:  # noqa: PLR0124 - only no number is not itself
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, Decimal | float):
        return f"{Decimal(repr(cell)) if isinstance(cell, float) else cell:f}"
    return str(cell)


def _unreadable(source: Source, what: tuple[str, str], mend: tuple[str, str]) -> LogUnreadable:
    return LogUnreadable(path=source.path, what=what[0], what_zh=what[1], mend=mend[0], mend_zh=mend[1])


_QUOTES: Final = ("Put quotes around cells that hold line breaks.", "含换行的单元格请加引号。")
