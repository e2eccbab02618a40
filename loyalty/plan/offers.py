"""Offers, and the tier benefits that are offers in disguise, as rows in order of application."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import percent_ppm, to_minor
from loyalty.plan.benefits import WHOLE_PPM, BenefitRows
from loyalty.plan.carried import Composed
from loyalty.plan.graph import BASES, Graph, needs_member, rises
from loyalty.plan.limits import LimitRows
from loyalty.plan.numbering import LANE_RULES, RESTS, ROUNDINGS, SPREADS, UNITS
from loyalty.plan.tables import NOTHING_PAUSED, LoweredOffer, Pauses, Registry
from loyalty.rules.benefits import FixedPrice, FreeShipping, MemberPrice
from loyalty.rules.lanes import ITEM_LANE, SHIPPING_LANE, Lane
from loyalty.rules.offers import Offer
from loyalty.rules.tiers import Level, TierPrice

LAST_BIT: Final = 62
"""The last bit for classes; offers in several terms that find no other share it."""


@dataclass(frozen=True)
class Draft:
    """An offer on its way to a row, with what its lane sorts by."""

    lowered: LoweredOffer
    priority: int
    fill: Callable[[Any], None]


class OfferRows:
    """Builds the tables `lanes`, `offers`, `steps` and `limits`."""

    def __init__(
        self, composed: Composed, registry: Registry, graph: Graph, *, pauses: Pauses = NOTHING_PAUSED
    ) -> None:
        """Lower every lane with its offers, carried ones among them."""
        self._pauses = pauses
        self._carried = composed.carried
        self._program = program = composed.program
        self._unit = program.unit
        self._registry = registry
        self._graph = graph
        self._budgets = {budget.id: place for place, budget in enumerate(program.budgets)}
        self._groups = {group.id: place for place, group in enumerate(program.groups)}
        self._classes = {one.id: place for place, one in enumerate(program.classes)}
        self._own_bits = self._bits_of_several()
        self.lanes: list[Any] = []
        self.offers: list[Any] = []
        self._benefits = BenefitRows(registry, program.unit)
        self.steps = self._benefits.steps
        self._limits = LimitRows(registry)
        self.limits = self._limits.rows
        self.ranked: list[Any] = []
        self.choices: list[Any] = []
        self.opens: list[Any] = []
        self.frees: list[Any] = []
        self.lowered: list[LoweredOffer] = []
        for lane in program.lanes:
            self._lane(lane, self._drafts(lane))
        self._rank()

    def _drafts(self, lane: Lane) -> list[Draft]:
        drafts = [self._draft(offer) for offer in self._program.offers if offer.lane == lane.id]
        for number, track in enumerate(self._program.tiers):
            for place, level in enumerate(track.levels):
                if lane.id == ITEM_LANE and level.member_price is not None:
                    drafts.append(
                        self._tier_price((number, place), f"{track.id}.{level.id}", level, level.member_price)
                    )
                if lane.id == SHIPPING_LANE and level.free_shipping_from is not None:
                    drafts.append(self._tier_shipping(number, place, f"{track.id}.{level.id}", level))
        return sorted(drafts, key=lambda draft: (-draft.priority, draft.lowered.id, draft.lowered.key))

    def _lane(self, lane: Lane, drafts: list[Draft]) -> None:
        self.lanes.append(
            row(
                "lanes",
                rule=LANE_RULES[lane.rule],
                scope=codes.SCOPE_LINE if lane.by_line else codes.SCOPE_ORDER,
                offer_start=len(self.offers),
                offer_count=len(drafts),
                items=int(lane.id == ITEM_LANE),
                shipping=int(lane.id == SHIPPING_LANE),
            )
        )
        for draft in drafts:
            offer = row(
                "offers",
                selector=codes.NONE,
                entry=codes.PASS,
                budget=codes.NONE,
                prices=codes.NONE,
                times_max=codes.NONE,
                cap=codes.NONE,
                units_max=codes.NONE,
                group=codes.NONE,
                threshold_base=codes.BASE_AFTER_ITEMS,
                benefit_base=codes.BASE_RUNNING,
                rounding_unit=codes.UNIT_SUM,
                limit_start=len(self.limits),
            )
            draft.fill(offer)
            if self._pauses.stop(draft.lowered.id):
                offer.entry, offer.needs_member, offer.rises = self._graph.paused(), 0, 0
            offer.price = int(draft.lowered.component == "member_price")
            offer.limit_count = len(self.limits) - offer.limit_start
            if offer.release:
                self.frees.append(row("frees", offer=len(self.offers), first=offer.release - codes.RELEASES))
            self.offers.append(offer)
            self.lowered.append(draft.lowered)

    def _rank(self) -> None:
        """Exclusive offers by priority, then the offers of each group that is open to choice."""
        places = {lowered.key: place for place, lowered in enumerate(self.lowered)}
        offers = sorted(self._program.offers, key=lambda offer: (-offer.priority, places[offer.id]))
        self.ranked += [row("ranked", offer=places[offer.id]) for offer in offers if _keeps_out(offer)]
        named = sorted((self._id(offer), offer.id) for offer in offers if offer.may_be_left)
        self.opens += [
            row("opens", offer=places[key], rank=rank, ends=codes.FOREVER)
            for rank, (_, key) in enumerate(named)
        ]
        for group in self._program.groups:
            members = [offer for offer in offers if offer.group == group.id]
            if group.rule == "best" and members:
                self.choices.append(row("choices", start=len(self.ranked), count=len(members)))
                self.ranked += [row("ranked", offer=places[offer.id]) for offer in members]

    def tables(self) -> dict[str, list[Any]]:
        """The rows by table."""
        return {
            "lanes": self.lanes,
            "offers": self.offers,
            "steps": self.steps,
            "limits": self.limits,
            "ranked": self.ranked,
            "choices": self.choices,
            "opens": self.opens,
            "frees": self.frees,
        }

    def first_lane(self) -> int:
        """The lane before which no choice matters.

        An exclusive coupon keeps out even what lies before it, and a choice what it does not combine with.
        """
        groups = {group.id for group in self._program.groups if group.rule == "best"}
        asked = [one for one in self._program.offers if one.may_be_left or one.group in groups]
        if any(one.exclusive and one.coupon is not None for one in asked):
            return 0
        names = [lane.id for lane in self._program.lanes]
        clashing = 0
        for one in asked:
            clashing |= 0 if one.class_ is None else self._clashes(one.class_)
        pushed = [
            one
            for one in self._program.offers
            if one.class_ is not None and clashing >> self._classes[one.class_] & 1
        ]
        return min((names.index(one.lane) for one in (*asked, *pushed)), default=len(names))

    def _bits_of_several(self) -> dict[str, int]:
        """A bit for each offer that is there in several terms, of which an order gets one."""
        names = Counter(self._id(offer) for offer in self._program.offers)
        several = sorted(name for name, count in names.items() if count > 1)
        return {name: 1 << min(len(self._classes) + place, LAST_BIT) for place, name in enumerate(several)}

    def _id(self, offer: Offer) -> str:
        """The offer's id in its document: counters and pauses are by that, whatever its terms."""
        carried = self._carried.get(offer.id)
        return offer.id if carried is None else carried.offer_id

    def _draft(self, offer: Offer) -> Draft:
        carried = self._carried.get(offer.id)
        name = offer.name or self._id(offer)
        match offer.benefit:
            case MemberPrice() | FixedPrice():
                component = "member_price"
            case FreeShipping():
                component = "shipping"
            case _:
                component = "offers"
        shares = tuple((funder, percent_ppm(share)) for funder, share in offer.funded_by or ())
        tested = (" (test)", "（测试）") if offer.test else ("", "")
        lowered = LoweredOffer(
            self._id(offer),
            f"{name}{tested[0]}",
            f"{offer.name_zh or name}{tested[1]}",
            offer.lane,
            offer.benefit.kind,
            component,
            shares,
            "" if carried is None else offer.id,
            None if carried is None else carried.version,
        )
        return Draft(lowered, offer.priority, lambda target: self._fill(target, offer))

    def _fill(self, target: Any, offer: Offer) -> None:  # noqa: ANN401 - a kernel row
        target.entry = self._graph.entry(offer.when, offer.threshold_base)
        target.rises = int(rises(offer.when))
        if offer.coupon is not None:
            target.entry = self._graph.coupon(offer.id, target.entry)
        per_member = any(limit.for_members for limit in offer.limits)
        target.needs_member = int(per_member or needs_member(offer.when) or offer.coupon is not None)
        target.threshold_base = BASES[offer.threshold_base]
        target.benefit_base = BASES[offer.benefit_base]
        target.rounding = ROUNDINGS[offer.rounding]
        target.rounding_unit = UNITS[offer.rounding_unit or "sum"]
        target.spread_by = SPREADS[offer.spread_by]
        target.remainder = RESTS[offer.remainder]
        target.stack = int(offer.stack)
        target.by_seller = int(offer.per == "seller")
        if offer.release_on_full_return:
            target.release = codes.RELEASES_FIRST if offer.for_first_orders else codes.RELEASES
        target.exclusive = int(offer.exclusive)
        if offer.group is not None:
            target.group = self._groups[offer.group]
        if offer.class_ is not None:
            target.class_bit = 1 << self._classes[offer.class_]
            target.clashes = self._clashes(offer.class_)
        own = self._own_bits.get(self._id(offer), 0)
        target.class_bit |= own
        target.clashes |= own
        if offer.budget is not None:
            target.budget = self._budgets[offer.budget]
        self._limits.fill(self._id(offer), offer)
        self._benefits.fill(target, offer.benefit)

    def _clashes(self, own: str) -> int:
        """A bit for each class that does not combine with this one: two do when each names the other."""
        table = {one.id: one.combines_with for one in self._program.classes}
        return sum(
            1 << place
            for other, place in self._classes.items()
            if not (other in table[own] and own in table[other])
        )

    def _tier_price(self, where: tuple[int, int], name: str, level: Level, price: TierPrice) -> Draft:
        lowered = LoweredOffer(
            f"{name}.price",
            f"{level.name or level.id} price",
            f"{level.name_zh or level.name or level.id}会员价",
            ITEM_LANE,
            "member_price",
            "member_price",
            (),
        )

        def fill(target: Any) -> None:  # noqa: ANN401 - a kernel row
            target.kind, target.ppm = codes.PERCENT, percent_ppm(price.percent)
            target.selector = self._registry.selector(price.of)
            target.entry = self._graph.level(*where, codes.PASS)
            target.needs_member = 1
            target.rounding_unit = codes.UNIT_LINE

        return Draft(lowered, 0, fill)

    def _tier_shipping(self, track: int, place: int, name: str, level: Level) -> Draft:
        minimum = to_minor(level.free_shipping_from or 0, self._unit)
        lowered = LoweredOffer(
            f"{name}.shipping",
            f"{level.name or level.id} free shipping",
            f"{level.name_zh or level.name or level.id}包邮",
            SHIPPING_LANE,
            "free_shipping",
            "shipping",
            (),
        )

        def fill(target: Any) -> None:  # noqa: ANN401 - a kernel row
            target.kind, target.amount, target.ppm = codes.FREE_SHIPPING, codes.NONE, WHOLE_PPM
            target.entry = self._graph.level(track, place, self._graph.subtotal(minimum, "running"))
            target.needs_member = 1

        return Draft(lowered, 0, fill)


def _keeps_out(offer: Offer) -> bool:
    """Whether the offer is tried before all others; whether to use a coupon is the member's choice."""
    return offer.exclusive and offer.coupon is None
