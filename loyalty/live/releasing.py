"""Redemptions that a return of all goods gives back, written: uses, budgets, the claim to a first order."""

from __future__ import annotations

from dataclasses import replace

from loyalty.facts.member import PlacedOrder
from loyalty.facts.standing import Shared
from loyalty.plan.tables import Plan
from loyalty.store.claims import release_claims
from loyalty.store.drawing import free
from loyalty.store.identity_uses import free_person
from loyalty.store.operations import Work
from loyalty.store.orders import give_back_some


def release_uses(  # noqa: PLR0913 - the order before and after, and what it counted
    work: Work,
    plan: Plan,
    before: PlacedOrder,
    after: PlacedOrder,
    shared: Shared,
    *,
    without_orders: int | None,
) -> None:
    """What an order counted `before` a return and not `after` it is there for others again.

    The first order of a person is to be claimed again where the member's account has none left
    (`without_orders`, its number).
    """
    if after.frees == before.frees:
        return
    give_back_some(work, before.order_id, before.frees)
    if before.frees_first and without_orders is not None:
        release_claims(work, without_orders)
    counted = tuple(one for one in before.counted if one not in after.counted)
    drawn = tuple(one for one in before.drawn if one not in after.drawn)
    gone = replace(before, counted=counted, drawn=drawn)
    free_person(work, gone)
    free(work, plan, gone, shared, held=False)
