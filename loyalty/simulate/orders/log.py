"""A shop's past orders, ready for replay: read from files once, checked, packed, never changed.

`OrderLog.read` is the one way in. It never refuses a file for a bad row: bad rows are left out or mended and
stand in `problems` with their reasons, so that the account adds up. It refuses, with one sentence, a file
that cannot be read, lacks a column, mixes currencies or has no usable row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
import polars as pl

from loyalty.errors import LogUnreadable
from loyalty.handed_in import looking
from loyalty.simulate.orders.fingerprint import fingerprint
from loyalty.simulate.orders.gathered import ranges
from loyalty.simulate.orders.intake import Listener, Reading, Stop, Taken, Wishes, take_in
from loyalty.simulate.orders.keeping import Where, keep, kept, look, place_of
from loyalty.simulate.orders.mapping import FileMapping, file_mapping
from loyalty.simulate.orders.members import Members, no_members, read_members
from loyalty.simulate.orders.packing import Narrow, Packed, pack
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.orders.problem_rows import ProblemRows
from loyalty.simulate.orders.problems import Marks, Problems
from loyalty.when import load_zone


@dataclass(frozen=True, eq=False, kw_only=True)
class OrderLog(Packed):
    """Past orders and returns in the order of events (`Packed`), their members, and what was wrong."""

    name: str
    files: tuple[tuple[str, int], ...] = ()
    """The files' names, each with its first row; rows are counted through all files."""
    content_hash: str
    """sha256 over the packed data and the currency: equal orders give an equal hash, whatever the files."""
    member_joined: Ints
    """The first document in the log where the members file does not say."""
    member_birth_month: Narrow
    """0: unknown."""
    member_birth_day: Narrow
    member_attributes: dict[str, list[str | None]]
    problems: Problems
    problem_rows: ProblemRows | None = None
    """The rows left out or mended, one by one; None in a log that an earlier run packed."""
    first_at: int
    last_at: int
    extras: Mapping[str, pl.Series]
    """Further columns of the files that were asked for, one cell per line."""

    @classmethod
    @looking("mapping", "packed")
    def read(  # noqa: PLR0913 - each is one thing a caller may say about order files
        cls,
        path: str | Path | Sequence[str | Path],
        *,
        members: str | Path | None = None,
        mapping: FileMapping | Mapping[str, str | None] | str | Path | None = None,
        zone: str | None = None,
        extras: Sequence[str] = (),
        packed: Where = "none",
        progress: Listener = lambda _reading: None,
        cancelled: Stop = lambda: False,
    ) -> Self:
        """The orders in Parquet or CSV files: one, or several that together are one history.

        `mapping`: a document, or our column to theirs or to `=value` for all rows; `zone`: what times without
        an offset are meant in (else the mapping's, else UTC); `extras`: further columns to keep per line;
        `packed`: where to keep the log for the next run ("beside" the file, a folder, or "none").
        Raises LogError, FileMissing, MoneyError, UnknownZone, and ReadingCancelled when `cancelled` says so.
        """
        told = file_mapping(mapping)
        wishes = Wishes(
            paths=(Path(path),) if isinstance(path, str | Path) else tuple(Path(one) for one in path),
            members=None if members is None else Path(members),
            mapping=told,
            zone=zone or told.zone or "UTC",
            extras=tuple(extras),
        )
        load_zone(wishes.zone)
        place = place_of(wishes.paths, packed)
        if place is None:
            return cls._built(wishes, tell=progress, stop=cancelled)
        return cls._kept(place, wishes, tell=progress, stop=cancelled)

    @classmethod
    def _kept(cls, place: Path, wishes: Wishes, *, tell: Listener, stop: Stop) -> Self:
        """The log as it was packed before, else built and packed."""
        found = kept(place, wishes)
        if found is None:
            before = look(wishes)
            log = cls._built(wishes, tell=tell, stop=stop)
            if not keep(place, wishes, log, before=before):
                return log
            # From the file on, so that the memory the arrays were built in is free again.
            found = kept(place, wishes)
            if found is None:
                return log
            found["problems"] = log.problems
        rows = found["problems"].rows_in
        size = place.stat().st_size
        tell(Reading("opening", place.name, size, size, rows))
        by_member = found.pop("by_member")
        log = cls(**found)
        vars(log)["by_member"] = by_member
        return log

    @classmethod
    def _built(cls, wishes: Wishes, *, tell: Listener, stop: Stop) -> Self:
        """The log from its files."""
        taken = take_in(wishes, tell=tell, stop=stop)
        packed = pack(taken.gathered, taken.marks)
        first = wishes.paths[0]
        if packed is None:
            raise _unusable(first, _account(taken))
        found = no_members(len(packed.member_ids))
        if wishes.members is not None:
            found = read_members(wishes.members, packed.member_ids, zone=wishes.zone, mapping=wishes.mapping)
            _mark_members(packed, found, taken.marks)
        return cls(
            **{part.name: getattr(packed, part.name) for part in fields(packed)},
            name=first.stem,
            files=taken.files,
            content_hash=fingerprint(packed, found),
            member_joined=_joined(packed, found),
            member_birth_month=found.birth_month,
            member_birth_day=found.birth_day,
            member_attributes=found.attributes,
            problems=_account(taken),
            problem_rows=_listed(taken),
            first_at=int(packed.doc_at[0]),
            last_at=int(packed.doc_at[-1]),
            extras={name: cells.gather(packed.line_row) for name, cells in taken.extras.items()},
        )

    def __post_init__(self) -> None:
        """Nobody writes into the arrays of a log."""
        for part in fields(self):
            value = getattr(self, part.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False


def _account(taken: Taken) -> Problems:
    gathered = taken.gathered
    return taken.marks.problems(orders=gathered.orders.cast(pl.String), order_of=gathered.stretches.orders_of)


def _listed(taken: Taken) -> ProblemRows:
    gathered = taken.gathered
    return taken.marks.listed(orders=gathered.orders.cast(pl.String), order_of=gathered.stretches.orders_of)


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
    known = packed.doc_member >= 0
    counts = np.diff(packed.doc_line_start.astype(np.int32))
    found = {
        "member_without_details": members.missing,
        "member_twice": members.twice,
        "bad_member_details": members.unreadable,
    }
    for code, flags in found.items():
        flagged = np.flatnonzero(known & np.append(flags, np.False_)[packed.doc_member])
        lines = ranges(packed.doc_line_start[flagged], counts[flagged])
        marks.note(code, packed.line_row[lines].astype(np.int64))


def _joined(packed: Packed, members: Members) -> Ints:
    """As the file says; else the member's first document."""
    first = np.full(len(packed.member_ids) + 1, -1)
    first[packed.doc_member[::-1]] = packed.doc_at[::-1]
    return np.where(members.joined >= 0, members.joined, first[:-1])
