"""What a member brings as one arrival, and the orders among it written as the shop keeps its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from loyalty.facts.arrival import Arrivals
from loyalty.facts.member import HeldCoupon, PlacedOrder
from loyalty.facts.order import Cart, CartLine
from loyalty.live.asking import Plans
from loyalty.live.imports.coming import Coming, Setting
from loyalty.live.placing_early import book_early
from loyalty.money import to_major
from loyalty.plan.eligibility import Goods
from loyalty.store.accounts import ends, starts
from loyalty.store.early_returns import forget_early, waiting_for
from loyalty.store.lot_writing import write_used_up
from loyalty.store.operations import Request, Work, write_done
from loyalty.store.orders import write_order
from loyalty.store.standings import Loaded
from loyalty.when import utc_of

Costs: TypeAlias = Mapping[tuple[str, str], int]
"""Minor units by order and line."""
NO_CART: Final = "import"
"""In place of a cart's hash: no cart is the one that an older system priced."""


def arrivals_of(coming: Coming, setting: Setting) -> Arrivals:
    """All that a member brings; orders that are told one by one are among the number of orders."""
    told = coming.enrolling
    stand = [one.at for one in coming.orders.values() if not one.cancelled]
    known = told.last_order if told else None
    return Arrivals(
        lots=tuple(coming.lots),
        credits=tuple(coming.credits),
        levels=tuple(coming.levels),
        held_levels=tuple(coming.held_levels),
        uses=tuple(coming.uses),
        placed=tuple(replace(one, coupons=_used(coming, one.order_id)) for one in coming.orders.values()),
        credit_of_orders=not setting.credit_told,
        debt=told.debt if told else 0,
        orders=max(told.orders if told else 0, len(stand)),
        last_order=max([*stand, *([] if known is None else [known])], default=None),
        active_until=told.active_until if told else None,
    )


def _used(coming: Coming, order_id: str) -> tuple[HeldCoupon, ...]:
    """The coupons that an order used up."""
    return tuple(
        HeldCoupon(one.id, one.offer_id, starts(one.starts_us), ends(one.ends_us))
        for one in coming.coupons
        if one.order_id == order_id
    )


def costs_of(coming: Coming) -> Costs:
    """What a unit of each line cost the shop, where its row says so."""
    return {
        (order_id, line.line_id): line.unit_cost
        for order_id, order in coming.orders.items()
        for line in order.lines
        if line.unit_cost is not None
    }


def write_orders(  # noqa: PLR0913 - what came, and what of it is known apart
    work: Work,
    placed: Sequence[PlacedOrder],
    loaded: Loaded,
    setting: Setting,
    *,
    lots: Collection[int],
    costs: Costs,
) -> None:
    """Keep orders for their returns; nobody can place one of the same id any more. `lots` came, by key."""
    spent = [one for record in placed for one in record.trail]
    write_used_up(work, setting.plan, loaded.account.id, spent, known=lots)
    for record in placed:
        gone = all(line.units == 0 for line in record.lines)
        state = "cancelled" if record.cancelled else "returned" if gone else "placed"
        request = Request(verb="place", named=(record.order_id,), content={"import": setting.name})
        own = work.alike(op_key=request.op_key, at_us=record.terms.at, gathering=work.gathering)
        write_order(
            own,
            record,
            cart=_cart(record, setting, costs),
            cart_hash=NO_CART,
            member_ref=loaded.account.who.id,
            account_id=loaded.account.id,
            program_hash=setting.plan.hash,
            replaces=None,
            state=state,
        )
        account_id, program_hash = loaded.account.id, setting.plan.hash
        write_done(own, request, account_id=account_id, program_hash=program_hash, result="{}")


def book_waiting(work: Work, plans: Plans, order_ids: Sequence[str]) -> None:
    """Book the returns that came before their orders did."""
    waiting = waiting_for(work, order_ids)
    for order_id, early in sorted(waiting.items()):
        for one in early:
            book_early(work, plans, order_id, one, at=utc_of(work.at_us))
        forget_early(work, order_id)


def _cart(record: PlacedOrder, setting: Setting, costs: Costs) -> Cart:
    """What is left of the order as a cart: simulations read the shop's own orders."""
    unit = setting.plan.program.unit
    lines = []
    for line_id, kept, bought in zip(record.line_ids, record.lines, record.goods, strict=True):
        if kept.units:
            told, cost = Goods(*bought), costs.get((record.order_id, line_id))
            lines.append(
                CartLine(
                    id=line_id,
                    sku=told.sku,
                    quantity=kept.units,
                    amount=to_major(kept.listed, unit),
                    category=told.category,
                    brand=told.brand,
                    seller=told.seller,
                    unit_cost=None if cost is None else to_major(cost, unit),
                )
            )
    return Cart(currency=unit.code, lines=tuple(lines))
