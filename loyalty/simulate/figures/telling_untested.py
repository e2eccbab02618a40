"""Offers that the file cannot show: nobody used them because it holds nothing that they could be used on.

A cost of nothing reads like a finding. Where no line is of the goods an offer asks for, no order carries a
fee, or nothing is known of the members that it looks at, it is a gap in the file, and is called one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Final, TypeAlias

import numpy as np

from loyalty.coupon_codes.canonical import canonical_code, codes_in
from loyalty.facts.quote import Reason
from loyalty.plan.eligibility import Goods, question, taker
from loyalty.plan.graph import needs_member
from loyalty.rules.benefits import BuyGet, FreeShipping, Gift, MemberPrice
from loyalty.rules.conditions import (
    AllOf,
    AnyOf,
    AttributeIs,
    Birthday,
    ChannelIs,
    CodeGiven,
    Condition,
    Distinct,
    PaymentIs,
    Quantity,
    RegionIs,
    ShippingIs,
    StoreIs,
    Subtotal,
    Window,
)
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program
from loyalty.rules.selectors import Selector
from loyalty.simulate.figures.outcome_events import Cause, Untested
from loyalty.simulate.figures.untold import untold
from loyalty.simulate.replaying.replay import Replay

SHOWN: Final = 3
"""Names that a sentence holds."""
Gap: TypeAlias = tuple[Cause, str, str]
"""What is missing, with a sentence in English and one in Chinese."""
_GOODS: Final = frozenset({Reason.BELOW_MINIMUM, Reason.TOO_FEW, Reason.TOO_FEW_DIFFERENT, Reason.NO_EFFECT})
_EXPLAINS: Final[dict[Cause, frozenset[Reason]]] = {
    "sku": _GOODS,
    "category": _GOODS,
    "brand": _GOODS,
    "seller": _GOODS,
    "attribute": _GOODS,
    "goods": _GOODS,
    "shipping_fee": frozenset({Reason.NO_EFFECT}),
    "dates": frozenset({Reason.OUTSIDE_WINDOW}),
    "channel": frozenset({Reason.WRONG_CHANNEL}),
    "store": frozenset({Reason.WRONG_STORE}),
    "payment_method": frozenset({Reason.WRONG_PAYMENT_METHOD}),
    "shipping_method": frozenset({Reason.WRONG_SHIPPING_METHOD}),
    "region": frozenset({Reason.WRONG_REGION}),
    "code": frozenset({Reason.NO_CODE}),
    "birthday": frozenset({Reason.NOT_BIRTHDAY}),
    "member_attribute": frozenset({Reason.WRONG_ATTRIBUTE}),
    "guests": frozenset({Reason.MEMBER_REQUIRED}),
}


def untested(replay: Replay) -> tuple[Untested, ...]:
    """Every offer without a measured use for which the file tells why, in the order of application."""
    asked = _asked(replay.plan.program)
    gaps = _Gaps(replay)
    found = []
    for offer, row in zip(replay.plan.offers, replay.tables["by_offer"], strict=False):
        gap = None if row["count"] else gaps.of(asked[offer.id])
        if gap is not None:
            found.append(Untested(offer=offer.id, why=gap[0], en=gap[1], zh=gap[2]))
    return tuple(found)


def explains(why: Cause, reason: Reason) -> bool:
    """Whether orders were refused for this reason because of what the file lacks."""
    return reason is Reason.CONDITION or reason in _EXPLAINS[why]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an offer needs of an order."""

    goods: tuple[Selector, ...] = ()
    shipping: bool = False
    member: bool = False
    when: tuple[Condition, ...] = field(default=())


def _asked(program: Program) -> dict[str, _Asked]:
    """By the offers' ids, those of the levels too."""
    found = {offer.id: _offer(offer) for offer in program.offers}
    for track in program.tiers:
        for level in track.levels:
            name = f"{track.id}.{level.id}"
            if level.member_price is not None:
                found[f"{name}.price"] = _Asked(goods=(level.member_price.of,), member=True)
            if level.free_shipping_from is not None:
                found[f"{name}.shipping"] = _Asked(shipping=True, member=True)
    return found


def _offer(offer: Offer) -> _Asked:
    by_member = any(limit.for_members for limit in offer.limits)
    asked = _Asked(member=by_member or needs_member(offer.when), when=offer.when)
    match offer.benefit:
        case Gift():
            return asked
        case FreeShipping():
            return _Asked(shipping=True, member=asked.member, when=asked.when)
        case MemberPrice(of=of, prices=prices) if prices is not None:
            listed = Selector(skus=tuple(sku for sku, _ in prices))
            return _Asked(goods=(of, listed), member=asked.member, when=asked.when)
        case BuyGet(of=of, get_of=get_of) if get_of is not None:
            return _Asked(goods=(of, get_of), member=asked.member, when=asked.when)
        case benefit:
            return _Asked(goods=(benefit.of,), member=asked.member, when=asked.when)


@dataclass(frozen=True, slots=True)
class _Named:
    """One list of a selector: the names it takes, and what they are names of."""

    why: Cause
    only: Selector
    names: tuple[str, ...]
    value: Callable[[Goods], str | None]
    en: str
    zh: str
    verb_zh: str

    def missing(self) -> tuple[str, str]:
        """Lines have others."""
        en = f"No line has the {self.en} {_or(self.names)}."
        return en, f"没有任何商品行{self.verb_zh.format(self.zh)} {_list(self.names)}。"

    def untold(self) -> tuple[str, str]:
        """Lines have none at all."""
        return f"The file tells no {self.en} of its lines.", f"文件中没有商品行的{self.zh}信息。"


def _lists(of: Selector) -> Iterator[_Named]:
    """The lists that a selector gives, each by itself."""
    in_, is_ = "属于{}", "的{}为"
    if of.categories:
        only = Selector(categories=of.categories)
        yield _Named("category", only, of.categories, lambda one: one.category, "category", "品类", in_)
    if of.skus:
        yield _Named("sku", Selector(skus=of.skus), of.skus, lambda one: one.sku, "SKU", " SKU ", is_)
    if of.brands:
        only = Selector(brands=of.brands)
        yield _Named("brand", only, of.brands, lambda one: one.brand, "brand", "品牌", in_)
    if of.sellers:
        only = Selector(sellers=of.sellers)
        yield _Named("seller", only, of.sellers, lambda one: one.seller, "seller", "卖家", in_)
    for name, values in of.attributes:
        only = Selector(attributes=((name, values),))
        value = partial(_attribute_of, name)
        yield _Named("attribute", only, values, value, f"attribute {name}", f"属性 {name} ", is_)


def _attribute_of(name: str, goods: Goods) -> str | None:
    return dict(goods.attributes).get(name)


class _Gaps:
    """What a log lacks; each question is asked when an offer needs it."""

    def __init__(self, replay: Replay) -> None:
        self._log = replay.log
        self._items = replay.feed.articles.goods
        self._settings = replay.settings
        self._program = replay.plan.program
        self._week_start = replay.plan.settings().week_start

    def of(self, asked: _Asked) -> Gap | None:
        """The first thing an offer needs that the log has nowhere."""
        if asked.shipping and not self._log.doc_shipping.any():
            return "shipping_fee", "Orders carry no shipping fee.", "订单没有运费。"
        if asked.member and not (self._log.doc_member[self._log.doc_kind == 0] >= 0).any():
            return "guests", "No order names a member.", "没有任何订单记录会员。"
        return _first(chain(map(self._goods, asked.goods), map(self._condition, asked.when)))

    def _condition(self, condition: Condition) -> Gap | None:  # noqa: PLR0911 - one answer each kind
        """Why no order can meet a condition; None where some might."""
        match condition:
            case AllOf(conditions=parts):
                return _first(map(self._condition, parts))
            case AnyOf(conditions=parts):
                gaps = [self._condition(part) for part in parts]
                return None if None in gaps else gaps[0]
            case (
                Subtotal(minimum=minimum, of=of)
                | Quantity(minimum=minimum, of=of)
                | Distinct(minimum=minimum, of=of)
            ):
                return self._goods(of) if minimum > 0 else None
            case StoreIs() | PaymentIs() | ShippingIs() | RegionIs():
                return untold(condition)
            case Window():
                return self._dates(condition)
            case ChannelIs(any=wanted):
                return self._channel(wanted)
            case CodeGiven(any=wanted):
                return self._code(wanted)
            case Birthday():
                known = bool(self._log.member_birth_month.any())
                told = "No member's birthday is known.", "没有任何会员的生日信息。"
                return None if known else ("birthday", *told)
            case AttributeIs(name=name, any=wanted):
                return self._attribute(name, wanted)
            case _:
                return None

    def _goods(self, of: Selector) -> Gap | None:
        """Why no line is of these goods."""
        if of.everything or self._any(of):
            return None
        for named in _lists(of):
            if not self._any(named.only):
                told = any(named.value(one) is not None for one in self._items)
                return (named.why, *(named.missing() if told else named.untold()))
        return "goods", "No line is of the goods that it asks for.", "没有任何商品行符合其商品范围。"

    def _any(self, of: Selector) -> bool:
        return any(map(taker(of, self._program.unit), self._items))

    def _dates(self, window: Window) -> Gap | None:
        ask = question(window, self._program.time_zone, self._week_start)
        if np.any(ask(self._log.doc_at[self._log.doc_kind == 0])):
            return None
        return "dates", "No order falls into its dates.", "没有任何订单落在活动时间内。"

    def _channel(self, wanted: Iterable[str]) -> Gap | None:
        if not set(wanted).isdisjoint(self._log.channels):
            return None
        if not self._log.channels:
            return "channel", "The file tells no channel of its orders.", "文件中没有订单的渠道信息。"
        names = tuple(wanted)
        return (
            "channel",
            f"No order came through the channel {_or(names)}.",
            f"没有任何订单来自渠道 {_list(names)}。",
        )

    def _code(self, wanted: Iterable[str]) -> Gap | None:
        match self._settings.use_coupons:
            case "never":
                return "code", "By the settings no order shows a code.", "按本次设定，没有订单出示券码。"
            case "as_logged" if not self._log.codes:
                return "code", "The file holds no codes.", "文件中没有任何券码。"
            case "as_logged":
                shown = {canonical_code(code) for cell in self._log.codes for code in codes_in(cell)}
                names = tuple(wanted)
                if shown.isdisjoint(map(canonical_code, names)):
                    return (
                        "code",
                        f"No order shows the code {_or(names)}.",
                        f"没有任何订单出示券码 {_list(names)}。",
                    )
            case _:
                pass
        return None

    def _attribute(self, name: str, wanted: Iterable[str]) -> Gap | None:
        known = {value for value in self._log.member_attributes.get(name, ()) if value is not None}
        if not known.isdisjoint(wanted):
            return None
        if not known:
            en, zh = f"Nothing is known of members' {name}.", f"没有会员的 {name} 信息。"
        else:
            names = tuple(wanted)
            en, zh = f"No member's {name} is {_or(names)}.", f"没有会员的 {name} 为 {_list(names)}。"
        return "member_attribute", en, zh


def _first(gaps: Iterable[Gap | None]) -> Gap | None:
    return next((gap for gap in gaps if gap is not None), None)


def _or(names: tuple[str, ...]) -> str:
    """`a`, `a or b`, `a, b or c`, `a, b, c or 9 others`."""
    shown = [*names[:SHOWN], f"{len(names) - SHOWN} others"] if len(names) > SHOWN + 1 else [*names]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _list(names: tuple[str, ...]) -> str:
    """`a、b、c 等 12 个`."""
    if len(names) <= SHOWN + 1:
        return "、".join(names)
    return f"{'、'.join(names[:SHOWN])} 等 {len(names)} 个"
