"""What members do that is no order, in memory: limits, days in a row, points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from loyalty.engine.granting import grant
from loyalty.engine.issuing import days_later, scaled
from loyalty.facts.giving import Acted
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import Member, Uses
from loyalty.facts.standing import Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of, window_key
from loyalty.plan.actions import limit_counter, streak_counter
from loyalty.plan.tables import Plan
from loyalty.rules.actions import ActionRule
from loyalty.when import to_us

EACH: Final = {"ever": codes.EVER, "day": codes.DAY, "week": codes.WEEK, "month": codes.MONTH}


@looking()
def act(plan: Plan, action: str, *, who: Member, standing: Standing, at: datetime) -> Acted:
    """Book an action: every rule that names it gives its points, unless a limit of the rule is reached.

    An action that came late counts in the newest window a rule has seen, and makes no streak.
    """
    at_us = to_us(at)
    entries: list[LedgerEntry] = []
    points: list[tuple[str, int]] = []
    refused: list[str] = []
    longest = 0
    granted = grant(plan, 0, who=who, standing=standing, at_us=at_us)
    after = granted.standing
    entries.extend(granted.entries)
    for rule in _rules(plan, action):
        uses = dict(zip(plan.own, after.uses, strict=True))
        counted = _counted(plan, rule, uses, at_us)
        if counted is None:
            refused.append(rule.id)
            continue
        run = _run(plan, rule, uses, at_us)
        if run is not None:
            counted[streak_counter(rule.id)] = run
            longest = max(longest, run.used)
        earned = _earned(plan, rule, run)
        ends = 0 if rule.valid_days is None else days_later(plan, at_us, rule.valid_days)
        after = replace(after, uses=tuple((uses | counted)[name] for name in plan.own))
        granted = grant(plan, earned, who=who, standing=after, at_us=at_us, ends_us=ends, acts=True)
        after = granted.standing
        entries.extend(granted.entries)
        points.append((rule.id, earned))
    return Acted(
        points=tuple(points),
        refused=tuple(refused),
        days_in_a_row=longest,
        standing=after,
        entries=tuple(entries),
    )


def _rules(plan: Plan, action: str) -> Iterator[ActionRule]:
    policy = plan.program.points
    return (rule for rule in (policy.actions if policy else ()) if rule.action == action)


def _counted(plan: Plan, rule: ActionRule, uses: dict[str, Uses], at_us: int) -> dict[str, Uses] | None:
    """The rule's counters with this action, or None where one is full."""
    day = day_of(plan.tables["zone"], at_us)
    counted: dict[str, Uses] = {}
    for limit in rule.at_most:
        name = limit_counter(rule.id, limit.each)
        before = uses[name]
        key = max(window_key(day, EACH[limit.each], plan.settings().week_start), before.key)
        used = before.used if before.key == key else 0
        if used >= limit.times:
            return None
        counted[name] = Uses(key, used + 1)
    return counted


def _run(plan: Plan, rule: ActionRule, uses: dict[str, Uses], at_us: int) -> Uses | None:
    """The days in a row up to this one; None for no new day."""
    if not rule.streaks:
        return None
    day = day_of(plan.tables["zone"], at_us)
    last = uses[streak_counter(rule.id)]
    if last.used > 0 and day <= last.key:
        return None
    return Uses(day, last.used + 1 if last.used > 0 and day == last.key + 1 else 1)


def _earned(plan: Plan, rule: ActionRule, run: Uses | None) -> int:
    """The rule's points, and those of each run that is full."""
    total = rule.points
    if run is not None:
        total += sum(streak.points for streak in rule.streaks if run.used % streak.days == 0)
    return scaled(plan, total)
