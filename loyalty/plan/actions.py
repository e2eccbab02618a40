"""The counters of actions: how often a member earned by each, and since when day by day."""

from __future__ import annotations

from collections.abc import Iterator

from loyalty.rules.program import Program


def action_counters(program: Program) -> Iterator[str]:
    """Names of the counters each member carries for actions."""
    for rule in program.points.actions if program.points else ():
        for limit in rule.at_most:
            yield limit_counter(rule.id, limit.each)
        if rule.streaks:
            yield streak_counter(rule.id)


def limit_counter(rule_id: str, each: str) -> str:
    """How often an action earned in a span."""
    return f"action/{rule_id}/{each}"


def streak_counter(rule_id: str) -> str:
    """The days in a row up to the last one."""
    return f"action/{rule_id}/streak"
