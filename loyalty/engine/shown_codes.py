"""Codes shown with a cart: what each of them brought, and carts that want all of them used, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.facts.order import Cart
from loyalty.facts.quote import CodeDecision, Decision, Reason
from loyalty.plan.tables import Plan

NOTHING: Final = Decision("", applied=False, reason=Reason.UNKNOWN_CODE, amount_minor=0, short_by=0)


def asking(plan: Plan, cart: Cart) -> frozenset[str]:
    """Ids of the offers that ask for a code of the cart."""
    return frozenset(offer for code in cart.codes for offer in plan.code_offers.get(canonical_code(code), ()))


def code_decisions(
    plan: Plan, cart: Cart, decisions: Sequence[Decision], with_codes: Sequence[Decision] = ()
) -> tuple[CodeDecision, ...]:
    """What became of every code of a cart; `with_codes` is what became of the offers while all were shown.

    A code is used when an offer that asks for it applied; of several that did not, the first one tells.
    """
    if not cart.codes:
        return ()
    told = [_one(code, plan, {one.offer_id: one for one in with_codes or decisions}) for code in cart.codes]
    if not with_codes:
        return tuple(told)
    failed = next(one.code for one in told if not one.used)
    return tuple(
        one._replace(used=False, reason=Reason.OTHER_CODE_REFUSED, failed_code=failed) if one.used else one
        for one in told
    )


def _one(code: str, plan: Plan, by_offer: Mapping[str, Decision]) -> CodeDecision:
    asked = [by_offer[offer] for offer in plan.code_offers.get(canonical_code(code), ())]
    seen = next((one for one in asked if one.applied), asked[0] if asked else NOTHING)
    return CodeDecision(code, seen.offer_id or None, seen.applied, seen.reason)


def any_refused(plan: Plan, cart: Cart, decisions: Sequence[Decision]) -> bool:
    """Whether a code of the cart brought nothing."""
    return not all(one.used for one in code_decisions(plan, cart, decisions))


def as_refused(
    decisions: tuple[Decision, ...], with_codes: Sequence[Decision], asked: frozenset[str]
) -> tuple[Decision, ...]:
    """The decisions without any code; what asks for one says what speaks against it with all of them."""
    return tuple(
        _refused(now, then) if now.offer_id in asked and not now.applied else now
        for now, then in zip(decisions, with_codes or decisions, strict=True)
    )


def _refused(now: Decision, then: Decision) -> Decision:
    """An offer that lacks its code: its own reason of before, or that another code was refused."""
    if now.reason is not Reason.NO_CODE:
        return now
    return now._replace(reason=Reason.OTHER_CODE_REFUSED) if then.applied else then
