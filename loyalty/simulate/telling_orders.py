"""The orders that cost most."""

from __future__ import annotations

import numpy as np

from loyalty.simulate.outcome import TopOrder
from loyalty.simulate.replay import Replay
from loyalty.when import from_us

TOP = 20


def top_orders(replay: Replay) -> tuple[TopOrder, ...]:
    """The measured orders with the highest cost, dearest first; ties in the order of events."""
    outcomes = replay.tables["outcomes"][: len(replay.log.doc_at)]
    cost = outcomes["off"] + outcomes["shipping"] + outcomes["points_minor"]
    measured = replay.log.doc_at >= int(replay.tables["plan"]["measure_from"][0])
    cost = np.where(measured & (replay.log.doc_kind == 0), cost, 0)
    places = np.argsort(-cost, kind="stable")[:TOP]
    return tuple(_order(replay, place) for place in places.tolist() if cost[place] > 0)


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
