"""CSV text in blocks of whole records, whatever it was saved in, so that a file may be larger than memory.

The encoding is settled by the whole file before its first cell is read: a file in GB18030 may be plain ASCII
for gigabytes before its first Chinese name. A record ends at a line end outside quotes; a block ends with a
record.
"""

import csv
import re
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

import polars as pl

from loyalty.errors import LogEmpty, LogUnreadable
from loyalty.simulate.orders.refusing import AGAIN, BROKEN, damaged, refused

BLOCK: Final = 16 * 2**20
"""Bytes read at once."""
RECORD_MAX: Final = 64 * 2**20
"""Bytes without the end of a record that mean an open quote."""
DELIMITERS: Final = (",", ";", "\t", "|")
_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class CsvText:
    """A CSV file: its header's columns, encoding and delimiter."""

    path: Path
    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    block: int = BLOCK

    def frames(self, wanted: list[str]) -> Iterator[tuple[pl.DataFrame, int]]:
        """These columns as text, some megabytes of rows at a time, and how many bytes lie behind.

        A line of empty cells is no row.
        """
        header = b""
        for block, behind in _records(self.path, self.encoding, self.block):
            # Each block gets the header: the reader takes a blank first line for one otherwise.
            content = header + block if header else block.lstrip(b"\r\n")
            header = header or content[: _end_of_record(content)]
            frame = self._parsed(content)
            yield frame.filter(~pl.all_horizontal(pl.all().is_null())).select(wanted), behind

    def _parsed(self, content: bytes) -> pl.DataFrame:
        """All columns, though few count: only then is a line with a cell too many noticed."""
        schema = dict.fromkeys(self.columns, pl.String)
        try:
            return pl.read_csv(BytesIO(content), separator=self.delimiter, schema=schema)
        except BROKEN as error:
            if "found more fields" in str(error):
                raise damaged(self.path, error) from error
            rows = _stray_quotes(content, self.delimiter, width=len(self.columns))
            if rows is None:
                raise damaged(self.path, error) from error
            return pl.DataFrame(rows, schema=schema, orient="row")


def csv_text(path: Path, *, encoding: str | None, delimiter: str | None, block: int = BLOCK) -> CsvText:
    """How to read a CSV file; raises LogEmpty or LogUnreadable."""
    chosen = _encoding(path, block) if encoding is None else _known(path, encoding, block)
    start = next((content for content, _ in _records(path, chosen, block) if content.strip()), b"")
    start = start.lstrip(b"\r\n")
    if not start:
        raise LogEmpty(path=path)
    header = start.split(b"\n", 1)[0].decode()
    separator = delimiter or max(DELIMITERS, key=header.count)
    try:
        empty = pl.read_csv(BytesIO(start), n_rows=0, separator=separator, infer_schema=False)
    except BROKEN as error:
        raise damaged(path, error) from error
    columns = tuple(empty.columns)
    twice = next((name for name in columns if re.search(r"_duplicated_\d+$", name)), None)
    if twice is not None:
        name = re.sub(r"_duplicated_\d+$", "", twice)
        rename = ("Give each column its own name.", "请为每一列取不同的名称。")
        raise refused(path, f"two columns are called {name!r}.", f"有两列都叫 {name!r}。", mend=rename)
    text = CsvText(path, columns, chosen, separator, block)
    _check_last_line(text)
    return text


_SAY: Final = (
    "Say its encoding with --encoding windows-1252 (or another), or save it as CSV (UTF-8).",
    "请用 --encoding windows-1252（或其他）指明编码，或另存为 CSV（UTF-8）。",
)


def _stray_quotes(content: bytes, delimiter: str, *, width: int) -> list[list[str | None]] | None:
    """The rows below the header where a quote may stand inside a cell (`5" pipe`); None if they are none."""
    rows: list[list[str | None]] = []
    try:
        for cells in csv.reader(StringIO(content.decode(), newline=""), delimiter=delimiter, strict=True):
            if len(cells) > width or (0 < len(cells) < width and any("\n" in cell for cell in cells)):
                return None
            if cells:
                rows.append([cell or None for cell in cells] + [None] * (width - len(cells)))
    except (csv.Error, UnicodeDecodeError):
        return None
    return rows[1:]


def _known(path: Path, encoding: str, block: int) -> str:
    """An encoding by the name Python gives it, in which the file is written."""
    try:
        name = lookup(encoding).name
    except LookupError as error:
        what, what_zh = f"no encoding is called {encoding!r}.", f"没有名为 {encoding!r} 的编码。"
        usual = ("Usual ones are utf-8, gb18030 and utf-16.", "常用编码：utf-8、gb18030、utf-16。")
        raise refused(path, what, what_zh, mend=usual) from error
    if not _decodes(path, name, block):
        raise _other(path, name)
    return name


def _other(path: Path, encoding: str) -> LogUnreadable:
    other = ("Name its encoding, or save it as UTF-8.", "请指明其编码，或另存为 UTF-8。")
    return refused(path, f"it is not text in {encoding}.", f"它不是 {encoding} 编码的文本。", mend=other)


def _encoding(path: Path, block: int) -> str:
    """What the whole file is written in."""
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in start:
        candidates = ()
    else:
        candidates = ("utf-8", "gb18030")
    found = next((one for one in candidates if _decodes(path, one, block)), None)
    broken = None
    if found is None:
        broken = next((one for one in candidates if _decodes(path, one, block, whole=False)), None)
    if broken is not None:
        what = f"it stops inside a letter ({broken}), so the file is cut off."
        raise refused(path, what, f"文件在一个字符中间结束（{broken}），内容不完整。", mend=AGAIN)
    if found is None:
        what = "it is neither Parquet nor text in UTF-8 or GB18030."
        raise refused(path, what, "它既不是 Parquet，也不是 UTF-8 或 GB18030 文本。", mend=_SAY)
    return found


_WIDE: Final = frozenset(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7"))
"""Encodings in which plain ASCII bytes are not what they seem."""


def _decodes(path: Path, encoding: str, block: int, *, whole: bool = True) -> bool:
    """Whether the bytes are this encoding's; not `whole`: but for a last letter that is cut."""
    decoder = getincrementaldecoder(encoding)()
    pending = False
    with path.open("rb") as file:
        try:
            while piece := file.read(block):
                if pending or encoding in _WIDE or not piece.isascii():
                    decoder.decode(piece)
                    pending = bool(decoder.getstate()[0])
            decoder.decode(b"", final=whole)
        except UnicodeDecodeError:
            return False
    return True


def _records(path: Path, encoding: str, block: int) -> Iterator[tuple[bytes, int]]:
    """The file in UTF-8 without a byte order mark, cut between records, and the bytes read so far."""
    rest, first, behind = b"", True, 0
    for piece, behind in _utf8(path, encoding, block):
        rest += piece
        if first and len(rest) >= len(_MARK):
            rest, first = rest.removeprefix(_MARK), False
        end = _end_of_records(rest)
        if end:
            yield rest[:end], behind
            rest = rest[end:]
        elif len(rest) > max(RECORD_MAX, 4 * block):
            quote = ("Close, double or remove it.", "请补上、写成两个或删除该引号。")
            what = "a quote is opened and never closed, or stands alone in a cell."
            raise refused(path, what, "有引号未闭合，或单独出现在单元格中。", mend=quote)
    if first:
        rest = rest.removeprefix(_MARK)
    if rest:
        yield rest, behind


def _utf8(path: Path, encoding: str, block: int) -> Iterator[tuple[bytes, int]]:
    plain = encoding.lower().replace("_", "-") in {"utf-8", "utf8", "ascii"}
    decoder = getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(block):
                yield piece if plain else decoder.decode(piece).encode(), file.tell()
            if not plain:
                yield decoder.decode(b"", final=True).encode(), file.tell()
    except UnicodeError as error:  # the file changed since it was looked at
        raise _other(path, encoding) from error


def _end_of_records(content: bytes) -> int:
    """One past the last line end outside quotes; 0 where there is none."""
    place = content.rfind(b"\n")
    odd = content.count(b'"', 0, place) % 2 if place >= 0 else 0
    while place >= 0 and odd:
        # An odd number of quotes before a line end: it lies inside them. Go on before the last one.
        opening = content.rfind(b'"', 0, place)
        before = content.rfind(b"\n", 0, opening)
        odd = (odd + 1 + content.count(b'"', max(before, 0), opening)) % 2
        place = before
    return place + 1


def _end_of_record(content: bytes) -> int:
    """One past the first line end outside quotes."""
    place = content.find(b"\n")
    while place >= 0 and content.count(b'"', 0, place) % 2:
        place = content.find(b"\n", place + 1)
    return place + 1 if place >= 0 else len(content)


def _check_last_line(text: CsvText) -> None:
    """A copy that broke off stops inside a line."""
    wide = text.encoding.startswith("utf-16")
    with text.path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, (size - _TAIL) // 2 * 2))
        tail = file.read()
    content = tail.decode(_wide(text.path) if wide else text.encoding, errors="replace").lstrip("\ufeff")
    last = content[content.rfind("\n") + 1 :]
    if not last.strip() or '"' in last or (len(last) == len(content) and size > _TAIL):
        return
    cells = len(next(csv.reader([last], delimiter=text.delimiter)))
    if cells < len(text.columns):
        what = f"its last line stops after {cells} of {len(text.columns)} columns, so the file is cut off."
        what_zh = f"最后一行只有 {cells} 列（应为 {len(text.columns)} 列），文件不完整。"
        raise refused(text.path, what, what_zh, mend=AGAIN)


_TAIL: Final = 2**17
"""Bytes at the end of a file among which its last line begins."""


def _wide(path: Path) -> str:
    with path.open("rb") as file:
        return "utf-16-le" if file.read(2) == b"\xff\xfe" else "utf-16-be"
