"""What issuances gave, gift by gift, read off a finished replay's tables."""

from __future__ import annotations

import numpy as np

from loyalty.rules.issuances import GiveCoupon
from loyalty.simulate.figures.outcome_members import GiftFigures
from loyalty.simulate.replaying.replay import Replay


def gifts_of(replay: Replay) -> tuple[GiftFigures, ...]:
    """One entry for each gift of each issuance, in the programme's order."""
    rows = replay.tables["by_gift"]
    held = _held(replay)
    gifts = [(issuance, given) for issuance in replay.plan.program.issuances for given in issuance.gives]
    return tuple(
        GiftFigures(
            issuance=issuance.id,
            name=issuance.name or issuance.name_zh or issuance.id,
            name_zh=issuance.name_zh or issuance.name or issuance.id,
            offer=given.offer if isinstance(given, GiveCoupon) else None,
            given=int(rows["given"][place]),
            points=int(rows["points"][place]),
            used=int(rows["used"][place]),
            cost_minor=int(rows["cost"][place]),
            came_back=int(rows["back"][place]),
            lapsed=int(rows["lapsed"][place]),
            voided=int(rows["voided"][place]),
            points_taken=int(rows["taken"][place]),
            held=held[place],
        )
        for place, (issuance, given) in enumerate(gifts)
    )


def _held(replay: Replay) -> list[int]:
    """Coupons of each gift that members hold when the log ends."""
    gifts = len(replay.plan.tables["gifts"])
    room = int(replay.plan.settings().held)
    if not room:
        return [0] * gifts
    members = len(replay.log.member_ids)
    rows = replay.tables["held"]["gift"][: members * room].reshape(members, room)
    there = np.arange(room) < replay.tables["gifted"]["held"][:members, np.newaxis]
    counted: list[int] = np.bincount(rows[there], minlength=gifts).tolist()
    return counted
