"""The points policy as rows: rules by their claim on goods, factors over one denominator, expiries."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm, prod
from typing import Any, Final

from loyalty.errors import Problem, ProgramInvalid
from loyalty.kernels import codes
from loyalty.kernels.rows import row
from loyalty.money import percent_ppm, ratio, to_minor
from loyalty.plan.expiries import expiry_row
from loyalty.plan.graph import Graph
from loyalty.plan.numbering import ROUNDINGS, SPANS
from loyalty.plan.tables import Registry
from loyalty.rules.benefits import ExtraPoints
from loyalty.rules.earning import EarnRule, PerAmount
from loyalty.rules.expiry import (
    ExpiryPolicy,
    InactivityExpiry,
    NeverExpires,
)
from loyalty.rules.giveback import highest_factor, offer_factors, other_factors, rate
from loyalty.rules.points import PointsPolicy
from loyalty.rules.program import Program
from loyalty.rules.selectors import EVERYTHING, Selector

FACTOR_MAX: Final = 2**22
"""Highest factor over the common denominator: a basis of 2^40 times it stays within 2^62."""

WHOLE_PPM: Final = 1_000_000
TAXES: Final = {
    "as_priced": codes.TAX_AS_PRICED,
    "without": codes.TAX_WITHOUT,
    "with": codes.TAX_WITH,
}
OVERLAPS: Final = {"max": codes.OVERLAP_MAX, "sum": codes.OVERLAP_SUM, "first": codes.OVERLAP_MAX}
COMBINES: Final = {
    "add_bonuses": codes.COMBINE_ADD,
    "multiply": codes.COMBINE_MULTIPLY,
    "highest": codes.COMBINE_HIGHEST,
}
SHORTFALLS: Final = {
    "allow_debt": codes.ALLOW_DEBT,
    "to_zero": codes.TO_ZERO,
    "pending_only": codes.PENDING_ONLY,
}


class PointRows:
    """Builds the tables `rules`, `multipliers`, `caps`, `groups`, `expiries`, and fills the plan's row."""

    def __init__(self, program: Program, registry: Registry, graph: Graph) -> None:
        """Lower the programme's policy, if it has one."""
        self._program = program
        self._registry = registry
        self._graph = graph
        self.expiries: list[Any] = []
        self._known: dict[ExpiryPolicy, int] = {}
        self.rules: list[Any] = []
        self.multipliers: list[Any] = []
        self.caps: list[Any] = []
        self.groups: list[Any] = [row("groups", expiry=codes.NONE)]
        self.factor_den = 1
        policy = program.points
        if policy is not None:
            self._scale = 10**policy.decimals
            self.factor_den = common_denominator(program, policy)
            for rule in in_order(policy):
                self._rule(policy, rule)
            self._multipliers(policy)
            self._caps(policy)

    def fill(self, plan: Any, *, earning: bool = True) -> None:  # noqa: ANN401 - a kernel row
        """Write the policy's own settings into the plan's row."""
        plan.factor_den = self.factor_den
        plan.expiry = self.expiry(NeverExpires(kind="never"))
        plan.reversible_days = codes.NONE
        plan.inactivity_ppm = WHOLE_PPM  # also of an end that a former version set
        policy = self._program.points
        if policy is None:
            return
        plan.earns = int(earning and bool(self.rules))
        plan.seller_points = sum(one.by_seller for one in (*self.rules, *self.multipliers))
        plan.overlap = OVERLAPS[policy.on_overlap]
        plan.combine = COMBINES[policy.combine]
        plan.shortfall = SHORTFALLS[policy.on_return.shortfall]
        plan.grace_days = policy.on_return.grace_days
        days = policy.on_return.reversible_days
        plan.reversible_days = codes.NONE if days is None else days
        plan.expiry = self.expiry(policy.expiry)
        if isinstance(policy.expiry, InactivityExpiry):
            plan.inactivity_months = policy.expiry.months
            plan.inactivity_ppm = percent_ppm(policy.expiry.percent)
            flags = {"earn": codes.EXTENDED_BY_EARN, "spend": codes.EXTENDED_BY_SPEND}
            plan.extended_by = sum(flags[one] for one in set(policy.expiry.extended_by))
        if policy.pending is not None:
            plan.pending, plan.pending_days = 1, policy.pending.days
            plan.pending_timeout = policy.pending.timeout_days or 0
            delivered = policy.pending.after == "delivered"
            plan.pending_after = codes.AFTER_DELIVERED if delivered else codes.AFTER_PAID
        self._redeem(plan, policy)

    def tables(self) -> dict[str, list[Any]]:
        """The rows by table."""
        return {
            "rules": self.rules,
            "multipliers": self.multipliers,
            "caps": self.caps,
            "groups": self.groups,
            "expiries": self.expiries,
        }

    def of_offers(self, places: dict[str, int]) -> None:
        """Offers that give points, after the policy's own rules and multipliers; by id their places."""
        for offer in self._program.offers:
            if isinstance(offer.benefit, ExtraPoints):
                self._registry.turn_to("offers")
                made = {
                    "entry": codes.PASS,
                    "retest": self._graph.retest(offer.when, offer.threshold_base),
                    "offer": places[offer.id],
                    "by_seller": int(offer.per == "seller"),
                }
                self._registry.turn_to("points")
                self._extra(offer.benefit, made)
        self._registry.turn_to("points")

    def _extra(self, benefit: ExtraPoints, made: dict[str, int]) -> None:
        if benefit.multiplier is not None:
            num, den = ratio(benefit.multiplier)
            made |= {"selector": self._raised(benefit.of), "factor": self.factor(benefit.multiplier)}
            self.multipliers.append(row("multipliers", num=num, den=den, **made))
        else:
            made |= {"selector": self._registry.selector(benefit.of)}
            points = int((benefit.points or 0) * self._scale)
            self.rules.append(row("rules", kind=codes.FIXED_POINTS, points=points, **made))

    def _raised(self, of: Selector) -> int:
        """The selector of a multiplier: one for everything is for the fee too, and no rule is."""
        return codes.NONE if of == EVERYTHING else self._registry.selector(of)

    def expiry(self, policy: ExpiryPolicy) -> int:
        """The policy's row."""
        if policy not in self._known:
            self._known[policy] = len(self.expiries)
            self.expiries.append(expiry_row(policy))
        return self._known[policy]

    def factor(self, value: Decimal) -> int:
        """A factor over the common denominator."""
        return int(Fraction(value) * self.factor_den)

    def _redeem(self, plan: Any, policy: PointsPolicy) -> None:  # noqa: ANN401 - a kernel row
        redeem = policy.redeem
        if redeem is None:
            return
        unit = self._program.unit
        plan.redeem = 1
        plan.redeem_selector = self._registry.selector(redeem.of)
        plan.redeem_shipping = int(redeem.cover_shipping)
        plan.step_points = int(redeem.step_points * self._scale)
        steps = Fraction(Fraction(redeem.step_points), Fraction(redeem.points))
        plan.step_minor = int(to_minor(redeem.worth, unit) * steps)
        plan.redeem_points_min = int(redeem.minimum_points * self._scale)
        plan.redeem_ppm = WHOLE_PPM if redeem.max_percent is None else percent_ppm(redeem.max_percent)
        plan.redeem_minor_max = codes.NONE if redeem.max_amount is None else to_minor(redeem.max_amount, unit)

    def _rule(self, policy: PointsPolicy, rule: EarnRule) -> None:
        made = row(
            "rules",
            entry=self._graph.entry(rule.when, "paid"),
            retest=self._graph.retest(rule.when, "paid"),
            selector=self._registry.selector(rule.of),
            basis=codes.BASIS_NET if rule.basis == "net" else codes.BASIS_LIST,
            tax=TAXES[rule.tax],
            shipping=int(rule.include_shipping),
            group=self._group(rule.expiry),
            offer=codes.NONE,
        )
        if isinstance(rule, PerAmount):
            made.kind, made.rounding = codes.PER_AMOUNT, ROUNDINGS[policy.rounding]
            made.points = int(rule.points * self._scale)
            made.per = to_minor(rule.per, self._program.unit)
        else:
            made.kind, made.rounding = codes.PROPORTIONAL, ROUNDINGS[rule.rounding]
            num, den = ratio(rule.rate)
            exact = Fraction(num * self._scale, den * 10**self._program.unit.exponent)
            made.num, made.den = exact.numerator, exact.denominator
        self.rules.append(made)

    def _group(self, policy: ExpiryPolicy | None) -> int:
        if policy is None:
            return 0
        wanted = self.expiry(policy)
        for place, group in enumerate(self.groups):
            if group.expiry == wanted:
                return place
        self.groups.append(row("groups", expiry=wanted))
        return len(self.groups) - 1

    def _multipliers(self, policy: PointsPolicy) -> None:
        for multiplier in policy.multipliers:
            num, den = ratio(multiplier.factor)
            self.multipliers.append(
                row(
                    "multipliers",
                    entry=self._graph.entry(multiplier.when, "paid"),
                    retest=self._graph.retest(multiplier.when, "paid"),
                    selector=self._raised(multiplier.of),
                    offer=codes.NONE,
                    factor=self.factor(multiplier.factor),
                    num=num,
                    den=den,
                )
            )

    def _caps(self, policy: PointsPolicy) -> None:
        for cap in policy.caps:
            self._registry.own.append(f"cap/{cap.id}/{cap.per}")
            self.caps.append(
                row(
                    "caps",
                    per=SPANS[cap.per],
                    over=codes.CLIP if cap.over == "clip" else codes.REJECT,
                    slot=len(self._registry.own) - 1,
                    points_max=int(cap.points * self._scale),
                )
            )


def common_denominator(program: Program, policy: PointsPolicy) -> int:
    """A number that makes every combined factor whole; raises ProgramInvalid where it would be too large."""
    tiers = [
        ratio(level.multiplier)[1]
        for track in program.tiers
        for level in track.levels
        if level.multiplier is not None
    ]
    bonuses = [ratio(multiplier.factor)[1] for multiplier in policy.multipliers]
    bonuses += [factor.denominator for factor in offer_factors(program)]
    den = lcm(*tiers, *bonuses) if policy.combine != "multiply" else lcm(*tiers) * prod(bonuses)
    if highest_factor(policy, other_factors(program)) * den > FACTOR_MAX:
        raise ProgramInvalid(problems=(_too_fine(),))
    return den


def in_order(policy: PointsPolicy) -> list[EarnRule]:
    """By exact rate where the richest rule wins a line, else by priority; then id."""
    if policy.on_overlap == "max":
        return sorted(policy.rules, key=lambda rule: (-rate(rule), -rule.priority, rule.id))
    return sorted(policy.rules, key=lambda rule: (-rule.priority, rule.id))


def _too_fine() -> Problem:
    return Problem(
        severity="error",
        code="multipliers_too_fine",
        path="points.multipliers",
        line=None,
        what="together the multipliers are too large or have too many decimals to stay exact",
        mend="Use fewer multipliers, smaller ones, or fewer decimals.",
        what_zh="这些倍率合起来过大或小数位过多，无法精确计算",
        mend_zh="请减少倍率的个数、大小或小数位。",
    )
