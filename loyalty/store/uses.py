"""Uses of one shared counter: counted, captured and given back, whether it is one row or cut into shards.

What is first tried is one guarded statement: on the row, or on a shard that nobody has locked. Where it
counts nothing, the counter may not be there yet, be cut otherwise, or be used up: its locked rows decide.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias
from zlib import crc32

import sqlalchemy as sa

from loyalty.errors import Drained
from loyalty.store.shards import COUNTER, HEAD, SHARDS, can_shard, lock_counter, make_counter, move, take
from loyalty.store.tables import QUOTA
from loyalty.store.working import Work

Counter: TypeAlias = tuple[str, int]
"""A shared counter: its name and its window."""


def count_uses(work: Work, counter: Counter, *, more: int, most: int, held: bool) -> None:
    """Count uses, as used or as held; raises Drained where fewer than so many of `most` are left."""
    told = _told(work, counter) | {"more": more, "most": most}
    cut = counter in work.cut
    whole, shard = (_HOLD, _HOLD_IN_SHARD) if held else (_USE, _USE_IN_SHARD)
    if _counts(work, shard if cut else whole, told):
        return
    if not cut:
        make_counter(work, *counter, most)
    if can_shard(work.dialect):
        done = take(work, lock_counter(work, *counter), more=more, most=most, held=held)
    else:
        done = _counts(work, whole, told)
    if not done:
        raise Drained(what=counter[0])


def capture_uses(work: Work, counter: Counter, uses: int) -> None:
    """Uses that were held are used for good."""
    _move(work, counter, uses, moved=_CAPTURED, source="held", target="used")


def free_uses(work: Work, counter: Counter, uses: int, *, held: bool) -> None:
    """Uses that were held, or used, are there for others again."""
    if held:
        _move(work, counter, uses, moved=_FREED_HELD, source="held", target=None)
    else:
        _move(work, counter, uses, moved=_FREED_USED, source="used", target=None)


def _move(  # noqa: PLR0913 - what is moved, and where from
    work: Work, counter: Counter, uses: int, *, moved: tuple[Any, Any], source: str, target: str | None
) -> None:
    told = _told(work, counter) | {"uses": uses}
    whole, shard = moved
    if counter not in work.cut and (_counts(work, whole, told) or not can_shard(work.dialect)):
        return
    if not _counts(work, shard, told):
        move(work, lock_counter(work, *counter), uses=uses, source=source, target=target)


def _told(work: Work, counter: Counter) -> dict[str, Any]:
    # the same shard for the same operation, another for most others
    turn = crc32(work.op_key.encode()) % SHARDS
    return {"program": work.program_key, "quota": counter[0], "window": counter[1], "turn": turn}


def _counts(work: Work, statement: sa.Update, told: dict[str, Any]) -> bool:
    return work.connection.execute(statement, told).rowcount == 1


def _in_row(*guard: Any, **values: Any) -> Any:  # noqa: ANN401 - columns in, an update out
    """On the counter's only row."""
    return (
        sa.update(QUOTA).where(COUNTER, QUOTA.c.shard == HEAD, QUOTA.c.cut_of == 0, *guard).values(**values)
    )


def _in_shard(guard: Any, **values: Any) -> Any:  # noqa: ANN401 - as above
    """On a shard that nobody has locked, beginning with another one for each operation."""
    free = (
        sa.select(QUOTA.c.shard)
        .where(COUNTER, guard)
        .order_by((QUOTA.c.shard + sa.bindparam("turn")) % SHARDS)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    return sa.update(QUOTA).where(COUNTER, QUOTA.c.shard == free, guard).values(**values)


_Q: Final = QUOTA.c
_MORE: Final[Any] = sa.bindparam("more")
_MOST: Final[Any] = sa.bindparam("most")
_USES: Final[Any] = sa.bindparam("uses")
_LEFT: Final = _Q.used + _Q.held + _MORE <= _MOST
_LEFT_OF_SHARE: Final = (_Q.cut_of == _MOST) & (_Q.used + _Q.held + _MORE <= _Q.uses_max)

_USE: Final = _in_row(_LEFT, used=_Q.used + _MORE, uses_max=_MOST)
_HOLD: Final = _in_row(_LEFT, held=_Q.held + _MORE, uses_max=_MOST)
_USE_IN_SHARD: Final = _in_shard(_LEFT_OF_SHARE, used=_Q.used + _MORE)
_HOLD_IN_SHARD: Final = _in_shard(_LEFT_OF_SHARE, held=_Q.held + _MORE)


def _both(guard: Any, **values: Any) -> tuple[Any, Any]:  # noqa: ANN401 - as above
    """What is not there to be moved, the table's own bounds refuse."""
    return _in_row(**values), _in_shard(guard, **values)


_CAPTURED: Final = _both(_Q.held >= _USES, held=_Q.held - _USES, used=_Q.used + _USES)
_FREED_HELD: Final = _both(_Q.held >= _USES, held=_Q.held - _USES)
_FREED_USED: Final = _both(_Q.used >= _USES, used=_Q.used - _USES)
