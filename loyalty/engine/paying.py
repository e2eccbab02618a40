"""How a priced order is paid: which tender gives how much, and the tax in it or on top of it.

Nothing in the kernels rests on tax, so it is read off here. Tax that comes on top of prices is paid by what
tenders have left after goods and shipping, as any shop's gift card would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from loyalty.facts.quote import Tendered
from loyalty.kernels.ratio import HALF_UP, scale
from loyalty.plan.tables import Plan

MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Taxes:
    """Tax by line and of shipping, minor units; `on_top` is what of it comes on top of prices."""

    lines: tuple[int, ...]
    shipping: int
    on_top: int

    @property
    def total(self) -> int:
        """Of lines and shipping."""
        return sum(self.lines) + self.shipping


def taxes(
    plan: Plan,
    told: Any,  # noqa: ANN401 - a kernel row
    work: Sequence[Any],
    *,
    rates: Sequence[int],
    included: bool,
) -> Taxes:
    """The tax of a priced order, rounded half up line by line.

    Taxed is what is left after offers and, where points are a discount, after points; tenders pay it and
    lower nothing. `rates` are those of the lines in `work` and last of shipping, in parts per million.
    """
    if not any(rates):
        return Taxes((0,) * (len(rates) - 1), 0, 0)
    policy = plan.program.points
    paid_by_points = policy is not None and policy.redeem is not None and policy.redeem.points_are == "tender"
    lines = tuple(
        tax_of(one.net + (one.points_minor if paid_by_points else 0), rate, included=included)
        for one, rate in zip(work, rates[:-1], strict=False)
    )
    fee = told.shipping - told.shipping_off
    if not paid_by_points:
        fee -= told.points_minor - sum(one.points_minor for one in work[: len(lines)])
    shipping = tax_of(fee, rates[-1], included=included)
    return Taxes(lines, shipping, 0 if included else sum(lines) + shipping)


def tax_of(taxed: int, ppm: int, *, included: bool) -> int:
    """The tax in an amount that includes it, or on top of one that does not, rounded half up."""
    return scale(taxed, ppm, MILLION + ppm if included else MILLION, HALF_UP)


def first_come(tenders: Sequence[tuple[str, int]], accepted: int) -> tuple[Tendered, ...]:
    """What each tender gives of the sum they are accepted for: the first is used up first."""
    used = []
    left = accepted
    for name, amount in tenders:
        used.append(Tendered(name, min(amount, left)))
        left -= used[-1].amount_minor
    return tuple(used)
