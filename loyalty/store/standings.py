"""A standing and the rows it is kept in: translated by ids, so that it goes on under another version.

A plan numbers tracks, levels, counters and groups of expiry; rows name them. What a plan does not know stays
as it is. A track that is new to a member opens as for someone new, without credit of earlier orders.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

from loyalty.engine import up_to_date
from loyalty.facts.member import (
    FOLLOWING,
    FOR_GOOD,
    FOREVER,
    NEVER,
    STAYING,
    Credit,
    HeldLevel,
    Member,
    PlacedOrder,
    PointLot,
    Reach,
    TierStanding,
    Uses,
)
from loyalty.facts.standing import Standing
from loyalty.handed_in import known
from loyalty.plan.tables import Plan
from loyalty.rules.tiers import Track
from loyalty.store.accounts import Account
from loyalty.store.state_reading import IN_ORDER, CreditRow, State, TierRow

BELOW: Final = ""
"""The level below the first."""
_STANDING: Final = known(Standing)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read of a member, and the standing that a plan makes of it."""

    account: Account
    state: State
    standing: Standing


def standing_of(
    plan: Plan, account: Account, state: State, *, placed: tuple[PlacedOrder, ...] = ()
) -> Standing:
    """The member's standing under a plan; lots that the `placed` order earned are tied to it."""
    groups = int(plan.settings().groups)
    count = max((len(rows) for rows in state.credits.values()), default=0)
    touched = bool(state.tiers or account.sequence)
    tiers, reaches, credits_ = _tracks(plan, account, state, count) if touched else ((), (), ())
    return _STANDING(
        orders=account.orders,
        sequence=max(account.sequence, -(-account.next_lot_key // groups)),
        last_order=account.last_order,
        active_until=account.active_until,
        wiped_at=account.wiped_at,
        debt=account.debt,
        debt_at=account.debt_at,
        lots=_lots(plan, account, state, placed[0].order_id if placed else None),
        tiers=tiers,
        reaches=reaches,
        credits=credits_,
        held_levels=_held_levels(plan, state),
        uses=tuple(Uses(*state.counters.get(name, (0, 0))) for name in plan.own),
        placed=placed,
        coupons=tuple(state.coupons),
        first_earned=account.first_earned,
        first_active=account.first_active,
        points_held=account.held,
        points_promised=account.promised,
    )


def _lots(plan: Plan, account: Account, state: State, order_id: str | None) -> tuple[PointLot, ...]:
    """Lots that hold points; where a clock of inactivity runs, those that it does not end never end."""
    groups = int(plan.settings().groups)
    last = groups - 1
    lots = [
        PointLot(
            0 if order_id is not None and one.order == order_id else -1,
            min(one.group, last),
            one.expires,
            one.available,
            one.earned,
            one.key,
            one.remaining - one.held,
            one.granted,
        )
        for one in state.lots
        if one.remaining > one.held
    ]
    if plan.settings().inactivity_months > 0 or account.active_until < FOREVER:
        idle = {one.key for one in state.lots if one.idle}
        lots = [
            lot if lot.key in idle or lot.expires < FOREVER else lot._replace(expires=NEVER) for lot in lots
        ]
        lots.sort(key=IN_ORDER)
    return tuple(lots)


def _tracks(
    plan: Plan, account: Account, state: State, count: int
) -> tuple[tuple[TierStanding, ...], tuple[Reach, ...], tuple[tuple[Credit, ...], ...]]:
    """Standings, reaches and credits of every track of the plan."""
    fresh: Standing | None = None
    tiers: list[TierStanding] = []
    reaches: list[Reach] = []
    credits_: list[tuple[Credit, ...]] = []
    level_start = 0
    for number, track in enumerate(plan.program.tiers):
        levels = len(track.levels)
        known = state.tiers.get(track.id)
        if known is None:
            fresh = fresh or _opened(plan, account.who)
            tiers.append(fresh.tiers[number]._replace(head=count, tail=count, count=count))
            reaches.extend(fresh.reaches[level_start : level_start + levels])
            credits_.append(_silent(state, count))
        else:
            tiers.append(_tier(known, track, count))
            reaches.extend(_reaches(known, track))
            credits_.append(credits_of(state.credits.get(track.id, []), count))
        level_start += levels
    return tuple(tiers), tuple(reaches), tuple(credits_)


def _opened(plan: Plan, who: Member) -> Standing:
    """The standing of someone new, at the instant of joining."""
    return up_to_date(plan, who=who, standing=Standing(), at=who.joined_at)


def _silent(state: State, count: int) -> tuple[Credit, ...]:
    """Credit of nothing for each order that was placed before the track was there."""
    rows = next(iter(state.credits.values()), [])
    return tuple(Credit(row.at, row.at, 0, row.key) for row in rows)[:count]


def credits_of(rows: list[CreditRow], count: int) -> tuple[Credit, ...]:
    """Credit rows of a track as records; nothing for orders from before the track was there."""
    made = tuple(Credit(row.at, row.ends, row.amount, row.key) for row in rows)
    missing = count - len(made)
    before = made[0].at if made else 0
    return tuple(Credit(before, before, 0, -1) for _ in range(missing)) + made


def _tier(row: TierRow, track: Track, count: int) -> TierStanding:
    level = place_on(track, row.reaches, row.level)
    floor = place_on(track, row.reaches, row.floor_level)
    ends = _lasts(row.ends, track, level)
    if ends == STAYING and row.ends == FOR_GOOD:
        floor = level
    return TierStanding(
        level,
        floor,
        row.head,
        row.tail,
        count,
        row.grace,
        row.credit,
        ends,
        row.floor_ends,
        row.period_ends,
    )


def _lasts(ends: int, track: Track, level: int) -> int:
    """The end of a level; of one without, what it means here: for good, or as long as the credit says."""
    kind = track.term.kind
    if ends <= FOREVER or not _has_term(track, level):
        return min(ends, FOREVER)
    if ends == FOLLOWING:
        return FOREVER if kind == "follows_credit" else FOLLOWING
    if kind == "follows_credit":
        return STAYING
    if ends == STAYING:
        return STAYING
    return FOREVER if kind == "forever" else FOR_GOOD


def _without_end(ends: int, track: Track, level: int) -> int:
    """The end as it is stored: a level without one says whether it is for good or follows the credit."""
    if ends != FOREVER or not _has_term(track, level):
        return ends
    return {"forever": FOR_GOOD, "follows_credit": FOLLOWING}.get(track.term.kind, FOREVER)


def _has_term(track: Track, level: int) -> bool:
    """Whether somebody could lose the level; the one that needs nothing is nobody's to lose."""
    return level >= 0 and track.levels[level].minimum > 0


def _held_levels(plan: Plan, state: State) -> tuple[HeldLevel, ...]:
    """Levels bought and granted; what several are under this version is held until the latest end."""
    held: dict[tuple[int, int, str], HeldLevel] = {}
    for number, track in enumerate(plan.program.tiers):
        row = state.tiers.get(track.id)
        for name, source, starts, end, minimum in _held(row and row.held_levels):
            place = _place_of(track, name, partial(dict, {name: minimum}))
            if place >= 0:
                one = HeldLevel(number, place, source, starts, end)
                held[one[:3]] = max(held.get(one[:3], one), one, key=lambda each: each.ends)
    return tuple(sorted(held.values()))


def _held(text: str | None) -> Sequence[Any]:
    """What a row's text holds; mostly nothing."""
    if text is None or text in {"", "[]"}:
        return ()
    held: Sequence[Any] = json.loads(text)
    return held


def place_on(track: Track, reaches: str, level: str) -> int:
    """The place of a level that the credit reached; `reaches` are those of its row."""
    return _place_of(track, level, lambda: {name: least for name, *_, least in json.loads(reaches)})


def held_on(track: Track, held_levels: str | None) -> list[tuple[str, str, int, int]]:
    """Levels bought and granted as a track has them now: level, source, from when, until when."""
    latest: dict[tuple[str, str], tuple[str, str, int, int]] = {}
    for name, source, starts, end, minimum in _held(held_levels):
        place = _place_of(track, name, partial(dict, {name: minimum}))
        if place >= 0:
            one = (track.levels[place].id, source, starts, end)
            latest[one[:2]] = max(latest.get(one[:2], one), one, key=lambda each: each[3])
    return sorted(latest.values())


def _place_of(track: Track, level: str, minimums: Callable[[], Mapping[str, str]]) -> int:
    """The level's place on its track.

    Of one that is gone, the highest level that takes no more than it took: nobody stands higher for a change
    of the programme, and nobody lower than what they had reached.
    """
    if level == BELOW:
        return -1
    for place, one in enumerate(track.levels):
        if one.id == level:
            return place
    took = minimums().get(level)
    if took is None:
        return -1
    return sum(one.minimum <= Decimal(took) for one in track.levels) - 1


def _reaches(row: TierRow, track: Track) -> list[Reach]:
    stored = {name: Reach(*reach) for name, *reach, _ in json.loads(row.reaches)}
    return [stored.get(level.id, Reach(0, 0, 0)) for level in track.levels]


def tier_rows(plan: Plan, account_id: int, standing: Standing) -> dict[str, dict[str, object]]:
    """The rows of the plan's tracks, by track."""
    rows: dict[str, dict[str, object]] = {}
    level_start = 0
    for number, (track, tier) in enumerate(zip(plan.program.tiers, standing.tiers, strict=True)):
        names = [level.id for level in track.levels]
        reached = standing.reaches[level_start : level_start + len(names)]
        rows[track.id] = {
            "account_id": account_id,
            "track": track.id,
            "level": names[tier.level] if tier.level >= 0 else BELOW,
            "floor_level": names[tier.floor_level] if tier.floor_level >= 0 else BELOW,
            "head": tier.head,
            "tail": tier.tail,
            "grace": tier.grace,
            "credit": tier.sum,
            "ends_us": _end(_without_end(tier.ends, track, tier.level)),
            "floor_ends_us": _end(tier.floor_ends),
            "period_ends_us": _end(tier.period_ends),
            "reaches": json.dumps(
                [
                    [level.id, *reach, str(level.minimum)]
                    for level, reach in zip(track.levels, reached, strict=True)
                ],
                separators=(",", ":"),
            ),
            "held_levels": _told(track, [one for one in standing.held_levels if one.track == number]),
        }
        level_start += len(names)
    return rows


def _told(track: Track, held: Sequence[HeldLevel]) -> str:
    return json.dumps(
        [[track.levels[one.level].id, *one[2:], str(track.levels[one.level].minimum)] for one in held],
        separators=(",", ":"),
    )


def _end(us: int) -> int | None:
    return None if us == FOREVER else us
