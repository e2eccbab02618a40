"""What is counted on identities, summed over all of them: for staff, who see no identity.

An order of a member with two identities counts on both, as each may be somebody else's too.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from loyalty.store.holds import LIVE
from loyalty.store.tables import HOLD, IDENTITY_COUNTER, IDENTITY_USE


class CountedOn(NamedTuple):
    """How many identities have uses of a limit, the uses used and held, and how many have none left."""

    identities: int
    used: int
    held: int
    used_up: int


def counted_on(  # noqa: PLR0913 - which counter, and when
    connection: sa.Connection, program_key: str, name: str, *, uses_max: int, window: int, at_us: int
) -> CountedOn:
    """What of a limit per identity orders meet in a window or a newer one; what ran out holds nothing."""
    told = {"program": program_key, "counter": name, "most": uses_max, "window": window, "at": at_us}
    row = connection.execute(_COUNTED, told).one()
    return CountedOn(*(int(one or 0) for one in row))


_USE: Final = IDENTITY_USE.c
_COUNTER: Final = IDENTITY_COUNTER.c
_AT: Final[Any] = sa.bindparam("at", type_=sa.BigInteger)


def _uses_where(condition: Any) -> Any:  # noqa: ANN401 - a condition in, a column out
    return sa.func.sum(sa.case((condition, _USE.uses), else_=0))


_BY_CHECKOUTS: Final = (
    sa.select(
        _USE.identity,
        _USE.window_key,
        _uses_where(HOLD.c.ends_us > _AT).label("held"),
        _uses_where(HOLD.c.ends_us <= _AT).label("over"),
    )
    .join_from(
        IDENTITY_USE, HOLD, (HOLD.c.program_key == _USE.program_key) & (HOLD.c.order_id == _USE.order_id)
    )
    .where(
        _USE.program_key == sa.bindparam("program"),
        _USE.name == sa.bindparam("counter"),
        HOLD.c.state == LIVE,
    )
    .group_by(_USE.identity, _USE.window_key)
    .subquery()
)
_HELD: Final[Any] = sa.func.coalesce(_BY_CHECKOUTS.c.held, 0)
_ALL: Final[Any] = _COUNTER.used - sa.func.coalesce(_BY_CHECKOUTS.c.over, 0)
_COUNTED: Final = (
    sa.select(
        sa.func.count(),
        sa.func.sum(_ALL - _HELD),
        sa.func.sum(_HELD),
        sa.func.sum(sa.case((sa.bindparam("most") <= _ALL, 1), else_=0)),
    )
    .select_from(
        IDENTITY_COUNTER.outerjoin(
            _BY_CHECKOUTS,
            (_BY_CHECKOUTS.c.identity == _COUNTER.identity)
            & (_BY_CHECKOUTS.c.window_key == _COUNTER.window_key),
        )
    )
    .where(
        _COUNTER.program_key == sa.bindparam("program"),
        _COUNTER.name == sa.bindparam("counter"),
        _COUNTER.window_key >= sa.bindparam("window"),
        _ALL > 0,
    )
)
