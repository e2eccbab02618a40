"""Levels held beside what the credit says: bought with a term, or granted by hand; each with its own end.

The level that counts on a track is the highest of all of them. What is bought or granted moves no credit and
no term of the computed level: when it ends, the member stands where the credit alone has led.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import datetime

from loyalty.engine.advance import advance
from loyalty.errors import LevelNotHeld, OutOfBounds, UnknownLevel
from loyalty.facts.member import FOREVER, HeldLevel, Member
from loyalty.facts.movement import Movement
from loyalty.facts.standing import Standing
from loyalty.handed_in import looking
from loyalty.kernels.calendar import plus_months
from loyalty.plan.tables import Plan
from loyalty.when import LAST_US, to_us, too_early


@looking()
def hold_level(  # noqa: PLR0913 - the facts of one level, all named
    plan: Plan,
    level_id: str,
    *,
    source: str,
    who: Member,
    standing: Standing,
    at: datetime,
    until: datetime | None = None,
    months: int | None = None,
) -> Movement:
    """Hold a level from `at` until an instant, for so many months, or (neither said) for ever.

    Of a level that is held already only the end changes; months then go on where the former ones end. Raises
    UnknownLevel, OutOfBounds for an end that is not after `at`, and for months beyond the last instant.
    """
    done = advance(plan, who=who, standing=standing, at=at)
    at_us = to_us(at)
    track, level = place_of_level(plan, level_id)
    before = _held(done.standing, track, level, source, at_us)
    starts = before.starts if before else at_us
    ends = FOREVER if until is None else to_us(until)
    if months is not None:
        first = before.ends if before else at_us
        ends = _months_on(plan, first, months) if first < FOREVER else FOREVER
    if ends <= at_us:
        raise too_early("until", ends, first_us=at_us + 1)
    return Movement(_with(done.standing, HeldLevel(track, level, source, starts, ends)), done.entries)


@looking()
def drop_level(  # noqa: PLR0913 - the facts of one level, all named
    plan: Plan, level_id: str, *, source: str, who: Member, standing: Standing, at: datetime
) -> Movement:
    """End a level that is held before its own end; raises UnknownLevel, LevelNotHeld."""
    done = advance(plan, who=who, standing=standing, at=at)
    at_us = to_us(at)
    track, level = place_of_level(plan, level_id)
    before = _held(done.standing, track, level, source, at_us)
    if before is None:
        raise LevelNotHeld(member=who.id, level=level_id, source=source)
    return Movement(_with(done.standing, before._replace(ends=at_us)), done.entries)


def place_of_level(plan: Plan, level_id: str) -> tuple[int, int]:
    """The number of a level's track and the level's place on it; raises UnknownLevel."""
    for number, track in enumerate(plan.program.tiers):
        for place, level in enumerate(track.levels):
            if level.id == level_id:
                return number, place
    raise UnknownLevel(level=level_id)


def _months_on(plan: Plan, first: int, months: int) -> int:
    zone = plan.tables["zone"]
    if (end := plus_months(zone, first, months)) <= LAST_US:
        return end
    most = bisect_right(range(1, months), LAST_US, key=lambda some: plus_months(zone, first, some))
    raise OutOfBounds(what="months", value=months, low=1, high=most)


def _held(standing: Standing, track: int, level: int, source: str, at_us: int) -> HeldLevel | None:
    found = (one for one in standing.held_levels if one[:3] == (track, level, source))
    return next((one for one in found if one.holds(at_us)), None)


def _with(standing: Standing, held: HeldLevel) -> Standing:
    """The standing with what is held in the place of what was, of the same level and source."""
    others = [one for one in standing.held_levels if one[:3] != held[:3]]
    return replace(standing, held_levels=tuple(sorted((*others, held))))
