"""A coupon offer as the version had it under which coupons of it were granted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from loyalty.rules.lanes import Budget
from loyalty.rules.offers import Offer
from loyalty.rules.program import Program


@dataclass(frozen=True)
class CarriedOffer:
    """A coupon offer as one version had it; `version` and `offer_id` name it for good."""

    version: str
    offer_id: str
    offer: Offer = field(compare=False, repr=False)
    currency: str = field(compare=False)
    budget: Budget | None = field(default=None, compare=False, repr=False)
    """What the offer draws on, as its version had it."""

    @cached_property
    def terms(self) -> str:
        """A fingerprint of the terms: versions in which nothing of the offer changed share it."""
        content = self.offer.model_dump(mode="json", by_alias=True) | {"currency": self.currency}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    @property
    def key(self) -> str:
        """What tells it from other offers of a plan: another row of the same offer has other terms."""
        return f"{self.offer_id}@{self.terms}"


@dataclass(frozen=True, slots=True)
class Composed:
    """A programme with carried offers among its own, each under its key."""

    program: Program
    carried: Mapping[str, CarriedOffer]
    """By key."""
    keys: Mapping[tuple[str, str], str]
    """Of version and offer the key; what cannot be had under the live version has none."""


def offers_of(program: Program) -> dict[str, CarriedOffer]:
    """The coupon offers of a version, by id."""
    budgets = {budget.id: budget for budget in program.budgets}
    return {
        offer.id: CarriedOffer(
            program.hash, offer.id, offer, program.currency, budgets.get(offer.budget or "")
        )
        for offer in program.offers
        if offer.coupon is not None
    }
