"""What a shop knows about its members beside their orders: since when, birthday, and attributes of its own.

The file is optional; whoever is not in it counts as a member from the first document in the log on. Only
members with documents matter to a replay. Every column but the three known ones is an attribute in text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from loyalty.errors import ColumnMissing
from loyalty.simulate.columns import Column, by_name, plain
from loyalty.simulate.parsing import Flags, Ints, coded_among, instants, texts
from loyalty.simulate.reading import open_table

KNOWN: Final = ("member_id", "joined_at", "birthday")


@dataclass(frozen=True, slots=True)
class Members:
    """One entry per member of the log."""

    joined: Ints
    """Microseconds since 1970 UTC; -1 where the file does not say."""
    birth_month: NDArray[np.int8]
    birth_day: NDArray[np.int8]
    attributes: dict[str, list[str | None]]
    missing: Flags
    """Not in the file."""
    unreadable: Flags
    """In the file, with a birthday or joining time that is no date."""


def read_members(path: str | Path, ids: Sequence[str], *, zone: str) -> Members:
    """The details of these members; raises ColumnMissing, LogUnreadable, LogEmpty or FileMissing."""
    table = open_table(path)
    sources = by_name(table.columns, KNOWN, path=table.path)
    if "member_id" not in sources:
        raise ColumnMissing(
            path=table.path,
            column="member_id",
            found=", ".join(table.columns),
            mend="A members file needs the column `member_id` (or `customer_id`).",
            mend_zh="会员文件需要 `member_id`（或 `customer_id`）列。",
        )
    frame = table.load(table.columns)
    named = {ours: Column(table.path, theirs, frame[theirs]) for ours, theirs in sources.items()}
    place = _places(texts(named["member_id"]), ids)
    joined, month, day, unreadable = _dates(named, frame.height, zone)
    return Members(
        joined=np.append(joined, -1)[place],
        birth_month=np.append(month, np.int8(0))[place],
        birth_day=np.append(day, np.int8(0))[place],
        attributes={
            plain(name): _attribute(frame[name], place)
            for name in table.columns
            if name not in sources.values()
        },
        missing=place == frame.height,
        unreadable=np.append(unreadable, np.False_)[place],
    )


def no_members(count: int) -> Members:
    """What is known without a members file: nothing."""
    none, no = np.zeros(count, np.int8), np.zeros(count, np.bool_)
    return Members(np.full(count, -1), none, none.copy(), {}, no, no)


def _places(found: pl.Series, ids: Sequence[str]) -> Ints:
    """For each id its first row in the file; one past the end for those that are not there."""
    rows = coded_among(found, pl.Series(ids, dtype=pl.String)).codes
    place = np.full(len(ids) + 1, found.len())
    backwards = np.arange(found.len())[::-1]
    place[rows[backwards]] = backwards
    return place[:-1]


def _dates(
    named: Mapping[str, Column], height: int, zone: str
) -> tuple[Ints, NDArray[np.int8], NDArray[np.int8], Flags]:
    joined, unreadable = np.full(height, -1), np.zeros(height, np.bool_)
    month = day = np.zeros(height, np.int8)
    if "joined_at" in named:
        since = instants(named["joined_at"], zone)
        joined, unreadable = np.where(since.known, since.values, -1), since.bad
    if "birthday" in named:
        birthday = _birthdays(named["birthday"])
        known = birthday["month"].is_not_null().to_numpy()
        unreadable = unreadable | (birthday["given"].to_numpy() & ~known)
        month, day = (birthday[part].fill_null(0).to_numpy() for part in ("month", "day"))
    return joined, month, day, unreadable


def _birthdays(column: Column) -> pl.DataFrame:
    """given, month, day; the year may be left out (`05-03`, `--05-03`)."""
    data = column.data
    if data.dtype == pl.Date or isinstance(data.dtype, pl.Datetime):
        month, day = data.dt.month(), data.dt.day()
        return pl.DataFrame({"given": data.is_not_null(), "month": month, "day": day})
    text = texts(column).str.strip_chars().replace({"": None})
    written = r"^(?:[0-9]{4}[-/.]|--)?(?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})(?:[ T].*)?$"
    parts = text.str.extract_groups(written).struct.unnest().cast(pl.Int8)
    days = pl.Series([0, *_DAYS]).gather(parts["month"].clip(0, len(_DAYS)).fill_null(0))
    real = parts["month"].is_between(1, len(_DAYS)) & (parts["day"] >= 1) & (parts["day"] <= days)
    kept = parts.with_columns(pl.when(real).then(pl.all()))
    return kept.with_columns(given=text.is_not_null())


_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""A birthday may be 29 February."""


def _attribute(data: pl.Series, place: Ints) -> list[str | None]:
    found: list[str | None] = [*data.cast(pl.String).to_list(), None]
    return [found[row] for row in place.tolist()]
