"""Limits of offers as rows, each on a counter: one of the member's own, or one that all members share.

A limit per identity is two rows. The member's own uses count as for a limit per member, under the same name,
so that a limit goes on where it turns into the other kind. Beside them stands what all who share an identity
with the member have used; whoever knows identities says how often that was, and without any it is nothing.
"""

from __future__ import annotations

from typing import Any

from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.plan.numbering import SPANS
from loyalty.plan.tables import Registry, own_counter
from loyalty.rules.conditions import Birthday, required
from loyalty.rules.offers import Limit, Offer


class LimitRows:
    """Builds the table `limits`."""

    def __init__(self, registry: Registry) -> None:
        """Start with no rows."""
        self._registry = registry
        self.rows: list[Any] = []

    def fill(self, offer_id: str, offer: Offer) -> None:
        """The rows of an offer's limits; a birthday is one of once for each year's.

        Its day and month lie in one year. Its week may lie in two, and is counted by itself.
        """
        own = {limit.each: limit for limit in offer.limits if limit.per == "member"}
        for limit in offer.limits:
            name = f"{offer_id}/{limit.per}/{limit.each}"
            if limit.per == "program":
                self._count(self._registry.shared, name, codes.PER_PROGRAM, limit)
            elif limit.per == "member" or limit.each not in own:
                self._count(self._registry.own, own_counter(name), codes.PER_MEMBER, _least(limit, offer))
            if limit.per == "identity":
                self._count(self._registry.own, name, codes.PER_IDENTITY, limit)
        spans = {one.span for one in required(offer.when) if isinstance(one, Birthday)}
        if spans == {"week"}:
            self._add(self._registry.own, f"{offer_id}/birthday/week", codes.PER_MEMBER, codes.WEEK, 1)
        elif spans:
            self._add(self._registry.own, f"{offer_id}/birthday", codes.PER_MEMBER, codes.YEAR, 1)

    def _count(self, counters: list[str], name: str, per: int, limit: Limit) -> None:
        self._add(counters, name, per, SPANS[limit.each], limit.uses)

    def _add(self, counters: list[str], name: str, per: int, each: int, uses_max: int) -> None:
        if name not in counters:
            counters.append(name)
        self.rows.append(row("limits", per=per, each=each, slot=counters.index(name), uses_max=uses_max))


def _least(limit: Limit, offer: Offer) -> Limit:
    """What a member alone may use in a span: no more than all who share an identity may together."""
    alike = [one for one in offer.limits if one.for_members and one.each == limit.each]
    return min(alike, key=lambda one: one.uses)
