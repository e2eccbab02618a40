"""The standing a scenario starts from, built with the engine's own kernels instead of by hand.

Credit is counted and lots are laid in as if an order had brought them at `since`; a level that this credit
does not reach is given with a full term of its own, as if by hand.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from loyalty.engine import up_to_date
from loyalty.engine.bench import Bench
from loyalty.facts.member import FOREVER, HeldCoupon, Member
from loyalty.facts.standing import Fund, Shared, Standing
from loyalty.kernels import codes, lots, terms, tiers
from loyalty.money import to_minor
from loyalty.plan.tables import Plan
from loyalty.rules.expiry import InactivityExpiry
from loyalty.scenarios.given import Lot, MemberGiven, coupon_ids
from loyalty.when import MICROSECOND, add_months, civil, to_us


def member(plan: Plan, given: MemberGiven, *, first: datetime) -> Member:
    """Who orders; joined just before the first step unless said."""
    month, _, day = (given.birthday or "").partition("-")
    return Member(
        id=given.id,
        joined_at=civil(given.joined, plan.program.zone) if given.joined else _since(plan, given, first),
        birthday=(int(month), int(day)) if given.birthday else None,
        attributes=dict(given.attributes),
    )


def standing(plan: Plan, given: MemberGiven, who: Member, *, first: datetime) -> Standing:
    """What the member stands at just before the first step."""
    since = _since(plan, given, first)
    last = to_us(civil(given.last_order, plan.program.zone)) if given.last_order else -FOREVER
    start = Standing(
        orders=given.orders,
        last_order=last,
        debt=points_units(plan, given.debt),
        debt_at=to_us(since),
        sequence=1,
        coupons=_coupons(plan, given),
    )
    bench = Bench(plan, who, start, Shared())
    for number in range(len(plan.program.tiers)):
        bench.run(tiers.add_credit, 0, number, _credit(plan, given, number), to_us(since), 0)
    opened = _given_levels(plan, given, who, up_to_date(plan, who=who, standing=bench.standing(), at=since))
    laid = (*((Lot(points=given.points),) if given.points else ()), *given.lots)
    for key, lot in enumerate(laid):
        opened = _with_lot(plan, lot, who, replace(opened, sequence=key + 2), since=since)
    return _active(plan, opened, since) if laid else opened


def shared(plan: Plan, budgets_spent: tuple[tuple[str, Decimal], ...]) -> Shared:
    """The counters all members share, with what budgets have already cost."""
    if not budgets_spent:
        return Shared()
    spent = {name: to_minor(amount, plan.program.unit) for name, amount in budgets_spent}
    funds = [
        Fund(
            over,
            int(over == codes.CLIP and spent.get(budget.id, 0) >= amount),
            amount,
            spent.get(budget.id, 0),
        )
        for budget, (over, amount) in zip(plan.program.budgets, plan.budgets, strict=True)
    ]
    return Shared(funds=tuple(funds))


def points_units(plan: Plan, points: Decimal) -> int:
    """Points as members see them in the wallet's smallest unit."""
    return int(points.scaleb(plan.program.points.decimals if plan.program.points else 0))


def _coupons(plan: Plan, given: MemberGiven) -> tuple[HeldCoupon, ...]:
    """The coupons the member holds; one without an end never ends."""

    def instant(text: str | None, otherwise: int) -> int:
        return to_us(civil(text, plan.program.zone)) if text else otherwise

    return tuple(
        HeldCoupon(coupon_id, one.offer, instant(one.starts, -FOREVER), instant(one.ends, FOREVER))
        for one, coupon_id in zip(given.coupons, coupon_ids(given.coupons), strict=True)
    )


def _since(plan: Plan, given: MemberGiven, first: datetime) -> datetime:
    return civil(given.since, plan.program.zone) if given.since else first - MICROSECOND


def _places(plan: Plan) -> dict[str, tuple[int, int]]:
    """Track and place of each level."""
    return {
        level.id: (number, place)
        for number, track in enumerate(plan.program.tiers)
        for place, level in enumerate(track.levels)
    }


def _credit(plan: Plan, given: MemberGiven, number: int) -> int:
    """The credit of a track: as said, or what the level named takes, or none."""
    track = plan.program.tiers[number]
    said = dict(given.credit).get(track.id)
    if said is not None:
        match track.credit.of:
            case "spend":
                return to_minor(said, plan.program.unit)
            case "base_points":
                return points_units(plan, said)
            case _:
                return int(said)
    places = _places(plan)
    start = int(plan.tables["tracks"][number].level_start)
    named = [places[level][1] for level in given.tier if places[level][0] == number]
    return int(plan.tables["levels"][start + named[0]].minimum) if named else 0


def _given_levels(plan: Plan, given: MemberGiven, who: Member, opened: Standing) -> Standing:
    """The levels named, whatever the credit says."""
    held = list(opened.tiers)
    bench = Bench(plan, who, opened, Shared())
    zone, members, tracks, levels = (bench.tables[name] for name in ("zone", "members", "tracks", "levels"))
    for level in given.tier:
        number, place = _places(plan)[level]
        if held[number].level != place:
            start = opened.credits[number][0].at
            ends = terms.term_end(0, number, place, start, 1, zone, members, tracks, levels)
            held[number] = held[number]._replace(
                level=place, floor_level=place, grace=0, ends=ends, floor_ends=ends
            )
    return replace(opened, tiers=tuple(held))


def _with_lot(plan: Plan, lot: Lot, who: Member, opened: Standing, *, since: datetime) -> Standing:
    zone = plan.program.zone
    expires = to_us(civil(lot.expires, zone)) if lot.expires else FOREVER
    available = to_us(civil(lot.available, zone)) if lot.available else to_us(since)
    bench = Bench(plan, who, opened, Shared())
    groups = plan.settings().groups
    key = (opened.sequence - 1) * groups
    points = points_units(plan, lot.points)
    bench.run(lots.insert_lot, 0, codes.NONE, 0, points, expires, available, to_us(since), key)
    return bench.standing()


def _active(plan: Plan, opened: Standing, since: datetime) -> Standing:
    """Where points end by inactivity, the last activity was at `since`."""
    policy = plan.program.points.expiry if plan.program.points else None
    if not isinstance(policy, InactivityExpiry):
        return opened
    return replace(opened, active_until=to_us(add_months(since, policy.months, plan.program.zone)))


def delivered(days: int) -> timedelta:
    """How long after the order its goods are delivered."""
    return timedelta(days=days)
