"""Members in the result: orders by tier, who moved when, who stands where at the end, and their points."""

from __future__ import annotations

import numpy as np

from loyalty.kernels.codes import FOREVER
from loyalty.rules.program import Program
from loyalty.rules.tiers import Track
from loyalty.simulate.figures.history import month_name
from loyalty.simulate.figures.measured import members_of
from loyalty.simulate.figures.outcome_costs import TierCost
from loyalty.simulate.figures.outcome_members import PointsFigures, PointsMonth, TierCount, TierMove, TierName
from loyalty.simulate.orders.parsing import Ints
from loyalty.simulate.replaying.replay import Replay

GUEST = "guest"


def by_tier(replay: Replay) -> tuple[TierCost, ...]:
    """Orders by the level they were placed at, on every track."""
    rows = []
    width = replay.plan.settings().levels + 2
    for number, track in enumerate(replay.plan.program.tiers):
        names = [GUEST, None, *(level.id for level in track.levels)]
        for place, name in enumerate(names):
            row = replay.tables["by_level"][number * width + place]
            if row["orders"] or (name is not None and name != GUEST):
                rows.append(
                    TierCost(
                        track=track.id,
                        tier=name,
                        orders=int(row["orders"]),
                        revenue_minor=int(row["revenue"]),
                        cost_minor=int(row["cost"]),
                        points_earned=int(row["earned"]),
                    )
                )
    return tuple(rows)


def tier_movement(replay: Replay) -> tuple[TierMove, ...]:
    """Moves between levels, month by month."""
    width = replay.plan.settings().levels + 1
    tracks = replay.plan.program.tiers
    first = int(replay.tables["plan"]["month_first"][0])
    counts = replay.tables["moves"]["count"]
    rows = []
    for place in np.flatnonzero(counts).tolist():
        rest, target = divmod(place, width)
        rest, source = divmod(rest, width)
        month, track = divmod(rest, len(tracks))
        rows.append(
            TierMove(
                month=month_name(first + month),
                track=tracks[track].id,
                source=_level(tracks[track], source - 1),
                target=_level(tracks[track], target - 1),
                members=int(counts[place]),
            )
        )
    return tuple(rows)


def _level(track: Track, level: int) -> str | None:
    return track.levels[level].id if level >= 0 else None


def tier_names(program: Program) -> tuple[TierName, ...]:
    """Every level of every track in both languages; one language stands in for the other."""
    return tuple(
        TierName(
            track=track.id,
            track_name=track.name or track.name_zh or track.id,
            track_name_zh=track.name_zh or track.name or track.id,
            tier=level.id,
            name=level.name or level.name_zh or level.id,
            name_zh=level.name_zh or level.name or level.id,
        )
        for track in program.tiers
        for level in track.levels
    )


def tiers_at_end(replay: Replay) -> tuple[TierCount, ...]:
    """How many of the members that the replay met stand at each level when the log ends."""
    tracks = replay.plan.program.tiers
    met = members_of(replay.feed.member[replay.feed.order], len(replay.log.member_ids))
    rows = []
    for number, track in enumerate(tracks):
        levels = replay.tables["standings"]["level"][met * len(tracks) + number]
        below = int((levels < 0).sum())
        if below:
            rows.append(TierCount(track=track.id, tier=None, members=below))
        rows.extend(
            TierCount(track=track.id, tier=level.id, members=int((levels == place).sum()))
            for place, level in enumerate(track.levels)
        )
    return tuple(rows)


def points_of(replay: Replay) -> PointsFigures:
    """Points over the measured window; outstanding and pending are what members hold when the log ends."""
    table = replay.tables["by_month"]
    sums = {name: int(table[name].sum()) for name in table.dtype.names or ()}
    members = replay.tables["members"][: len(replay.log.member_ids)]
    outstanding = int(members["booked"].sum())
    held, owner = _held(replay)
    settings = replay.plan.settings()
    given = int(replay.tables["by_gift"]["points"].sum())
    worth = outstanding * settings.step_minor // settings.step_points if settings.redeem else 0
    return PointsFigures(
        earned=sums["earned"],
        base=sums["earned"] - sums["bonus"] - given,
        bonus=sums["bonus"],
        given=given,
        spent=sums["spent"],
        restored=sums["restored"],
        expired=sums["expired"],
        taken_back=sums["taken"],
        debt_incurred=sums["debt"],
        debt_repaid=sums["repaid"],
        debt=int(members["debt"].sum()),
        outstanding=outstanding,
        pending=_pending(replay, held),
        lots=int(held.size),
        lots_granted=sums["lots"],
        members_with_points=int(members_of(owner, len(replay.log.member_ids)).size),
        members_earning=_earners(replay),
        unlinked_taken=sums["unlinked"],
        shortfall=sums["shortfall"],
        spent_orders=sums["with_points"],
        spent_minor=sums["points_minor"],
        outstanding_minor=worth,
        by_month=_months(replay),
    )


def _months(replay: Replay) -> tuple[PointsMonth, ...]:
    first = int(replay.tables["plan"]["month_first"][0])
    return tuple(
        PointsMonth(
            month=month_name(first + place),
            earned=int(row["earned"]),
            spent=int(row["spent"]),
            expired=int(row["expired"]),
            taken_back=int(row["taken"]),
        )
        for place, row in enumerate(replay.tables["by_month"])
    )


def _held(replay: Replay) -> tuple[Ints, Ints]:
    """The lots of which points are left when the log ends, and whose they are."""
    members = replay.tables["members"][: len(replay.log.member_ids)]
    lots = replay.tables["lots"]
    left = np.flatnonzero((lots["left"] > 0) & (lots["expires"] > int(replay.log.last_at)))
    first = members["start"].astype(np.int64) * replay.plan.settings().groups
    owner = np.searchsorted(first, left, side="right") - 1
    held = (left >= members["lot_head"][owner]) & (left < members["lot_tail"][owner])
    return left[held], owner[held]


def _pending(replay: Replay, held: Ints) -> int:
    """Points in lots that have not matured when the log ends."""
    lots = replay.tables["lots"][held]
    waiting = (lots["available"] > int(replay.log.last_at)) & (lots["available"] < FOREVER)
    return int(lots["left"][waiting].sum())


def _earners(replay: Replay) -> int:
    """Members that earned anything in the measured window."""
    earned = replay.tables["outcomes"]["earned"][: len(replay.log.doc_at)] > 0
    earned &= replay.log.doc_at >= int(replay.tables["plan"]["measure_from"][0])
    return int(members_of(replay.log.doc_member[earned], len(replay.log.member_ids)).size)
