"""Holds of checkouts: kept until they are captured, released, or past their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from loyalty.facts.hold import Hold
from loyalty.facts.order import Cart
from loyalty.store.documents import decode, encode
from loyalty.store.tables import HOLD, HOLD_LOT
from loyalty.store.together import Asked
from loyalty.store.upserting import insert_or_update
from loyalty.store.working import Work

LIVE, CAPTURED, RELEASED = "live", "captured", "released"
OVERDUE_AT_ONCE: Final = 50
"""Overdue holds that are read together to be let go."""
OVERDUE_SEEN: Final = 500
"""Overdue holds that a quote looks at, and an order lets go; a shop with more has stopped its nightly run."""


@dataclass(frozen=True, slots=True)
class StoredHold:
    """A hold as it is stored; a guest's has neither account nor member."""

    held: Hold
    account_id: int | None
    member_ref: str | None
    state: str
    ends: int
    hold_id: str

    def live(self, at_us: int) -> bool:
        """Whether it holds at an instant."""
        return self.state == LIVE and at_us < self.ends


def held_lots(held: Hold) -> Mapping[int, int]:
    """Points held of each lot, by its key."""
    points: Counter[int] = Counter()
    for one in held.order.trail:
        points[one.key] += one.points
    return points


def write_hold(
    work: Work, held: Hold, hold_id: str, *, cart: Cart, whose: tuple[str | None, int | None]
) -> None:
    """Keep a hold; one of the same order that was released gives its place up.

    Of two at once the later one is refused: it is to be run again and to let the other go.
    """
    member_ref, account_id = whose
    row = {
        "program_key": work.program_key,
        "order_id": held.order_id,
        "hold_id": hold_id,
        "account_id": account_id,
        "member_ref": member_ref,
        "program_hash": held.program_hash,
        "cart_hash": held.cart_hash,
        "state": LIVE,
        "held_us": held.at,
        "ends_us": held.ends,
        "closed_us": None,
        "cart": encode(cart),
        "record": encode(held),
    }
    work.write(insert_or_update(HOLD, work.dialect, was=("state", RELEASED)), row)
    lots = [
        {
            "program_key": work.program_key,
            "order_id": held.order_id,
            "lot_key": key,
            "account_id": account_id,
            "points": points,
        }
        for key, points in sorted(held_lots(held).items())
    ]
    if lots:
        work.write(_INSERT_LOTS, lots)


def close_hold(work: Work, held: Hold, state: str) -> None:
    """A hold that is captured or released holds nothing any more."""
    named = {"program": work.program_key, "order": held.order_id}
    work.write(_CLOSE, named | {"to": state, "now": work.at_us})
    if held.order.trail:
        work.write(_FREE_LOTS, named)


def extend(work: Work, order_id: str, ends_us: int) -> None:
    """Put a hold's end off."""
    work.write(_EXTEND, {"program": work.program_key, "order": order_id, "until": ends_us})


def held_then(connection: sa.Connection, account_id: int, at_us: int) -> tuple[Counter[int], Counter[int]]:
    """Points of lots that checkouts held at an instant, and those that they hold now and held on behind it.

    Of an order that was held anew the last hold is known.
    """
    then: Counter[int] = Counter()
    still: Counter[int] = Counter()
    for row in connection.execute(_AROUND, {"account": account_id, "at": at_us}):
        points = held_lots(decode(Hold, row.record))
        if row.held_us <= at_us:
            then.update(points)
        if row.state == LIVE:
            still.update(points)
    return then, still


def asked_hold(program_key: str, order_id: str, *, locking: bool = False) -> Asked:
    """The question for an order's hold."""
    return Asked(_one(locking=locking), {"program": program_key, "order": order_id})


def holds_from(rows: Sequence[Any]) -> list[StoredHold]:
    """Holds from what the database answered; an end that was put off is the record's end too."""
    found = []
    for row in rows:
        held: Hold = decode(Hold, row.record)
        held = replace(held, ends=row.ends_us)
        found.append(StoredHold(held, row.account_id, row.member_ref, row.state, row.ends_us, row.hold_id))
    return found


def asked_overdue(program_key: str, at_us: int, *, most: int = OVERDUE_AT_ONCE) -> Asked:
    """The question for live holds of a programme that are past their end, the first to end first."""
    return Asked(_OVERDUE, {"program": program_key, "at": at_us, "most": most})


KEPT: Final = (
    HOLD.c.record,
    HOLD.c.account_id,
    HOLD.c.member_ref,
    HOLD.c.state,
    HOLD.c.ends_us,
    HOLD.c.hold_id,
)
"""What `holds_from` asks of a hold."""
_NAMED: Final = (HOLD.c.program_key == sa.bindparam("program")) & (HOLD.c.order_id == sa.bindparam("order"))
_CLOSE: Final = sa.update(HOLD).where(_NAMED).values(state=sa.bindparam("to"), closed_us=sa.bindparam("now"))
_EXTEND: Final = sa.update(HOLD).where(_NAMED).values(ends_us=sa.bindparam("until"))
_INSERT_LOTS: Final = sa.insert(HOLD_LOT)
_FREE_LOTS: Final = sa.delete(HOLD_LOT).where(
    HOLD_LOT.c.program_key == sa.bindparam("program"), HOLD_LOT.c.order_id == sa.bindparam("order")
)
_AROUND: Final = sa.select(HOLD.c.record, HOLD.c.state, HOLD.c.held_us).where(
    HOLD.c.account_id == sa.bindparam("account"),
    HOLD.c.ends_us > sa.bindparam("at"),
    (HOLD.c.state == LIVE)
    | ((HOLD.c.held_us <= sa.bindparam("at")) & (HOLD.c.closed_us > sa.bindparam("at"))),
)
_OVERDUE: Final = (
    sa.select(*KEPT)
    .where(
        HOLD.c.program_key == sa.bindparam("program"),
        HOLD.c.state == LIVE,
        HOLD.c.ends_us <= sa.bindparam("at"),
    )
    .order_by(HOLD.c.ends_us, HOLD.c.order_id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


@cache
def _one(*, locking: bool) -> Any:  # noqa: ANN401 - a select
    chosen = sa.select(*KEPT)
    return chosen.where(_NAMED).with_for_update() if locking else chosen.where(_NAMED)
