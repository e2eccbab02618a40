"""What issuances give a member between two instants, and giving it; in memory, on the programme's calendar.

Everything is told by what is kept of a member anyway: joining, birthday, levels and when they were reached.
So being late changes nothing. Who books it keeps each cycle once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import Any

from loyalty.engine.bench import Bench
from loyalty.engine.granting import grant
from loyalty.facts.giving import Granted, Issued
from loyalty.facts.ledger import LedgerEntry
from loyalty.facts.member import BOUGHT, HeldCoupon, Member
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.kernels import codes
from loyalty.kernels.issuing import give_due
from loyalty.kernels.occasions import good_until, year_of
from loyalty.kernels.rows import Growing, blank, row
from loyalty.plan.issuances import scaled_points
from loyalty.plan.tables import Plan
from loyalty.rules.issuances import GiveCoupon, Issuance, Monthly, OnSignUp, OnTierEntry


@looking()
def issuances_due(
    plan: Plan, *, who: Member, standing: Standing, since_us: int, until_us: int
) -> tuple[Issued, ...]:
    """What is due from `since_us`, whose standing is given, to `until_us`, both included; by time.

    Nothing is due before joining. A cycle that was given before may be among them.
    """
    if not plan.program.issuances or until_us < since_us:
        return ()
    bench = Bench(plan, who, standing, Shared())
    bench.tables.update(_tables(plan, who, since_us))
    rows: list[Any] = []
    for start, end in pairwise((since_us, *_turns(standing, since_us, until_us), until_us + 1)):
        bench.stand_at(start)
        bench.tables["gifted"][0].until = start
        bench.run(give_due, 0, end - 1, 1, 0)
        rows += bench.tables["due"].span(0, bench.tables["meters"][0].given)
        bench.tables["due"] = Growing("due")
    bench.release()
    rows += _bought(plan, standing, since_us, until_us)
    rows.sort(key=lambda one: (one.at, one.issuance))
    return tuple(gift for one in _each_once(rows) for gift in _gifts(plan, one))


@looking()
def issue(plan: Plan, due: Iterable[Issued], *, who: Member, standing: Standing) -> Granted:
    """Give what is due, each at its instant after what fell due before it."""
    entries: list[LedgerEntry] = []
    lots: list[int] = []
    for gift in due:
        if gift.offer_id is not None:
            held = HeldCoupon(coupon_id(who.id, gift), gift.offer_id, gift.at, gift.ends, gift.version)
            if held.id not in {one.id for one in standing.coupons}:
                standing = replace(standing, coupons=(*standing.coupons, held))
            continue
        lots.append(standing.sequence * int(plan.settings().groups))
        granted = grant(plan, gift.points, who=who, standing=standing, at_us=gift.at, ends_us=gift.ends)
        standing = granted.standing
        entries.extend(granted.entries)
    return Granted(standing=standing, entries=tuple(entries), lots=tuple(lots))


def coupon_id(member_id: str, gift: Issued) -> str:
    """The id of a coupon that an issuance gives: the same whoever works it out.

    Of coupons that end together the one given first has the lower id, and is used first.
    """
    named = "\n".join((gift.issuance_id, member_id, gift.cycle, str(gift.place)))
    return f"issued-{gift.at:016x}-{sha256(named.encode()).hexdigest()[:32]}"


def days_later(plan: Plan, at_us: int, days: int) -> int:
    """The end of the civil day so many days later."""
    return good_until(plan.tables["zone"], at_us, days)


def scaled(plan: Plan, points: Decimal) -> int:
    """Points of a document in the wallet's smallest unit."""
    return scaled_points(plan.program, points)


def cycle_name(issuance: Issuance, place: int, cycle: int) -> str:
    """What a cycle is called: `once`, `2024`, `2024-03`, `gold:2024`, `gold:ever`.

    `place` is that of the level among those the issuance names.
    """
    match issuance.on:
        case OnSignUp():
            return "once"
        case OnTierEntry():
            return f"{issuance.on.levels[place]}:{cycle or 'ever'}"
        case Monthly():
            return f"{cycle // 12}-{cycle % 12 + 1:02}"
        case _:
            return str(cycle)


def _turns(standing: Standing, since_us: int, until_us: int) -> list[int]:
    """When, after `since_us`, a level bought or granted by hand begins or ends."""
    turns = {turn for one in standing.held_levels for turn in (one.starts, one.ends)}
    return sorted(turn for turn in turns if since_us < turn <= until_us)


def _bought(plan: Plan, standing: Standing, since_us: int, until_us: int) -> Iterator[Any]:
    """A level that is bought is reached like one that was earned; one granted by hand brings no gift."""
    levels = [
        (plan.program.tiers[one.track].levels[one.level].id, one.starts)
        for one in standing.held_levels
        if one.source == BOUGHT and since_us <= one.starts <= until_us
    ]
    for number, issuance in enumerate(plan.program.issuances):
        named = issuance.on.levels if isinstance(issuance.on, OnTierEntry) else ()
        first = plan.tables["issuances"][number].level_start
        for level, at in levels:
            if level in named:
                place = named.index(level)
                lasts = plan.tables["named"][first + place].lasts
                cycle = 0 if lasts else year_of(plan.tables["zone"], at)
                yield row("due", issuance=number, named=place, at=at, cycle=cycle)


def _each_once(rows: Iterable[Any]) -> Iterator[Any]:
    """The first of each cycle."""
    seen: set[tuple[int, int, int]] = set()
    for one in rows:
        cycle = (one.issuance, one.named, one.cycle)
        if cycle not in seen:
            seen.add(cycle)
            yield one


def _tables(plan: Plan, who: Member, since_us: int) -> dict[str, Any]:
    """What the kernel asks for beside a bench: nothing was given yet, and nothing is kept."""
    slots = int(plan.settings().slots)
    return {
        "gifted": [
            row(
                "gifted",
                birthday=packed_birthday(who.birthday),
                birthday_before=packed_birthday(who.birthday_before),
                birthday_from=who.birthday_from_year,
                until=since_us,
            )
        ],
        "cycles": [row("cycles", last=codes.NONE) for _ in range(slots)],
        "held": [],
        "due": Growing("due"),
        "risen": blank("risen", len(plan.program.tiers)),
        "by_gift": [],
    }


def packed_birthday(birthday: tuple[int, int] | None) -> int:
    """A birthday as the kernels take it; 0 where none is known."""
    return 0 if birthday is None else birthday[0] * 32 + birthday[1]


def _gifts(plan: Plan, due: Any) -> Iterator[Issued]:  # noqa: ANN401 - a kernel row
    issuance = plan.program.issuances[due.issuance]
    cycle = cycle_name(issuance, due.named, due.cycle)
    for place, given in enumerate(issuance.gives):
        ends = 0 if given.valid_days is None else days_later(plan, due.at, given.valid_days)
        if isinstance(given, GiveCoupon):
            yield Issued(issuance.id, cycle, due.at, place, given.offer, 0, ends, plan.hash)
        else:
            yield Issued(issuance.id, cycle, due.at, place, None, scaled(plan, given.points), ends, plan.hash)
