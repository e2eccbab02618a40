"""Returns that came before their order: they wait, and are booked when it is placed."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from loyalty.store.operations import Work
from loyalty.store.tables import EARLY_RETURN


def keep_early(work: Work, *, order_id: str, return_id: str, content: str) -> None:
    """Keep a return whose order is not known."""
    work.write(
        sa.insert(EARLY_RETURN),
        {
            "program_key": work.program_key,
            "order_id": order_id,
            "return_id": return_id,
            "returned_us": work.at_us,
            "recorded_us": work.recorded_us,
            "content": content,
        },
    )


def early_returns(connection: sa.Connection, program_key: str, order_id: str) -> list[tuple[str, int, str]]:
    """Return ids, instants and contents that wait for an order, the earliest first."""
    rows = connection.execute(_WAITING, {"program": program_key, "order": order_id})
    return [(row.return_id, row.returned_us, row.content) for row in rows]


_WAITING: Final = (
    sa.select(EARLY_RETURN)
    .where(
        EARLY_RETURN.c.program_key == sa.bindparam("program"),
        EARLY_RETURN.c.order_id == sa.bindparam("order"),
    )
    .order_by(EARLY_RETURN.c.returned_us, EARLY_RETURN.c.return_id)
    .with_for_update()
)
