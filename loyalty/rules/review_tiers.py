"""Doubts about tiers: levels nobody can reach, that bring nothing, or less than the one below."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import assert_never

from loyalty.errors import Problem
from loyalty.rules.conditions import TierIs
from loyalty.rules.earning import EarnCap
from loyalty.rules.exact import plain
from loyalty.rules.places import conditions
from loyalty.rules.program import Program
from loyalty.rules.tiers import (
    AtTermEnd,
    CalendarYear,
    CreditWindow,
    Level,
    Lifetime,
    MembershipYear,
    RollingWindow,
    TermFollowsCredit,
    TermForever,
    Track,
)
from loyalty.rules.wording_review import doubt


def review_tiers(program: Program) -> Iterator[Problem]:
    """The doubts about every track."""
    asked = {
        level
        for _, condition in conditions(program)
        if isinstance(condition, TierIs)
        for level in condition.any
    }
    for i, track in enumerate(program.tiers):
        path = f"tiers[{i}]"
        yield from _reach(track, path, program)
        yield from _steps(track, path)
        if isinstance(track.term, TermForever | TermFollowsCredit) and track.at_term_end != AtTermEnd():
            yield doubt("term_end_unused", f"{path}.at_term_end", term=track.term.kind)
        for j, level in enumerate(track.levels):
            yield from _level(level, f"{path}.levels[{j}]", program)
            if j > 0 and level.id not in asked and not _brings(level):
                yield doubt("tier_brings_nothing", f"{path}.levels[{j}]", level=level.id)


def _brings(level: Level) -> bool:
    given = (level.multiplier, level.member_price, level.free_shipping_from, level.expiry)
    return any(benefit is not None for benefit in given)


def _level(level: Level, path: str, program: Program) -> Iterator[Problem]:
    if level.multiplier is None:
        return
    if program.points is None:
        yield doubt("multiplier_without_points", f"{path}.multiplier", level=level.id)


def _reach(track: Track, path: str, program: Program) -> Iterator[Problem]:
    """Levels above the most base points that can count at once."""
    if track.credit.of != "base_points":
        return
    most = _base_points_max(track, program)
    for j, level in enumerate(track.levels):
        if most is not None and level.minimum > most:
            place = f"{path}.levels[{j}].minimum"
            yield doubt("tier_never_reached", place, level=level.id, most=plain(most))


def _base_points_max(track: Track, program: Program) -> Decimal | None:
    """The most base points that the rules and caps allow in one window; None for no bound."""
    points = program.points
    if points is None or not points.rules:
        return Decimal(0)
    bounds = [
        cap.points * times for cap in points.caps if (times := _times(cap, track.credit.window)) is not None
    ]
    return min(bounds, default=None)


def _times(cap: EarnCap, window: CreditWindow) -> int | None:
    """How often a cap's span begins inside one window of credit at most; None where there is no bound."""
    if cap.per == "ever":
        return 1
    spans = {"day": 366, "week": 54, "month": 12, "year": 1}
    if cap.per not in spans:
        return None
    match window:
        case CalendarYear():
            return spans[cap.per]
        case MembershipYear():
            return spans[cap.per] + 1
        case RollingWindow():
            return (spans[cap.per] * window.months + 11) // 12 + 2
        case Lifetime():
            return None
        case _:
            assert_never(window)


def _steps(track: Track, path: str) -> Iterator[Problem]:
    """What a level brings less of than the one below it."""
    for j, (below, level) in enumerate(pairwise(track.levels), start=1):
        for field, worse in _worse(below, level):
            if worse:
                place = f"{path}.levels[{j}].{field}"
                yield doubt("tier_worse_than_below", place, level=level.id, below=below.id, field=field)


def _worse(below: Level, level: Level) -> Iterator[tuple[str, bool]]:
    yield "multiplier", (level.multiplier or 1) < (below.multiplier or 1)
    if below.member_price is not None:
        price = level.member_price
        same = price is not None and price.of == below.member_price.of
        yield "member_price", price is None or (same and price.percent < below.member_price.percent)
    if below.free_shipping_from is not None:
        start = level.free_shipping_from
        yield "free_shipping_from", start is None or start > below.free_shipping_from
