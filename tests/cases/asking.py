"""What a case asks: which cart, of whom, at what moment, and how often each offer was used before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.facts.member import Guest, Member, Uses
from loyalty.facts.order import Cart
from loyalty.facts.standing import Shared, Standing
from loyalty.plan.tables import Plan
from loyalty.scenarios import openings
from loyalty.scenarios.given import MemberGiven
from loyalty.when import civil
from tests.cases.conditions import YES, levels, segment
from tests.cases.format import Case
from tests.cases.goods import Shelf
from tests.cases.programs import SO_FAR, offer_ids


@dataclass(frozen=True)
class Question:
    """Everything a quote is worked out from."""

    plan: Plan
    cart: Cart
    who: Member | Guest
    at: datetime
    standing: Standing
    shared: Shared


def question(case: Case, plan: Plan) -> Question:
    """The question of a case, under the plan of its programme.

    A balance of points asks nothing: no effect of the format spends any.
    """
    at = civil(case["now"], plan.program.zone)
    shelf, told = Shelf.of(case), case["cart"]
    cart = Cart(
        currency=case["currency"],
        lines=tuple(shelf.line(line) for line in told["lines"]),
        channel=told.get("channel"),
        codes=tuple(told.get("codes") or ()),
        shipping_fee=told.get("shipping") or "0",
        points="none",
    )
    who, standing = _member(case, plan, at)
    used = _used(case, "member")
    standing = replace(standing, uses=tuple(_uses(name, used) for name in plan.own))
    used = _used(case, "program")
    return Question(plan, cart, who, at, standing, Shared(tuple(_uses(name, used) for name in plan.shared)))


def _member(case: Case, plan: Plan, at: datetime) -> tuple[Member | Guest, Standing]:
    """Who asks; nobody known is a guest."""
    told = case.get("customer") or {}
    if not told.get("id"):
        return Guest(), Standing()
    held = {"tier": levels(case)[told["tier"]]} if told.get("tier") else {}
    given = MemberGiven(
        id=told["id"],
        attributes={segment(name): YES for name in told.get("segments") or ()},
        orders=int(told.get("past_orders") or 0),
        **held,
    )
    who = openings.member(plan, given, first=at)
    return who, openings.standing(plan, given, who, first=at)


def _used(case: Case, per: str) -> dict[str, int]:
    """How often each offer was used before: by the member, or by all."""
    return {
        offer: int(((promotion.get("limits") or {}).get(SO_FAR[per])) or 0)
        for promotion in case["promotions"]
        for offer in [offer_ids(case).get(promotion["id"])]
        if offer is not None
    }


def _uses(counter: str, used: Mapping[str, int]) -> Uses:
    """A counter of a plan, named by its offer, with what it has counted for ever."""
    return Uses(key=0, used=used.get(counter.partition("/")[0], 0))
