"""An event for each rise and fall of a level, when it is booked: who shows levels need not ask for them."""

from __future__ import annotations

from loyalty.facts.standing import Standing
from loyalty.plan.tables import Plan
from loyalty.rules.tiers import Track
from loyalty.store.operations import Work
from loyalty.store.outbox import announce
from loyalty.store.standings import Loaded


def tell_levels(work: Work, plan: Plan, loaded: Loaded, after: Standing) -> None:
    """Announce the tracks on which another level counts than was booked last, credit or held by hand."""
    was, since = loaded.standing, loaded.account.matured_until
    until = max(since, work.at_us)
    for number, track in enumerate(plan.program.tiers):
        before = _level(was, number, since) if was.tiers else _of_everybody(track)
        now = _level(after, number, until)
        if now != before:
            told = {"track": track.id, "from": _named(track, before), "to": _named(track, now)}
            announce(work, "tier.changed", {"member": loaded.account.who.id, **told})


def _level(standing: Standing, number: int, at_us: int) -> int:
    """The level that counts at an instant: the computed one, or a higher one that is bought or granted."""
    held = [one.level for one in standing.held_levels if one.track == number and one.holds(at_us)]
    return max([standing.tiers[number].level, *held])


def _of_everybody(track: Track) -> int:
    """The level that takes nothing, if there is one: nobody rises to it."""
    return sum(level.minimum <= 0 for level in track.levels) - 1


def _named(track: Track, level: int) -> str | None:
    return track.levels[level].id if level >= 0 else None
