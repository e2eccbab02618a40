"""A shop's past orders, ready for replay: read from a file once, checked, packed, never changed.

`OrderLog.read` is the one way in. It never refuses a file for a bad row: bad rows are left out or mended and
stand in `problems` with their reasons, so that the account adds up. It refuses, with one sentence, a file
that cannot be read, lacks a column, mixes currencies or has no usable row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.errors import LogEmpty, LogUnreadable
from loyalty.simulate.cleaning import Cleaned, clean
from loyalty.simulate.columns import Loaded, choose
from loyalty.simulate.members import Members, no_members, read_members
from loyalty.simulate.packing import Packed, pack
from loyalty.simulate.parsing import Ints
from loyalty.simulate.problems import Marks, Problems
from loyalty.simulate.reading import open_table
from loyalty.when import load_zone


@dataclass(frozen=True, eq=False, kw_only=True)
class OrderLog(Packed):
    """Past orders and returns in the order of events (`Packed`), their members, and what was wrong."""

    name: str
    content_hash: str
    """sha256 over the packed data and the currency: equal orders give an equal hash, whatever the file."""
    member_joined: Ints
    """The first document in the log where the members file does not say."""
    member_birth_month: NDArray[np.int8]
    """0: unknown."""
    member_birth_day: NDArray[np.int8]
    member_attributes: dict[str, list[str | None]]
    problems: Problems
    first_at: int
    last_at: int
    extras: Mapping[str, pl.Series]
    """Further columns of the file that were asked for, one cell per line."""

    @classmethod
    def read(
        cls,
        path: str | Path,
        *,
        members: str | Path | None = None,
        mapping: Mapping[str, str] | None = None,
        zone: str = "UTC",
        extras: Sequence[str] = (),
    ) -> Self:
        """The orders in a Parquet or CSV file.

        `mapping`: our column to theirs, or to `=value` for all rows; `zone`: what times without an offset
        are meant in; `extras`: further columns to keep per line. Raises LogError, FileMissing, MoneyError or
        UnknownZone.
        """
        load_zone(zone)
        cleaned, marks, further = _cleaned(Path(path), mapping=mapping, zone=zone, extras=extras)
        packed = pack(cleaned, marks)
        if packed is None:
            raise _unusable(Path(path), _account(cleaned, marks))
        found = no_members(len(packed.member_ids))
        if members is not None:
            found = read_members(members, packed.member_ids, zone=zone)
            _mark_members(packed, found, marks)
        return cls(
            **{part.name: getattr(packed, part.name) for part in fields(packed)},
            name=Path(path).stem,
            content_hash=_hash(packed, found),
            member_joined=_joined(packed, found),
            member_birth_month=found.birth_month,
            member_birth_day=found.birth_day,
            member_attributes=found.attributes,
            problems=_account(cleaned, marks),
            first_at=int(packed.doc_at[0]),
            last_at=int(packed.doc_at[-1]),
            extras={name: cells.gather(packed.line_row) for name, cells in further.items()},
        )

    def __post_init__(self) -> None:
        """Nobody writes into the arrays of a log."""
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False


def _cleaned(
    path: Path, *, mapping: Mapping[str, str] | None, zone: str, extras: Sequence[str]
) -> tuple[Cleaned, Marks, dict[str, pl.Series]]:
    """The file's rows, and the extra columns; its texts are let go before anything is packed."""
    table = open_table(path)
    choice = choose(table.columns, path=path, mapping=mapping, extras=extras)
    loaded = Loaded(path, table.load(choice.columns()), choice)
    if loaded.frame.is_empty():
        raise LogEmpty(path=path)
    marks = Marks(loaded.frame.height)
    cleaned = clean(loaded, zone=zone, marks=marks)
    return cleaned, marks, {name: loaded.frame[theirs] for name, theirs in choice.extras.items()}


def _account(cleaned: Cleaned, marks: Marks) -> Problems:
    return marks.problems(orders=cleaned.orders, order_of_row=cleaned.order_of_row)


def _unusable(path: Path, problems: Problems) -> LogUnreadable:
    """Every row had something wrong: say what most of them had."""
    most = max(problems.entries, key=lambda entry: entry.rows)
    return LogUnreadable(
        path=path,
        what=f"none of its {problems.rows_in:,} rows can be used.",
        mend=most.en,
        what_zh=f"全部 {problems.rows_in:,} 行都无法使用。",
        mend_zh=most.zh,
    )


def _mark_members(packed: Packed, members: Members, marks: Marks) -> None:
    member_of_line = np.repeat(packed.doc_member, np.diff(packed.doc_line_start))
    known = member_of_line >= 0
    found = {"member_without_details": members.missing, "bad_member_details": members.unreadable}
    for code, flags in found.items():
        flagged = known & np.append(flags, np.False_)[member_of_line]
        marks.note(code, packed.line_row[flagged].astype(np.int64))


def _joined(packed: Packed, members: Members) -> Ints:
    """As the file says; else the member's first document."""
    first = np.full(len(packed.member_ids) + 1, -1)
    first[packed.doc_member[::-1]] = packed.doc_at[::-1]
    return np.where(members.joined >= 0, members.joined, first[:-1])


def _hash(packed: Packed, members: Members) -> str:
    """A fingerprint of everything a replay can see; where a row stood in its file is not part of it."""
    digest = sha256()
    parts = [(part.name, getattr(packed, part.name)) for part in fields(packed) if part.name != "line_row"]
    parts += [(name, getattr(members, name)) for name in ("joined", "birth_month", "birth_day", "attributes")]
    for name, value in parts:
        digest.update(f"{name}\n".encode())
        for chunk in _chunks(value):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(value: object) -> Iterable[bytes]:
    """The bytes of an array, a list of texts, or a table of such lists; lengths keep them apart."""
    if isinstance(value, np.ndarray):
        yield f"{value.dtype.str}{value.size}\n".encode()
        yield value.tobytes()
    elif isinstance(value, Mapping):
        for key in sorted(value):
            yield from _chunks([key, *value[key]])
    elif isinstance(value, list | pl.Series):
        texts = pl.Series(value, dtype=pl.String)
        yield from _chunks(texts.str.len_bytes().fill_null(2**32 - 1).to_numpy())
        yield "".join(texts.fill_null("").to_list()).encode()
    else:
        yield repr(value).encode()
