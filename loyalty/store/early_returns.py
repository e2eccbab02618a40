"""Returns that came before their order: they wait, and are booked when it is placed.

Neither an order under way nor a return under way sees the other's rows. Each passes the order's gate first,
a row that only one of them can write before the other has committed: so no return waits for an order that
is there already.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite

from loyalty.store.operations import Work
from loyalty.store.tables import EARLY_RETURN, ORDER_GATE
from loyalty.store.together import Asked
from loyalty.store.upserting import is_mysql


@dataclass(frozen=True, slots=True)
class EarlyReturn:
    """A return that waits for its order: what was asked, and when it came back."""

    return_id: str
    returned_us: int
    content: dict[str, Any]


def pass_gate(work: Work, order_id: str) -> bool:
    """Pass an order's gate; whether somebody did before. Who is passing it is waited for."""
    asked = asked_gate(work, order_id)
    if is_mysql(work.dialect):
        return work.connection.execute(*asked).rowcount != 1
    return bool(work.taken("gate", lambda: asked)[0].changes)


def asked_gate(work: Work, order_id: str) -> Asked:
    """The passing of an order's gate; it answers whether somebody did before, but not on MariaDB."""
    row = {"program_key": work.program_key, "order_id": order_id, "changes": 0}
    return Asked(_passing(work.dialect), row)


def keep_early(work: Work, *, order_id: str, return_id: str, content: str) -> None:
    """Keep a return whose order is not known."""
    work.write(
        _KEEP,
        {
            "program_key": work.program_key,
            "order_id": order_id,
            "return_id": return_id,
            "returned_us": work.at_us,
            "recorded_us": work.recorded_us,
            "content": content,
        },
    )


def early_returns(work: Work, order_id: str) -> list[EarlyReturn]:
    """What waits for an order, the earliest first; the order passes its gate."""
    if not pass_gate(work, order_id):
        return []
    rows = work.connection.execute(_WAITING, {"program": work.program_key, "order": order_id})
    return [EarlyReturn(row.return_id, row.returned_us, json.loads(row.content)) for row in rows]


def waiting_for(work: Work, order_ids: Sequence[str]) -> dict[str, list[EarlyReturn]]:
    """What waits for each of many orders that are written now; they pass their gates."""
    if not order_ids:
        return {}
    named = sorted(order_ids)
    rows = [{"program_key": work.program_key, "order_id": one, "changes": 0} for one in named]
    work.connection.execute(_passing(work.dialect, telling=False), rows)
    found: dict[str, list[EarlyReturn]] = {}
    for row in work.connection.execute(_ALL_WAITING, {"program": work.program_key, "orders": named}):
        one = EarlyReturn(row.return_id, row.returned_us, json.loads(row.content))
        found.setdefault(row.order_id, []).append(one)
    return found


def forget_early(work: Work, order_id: str) -> None:
    """Nothing waits for the order any more."""
    work.write(_FORGET, {"program": work.program_key, "order": order_id})


@cache
def _passing(dialect: str, *, telling: bool = True) -> Any:  # noqa: ANN401 - each dialect has its own class
    if is_mysql(dialect):
        return mysql.insert(ORDER_GATE).on_duplicate_key_update(changes=ORDER_GATE.c.changes + _ONE)
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    passing = insert(ORDER_GATE).on_conflict_do_update(
        index_elements=["program_key", "order_id"], set_={"changes": ORDER_GATE.c.changes + _ONE}
    )
    return passing.returning(ORDER_GATE.c.changes) if telling else passing


_ONE: Final[Any] = sa.literal_column("1")  # a bind behind the values is more than PyMySQL sends for many
_KEEP: Final = sa.insert(EARLY_RETURN)
_NAMED: Final = (EARLY_RETURN.c.program_key == sa.bindparam("program")) & (
    EARLY_RETURN.c.order_id == sa.bindparam("order")
)
_WAITING: Final = (
    sa.select(EARLY_RETURN)
    .where(_NAMED)
    .order_by(EARLY_RETURN.c.returned_us, EARLY_RETURN.c.return_id)
    .with_for_update()
)
_ALL_WAITING: Final = (
    sa.select(EARLY_RETURN)
    .where(
        EARLY_RETURN.c.program_key == sa.bindparam("program"),
        EARLY_RETURN.c.order_id.in_(sa.bindparam("orders", expanding=True)),
    )
    .order_by(EARLY_RETURN.c.order_id, EARLY_RETURN.c.returned_us, EARLY_RETURN.c.return_id)
    .with_for_update()
)
_FORGET: Final = sa.delete(EARLY_RETURN).where(_NAMED)
