"""The rows of all files, put in order by member in a file of its own: constant memory, whatever their order.

The file is SQLite, lies in the system's temporary folder and is gone when the import is closed. Findings are
kept there too, so that a list of millions costs no memory.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, NamedTuple, Self, TypeAlias

from loyalty.live.imports.files import OF_ALL, Source, rows_of

CHUNK: Final = 5_000


Action: TypeAlias = Literal["refused", "left_out", "noted"]


class Words(NamedTuple):
    """What the code of a finding means for its row, in words."""

    action: Action
    en: str
    mend: str
    zh: str
    mend_zh: str


class Row(NamedTuple):
    """A row of a file: the file's place, the row's number from 1, what kind it is, its cells."""

    file: int
    number: int
    kind: str
    cells: dict[str, str]


class Found(NamedTuple):
    """A finding: where, its code, and the beginning of what stands there."""

    file: int
    number: int
    column: str
    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All rows of one member, in the order of the files; or of none, where they are of all members."""

    member: str
    rows: tuple[Row, ...]

    @property
    def of_all(self) -> bool:
        """Whether the rows are of no member."""
        return self.rows[0].kind in OF_ALL


class Staged:
    """Files that were read, by member; close it (`with`) when the import is done."""

    def __init__(self, files: Sequence[Source]) -> None:
        """Read all files; raises LogUnreadable, ColumnMissing, MissingExtra."""
        self.files = tuple(files)
        handle, name = tempfile.mkstemp(prefix="loyalty-import-", suffix=".db")
        os.close(handle)
        self._path = Path(name)
        # nothing here outlives the import: no journal, no waiting for the disk
        self._db = sqlite3.connect(name, isolation_level=None)
        try:
            self._db.executescript(_TABLES)
            for place, source in enumerate(self.files):
                self._read(place, source)
            self._db.executescript(_ORDERED)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """The files as they were read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the rows away."""
        self.close()

    def close(self) -> None:
        """Take the rows away; nothing can be asked any more."""
        self._db.close()
        self._path.unlink(missing_ok=True)

    @property
    def members(self) -> int:
        """How many members the files name."""
        return int(self._one("SELECT count(DISTINCT member) FROM row"))

    @property
    def rows_in(self) -> dict[str, int]:
        """Rows by file."""
        found = dict(self._db.execute("SELECT file, count(*) FROM row GROUP BY file"))
        return {source.name: found.get(place, 0) for place, source in enumerate(self.files)}

    def bundles(self) -> Iterator[Bundle]:
        """Each member's rows, members in the order of their references; then those of no member."""
        asked = "SELECT member, file, number, cells FROM row ORDER BY member IS NULL, member, file, number"
        for member, group in groupby(self._db.execute(asked), key=lambda row: row[0]):
            yield Bundle(
                bytes(member or b"").decode("utf-8", "surrogatepass"),
                tuple(
                    Row(file, number, self.files[file].kind, json.loads(cells))
                    for _, file, number, cells in group
                ),
            )

    def begin(self) -> None:
        """A pass over the members begins: nothing was found yet."""
        self._db.executescript("DELETE FROM found; DELETE FROM seen;")

    def note(self, found: Iterable[Found]) -> None:
        """Keep findings."""
        self._db.executemany("INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?)", found)

    def first_of(self, name: str, member: str) -> bool:
        """Whether no other member had this name in the present pass; it is this one's then."""
        told = (_bytes(name), _bytes(member))
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", told)
        return bytes(self._one("SELECT member FROM seen WHERE name = ?", told[0])) == told[1]

    def counts(self) -> dict[str, int]:
        """Rows by code."""
        return dict(
            self._db.execute(
                "SELECT code, count(*) FROM (SELECT DISTINCT code, file, number FROM found) GROUP BY code"
            )
        )

    def rows_with(self, codes: Sequence[str]) -> int:
        """How many rows have one of these codes."""
        marks = ", ".join("?" * len(codes))
        asked = f"SELECT count(*) FROM (SELECT DISTINCT file, number FROM found WHERE code IN ({marks}))"  # noqa: S608 - question marks
        return int(self._one(asked, *codes))

    def found(self, *, code: str | None = None, most: int = -1) -> Iterator[Found]:
        """Findings in the order of the files: all of them, or the first ones with a code."""
        asked = (
            "SELECT file, number, field, code, value FROM found WHERE code = coalesce(?, code) "
            "ORDER BY file, number, field, code LIMIT ?"
        )
        for row in self._db.execute(asked, (code, most)):
            yield Found(*row)

    def _one(self, asked: str, *told: object) -> bytes | int:
        answer: bytes | int = self._db.execute(asked, told).fetchone()[0]
        return answer

    def _read(self, place: int, source: Source) -> None:
        self._db.execute("BEGIN")
        chunk: list[tuple[bytes | None, int, int, str]] = []
        for number, cells in rows_of(source):
            member = None if source.kind in OF_ALL else _bytes(cells.get("member", ""))
            chunk.append((member, place, number, json.dumps(cells)))
            if len(chunk) == CHUNK:
                self._db.executemany(_INSERT, chunk)
                chunk.clear()
        self._db.executemany(_INSERT, chunk)
        self._db.execute("COMMIT")


def _bytes(text: str) -> bytes:
    """Compared byte by byte, as the shop's database does; also what is no text at all."""
    return text.encode("utf-8", "surrogatepass")


_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE row (member BLOB, file INTEGER, number INTEGER, cells TEXT);
CREATE TABLE found (
    file INTEGER, number INTEGER, field TEXT, code TEXT, value TEXT, PRIMARY KEY (file, number, field, code)
) WITHOUT ROWID;
CREATE TABLE seen (name BLOB PRIMARY KEY, member BLOB) WITHOUT ROWID;
"""
_ORDERED: Final = "CREATE INDEX row_member ON row (member, file, number);"
_INSERT: Final = "INSERT INTO row VALUES (?, ?, ?, ?)"
