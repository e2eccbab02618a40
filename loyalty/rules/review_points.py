"""Doubts about points: that earn or buy nothing, give back much, or end before they can be used."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from loyalty.errors import Problem
from loyalty.rules.checks_points import expiries, short
from loyalty.rules.earning import Proportional
from loyalty.rules.exact import plain
from loyalty.rules.giveback import give_back
from loyalty.rules.lifetime import lifetime
from loyalty.rules.points import PointsPolicy, RedeemRate
from loyalty.rules.program import Program
from loyalty.rules.wording_review import doubt

MUCH = Fraction(1, 2)
"""The share of what is paid from which giving back is worth a second look."""


def review_points(program: Program) -> Iterator[Problem]:
    """The doubts about the points policy."""
    points = program.points
    if points is None:
        return
    if not points.rules and not points.actions:
        yield doubt("points_without_rules", "points.rules")
    if points.redeem is None:
        yield doubt("points_not_spendable", "points")
    else:
        yield from _spending(points, points.redeem)
        yield from _generous(program, points)
    yield from _figures(points)
    for i, action in enumerate(points.actions):
        if not action.at_most:
            yield doubt("action_unlimited", f"points.actions[{i}]", action=action.action)
    yield from _waiting(program, points)


def _spending(points: PointsPolicy, redeem: RedeemRate) -> Iterator[Problem]:
    """Why points can never be spent."""
    path = "points.redeem"
    least = max(redeem.minimum_points, redeem.step_points)
    worth = Fraction(Fraction(redeem.step_points) * Fraction(redeem.worth), Fraction(redeem.points))
    holdings = [cap.points for cap in points.caps if cap.per in {"holdings", "ever"}]
    if holdings and min(holdings) < least:
        facts = {"why": f"spending needs {plain(least)}, and a cap allows {plain(min(holdings))}"}
        facts["why_zh"] = f"至少要 {plain(least)} 积分，而上限是 {plain(min(holdings))}"
        yield doubt("points_never_spendable", path, **facts)
    if redeem.max_percent == 0:
        facts = {"why": "`max_percent` is 0", "why_zh": "`max_percent` 为 0"}
        yield doubt("points_never_spendable", f"{path}.max_percent", **facts)
    if redeem.max_amount is not None and redeem.max_amount < worth:
        facts = {
            "why": "`max_amount` is less than one step is worth",
            "why_zh": "`max_amount` 低于一档积分的价值",
        }
        yield doubt("points_never_spendable", f"{path}.max_amount", **facts)


def _generous(program: Program, points: PointsPolicy) -> Iterator[Problem]:
    share = give_back(program, points).share
    if share >= MUCH:
        yield doubt("points_worth_much", "points.redeem", percent=short(share * 100))
    for i, rule in enumerate(points.rules):
        if rule.basis == "list":
            yield doubt("earns_on_list_price", f"points.rules[{i}].basis")


def _figures(points: PointsPolicy) -> Iterator[Problem]:
    """Caps that take away, and roundings that give."""
    for i, cap in enumerate(points.caps):
        if cap.points == Decimal(0):
            yield doubt("cap_at_zero", f"points.caps[{i}].points", cap=cap.id)
    if points.rounding == "up":
        yield doubt("rounds_points_up", "points.rounding")
    for i, rule in enumerate(points.rules):
        if isinstance(rule, Proportional) and rule.rounding == "up":
            yield doubt("rounds_points_up", f"points.rules[{i}].rounding")


def _waiting(program: Program, points: PointsPolicy) -> Iterator[Problem]:
    if points.pending is None:
        return
    for path, policy in expiries(program, points):
        life = lifetime(policy)
        if life is not None and points.pending.days >= life.shortest:
            yield doubt("pending_may_outlive", path, days=points.pending.days)
