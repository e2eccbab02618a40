"""Coupons a member holds: which of them an order may use, what became of each, and how they come and go."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from loyalty.engine.entry import refused_cart
from loyalty.facts.member import FOREVER, HeldCoupon, UsedCoupon
from loyalty.facts.order import Cart
from loyalty.facts.quote import Better, CouponDecision, Decision, Quote, Reason
from loyalty.facts.standing import Standing
from loyalty.kernels import codes
from loyalty.kernels.held import put_in_order
from loyalty.kernels.rows import row
from loyalty.plan.tables import Plan


def in_order(held: tuple[HeldCoupon, ...]) -> list[HeldCoupon]:
    """The coupon that ends first first; of equals by id."""
    return sorted(held, key=lambda one: (one.ends, one.id))


def usable(plan: Plan, cart: Cart, held: tuple[HeldCoupon, ...], at_us: int) -> dict[str, HeldCoupon]:
    """The coupon that the order would use of each offer, by the offer's key.

    A member's own choice goes before one that ends sooner. An offer that takes no coupon uses none up.
    Coupons of one offer in different terms have different keys: each is judged by its own. Raises BadCart
    for a coupon nobody holds.
    """
    chosen = cart.coupons if isinstance(cart.coupons, tuple) else ()
    known = {one.id for one in held}
    for name in chosen:
        if name not in known:
            raise refused_cart(
                "coupons",
                (f"the member holds no coupon `{name}`.", "Send ids of coupons the member holds."),
                (f"会员没有优惠券 `{name}`。", "请传入会员持有的优惠券 id。"),
            )
    found: dict[str, HeldCoupon] = {}
    for one in sorted(in_order(held), key=lambda one: one.id not in chosen):
        key = plan.key_of(one)
        if one.usable(at_us) and key in plan.coupon_offers:
            found.setdefault(key, one)
    return found


def open_rows(
    plan: Plan, cart: Cart, found: Mapping[str, HeldCoupon], insisted: Collection[str] = ()
) -> list[Any]:
    """The table `opens` of one order: what ends first first, and what the member said of each.

    `insisted` are offers whose codes are all to be used.
    """

    def state(key: str) -> int:
        if key in insisted:
            return codes.CHOSEN
        if cart.coupons == "best" or key not in found:
            return codes.OPEN
        return codes.CHOSEN if found[key].id in cart.coupons else codes.LEFT_OUT

    def ends(key: str) -> int:
        return found[key].ends if key in found else FOREVER

    named = [(plan.offers[one.offer].key, one) for one in plan.tables["opens"]]
    opens = [
        row("opens", offer=one.offer, state=state(key), rank=one.rank, ends=ends(key)) for key, one in named
    ]
    put_in_order(len(opens), opens)
    return opens


def decided(
    plan: Plan,
    held: tuple[HeldCoupon, ...],
    found: Mapping[str, HeldCoupon],
    decisions: tuple[Decision, ...],
    at_us: int,
) -> tuple[CouponDecision, ...]:
    """What became of every coupon the member holds; `decisions` are those of the plan's offers."""
    keys = {one.id: plan.key_of(one) for one in held}
    by_key = {offer.key: one for offer, one in zip(plan.offers, decisions, strict=True)}

    def reason(one: HeldCoupon) -> Reason:
        if at_us < one.starts:
            return Reason.COUPON_NOT_YET
        if at_us >= one.ends:
            return Reason.COUPON_ENDED
        key = keys[one.id]
        if key is None or key not in found:
            return Reason.NO_EFFECT
        return by_key[key].reason if found[key] is one else Reason.NOT_CHOSEN

    def used(one: HeldCoupon) -> bool:
        key = keys[one.id]
        return key is not None and found.get(key) is one and by_key[key].applied

    return tuple(CouponDecision(one.id, one.offer_id, used(one), reason(one)) for one in in_order(held))


def better(quoted: Quote, best: Quote) -> Better | None:
    """The coupons that save most, where they save more than the member's own choice."""
    more = best.saved_minor - quoted.saved_minor
    return Better(tuple(one.coupon_id for one in best.coupons if one.used), more) if more > 0 else None


def used_up(
    plan: Plan, held: tuple[HeldCoupon, ...], decisions: tuple[CouponDecision, ...]
) -> tuple[UsedCoupon, ...]:
    """The coupons that go with an order, as a return will ask for them."""
    gone = {one.coupon_id for one in decisions if one.used}
    back = {offer.id for offer in plan.program.offers if offer.coupon and offer.coupon.give_back}
    return tuple(UsedCoupon(one, comes_back=plan.key_of(one) in back) for one in held if one.id in gone)


def given_back(standing: Standing, order_id: str) -> Standing:
    """When nothing of an order is left, its coupons that come back are held again, with the ends they had."""
    order = next(one for one in standing.placed if one.order_id == order_id)
    back = tuple(one.coupon for one in order.coupons if one.comes_back)
    if not back or any(line.units > 0 for line in order.lines):
        return standing
    closed = replace(order, coupons=tuple(one for one in order.coupons if not one.comes_back))
    placed = tuple(closed if one is order else one for one in standing.placed)
    return replace(standing, coupons=(*standing.coupons, *back), placed=placed)
