"""Lowering: a Program becomes a Plan, once; equal documents share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from loyalty.handed_in import looking
from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import to_minor
from loyalty.plan.actions import action_counters
from loyalty.plan.carried import CarriedOffer
from loyalty.plan.composing import compose
from loyalty.plan.eligibility import Goods
from loyalty.plan.graph import Graph
from loyalty.plan.issuances import IssuanceRows
from loyalty.plan.moments import WEEKDAYS
from loyalty.plan.offers import OfferRows
from loyalty.plan.points import PointRows
from loyalty.plan.tables import NOTHING_PAUSED, Pauses, Plan, Registry
from loyalty.rules.program import Program
from loyalty.rules.tiers import Level, RollingWindow, TermMonths, Track
from loyalty.when import load_zone, transitions

METRICS: Final = {
    "spend": codes.METRIC_SPEND,
    "orders": codes.METRIC_ORDERS,
    "base_points": codes.METRIC_BASE_POINTS,
}
WINDOWS: Final = {
    "rolling": codes.WINDOW_ROLLING,
    "calendar_year": codes.WINDOW_CALENDAR,
    "membership_year": codes.WINDOW_MEMBERSHIP,
    "lifetime": codes.WINDOW_LIFETIME,
}
TERMS: Final = {
    "months": codes.TERM_MONTHS,
    "period_end": codes.TERM_PERIOD_END,
    "next_period_end": codes.TERM_NEXT_PERIOD_END,
    "forever": codes.TERM_FOREVER,
    "follows_credit": codes.TERM_FOLLOWS,
}
MEMBERSHIPS: Final = {
    "joined": codes.MEMBER_SINCE_JOINED,
    "first_earned": codes.MEMBER_SINCE_EARNED,
    "activated": codes.MEMBER_SINCE_ACTIVE,
}
DROPS: Final = {"one": codes.DROP_ONE, "to_qualified": codes.DROP_TO_QUALIFIED, "never": codes.DROP_NEVER}
PLANS_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plan is made of, told apart by hashes."""

    program_hash: str
    program: Program = field(compare=False)
    flagged: bool
    pauses: Pauses
    carried: tuple[CarriedOffer, ...]


@looking()
def lower(
    program: Program,
    *,
    flagged: bool = False,
    pauses: Pauses = NOTHING_PAUSED,
    carried: Sequence[CarriedOffer] = (),
) -> Plan:
    """The Plan of a programme; raises ProgramInvalid where numbers could not stay exact.

    A `flagged` one is for carts that keep goods out of offers or points: every selector then asks for that.
    Paused offers keep their places and counters and apply to no order; where everything is paused, nothing
    is earned either. With `carried` coupon offers of older versions stand beside the programme's own; those
    that the version cannot take are left out.
    """
    asked = tuple(sorted(carried, key=lambda one: (one.version, one.offer_id)))
    make = _lower_carrying if asked else _lower
    return make(_Asked(program.hash, program, flagged, pauses, asked))


def plan_for(plan: Plan, goods: Sequence[Goods]) -> Plan:
    """The plan for these goods: the plan itself unless some are kept out of something."""
    if all(one.for_offers and one.for_points for one in goods):
        return plan
    return lower(plan.version, flagged=True, pauses=plan.pauses, carried=plan.carried)


@lru_cache(maxsize=PLANS_KEPT)
def _lower(asked: _Asked) -> Plan:
    return _made(asked)


@lru_cache(maxsize=PLANS_KEPT)
def _lower_carrying(asked: _Asked) -> Plan:
    """Kept apart: however many wallets differ, the plans of versions stay."""
    return _made(asked)


def _made(asked: _Asked) -> Plan:
    composed = compose(asked.program, asked.carried)
    program, pauses = composed.program, asked.pauses
    registry = Registry(flagged=asked.flagged)
    levels = _places_of_levels(program)
    graph = Graph(registry, program.unit, levels)
    registry.turn_to("points")
    points = PointRows(program, registry, graph)
    registry.turn_to("offers")
    offers = OfferRows(composed, registry, graph, pauses=pauses)
    places = {lowered.key: place for place, lowered in enumerate(offers.lowered)}
    points.of_offers(places)
    gifts = IssuanceRows(program, registry, levels=levels, offers=places)
    registry.own.extend(action_counters(program))
    settings = row("plan")
    points.fill(settings, earning=not pauses.everything)
    tracks, level_rows = _tier_rows(program, points)
    _fill_counts(settings, program, registry, offers, points)
    gifts.fill(settings)
    tables = {
        "plan": [settings],
        "zone": _zone_rows(program.time_zone),
        "nodes": registry.nodes,
        "tracks": tracks,
        "levels": level_rows,
        **offers.tables(),
        **points.tables(),
        **gifts.tables(),
    }
    plan = Plan(
        program,
        tables,
        tuple(registry.bits),
        tuple(selector for selector, _ in registry.selectors),
        tuple(purpose for _, purpose in registry.selectors),
        tuple(registry.price_lists),
        tuple(offers.lowered),
        tuple(registry.own),
        tuple(registry.shared),
        pauses,
        asked.carried,
        composed.keys,
        asked.program if asked.carried else None,
    )
    settings.words, settings.item_words = plan.words, plan.item_words
    return plan


def _places_of_levels(program: Program) -> dict[str, tuple[int, int]]:
    """Each level's track and place on it, by number."""
    return {
        level.id: (number, place)
        for number, track in enumerate(program.tiers)
        for place, level in enumerate(track.levels)
    }


def _fill_counts(
    settings: Any,  # noqa: ANN401 - a kernel row
    program: Program,
    registry: Registry,
    offers: OfferRows,
    points: PointRows,
) -> None:
    settings.lanes = len(offers.lanes)
    settings.offers = len(offers.offers)
    settings.rivals = len(program.groups)
    settings.frees = len(offers.frees)
    settings.exclusives = len(offers.ranked) - sum(one.count for one in offers.choices)
    settings.choices = len(offers.choices)
    settings.opens = len(offers.opens)
    settings.first_lane = offers.first_lane()
    settings.tracks = len(program.tiers)
    settings.levels = sum(len(track.levels) for track in program.tiers)
    settings.rules = len(points.rules)
    settings.multipliers = len(points.multipliers)
    settings.caps = len(points.caps)
    settings.groups = len(points.groups)
    settings.own = len(registry.own)
    settings.price_lists = len(registry.price_lists)
    settings.budgets = len(program.budgets)
    settings.membership = MEMBERSHIPS[program.membership_from]
    settings.week_start = WEEKDAYS.index(program.week_starts)
    settings.measure_from = -codes.FOREVER
    settings.months = 1
    settings.asks_days = int(any(node.kind == codes.ON_DAYS_SINCE_ORDER for node in registry.nodes))


@lru_cache(maxsize=PLANS_KEPT)
def _zone_rows(time_zone: str) -> list[Any]:
    """The zone's offsets; the first row also says how many there are."""
    rows = [row("zone", start=start, offset=offset) for start, offset in transitions(load_zone(time_zone))]
    rows[0].count = len(rows)
    return rows


def _tier_rows(program: Program, points: PointRows) -> tuple[list[Any], list[Any]]:
    tracks: list[Any] = []
    levels: list[Any] = []
    for track in program.tiers:
        tracks.append(_track_row(track, program, len(levels)))
        levels.extend(_level_row(level, track, program, points) for level in track.levels)
    return tracks, levels


def _track_row(track: Track, program: Program, level_start: int) -> Any:  # noqa: ANN401 - a kernel row
    window = track.credit.window
    term = track.term
    return row(
        "tracks",
        metric=METRICS[track.credit.of],
        counts_at=codes.COUNTS_PAID if track.credit.counts_at == "paid" else codes.COUNTS_MATURED,
        window=WINDOWS[window.kind],
        window_months=window.months if isinstance(window, RollingWindow) else 0,
        upgrade=codes.UPGRADE_AT_ONCE if track.upgrade == "at_once" else codes.UPGRADE_AT_PERIOD_END,
        term=TERMS[term.kind],
        term_months=term.months if isinstance(term, TermMonths) else 0,
        grace_days=track.at_term_end.grace_days,
        drop=DROPS[track.at_term_end.drop],
        on_return=codes.RECHECK if track.on_return == "recheck" else codes.KEEP,
        level_start=level_start,
        level_count=len(track.levels),
        membership=MEMBERSHIPS[program.membership_from],
    )


def _level_row(level: Level, track: Track, program: Program, points: PointRows) -> Any:  # noqa: ANN401
    match track.credit.of:
        case "spend":
            minimum, retain = to_minor(level.minimum, program.unit), to_minor(level.retain, program.unit)
        case "base_points":
            scale = 10 ** (program.points.decimals if program.points else 0)
            minimum, retain = int(level.minimum * scale), int(level.retain * scale)
        case _:
            minimum, retain = int(level.minimum), int(level.retain)
    return row(
        "levels",
        minimum=minimum,
        retain=retain,
        factor=points.factor_den if level.multiplier is None else points.factor(level.multiplier),
        expiry=codes.NONE if level.expiry is None else points.expiry(level.expiry),
    )
