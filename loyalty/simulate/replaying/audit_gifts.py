"""What issuances give, through the live engine: members of a log as an event meets them.

A log tells who used a coupon, not who holds one. Coupons of the log therefore are put beside the member for
each order and are taken away again; those that issuances gave stay, and wait aside where an order may not use
them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from loyalty.engine import issuances_due, issue, rise_gifts, void_gifts
from loyalty.engine.issuing import coupon_id, cycle_name
from loyalty.facts.giving import RiseGift, Undone
from loyalty.facts.member import Guest, HeldCoupon, Member, PlacedOrder
from loyalty.facts.standing import Standing
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.gifts import issued_offers
from loyalty.simulate.replaying.replay import Replay

Cycle: TypeAlias = tuple[str, str]
"""An issuance's id and the name of its cycle."""


@dataclass(frozen=True, slots=True)
class Given:
    """The instant up to which a member was given what is due, the cycles given, and what rises gave."""

    until: int
    cycles: frozenset[Cycle] = frozenset()
    rises: tuple[RiseGift, ...] = ()


@dataclass(frozen=True, slots=True)
class Met:
    """What an event meets: a standing with the coupons it may use, those set aside, how far gifts went."""

    standing: Standing
    aside: tuple[HeldCoupon, ...]
    given: Given


def given_of(replay: Replay, member: int) -> Given:
    """How far a replay has given a member: the last cycle of each issuance and level."""
    settings = replay.plan.settings()
    if member < 0 or not settings.issuances:
        return Given(0)
    rows = replay.tables["cycles"]["last"][member * settings.slots : (member + 1) * settings.slots].tolist()
    found = set()
    for row, issuance in zip(replay.plan.tables["issuances"], replay.plan.program.issuances, strict=True):
        places = row.level_count if issuance.on.kind == "tier_entry" else 1
        found |= {
            (issuance.id, cycle_name(issuance, place, rows[row.slot + place]))
            for place in range(places)
            if rows[row.slot + place] >= 0
        }
    return Given(int(replay.tables["gifted"]["until"][member]), frozenset(found))


class Gifts:
    """Gifts and coupons of a replay's members, given by the live engine."""

    def __init__(self, replay: Replay, carts: Carts) -> None:
        """Look at the replay's programme, and at how its log is read."""
        self._replay = replay
        self._carts = carts
        self._issued = issued_offers(replay.plan, replay.settings)
        self._stride = int(replay.tables["plan"]["stride"][0])

    def fresh(self) -> Given:
        """What was given before the first event: nothing, and nothing is due from before the log."""
        return Given(int(self._replay.log.first_at))

    def meets(self, document: int, standing: Standing, given: Given) -> Met:
        """The member brought current by the document's instant, with what the document may use."""
        who = self._carts.who(int(self._replay.feed.member[document]))
        at = int(self._replay.log.doc_at[document])
        standing, given = self.current(who, standing, given, at_us=at, document=document)
        held = standing.coupons
        shown = held if self._carts.shows_all(document) else ()
        return Met(
            replace(
                standing,
                sequence=(document + 1) * self._stride - 1,
                coupons=(*shown, *self._carts.coupons(document)),
            ),
            () if shown else held,
            given,
        )

    def left(self, met: Met, standing: Standing) -> Standing:
        """The standing after an event without what only the log gave, and with what was set aside."""
        kept = self.bare(standing)
        return replace(kept, coupons=(*kept.coupons, *met.aside))

    def bare(self, standing: Standing) -> Standing:
        """A standing without coupons that no issuance gave."""
        coupons = tuple(one for one in standing.coupons if one.offer_id in self._issued)
        return replace(standing, coupons=coupons, placed=tuple(map(self._bare_order, standing.placed)))

    def _bare_order(self, order: PlacedOrder) -> PlacedOrder:
        coupons = tuple(one for one in order.coupons if one.coupon.offer_id in self._issued)
        return replace(order, coupons=coupons) if len(coupons) < len(order.coupons) else order

    def current(
        self, who: Member | Guest, standing: Standing, given: Given, *, at_us: int, document: int
    ) -> tuple[Standing, Given]:
        """The member with all that is due by an instant, each cycle once; `document` names the lots."""
        plan = self._replay.plan
        if isinstance(who, Guest):
            return standing, given
        due = issuances_due(plan, who=who, standing=standing, since_us=given.until, until_us=at_us)
        new = [gift for gift in due if (gift.issuance_id, gift.cycle) not in given.cycles]
        kept = [gift for gift in new if gift.offer_id is None or gift.offer_id in self._issued]
        named = replace(standing, sequence=document * self._stride)
        granted = issue(plan, kept, who=who, standing=named)
        coupons = [coupon_id(who.id, gift) for gift in kept if gift.offer_id is not None]
        cycles = given.cycles | {(gift.issuance_id, gift.cycle) for gift in new}
        rises = (*given.rises, *rise_gifts(kept, granted, coupons))
        return granted.standing, Given(max(given.until, at_us), cycles, rises)

    def voided(self, document: int, met: Met, standing: Standing) -> tuple[Standing, Given]:
        """After a return that left `standing`: gifts of undone rises are void, unused ones due again."""
        undone = self.undone(document, met, standing)
        gone = {(one.issuance_id, one.cycle) for one in undone.gifts}
        again = {(one.issuance_id, one.cycle) for one in undone.gifts if one.unused}
        rises = tuple(one for one in met.given.rises if one[:2] not in gone)
        return undone.standing, replace(met.given, cycles=met.given.cycles - again, rises=rises)

    def undone(self, document: int, met: Met, standing: Standing) -> Undone:
        """What becomes of the gifts of rises by a return that left `standing`."""
        who = self._carts.who(int(self._replay.feed.member[document]))
        if isinstance(who, Guest) or not met.given.rises:
            return Undone(standing=standing, entries=(), gifts=())
        return void_gifts(
            self._replay.plan,
            met.given.rises,
            who=who,
            before=met.standing,
            after=standing,
            at_us=int(self._replay.log.doc_at[document]),
        )


def still_held(standing: Standing, at_us: int) -> list[tuple[int, str]]:
    """When coupons end that have not ended by an instant, and their offers; in this order."""
    return sorted((one.ends, one.offer_id) for one in standing.coupons if one.ends > at_us)
