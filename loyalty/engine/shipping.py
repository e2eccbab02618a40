"""What an order would cost with each method of shipping the cart names: offers may ask for one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from loyalty.engine.quote import quote
from loyalty.engine.taking_in import taken_in
from loyalty.facts.member import Guest, Member
from loyalty.facts.order import Cart
from loyalty.facts.quote import ShippingOption
from loyalty.facts.standing import Shared, Standing
from loyalty.handed_in import looking
from loyalty.plan.tables import Plan


@looking("cart", "who")
def quote_shipping(  # noqa: PLR0913 - the facts of one question, all named
    plan: Plan,
    cart: Cart,
    *,
    who: Member | Guest,
    at: datetime,
    standing: Standing | None = None,
    shared: Shared | None = None,
) -> tuple[ShippingOption, ...]:
    """A quote for each of the cart's `shipping_methods`, told by its fee; in their order.

    Raises what `quote` raises.
    """
    cart, options = taken_in(cart), []
    for method in cart.shipping_methods:
        chosen = replace(cart, shipping_method=method.id)
        told = quote(plan, chosen, who=who, at=at, standing=standing, shared=shared)
        options.append(
            ShippingOption(method.id, told.shipping_minor, told.shipping_discount_minor, told.to_pay_minor)
        )
    return tuple(options)
