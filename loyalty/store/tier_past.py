"""Where a member stood on each track at any instant: what is written with each change, and read back.

A change of a level, a term, a grace or what is held beside is kept with the instant it holds from; credit is
kept in its own rows, and what one was before a return or a merge changed it. Between two changes nothing
moves but what the kernels bring about, so that the standing of a past instant is the last one kept before it,
brought up to that instant by the same kernels. An order that came late counts from its own instant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from loyalty.engine import up_to_date
from loyalty.facts.member import FOREVER, Credit, TierStanding
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.store.accounts import Account, ends, stored
from loyalty.store.operations import Work
from loyalty.store.standings import Loaded, credits_of, standing_of
from loyalty.store.state_reading import CreditRow, State, TierRow
from loyalty.store.tables import TIER_CREDIT, TIER_CREDIT_PAST, TIER_PAST
from loyalty.when import to_us

MOVING: Final = ("head", "tail", "credit")
"""What follows from the credit rows and the instant."""


def write_past(  # noqa: PLR0913 - what was and what is, all named
    work: Work,
    loaded: Loaded,
    rows: Sequence[Mapping[str, object]],
    *,
    before: Mapping[str, Mapping[str, object]],
    after: Sequence[Sequence[Credit]],
    tracks: Sequence[str],
) -> None:
    """Keep what changed of tracks (`rows` as they are now), and what credit was before it changed."""
    account = loaded.account
    head = {"change": account.changes + 1}
    kept = [
        _still(row) | head | {"from_us": max(account.matured_until, work.at_us), "op_key": work.op_key}
        for row in rows
        if row["track"] not in loaded.state.tiers or _still(row) != _still(before[str(row["track"])])
    ]
    if kept:
        work.write(_INSERT_PAST, kept)
    was = [
        {
            **head,
            "account_id": account.id,
            "track": track,
            "credit_key": one.key,
            "until_us": work.at_us,
            "at_us": one.at,
            "ends_us": stored(one.ends),
            "amount": one.amount,
        }
        for number, track in enumerate(tracks)
        for one in _credits_before(loaded.standing, after, number, work.at_us)
    ]
    if was:
        work.write(_INSERT_CREDIT, was)


def _still(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in MOVING}


def _credits_before(
    standing: Standing, after: Sequence[Sequence[Credit]], number: int, at_us: int
) -> list[Credit]:
    """What rows were that are others now; nothing, of those that come with an earlier instant than now."""
    rows = standing.credits[number] if standing.credits else ()
    old = {one.key: one for one in rows}
    found = []
    for one in after[number]:
        known = old.get(one.key)
        if known is None and one.at < at_us and one.amount:
            found.append(one._replace(amount=0))
        elif known is not None and known != one:
            found.append(known)
    return found


def standing_then(connection: sa.Connection, plan: Plan, account: Account, *, at: datetime) -> Standing:
    """The member's tiers at an instant that is past, under the plan that was live then; no points."""
    at_us = to_us(at)
    told = {"account": account.id, "at": at_us}
    state = State()
    since: dict[str, int] = {}
    for row in connection.execute(_KEPT, told):
        ended = (ends(one) for one in (row.ends_us, row.floor_ends_us, row.period_ends_us))
        texts = (row.track, row.level, row.floor_level, row.reaches, row.held_levels)
        state.tiers[row.track] = TierRow(*texts, 0, 0, row.grace, 0, *ended)
        since[row.track] = row.from_us
    was = {(row.track, row.credit_key): row for row in connection.execute(_WAS, told)}
    for row in connection.execute(_CREDITS, told):
        one: Any = was.get((row.track, row.credit_key), row)
        credit = CreditRow(ends(one.at_us), row.credit_key, ends(one.ends_us), one.amount)
        state.credits.setdefault(row.track, []).append(credit)
    for rows in state.credits.values():
        rows.sort()
    standing = standing_of(plan, account, state)
    if standing.tiers:
        standing = _as_kept(plan, standing, state, since)
    return up_to_date(plan, who=account.who, standing=standing, at=at)


def _as_kept(plan: Plan, standing: Standing, state: State, since: Mapping[str, int]) -> Standing:
    """The tracks with the credit that had counted; one of which nothing was kept yet, with none so far."""
    count = len(standing.credits[0])
    tiers, credits_ = [], []
    for track, tier, known in zip(plan.program.tiers, standing.tiers, standing.credits, strict=True):
        rows = known if track.id in since else credits_of(state.credits.get(track.id, []), count)
        tiers.append(_counted(tier, rows, since.get(track.id, -FOREVER)))
        credits_.append(rows)
    return replace(standing, tiers=tuple(tiers), credits=tuple(credits_))


def _counted(tier: TierStanding, rows: Sequence[Credit], since: int) -> TierStanding:
    """The standing with the credit that counted when it was kept."""
    tail = sum(row.at <= since for row in rows)
    head = 0
    while head < tail and rows[head].ends <= since:
        head += 1
    return tier._replace(head=head, tail=tail, sum=sum(row.amount for row in rows[head:tail]))


_PAST: Final = TIER_PAST.c
_CREDIT_PAST: Final = TIER_CREDIT_PAST.c
_INSERT_PAST: Final = sa.insert(TIER_PAST)
_INSERT_CREDIT: Final = sa.insert(TIER_CREDIT_PAST)
_KEPT: Final = (
    sa.select(TIER_PAST)
    .where(_PAST.account_id == sa.bindparam("account"), _PAST.from_us <= sa.bindparam("at"))
    .order_by(_PAST.change)
)
_WAS: Final = (
    sa.select(TIER_CREDIT_PAST)
    .where(_CREDIT_PAST.account_id == sa.bindparam("account"), _CREDIT_PAST.until_us > sa.bindparam("at"))
    .order_by(_CREDIT_PAST.change.desc())
)
_CREDITS: Final = sa.select(TIER_CREDIT).where(TIER_CREDIT.c.account_id == sa.bindparam("account"))
