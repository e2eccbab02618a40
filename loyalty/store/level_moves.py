"""Where members would stand under another version: counted before it goes live, member by member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import find_account
from loyalty.store.standings import standing_of
from loyalty.store.state_reading import read_state
from loyalty.store.tables import MEMBER

BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class LevelMove:
    """So many members who stand on one level of a track, or none, would stand on another."""

    track: str
    before: str | None
    after: str | None
    members: int


def level_moves(
    connection: sa.Connection, program_key: str, *, now: Plan, then: Plan, at: datetime
) -> tuple[LevelMove, ...]:
    """Active members by where they stand at an instant under one plan and under another.

    Tracks that are only in one of the plans are told with no level on the other side.
    """
    counted: Counter[tuple[str, str | None, str | None]] = Counter()
    for member_ref in _members(connection, program_key):
        account = find_account(connection, program_key, member_ref)
        state = read_state(connection, account.id, locking=False)
        found = []
        for plan in (now, then):
            standing = standing_of(plan, account, state)
            found.append(_levels(plan, up_to_date(plan, who=account.who, standing=standing, at=at)))
        before, after = found
        counted.update((track, before.get(track), after.get(track)) for track in {**before, **after})
    return tuple(
        LevelMove(*move, members)
        for move, members in sorted(counted.items(), key=lambda one: tuple(part or "" for part in one[0]))
    )


def _levels(plan: Plan, standing: Standing) -> dict[str, str | None]:
    return {
        track.id: track.levels[tier.level].id if tier.level >= 0 else None
        for track, tier in zip(plan.program.tiers, standing.tiers, strict=True)
    }


def _members(connection: sa.Connection, program_key: str) -> Iterator[str]:
    """Active members in order of their references, a batch at a time."""
    last = ""
    while True:
        told = {"program": program_key, "last": last}
        batch = list(connection.execute(_NEXT, told).scalars())
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


_NEXT: Final = (
    sa.select(MEMBER.c.ref)
    .where(
        MEMBER.c.program_key == sa.bindparam("program"),
        MEMBER.c.state == "active",
        MEMBER.c.ref > sa.bindparam("last"),
    )
    .order_by(MEMBER.c.ref)
    .limit(BATCH)
)
