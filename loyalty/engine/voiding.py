"""Gifts of rises that a return or cancellation undid, in memory: unused ones become void."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from loyalty.engine.bench import Bench
from loyalty.facts.giving import Granted, Issued, RiseGift, Undone, UndoneGift
from loyalty.facts.member import Member
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes, events
from loyalty.kernels.rows import blank
from loyalty.kernels.voiding import is_undone, note_levels, void_points
from loyalty.plan.tables import Plan


@looking()
def void_gifts(  # noqa: PLR0913 - the facts of one return, all named
    plan: Plan,
    gifts: Iterable[RiseGift],
    *,
    who: Member,
    before: Standing,
    after: Standing,
    at_us: int,
) -> Undone:
    """What becomes of gifts of earlier rises by a return that led from `before` to `after`.

    A coupon that is not among those of `after` was used, or has ended. A level that the plan
    does not know is left alone.
    """
    levels = {
        level.id: (number, place)
        for number, track in enumerate(plan.program.tiers)
        for place, level in enumerate(track.levels)
    }
    risen = _noted(plan, who, before, at_us)
    bench = _bench(plan, who, after, at_us)
    bench.tables["risen"] = risen
    undone = [
        _voided(bench, gift, at_us)
        for gift in gifts
        if gift.level in levels and _is_undone(bench, *levels[gift.level], gift.at)
    ]
    gone = {coupon for one in undone for coupon in one.coupons}
    standing = bench.standing()
    left = tuple(one for one in standing.coupons if one.id not in gone)
    told = Undone(standing=replace(standing, coupons=left), entries=bench.entries(), gifts=tuple(undone))
    bench.release()
    return told


@looking()
def rise_gifts(given: Sequence[Issued], granted: Granted, coupons: Sequence[str]) -> tuple[RiseGift, ...]:
    """What of gifts just given belongs to rises; `coupons` are the ids of the coupons among them."""
    keys, ids = iter(granted.lots), iter(coupons)
    found: dict[tuple[str, str], RiseGift] = {}
    for gift in given:
        cycle = (gift.issuance_id, gift.cycle)
        one = found.get(cycle, RiseGift(*cycle, gift.at))
        if gift.offer_id is None:
            one = one._replace(lots=(*one.lots, (next(keys), gift.points)))
        else:
            one = one._replace(coupons=(*one.coupons, next(ids)))
        found[cycle] = one
    return tuple(one for one in found.values() if ":" in one.cycle)


def _noted(plan: Plan, who: Member, before: Standing, at_us: int) -> list[Any]:
    """The levels before the return, after all that fell due by then."""
    bench = _bench(plan, who, before, at_us)
    bench.run(events.finish, 0, 1, at_us)
    bench.tables["risen"] = blank("risen", len(plan.program.tiers))
    bench.run(note_levels, 0)
    bench.release()
    risen: list[Any] = bench.tables["risen"]
    return risen


def _bench(plan: Plan, who: Member, standing: Standing, at_us: int) -> Bench:
    bench = Bench(plan, who, standing, Shared())
    bench.lay_order(codes.RETURN, at_us, [], kept=codes.NONE)
    return bench


def _is_undone(bench: Bench, track: int, level: int, given_us: int) -> bool:
    asked = bench.tables
    plan, tracks, standings, reaches = (asked[name] for name in ("plan", "tracks", "standings", "reaches"))
    return is_undone(0, track, level, given_us, plan, tracks, standings, reaches, asked["risen"]) == 1


def _voided(bench: Bench, gift: RiseGift, at_us: int) -> UndoneGift:
    open_ = {one.id for one in bench.held if one.ends > at_us}
    booked = bench.tables["members"][0].booked
    for key, _ in gift.lots:
        bench.run(void_points, 0, key, at_us)
    points = booked - bench.tables["members"][0].booked
    return UndoneGift(
        issuance_id=gift.issuance_id,
        cycle=gift.cycle,
        coupons=tuple(one for one in gift.coupons if one in open_),
        coupons_kept=tuple(one for one in gift.coupons if one not in open_),
        points=points,
        points_kept=sum(granted for _, granted in gift.lots) - points,
    )
