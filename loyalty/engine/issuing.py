"""What issuances give a member between two instants, and giving it; in memory, on the programme's calendar.

Everything is told by what is kept of a member anyway: joining, birthday, levels and when they were reached.
So being late changes nothing. Who books it keeps each cycle once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from loyalty.engine.granting import grant
from loyalty.engine.rising import Levels, levels_between, rises
from loyalty.facts.giving import Granted, Issued
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import HeldCoupon, Member, Standing
from loyalty.kernels import codes
from loyalty.kernels.calendar import day_in_month, day_of, month_of, plus_days, round_up, start_of_day
from loyalty.plan.tables import Plan
from loyalty.rules.issuances import GiveCoupon, Issuance, Monthly, OnBirthday, OnTierEntry
from loyalty.when import to_us

Due = Iterator[tuple[int, str]]
"""An instant and the cycle it belongs to."""


def issuances_due(
    plan: Plan, *, who: Member, standing: Standing, since_us: int, until_us: int
) -> tuple[Issued, ...]:
    """What is due from `since_us`, whose standing is given, to `until_us`, both included; by time.

    Nothing is due before joining. A cycle that was given before may be among them.
    """
    issuances = plan.program.issuances
    if not issuances or until_us < since_us:
        return ()
    since = max(since_us, to_us(who.joined_at))
    levels = Levels((), ())
    if any(isinstance(one.on, OnTierEntry | Monthly) and one.on.levels for one in issuances):
        levels = levels_between(plan, who, standing, since, until_us)
    found: dict[tuple[str, str], list[Issued]] = {}
    for issuance in issuances:
        for at, cycle in _instants(plan, issuance, who, levels, since, until_us):
            if since <= at <= until_us:
                found.setdefault((issuance.id, cycle), list(_gifts(plan, issuance, cycle, at)))
    return tuple(sorted((gift for gifts in found.values() for gift in gifts), key=lambda gift: gift.at))


def issue(plan: Plan, due: Iterable[Issued], *, who: Member, standing: Standing) -> Granted:
    """Give what is due, each at its instant after what fell due before it."""
    entries: list[LedgerEntry] = []
    for gift in due:
        if gift.offer_id is not None:
            held = HeldCoupon(coupon_id(who.id, gift), gift.offer_id, gift.at, gift.ends, gift.version)
            if held.id not in {one.id for one in standing.coupons}:
                standing = replace(standing, coupons=(*standing.coupons, held))
            continue
        granted = grant(plan, gift.points, who=who, standing=standing, at_us=gift.at, ends_us=gift.ends)
        standing = granted.standing
        entries.extend(granted.entries)
    return Granted(standing=standing, entries=tuple(entries))


def coupon_id(member_id: str, gift: Issued) -> str:
    """The id of a coupon that an issuance gives: the same whoever works it out."""
    named = "\n".join((gift.issuance_id, member_id, gift.cycle, str(gift.place)))
    return f"issued-{sha256(named.encode()).hexdigest()[:32]}"


def days_later(plan: Plan, at_us: int, days: int) -> int:
    """The end of the civil day so many days later."""
    zone = plan.tables["zone"]
    return round_up(zone, plus_days(zone, at_us, days), codes.ROUND_DAY)


def scaled(plan: Plan, points: Decimal) -> int:
    """Points of a document in the wallet's smallest unit."""
    policy = plan.program.points
    return int(points * 10 ** (policy.decimals if policy else 0))


def _instants(  # noqa: PLR0913, PLR0917 - a span and all that it is asked for
    plan: Plan, issuance: Issuance, who: Member, levels: Levels, since: int, until: int
) -> Due:
    match issuance.on:
        case OnBirthday():
            yield from _birthdays(plan, issuance.on, who, since, until)
        case OnTierEntry():
            yield from rises(plan, levels, issuance.on.levels)
        case Monthly():
            yield from _months(plan, issuance.on, levels, since, until)
        case _:
            yield to_us(who.joined_at), "once"


def _birthdays(plan: Plan, on: OnBirthday, who: Member, since: int, until: int) -> Due:
    """The start of the birthday or of the days before; who joins meanwhile has it at once."""
    if who.birthday is None:
        return
    zone = plan.tables["zone"]
    month, of_month = who.birthday
    joined = to_us(who.joined_at)
    first, last = (month_of(day_of(zone, at)) // 12 for at in (since, until))
    for year in range(first, last + 2):
        day = day_in_month(year * 12 + month - 1, of_month)
        start = start_of_day(zone, day - on.days_before)
        if joined < start_of_day(zone, day + 1):
            yield max(start, joined), str(year)


def _months(plan: Plan, on: Monthly, levels: Levels, since: int, until: int) -> Due:
    zone = plan.tables["zone"]
    for month in range(month_of(day_of(zone, since)), month_of(day_of(zone, until)) + 1):
        at = start_of_day(zone, day_in_month(month, on.day))
        if since <= at <= until and (not on.levels or levels.any_at(at, on.levels)):
            yield at, f"{month // 12}-{month % 12 + 1:02}"


def _gifts(plan: Plan, issuance: Issuance, cycle: str, at: int) -> Iterator[Issued]:
    for place, given in enumerate(issuance.gives):
        ends = 0 if given.valid_days is None else days_later(plan, at, given.valid_days)
        if isinstance(given, GiveCoupon):
            yield Issued(issuance.id, cycle, at, place, given.offer, 0, ends, plan.hash)
        else:
            yield Issued(issuance.id, cycle, at, place, None, scaled(plan, given.points), ends, plan.hash)
