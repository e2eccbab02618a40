"""Whether tiers ascend, count in whole units where they must, and have the periods they speak of."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from loyalty.errors import Problem
from loyalty.rules.exact import plain, whole
from loyalty.rules.lanes import ITEM_LANE, SHIPPING_LANE
from loyalty.rules.tiers import (
    CalendarYear,
    MembershipYear,
    TermFollowsCredit,
    TermNextPeriodEnd,
    TermPeriodEnd,
    Track,
)
from loyalty.rules.wording_checks import wrong

if TYPE_CHECKING:
    from loyalty.rules.program import Program


def check_tiers(program: "Program") -> Iterator[Problem]:
    """The errors of every track."""
    for i, track in enumerate(program.tiers):
        yield from _periods(track, f"tiers[{i}]")
        yield from _minimums(track, f"tiers[{i}]")
        yield from _lanes(track, f"tiers[{i}]", {lane.id for lane in program.lanes})
        if track.credit.of != "spend":
            yield from _whole(track, f"tiers[{i}]")


def _periods(track: Track, path: str) -> Iterator[Problem]:
    yearly = isinstance(track.credit.window, CalendarYear | MembershipYear)
    if isinstance(track.term, TermPeriodEnd | TermNextPeriodEnd) and not yearly:
        yield wrong("term_needs_year", f"{path}.term")
    if track.upgrade == "at_period_end":
        if not yearly:
            yield wrong("upgrade_needs_year", f"{path}.upgrade")
        elif isinstance(track.term, TermFollowsCredit):
            yield wrong("upgrade_follows_credit", f"{path}.upgrade")


def _minimums(track: Track, path: str) -> Iterator[Problem]:
    for j, (below, level) in enumerate(pairwise(track.levels), start=1):
        if level.minimum <= below.minimum:
            facts = {"value": plain(level.minimum), "before": plain(below.minimum)}
            yield wrong("levels_not_ascending", f"{path}.levels[{j}].minimum", **facts)
    for j, level in enumerate(track.levels):
        if level.retain > level.minimum:
            facts = {"value": plain(level.retain), "minimum": plain(level.minimum)}
            yield wrong("retain_above_minimum", f"{path}.levels[{j}].retain", **facts)


def _lanes(track: Track, path: str, lanes: set[str]) -> Iterator[Problem]:
    """A tier's prices and free shipping apply in lanes that must be there."""
    for j, level in enumerate(track.levels):
        if level.member_price is not None and ITEM_LANE not in lanes:
            yield wrong("benefit_needs_lane", f"{path}.levels[{j}].member_price", lane=ITEM_LANE)
        if level.free_shipping_from is not None and SHIPPING_LANE not in lanes:
            yield wrong("benefit_needs_lane", f"{path}.levels[{j}].free_shipping_from", lane=SHIPPING_LANE)


def _whole(track: Track, path: str) -> Iterator[Problem]:
    unit = {"unit": "orders", "unit_zh": "订单数"}
    if track.credit.of == "base_points":
        unit = {"unit": "points", "unit_zh": "积分"}
    for j, level in enumerate(track.levels):
        figures = {"minimum": level.minimum}
        if level.retain != level.minimum:
            figures["retain"] = level.retain
        for name, figure in figures.items():
            if not whole(figure):
                yield wrong("not_whole", f"{path}.levels[{j}].{name}", value=plain(figure), **unit)
