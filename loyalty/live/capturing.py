"""The payment of an order that is held: what was held is booked, never priced again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from loyalty.engine import capture
from loyalty.engine.quote import cart_hash
from loyalty.errors import HeldCartChanged
from loyalty.facts.order import Cart
from loyalty.facts.quote import Settlement
from loyalty.facts.standing import Shared, Standing
from loyalty.live.asking import GUEST
from loyalty.plan.tables import Plan
from loyalty.store.coupons import use_locked_coupons
from loyalty.store.holds import CAPTURED, StoredHold, close_hold
from loyalty.store.standings import Loaded
from loyalty.store.working import Work
from loyalty.when import MICROSECOND


def captured(  # noqa: PLR0913 - what was held, and what its payment says
    plan: Plan,
    found: StoredHold,
    loaded: Loaded | None,
    *,
    cart: Cart,
    at: datetime,
    delivered: timedelta | None,
) -> Settlement:
    """What a live hold books; raises HeldCartChanged for another cart or member.

    When the goods arrive is told with the payment, as for an order that was not held.
    """
    order_id = found.held.order_id
    if found.member_ref != (loaded.account.who.id if loaded else None):
        raise HeldCartChanged(order_id=order_id, what="member", what_zh="会员")
    who = loaded.account.who if loaded else GUEST
    if cart_hash(plan, cart, who) != found.held.cart_hash:
        raise HeldCartChanged(order_id=order_id, what="cart", what_zh="购物车")
    standing = loaded.standing if loaded else Standing()
    held = replace(found.held, delivered_after=None if delivered is None else delivered // MICROSECOND)
    return capture(plan, held, who=who, at=at, standing=standing, shared=Shared())


def write_captured(work: Work, found: StoredHold) -> None:
    """The hold is over, its coupons are used for good; what all share follows (`capture_held`)."""
    close_hold(work, found.held, CAPTURED)
    use_locked_coupons(work, [one.coupon.id for one in found.held.order.coupons], found.held.order_id)
