"""The levels a member stands on between two instants, and when each was risen to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from loyalty.engine.advance import advanced
from loyalty.facts.member import BOUGHT, FOREVER, Member, Standing
from loyalty.kernels.calendar import day_of, month_of
from loyalty.plan.tables import Plan
from loyalty.rules.tiers import Track
from loyalty.when import to_us


@dataclass(frozen=True, slots=True)
class Levels:
    """By instant the levels from it on, and the rises: instant, track, level."""

    steps: tuple[tuple[int, tuple[str, ...]], ...]
    risen: tuple[tuple[int, Track, str], ...]

    def any_at(self, at_us: int, levels: Collection[str]) -> bool:
        """Whether one of the levels is the member's at an instant."""
        standing: tuple[str, ...] = ()
        for start, named in self.steps:
            if start <= at_us:
                standing = named
        return not set(standing).isdisjoint(levels)


def levels_between(plan: Plan, who: Member, standing: Standing, since: int, until: int) -> Levels:
    """What the member stood on from `since` to `until`, both included, stepping from one end to the next."""
    now = advanced(plan, who, standing, since)
    steps = [(since, _named(plan, now))]
    risen = [*_reached(plan, who, now, since, until), *_bought(plan, now, since, until)]
    while (due := min(_next_due(plan, now), _next_held(now, steps[-1][0]))) <= until:
        later = advanced(plan, who, now, due)
        steps.append((due, _named(plan, later)))
        for track, old, new in zip(plan.program.tiers, now.tiers, later.tiers, strict=True):
            if new.level > old.level:
                risen.append((due, track, track.levels[new.level].id))
        now = later
    return Levels(tuple(steps), tuple(sorted(risen, key=lambda one: one[0])))


def rises(plan: Plan, levels: Levels, asked: Collection[str]) -> Iterator[tuple[int, str]]:
    """When one of the levels was risen to, and the cycle: the level and year, or the level where it lasts."""
    zone = plan.tables["zone"]
    for at, track, level in levels.risen:
        if level in asked:
            lasts = track.term.kind == "forever" or track.credit.window.kind == "lifetime"
            year = "ever" if lasts else str(month_of(day_of(zone, at)) // 12)
            yield at, f"{level}:{year}"


def _named(plan: Plan, standing: Standing) -> tuple[str, ...]:
    return tuple(
        track.levels[tier.effective].id
        for track, tier in zip(plan.program.tiers, standing.tiers, strict=True)
        if tier.effective >= 0
    )


def _reached(
    plan: Plan, who: Member, now: Standing, since: int, until: int
) -> Iterator[tuple[int, Track, str]]:
    """Rises that a standing itself tells: its first level at joining, its present one when reached."""
    level_start = 0
    joined = to_us(who.joined_at)
    for number, (track, tier) in enumerate(zip(plan.program.tiers, now.tiers, strict=True)):
        if track.levels[0].minimum == 0 and since <= joined <= until:
            yield joined, track, track.levels[0].id
        if track.term.kind == "follows_credit":
            yield from _followed(plan, track, number, now, since)
        elif tier.level >= 0:
            reach = now.reaches[level_start + tier.level]
            if reach.ends != 0 and since <= reach.at <= until:
                yield reach.at, track, track.levels[tier.level].id
        level_start += len(track.levels)


def _followed(
    plan: Plan, track: Track, number: int, now: Standing, since: int
) -> Iterator[tuple[int, Track, str]]:
    """The rise at `since` itself to a level that follows the credit, which keeps no instant of its own."""
    tier = now.tiers[number]
    rows = now.credits[number][: tier.tail]
    before = sum(row.amount for row in rows if row.at < since < row.ends)
    level = tier.level
    minimums = plan.tables["levels"][plan.tables["tracks"][number].level_start :]
    if level >= 0 and before < minimums[level].minimum:
        yield since, track, track.levels[level].id


def _bought(plan: Plan, now: Standing, since: int, until: int) -> Iterator[tuple[int, Track, str]]:
    """A level that is bought is reached like one that was earned; one granted by hand brings no gift."""
    for one in now.held_levels:
        if one.source == BOUGHT and since <= one.starts <= until:
            track = plan.program.tiers[one.track]
            yield one.starts, track, track.levels[one.level].id


def _next_held(standing: Standing, after: int) -> int:
    """When a level bought or granted next begins or ends."""
    turns = (turn for one in standing.held_levels for turn in (one.starts, one.ends))
    return min((turn for turn in turns if turn > after), default=FOREVER)


def _next_due(plan: Plan, standing: Standing) -> int:
    """When something of a tier next falls due."""
    ends = [FOREVER]
    for number, (track, tier) in enumerate(zip(plan.program.tiers, standing.tiers, strict=True)):
        ends += [tier.ends, tier.period_ends]
        ends += [row.at for row in standing.credits[number][tier.tail : tier.tail + 1]]
        if track.term.kind == "follows_credit" and tier.head < tier.tail:
            ends.append(standing.credits[number][tier.head].ends)
    return min(ends)
