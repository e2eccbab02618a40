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

from loyalty.errors import ColumnMissing, LogUnreadable
from loyalty.simulate.orders.columns import ALIASES, Column, by_name, theirs_of
from loyalty.simulate.orders.deciding_dates import DateOrderQuestion
from loyalty.simulate.orders.mapping import DateOrder, FileMapping
from loyalty.simulate.orders.names import ORDER_NAMES, Ranks
from loyalty.simulate.orders.parsing import Flags, Ints, coded_among, texts
from loyalty.simulate.orders.reading import Table, open_table
from loyalty.simulate.orders.spelling import plain
from loyalty.simulate.orders.times import instants, year_first

MEMBER_NAMES: Final[Mapping[str, Ranks]] = {
    "member_id": (*ORDER_NAMES["member_id"], ("id", "编号")),
    "joined_at": (
        (
            *("joined", "join date", "joined on", "registered at", "registration date", "signup date"),
            *(
                "member since",
                "注册时间",
                "注册日期",
                "入会时间",
                "入会日期",
                "加入时间",
                "开卡时间",
                "开卡日期",
            ),
        ),
        ("created at", "date created", "创建时间"),
    ),
    "birthday": (("date of birth", "birth date", "birthdate", "dob", "生日", "出生日期", "会员生日"),),
}
"""Our names for the columns of a members file, and what shops call them."""


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
    twice: Flags
    """In the file more than once; the first row counts."""


def read_members(
    path: str | Path, ids: Sequence[str], *, zone: str, mapping: FileMapping | None = None
) -> Members:
    """The details of these members; raises ColumnMissing, LogUnreadable, LogEmpty or FileMissing."""
    said = mapping or FileMapping()
    table = open_table(path)
    sources = _sources(table, said)
    frame = table.load(table.columns)
    named = {ours: Column(table.path, column, frame[column]) for ours, column in sources.items()}
    place, twice = _places(texts(named["member_id"]), ids)
    joined, month, day, unreadable = _dates(named, frame.height, zone, _orders(named, said))
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
        twice=twice,
    )


def _sources(table: Table, said: FileMapping) -> dict[str, str]:
    """The columns that are recognised or mapped; raises ColumnMissing or LogUnreadable."""
    mapped = {ALIASES.get(plain(ours), plain(ours)): column for ours, column in said.members.items()}
    for ours in mapped:
        if ours not in MEMBER_NAMES:
            known = ", ".join(MEMBER_NAMES)
            raise LogUnreadable(
                path=table.path,
                what=f"the mapping's members speak of {ours!r}, which is no column of theirs that is known.",
                mend=f"Known are {known}; every other column is an attribute.",
                what_zh=f"列映射 members 中的 {ours!r} 不是系统认识的会员列。",
                mend_zh=f"可用的列：{known}；其余列均作为会员属性。",
            )
    there = {
        ours: theirs_of(column, table.columns, path=table.path)
        for ours, column in mapped.items()
        if column is not None
    }
    used = frozenset(there.values())
    sources = by_name(table.columns, MEMBER_NAMES, path=table.path, taken={*mapped}, used=used) | there
    if "member_id" not in sources:
        raise ColumnMissing(
            path=table.path,
            column="member_id",
            found=", ".join(table.columns),
            mend="A members file needs the column `member_id` (or `customer_id`); name another one with "
            "`members: {member_id: ...}` in a mapping file.",
            mend_zh="会员文件需要 `member_id`（或 `customer_id`）列；列名不同时请在映射文件中写 "
            "`members: {member_id: ...}`。",
        )
    return sources


def _orders(named: Mapping[str, Column], said: FileMapping) -> dict[str, DateOrder]:
    """How the file writes its dates; a column that cannot tell follows one that can."""
    known = said.date_order if isinstance(said.date_order, dict) else {}
    orders: dict[str, DateOrder] = {name: known[name] for name in named if name in known}
    asked: dict[str, DateOrderQuestion] = {}
    for name in ("joined_at", "birthday"):
        if name in named and name not in orders:
            asked[name] = DateOrderQuestion(named[name].name)
            asked[name].see(pl.DataFrame([named[name].data]))
    told = {question.answer(named[name]) for name, question in asked.items() if question.told}
    if not told and isinstance(said.date_order, str):
        told = {said.date_order}
    for name, question in asked.items():
        follows = question.open and len(told) == 1
        orders[name] = next(iter(told)) if follows else question.answer(named[name])
    return orders


def no_members(count: int) -> Members:
    """What is known without a members file: nothing."""
    none, no = np.zeros(count, np.int8), np.zeros(count, np.bool_)
    return Members(np.full(count, -1), none, none.copy(), {}, no, no, no)


def _places(found: pl.Series, ids: Sequence[str]) -> tuple[Ints, Flags]:
    """For each id its first row in the file (one past the end: none), and whether it stands there again."""
    rows = coded_among(found, pl.Series(ids, dtype=pl.String)).codes
    place = np.full(len(ids) + 1, found.len())
    backwards = np.arange(found.len())[::-1]
    place[rows[backwards]] = backwards
    counts = np.bincount(rows[rows >= 0], minlength=len(ids))
    return place[:-1], counts > 1


def _dates(
    named: Mapping[str, Column], height: int, zone: str, orders: Mapping[str, DateOrder]
) -> tuple[Ints, NDArray[np.int8], NDArray[np.int8], Flags]:
    joined, unreadable = np.full(height, -1), np.zeros(height, np.bool_)
    month = day = np.zeros(height, np.int8)
    if "joined_at" in named:
        since = instants(named["joined_at"], zone, orders["joined_at"])
        joined, unreadable = np.where(since.known, since.values, -1), since.bad
    if "birthday" in named:
        birthday = _birthdays(named["birthday"], orders["birthday"])
        known = birthday["month"].is_not_null().to_numpy()
        unreadable = unreadable | (birthday["given"].to_numpy() & ~known)
        month, day = (birthday[part].fill_null(0).to_numpy() for part in ("month", "day"))
    return joined, month, day, unreadable


def _birthdays(column: Column, order: DateOrder) -> pl.DataFrame:
    """given, month, day; the year may be left out (`05-03`, `--05-03`, `5月3日`)."""
    data = column.data
    if data.dtype == pl.Date or isinstance(data.dtype, pl.Datetime):
        month, day = data.dt.month(), data.dt.day()
        return pl.DataFrame({"given": data.is_not_null(), "month": month, "day": day})
    text = texts(column).str.strip_chars().replace({"": None})
    written = r"^(?:[0-9]{4}[-/.]|--)?(?<month>[0-9]{1,2})[-/.](?<day>[0-9]{1,2})(?:[ T].*)?$"
    parts = year_first(text, order).str.extract_groups(written).struct.unnest().cast(pl.Int8)
    days = pl.Series([0, *_DAYS]).gather(parts["month"].clip(0, len(_DAYS)).fill_null(0))
    real = parts["month"].is_between(1, len(_DAYS)) & (parts["day"] >= 1) & (parts["day"] <= days)
    kept = parts.with_columns(pl.when(real).then(pl.all()))
    return kept.with_columns(given=text.is_not_null())


_DAYS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""A birthday may be 29 February."""


def _attribute(data: pl.Series, place: Ints) -> list[str | None]:
    found: list[str | None] = [*data.cast(pl.String).to_list(), None]
    return [found[row] for row in place.tolist()]
