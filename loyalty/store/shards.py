"""Counters cut into shards: rows that each have a share of one limit, so that many can count at once.

The shares of a counter's shards add up to the limit it was cut for (`cut_of`), always; the uses of all shards
together are the counter's uses. Who takes or gives back passes by shards that others have locked. Where none
is free, all are locked, the first shard first, and the sum decides: only then is a limit used up. Whoever
makes, cuts or joins a counter has its first shard. PostgreSQL only: elsewhere a counter is one row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from loyalty.store.switches import locked_switch
from loyalty.store.tables import QUOTA
from loyalty.store.upserting import insert_or_update, insert_unless_there
from loyalty.store.working import Work

SHARDS: Final = 16
HEAD: Final = 0
"""The first shard, and the only row of a counter that is not cut."""
Row = dict[str, Any]
EMPTY: Final = {"used": 0, "held": 0, "brought": 0}
"""Of a row that counts nothing yet; what an import brought in is told in the first one."""


def can_shard(dialect: str) -> bool:
    """Whether the database passes by rows that others have locked, without locking what lies between."""
    return dialect == "postgresql"


def shares(counts: Sequence[int], uses_max: int) -> list[int]:
    """The limit dealt out to shards: each has what it counts, and of the rest as much as any other."""
    each, over = divmod(uses_max - sum(counts), len(counts))
    return [count + each + (place < over) for place, count in enumerate(counts)]


def offer_of(name: str) -> str:
    """The offer whose limit a counter counts."""
    return name.split("/", maxsplit=1)[0]


def make_counter(work: Work, name: str, window: int, uses_max: int) -> None:
    """A counter's rows unless they are there: in shards where the offer's switch says so."""
    key = {"program_key": work.program_key, "name": name, "window_key": window}
    count = 1
    if can_shard(work.dialect) and _sharded(work, name):
        count = min(SHARDS, uses_max)
    cut_of = uses_max if count > 1 else 0
    rows = [
        key | EMPTY | {"shard": shard, "uses_max": share, "cut_of": cut_of}
        for shard, share in enumerate(shares([0] * count, uses_max))
    ]
    making = insert_unless_there(QUOTA, work.dialect)
    if count == 1:
        work.connection.execute(making, rows[HEAD])
    elif work.connection.execute(making.returning(QUOTA.c.shard), rows[HEAD]).all():
        work.connection.execute(making, rows[1:])


def lock_counter(work: Work, name: str, window: int) -> list[Row]:
    """All rows of a counter, locked until the host commits: the first one first, then nobody adds any."""
    told = {"program": work.program_key, "quota": name, "window": window}
    work.connection.execute(_HEAD, told)
    return [dict(row._mapping) for row in work.connection.execute(_ROWS, told)]  # noqa: SLF001 - the row as a mapping


def take(work: Work, rows: list[Row], *, more: int, most: int, held: bool) -> bool:
    """Count uses on a locked counter, cut anew where the limit is another; whether so many were left."""
    counts = [row["used"] + row["held"] for row in rows]
    if sum(counts) + more > most:
        return False
    cut_of = rows[HEAD]["cut_of"]
    if cut_of == 0:
        rows[HEAD]["uses_max"] = most
    elif cut_of != most:
        rows = _cut(rows, most)
    for row in rows:
        taken = min(more, row["uses_max"] - row["used"] - row["held"])
        row["held" if held else "used"] += taken
        more -= taken
    _write(work, rows)
    return True


def bring(work: Work, name: str, window: int, *, uses: int, most: int) -> None:
    """Count uses that an import brings, also beyond `most`: they were given out."""
    make_counter(work, name, window, most)
    rows = lock_counter(work, name, window)
    counted = sum(row["used"] + row["held"] for row in rows)
    rows[HEAD]["brought"] += uses
    take(work, rows, more=uses, most=max(most, counted + uses), held=False)


def move(work: Work, rows: list[Row], *, uses: int, source: str, target: str | None) -> None:
    """Take uses of a locked counter out of one column, and into another where they only change their kind."""
    for row in rows:
        moved = min(uses, row[source])
        row[source] -= moved
        if target is not None:
            row[target] += moved
        uses -= moved
    if rows:
        rows[HEAD][source] -= uses  # more than is there: the table's own bounds refuse it
        _write(work, rows)


def cut_counter(work: Work, name: str, window: int) -> bool:
    """Cut a counter into shards; whether it was one row."""
    rows = lock_counter(work, name, window)
    if not rows or rows[HEAD]["cut_of"]:
        return False
    _write(work, _cut(rows, rows[HEAD]["uses_max"]))
    return True


def join_counter(work: Work, name: str, window: int) -> bool:
    """Make a counter one row again; whether it was cut."""
    rows = lock_counter(work, name, window)
    if not rows or not rows[HEAD]["cut_of"]:
        return False
    sums = {column: sum(row[column] for row in rows) for column in ("used", "held", "uses_max")}
    _write(work, [rows[HEAD] | sums | {"cut_of": 0}])
    work.connection.execute(_LEFT_OVER, {"program": work.program_key, "quota": name, "window": window})
    return True


def counters_of(work: Work, offer_id: str) -> list[tuple[str, int]]:
    """The counters of an offer that are cut, in the order in which they are locked."""
    found = work.connection.execute(_CUT_ONES, {"program": work.program_key})
    return [(row.name, row.window_key) for row in found if offer_of(row.name) == offer_id]


def _cut(rows: list[Row], uses_max: int) -> list[Row]:
    """The rows of a counter with shares of a limit, as many as it is worth."""
    empty = rows[HEAD] | EMPTY
    rows = rows + [empty | {"shard": shard} for shard in range(len(rows), min(SHARDS, uses_max))]
    dealt = shares([row["used"] + row["held"] for row in rows], uses_max)
    return [row | {"uses_max": share, "cut_of": uses_max} for row, share in zip(rows, dealt, strict=True)]


def _write(work: Work, rows: list[Row]) -> None:
    work.connection.execute(insert_or_update(QUOTA, work.dialect), rows)


def _sharded(work: Work, name: str) -> bool:
    """What the switch of a counter's offer says, which stays until the host commits."""
    switch = locked_switch(work, offer_of(name))
    return switch is not None and switch["sharded"] == 1


COUNTER: Final = (
    (QUOTA.c.program_key == sa.bindparam("program"))
    & (QUOTA.c.name == sa.bindparam("quota"))
    & (QUOTA.c.window_key == sa.bindparam("window"))
)
_ROWS: Final = sa.select(QUOTA).where(COUNTER).order_by(QUOTA.c.shard).with_for_update()
_HEAD: Final = sa.select(QUOTA.c.shard).where(COUNTER, QUOTA.c.shard == HEAD).with_for_update()
_LEFT_OVER: Final = sa.delete(QUOTA).where(COUNTER, QUOTA.c.shard != HEAD)
_CUT_ONES: Final = (
    sa.select(QUOTA.c.name, QUOTA.c.window_key)
    .where(
        QUOTA.c.program_key == sa.bindparam("program"),
        QUOTA.c.shard == HEAD,
        QUOTA.c.cut_of > 0,
    )
    .order_by(QUOTA.c.name, QUOTA.c.window_key)
)
