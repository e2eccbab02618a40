"""What is asked about, found by name: a programme's offers and levels, a log's members and channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from loyalty.engine import up_to_date
from loyalty.errors import NoSuchFigure
from loyalty.facts.member import Member
from loyalty.facts.paths import plain_path
from loyalty.facts.quote import Reason
from loyalty.handed_in import look_into
from loyalty.plan.tables import Plan
from loyalty.simulate.figures.measured import BELOW, FIRST_LEVEL, GUEST
from loyalty.simulate.figures.telling_spread import CUTS
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.parsing import Flags
from loyalty.simulate.replaying.audit import snapshot
from loyalty.simulate.replaying.carts import Carts
from loyalty.simulate.replaying.rerun import Visit

NONE_NAMED: Final = "(none)"
"""Asks for what has no name: no channel, no category, nobody; below the first level."""
GUESTS: Final = "guest"
GIVEN_BACK: Final = "given_back"
"""The component that returns bring back: asks for the returns behind it."""
COMPONENTS: Final = ("offers", "member_price", "shipping", "points", GIVEN_BACK)
OF_RETURNS: Final = ("component", "offer", "month", "channel", "member")
"""What may be asked of returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which figure: each field that is set narrows the orders down; ids as the result names them.

    `category`, `brand` and `sku` ask for the part of an order's lines; `group` is one of the benefit spread.
    `track` says whose `tier` is meant (the first if None). `reason` is why `offer` was refused, and asks for
    the orders on which it was. `benefits` is 0, 1, 2 or 3 (three or more); `over_ppm` is of the goods' price.
    """

    offer: str | None = None
    component: str | None = None
    tier: str | None = None
    track: str | None = None
    month: str | None = None
    channel: str | None = None
    category: str | None = None
    brand: str | None = None
    sku: str | None = None
    member: str | None = None
    group: str | None = None
    reason: str | None = None
    benefits: int | None = None
    over_ppm: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is of another kind than is meant; the error says which field."""
        look_into(self)


class Names:
    """The names of one question as numbers of plan and log; raises NoSuchFigure where there is none."""

    def __init__(self, plan: Plan, log: OrderLog, which: Which) -> None:
        """Find every name at once, so that a wrong one is refused before anything runs."""
        self.plan = plan
        self.log = log
        self.which = which
        self.offers = self._offers()
        tracks = [track.id for track in plan.program.tiers]
        self.track = 0 if which.track is None else _place(("track", "成长体系"), which.track, tracks)
        self.level = self._level()
        self.channel = _named(("channel", "渠道"), which.channel, log.channels)
        self.member = _named(("member", "会员"), which.member, log.member_ids)
        self.reason = self._reason()
        groups = [name for name, _percent in CUTS]
        self.group = (
            None if which.group is None else groups[_place(("group", "会员分组"), which.group, groups)]
        )
        if which.component == GIVEN_BACK:
            _only_of_returns(which)
        self.lines = self._lines()

    @cached_property
    def touched(self) -> Flags:
        """By document: whether a line is of the goods in question."""
        return np.asarray(np.logical_or.reduceat(self._asked, self.log.doc_line_start[:-1]))

    @cached_property
    def partly(self) -> Flags:
        """By document: whether only some lines are."""
        every = np.logical_and.reduceat(self._asked, self.log.doc_line_start[:-1])
        return np.asarray(self.touched & ~every)

    @property
    def _asked(self) -> Flags:
        return np.ones(len(self.log.line_item), np.bool_) if self.lines is None else self.lines

    @property
    def shipping(self) -> bool:
        """Whether the question is about the shipping fee alone."""
        named = self.which.offer is not None and self.on_shipping(self.offers[0])
        return named or self.which.component == "shipping"

    def on_shipping(self, offer: int) -> bool:
        """Whether an offer takes off the shipping fee."""
        return self.plan.offers[offer].component == "shipping"

    def stood(self, visit: Visit) -> bool:
        """Whether an order about to be placed is of the level asked for, on a track the tables leave out."""
        if self.level is None or self.track == 0:
            return True
        member = int(visit.replay.feed.member[visit.document])
        carts = Carts(visit.replay)
        who = carts.who(member)
        if not isinstance(who, Member):
            return self.level == GUEST
        standing, _shared = snapshot(visit.replay, visit.place)
        now = up_to_date(self.plan, who=who, standing=standing, at=carts.at(visit.document))
        return now.tiers[self.track].level + FIRST_LEVEL == self.level

    def _offers(self) -> tuple[int, ...]:
        """The places of the offers in question; all of them where none is named."""
        which, offers = self.which, self.plan.offers
        if which.component is not None and which.component not in COMPONENTS:
            raise _unknown(("component", "成本构成"), which.component, COMPONENTS)
        if which.offer is None:
            found = range(len(offers))
        else:
            place = _place(("offer", "优惠活动"), which.offer, [offer.id for offer in offers])
            found = range(place, place + 1)
            if which.component not in {None, GIVEN_BACK, offers[place].component}:
                known = (offers[place].component, GIVEN_BACK)
                raise _unknown(("component", "成本构成"), which.component, known)
        return tuple(one for one in found if which.component in {None, GIVEN_BACK, offers[one].component})

    def _level(self) -> int | None:
        """The place of a level, as `Measured.place` has it."""
        tier, tracks = self.which.tier, self.plan.program.tiers
        if tier is None:
            return None
        if tier == GUESTS:
            return GUEST
        if tier == NONE_NAMED:
            return BELOW
        levels = [level.id for level in tracks[self.track].levels] if tracks else []
        return _place(("tier", "等级"), tier, levels) + FIRST_LEVEL

    def _reason(self) -> Reason | None:
        reason = self.which.reason
        if reason is None:
            return None
        names = [one.name.lower() for one in Reason]
        if self.which.offer is None:
            raise NoSuchFigure(
                what="reason",
                what_zh="原因",
                value=reason,
                mend="Say which offer was refused.",
                mend_zh="请指明是哪个优惠活动。",
            )
        return Reason(_place(("reason", "原因"), reason, names))

    def _lines(self) -> Flags | None:
        """The lines of the goods in question; None where any goods are."""
        which, log = self.which, self.log
        asked = (
            (("category", "品类"), _path(which.category), log.item_category),
            (("brand", "品牌"), which.brand, log.item_brand),
            (("SKU", "SKU"), which.sku, log.item_sku),
        )
        items = [_items(what, name, names) for what, name, names in asked if name is not None]
        return np.asarray(np.logical_and.reduce(items)[log.line_item]) if items else None


def _only_of_returns(which: Which) -> None:
    """Returns have no level, no goods of their own and no reasons; raises NoSuchFigure if asked for."""
    asked = [name for name in Which.__slots__ if getattr(which, name) is not None and name not in OF_RETURNS]
    if asked:
        raise NoSuchFigure(
            what=f"{asked[0]} of",
            what_zh=f"{asked[0]} 维度的",
            value=GIVEN_BACK,
            mend="Ask for it by offer, month, channel or member.",
            mend_zh="可按优惠活动、月份、渠道或会员查看。",
        )


def _path(category: str | None) -> str | None:
    """A category as the log holds it; a name that is none of goods stays as it is."""
    return category if category is None else plain_path(category) or category


def _items(what: tuple[str, str], name: str, names: Sequence[str | None]) -> Flags:
    """The items of a category, a brand or a SKU."""
    wanted = None if name == NONE_NAMED else name
    items = np.array([one == wanted for one in names], np.bool_)
    if not items.any():
        raise _unknown(what, name, sorted({one for one in names if one is not None}))
    return items


def _named(what: tuple[str, str], name: str | None, names: Sequence[str]) -> int | None:
    """The number of a name; -1 for what has none."""
    if name is None:
        return None
    return -1 if name == NONE_NAMED else _place(what, name, names)


def _place(what: tuple[str, str], name: str, names: Sequence[str]) -> int:
    try:
        return list(names).index(name)
    except ValueError:
        raise _unknown(what, name, names) from None


def _unknown(what: tuple[str, str], value: object, known: Sequence[str]) -> NoSuchFigure:
    named = ", ".join(known[:KNOWN_MAX]) or NONE_NAMED
    more = "" if len(known) <= KNOWN_MAX else " …"
    return NoSuchFigure(
        what=what[0],
        what_zh=what[1],
        value=value,
        mend=f"There are: {named}{more}.",
        mend_zh=f"可选：{named}{more}。",
    )


KNOWN_MAX: Final = 12
"""So many of the names that are there are listed."""
