"""The orders that cost most."""

from __future__ import annotations

from typing import Final

from loyalty.simulate.figures.measured import Measured, largest
from loyalty.simulate.figures.outcome_events import TopOrder
from loyalty.simulate.replaying.replay import Replay
from loyalty.when import from_us

TOP: Final = 20


def top_orders(measured: Measured) -> tuple[TopOrder, ...]:
    """The measured orders with the highest cost, dearest first; ties in the order of events."""
    cost = measured.cost
    places = largest(cost, TOP)
    return tuple(
        _order(measured.replay, document)
        for document in measured.documents[places[cost[places] > 0]].tolist()
    )


def _order(replay: Replay, document: int) -> TopOrder:
    row = replay.tables["outcomes"][document]
    member = int(replay.log.doc_member[document])
    level = int(row["level"])
    tracks = replay.plan.program.tiers
    return TopOrder(
        order_id=str(replay.log.doc_ids[document]),
        at=from_us(int(replay.log.doc_at[document]), replay.plan.program.zone).isoformat(),
        member=replay.log.member_ids[member] if member >= 0 else None,
        tier=tracks[0].levels[level].id if level >= 0 else None,
        revenue_minor=int(row["revenue"]),
        cost_minor=int(row["off"] + row["shipping"] + row["points_minor"]),
        offers_minor=int(row["off"]),
        shipping_minor=int(row["shipping"]),
        points_minor=int(row["points_minor"]),
        points_spent=int(row["points"]),
        points_earned=int(row["earned"]),
    )
