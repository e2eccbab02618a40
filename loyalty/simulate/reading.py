"""Files as shops have them: Parquet, or CSV in UTF-8 (with or without its mark), UTF-16 or GB18030.

Only the columns that count are loaded. What cannot be read is one sentence with a way out, never a
library's own message: a shop owner does not know what a footer is. CSV cells stay text here; what they mean
is decided by the column (`parsing`), so that no price passes through a floating-point number.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import FileMissing, LogEmpty, LogUnreadable


@dataclass(frozen=True, slots=True)
class Table:
    """A file that can be read: its columns, and how to load some of them."""

    path: Path
    columns: tuple[str, ...]
    content: bytes | None
    """A CSV's text in UTF-8; None for Parquet."""
    separator: str = ","

    def load(self, columns: Sequence[str]) -> pl.DataFrame:
        """These columns of all rows; blank lines of a CSV are no rows."""
        try:
            if self.content is None:
                return pl.read_parquet(self.path, columns=list(columns), glob=False)
            # All columns, though few count: only then is a line with a cell too many noticed.
            frame = pl.read_csv(BytesIO(self.content), separator=self.separator, infer_schema=False)
        except _BROKEN as error:
            raise _damaged(self.path, error) from error
        return frame.filter(~pl.all_horizontal(pl.all().is_null())).select(columns)


def open_table(path: str | Path) -> Table:
    """The file behind a path; raises FileMissing, LogEmpty or LogUnreadable."""
    place = Path(path)
    if not place.exists():
        raise FileMissing(path=place)
    if not place.is_file():
        raise _refused(place, "it is a folder.", "它是文件夹。", mend=_EXPORT)
    try:
        with place.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise _refused(place, "it may not be opened.", "没有读取权限。", mend=_ALLOW) from error
    if not start:
        raise LogEmpty(path=place)
    if start == b"PAR1":
        return _parquet(place)
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused(place, "it is a spreadsheet.", "它是电子表格文件。", mend=_SAVE_AS)
    return _csv(place, place.read_bytes())


_BROKEN: Final = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""How the reader gives up on a file."""

_SEPARATORS: Final = (",", ";", "\t")
_ALLOW: Final = ("Allow this programme to read it.", "请授予读取权限。")
_EXPORT: Final = (
    "Give one Parquet file or one CSV file of order lines.",
    "请提供一个 Parquet 或 CSV 订单行文件。",
)
_SAVE_AS: Final = ("Save it as CSV (UTF-8) and read that.", "请另存为 CSV（UTF-8）后再读取。")
_AGAIN: Final = ("Export or copy it again.", "请重新导出或重新复制该文件。")


def _parquet(path: Path) -> Table:
    try:
        with path.open("rb") as file:
            return Table(path, tuple(pl.read_parquet_schema(file)), None)
    except _BROKEN as error:
        raise _damaged(path, error) from error


def _csv(path: Path, raw: bytes) -> Table:
    content = _utf8(path, raw)
    if not content.strip():
        raise LogEmpty(path=path)
    header = content.lstrip().split(b"\n", 1)[0].decode()
    separator = max(_SEPARATORS, key=header.count)
    try:
        empty = pl.read_csv(BytesIO(content), n_rows=0, separator=separator, infer_schema=False)
    except _BROKEN as error:
        raise _damaged(path, error) from error
    columns = tuple(empty.columns)
    twice = next((name for name in columns if re.search(r"_duplicated_\d+$", name)), None)
    if twice is not None:
        name = re.sub(r"_duplicated_\d+$", "", twice)
        rename = ("Give each column its own name.", "请为每一列取不同的名称。")
        raise _refused(path, f"two columns are called {name!r}.", f"有两列都叫 {name!r}。", mend=rename)
    table = Table(path, columns, content, separator)
    _check_last_line(table, content)
    return table


def _utf8(path: Path, raw: bytes) -> bytes:
    """The text in UTF-8 without a byte order mark, whatever it was saved in."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in raw[:4096]:
        encodings = ()
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (raw if encoding == "utf-8" else text.encode()).removeprefix(b"\xef\xbb\xbf")
    what = "it is neither Parquet nor text in UTF-8 or GB18030."
    raise _refused(path, what, "它既不是 Parquet，也不是 UTF-8 或 GB18030 文本。", mend=_EXPORT)


def _check_last_line(table: Table, content: bytes) -> None:
    """A copy that broke off stops inside a line."""
    last = content[content.rfind(b"\n") + 1 :]
    if not last.strip() or b'"' in last:
        return
    cells = len(next(csv.reader([last.decode()], delimiter=table.separator)))
    if cells < len(table.columns):
        what = f"its last line stops after {cells} of {len(table.columns)} columns, so the file is cut off."
        what_zh = f"最后一行只有 {cells} 列（应为 {len(table.columns)} 列），文件不完整。"
        raise _refused(table.path, what, what_zh, mend=_AGAIN)


def _damaged(path: Path, error: BaseException) -> LogUnreadable:
    """The sentence for what the reader stumbled over."""
    text = str(error)
    if "found more fields" in text:
        what, what_zh = "a line has more cells than the header.", "有一行的单元格多于表头。"
        quote = ("Put cells that hold the separator in double quotes.", "含分隔符的单元格请加双引号。")
        return _refused(path, what, what_zh, mend=quote)
    return _refused(path, "it is cut off or damaged.", "文件不完整或已损坏。", mend=_AGAIN)


def _refused(path: Path, what: str, what_zh: str, *, mend: tuple[str, str]) -> LogUnreadable:
    return LogUnreadable(path=path, what=what, what_zh=what_zh, mend=mend[0], mend_zh=mend[1])
