"""Where a member stands on each track: the level that counts, why, and what is missing to keep and rise."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.facts.member import FOREVER
from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSource:
    """Why a level is held: `computed` from credit, `bought` or `granted`; until when (µs), None for ever."""

    source: str
    level: str
    ends_us: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFigures:
    """A track at an instant: the level that counts and every source of one, each with its own end.

    `credit` counts at the instant; `to_keep` is missing to keep the computed level past its end (None where
    it has none), `to_rise` to reach `next_level`, the one above the level that counts. All in the credit's
    own unit: minor units, orders, or the wallet's smallest points.
    """

    track: str
    level: str | None
    sources: tuple[LevelSource, ...]
    credit: int
    to_keep: int | None
    next_level: str | None
    to_rise: int | None


def track_figures(plan: Plan, standing: Standing, *, at_us: int) -> tuple[TrackFigures, ...]:
    """Each track of a standing that is up to date at the instant."""
    return tuple(_figures(plan, standing, number, at_us) for number in range(len(plan.program.tiers)))


def kept_credit(plan: Plan, standing: Standing, number: int, *, until_us: int) -> int:
    """The credit up to an instant that the end of the track's term is judged by."""
    tier = standing.tiers[number]
    # credit of a calendar window still counts at its very end, that of a rolling one does not
    rolling = plan.program.tiers[number].credit.window.kind == "rolling"
    last = tier.ends if rolling else tier.ends - 1
    until = min(tier.ends, until_us)
    return sum(row.amount for row in standing.credits[number] if row.at <= until and row.ends > last)


def _figures(plan: Plan, standing: Standing, number: int, at_us: int) -> TrackFigures:
    track, tier = plan.program.tiers[number], standing.tiers[number]
    names = [level.id for level in track.levels]
    rows = plan.tables["levels"][plan.tables["tracks"][number].level_start :]
    credit = sum(row.amount for row in standing.credits[number] if row.at <= at_us < row.ends)
    level, above = tier.effective, tier.effective + 1
    keep = None
    if tier.level >= 0 and tier.ends < FOREVER:
        keep = max(rows[tier.level].retain - kept_credit(plan, standing, number, until_us=at_us), 0)
    return TrackFigures(
        track=track.id,
        level=names[level] if level >= 0 else None,
        sources=_sources(standing, number, names, at_us),
        credit=credit,
        to_keep=keep,
        next_level=names[above] if above < len(names) else None,
        to_rise=max(rows[above].minimum - credit, 0) if above < len(names) else None,
    )


def _sources(standing: Standing, number: int, names: list[str], at_us: int) -> tuple[LevelSource, ...]:
    """The computed level first, then what is bought or granted and holds now, the highest first."""
    tier = standing.tiers[number]
    found = [("computed", tier.level, tier.ends)] if tier.level >= 0 else []
    held = (one for one in standing.held_levels if one.track == number and one.holds(at_us))
    found += sorted(((one.source, one.level, one.ends) for one in held), key=lambda one: (-one[1], one[0]))
    return tuple(
        LevelSource(source=source, level=names[level], ends_us=None if end >= FOREVER else end)
        for source, level, end in found
    )
