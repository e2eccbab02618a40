"""Every condition that speaks against an offer, not only the first that refused it.

A quote stops at the first failing condition. Here the walk goes on from it as if it held, over the same
nodes and with the kernels' own answers, so that each condition that all orders must meet is told once, in
document order; of alternatives (`any`) that all fail, the last one tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from loyalty.facts.quote import Decision, Reason
from loyalty.kernels import codes
from loyalty.kernels.conditions import measure, refusal

MINIMUMS: Final = (codes.ON_SUBTOTAL, codes.ON_QUANTITY)
OF_A_MEMBER: Final = (
    Reason.WRONG_ATTRIBUTE,
    Reason.NOT_BIRTHDAY,
    Reason.NOT_FIRST_ORDER,
    Reason.WRONG_TIER,
    Reason.WRONG_ORDER_NUMBER,
    Reason.WRONG_DAYS_SINCE_JOINED,
    Reason.WRONG_DAYS_SINCE_LAST_ORDER,
)
"""What is asked of a member; a guest is told once that there must be one."""
REASONS: Final = tuple(Reason)


class Failing(NamedTuple):
    """A condition that does not hold: its reason, and what is short of a minimum."""

    reason: Reason
    short_by: int


def failing(
    entry: int,
    lines: int,
    *,
    tables: Mapping[str, Any],
    work: Sequence[Any],
    sums: Sequence[Any],
) -> Iterator[Failing]:
    """The conditions from `entry` on that fail, for lines as they stand in `work`."""
    nodes, who = tables["nodes"], tables["orders"][0].member
    plan, members, standings, items = (tables[name] for name in ("plan", "members", "standings", "items"))
    node = entry
    while node >= 0:
        node = refusal(
            node, 0, who, lines, plan, nodes, tables["eligible"], members, standings, items, work, sums
        )
        if node == codes.PASS:
            return
        known = nodes[node]
        reason, short = REASONS[known.reason], 0
        if known.kind in MINIMUMS:
            reached = measure(node, who, lines, plan, nodes, members, standings, items, work, sums)
            short = max(known.limit - reached, 0)
        if who >= 0 or reason not in OF_A_MEMBER:
            yield Failing(reason, short)
        node = known.yes if known.no == codes.FAIL else known.no


def against(decision: Decision, failed: Sequence[Failing]) -> tuple[Decision, ...]:
    """A refusal, and after it the same offer refused for each further condition that fails."""
    first = Failing(decision.reason, decision.short_by)
    rest = failed[1:] if failed and failed[0] == first else failed
    return (decision, *(decision._replace(reason=one.reason, short_by=one.short_by) for one in rest))
