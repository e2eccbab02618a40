"""Random points policies: rules that earn, multipliers, caps, and rates at which points pay."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Any

from hypothesis import strategies as st

from loyalty.rules.checks_points import PRODUCTS_MAX
from loyalty.rules.giveback import give_back, other_factors
from loyalty.rules.points import PointsPolicy
from loyalty.rules.program import Program
from tests.rules.strategies_parts import (
    ROUNDINGS,
    Draw,
    Json,
    above_zero,
    amounts,
    expiries,
    maybe,
    names,
    percents,
    point_counts,
    selectors,
    whens,
)

ON_RETURN = maybe(
    {},
    shortfall=st.sampled_from(("allow_debt", "to_zero", "pending_only")),
    grace_days=st.integers(0, 10),
    reversible_days=st.sampled_from((0, 3, 30, 400)),
)


@cache
def factors() -> st.SearchStrategy[Decimal]:
    """Factors on points."""
    return st.sampled_from(("1", "1.2", "1.5", "2", "3", "1.25", "1.0001")).map(Decimal)


@st.composite
def points(draw: Draw, bare: Program, levels: tuple[str, ...], *, pending_days: int, idle: bool) -> Any:
    """A points policy that gives back less than was paid."""
    exponent, decimals = bare.unit.exponent, draw(st.sampled_from((0, 0, 0, 1, 2, 4)))
    expiry = None if idle else expiries(pending_days=pending_days)
    rules = draw(st.lists(earn_rules(exponent, decimals, levels, expiry), max_size=3))
    raisers = draw(st.lists(multipliers(exponent, levels), max_size=2))
    caps = draw(st.lists(earn_caps(decimals), max_size=2))
    multiply = ("multiply",) if len(raisers) + len(other_factors(bare)) <= PRODUCTS_MAX else ()
    policy: Json = {
        "decimals": decimals,
        "rules": _numbered("rule", rules),
        "on_overlap": draw(st.sampled_from(("max", "sum", "first"))),
        "multipliers": _numbered("multiplier", raisers),
        "combine": draw(st.sampled_from(("add_bonuses", "highest", *multiply))),
        "rounding": draw(ROUNDINGS),
        "caps": _numbered("cap", caps),
        "on_return": draw(ON_RETURN),
    }
    if pending_days:
        delivered = maybe({"after": st.just("delivered")}, timeout_days=st.integers(1, 6))
        after = draw(st.one_of(st.just({}), st.just({"after": "paid"}), delivered))
        policy["pending"] = {"days": pending_days, **after}
    if idle:
        fields = {"extended_by": st.lists(st.sampled_from(("earn", "spend")), min_size=1, unique=True)}
        fields["percent"] = st.sampled_from(("100", "50", "12.5", "0.0001"))
        months = st.integers(1 + pending_days // 28, 12)
        policy["expiry"] = draw(maybe({"kind": st.just("inactivity"), "months": months}, **fields))
    elif draw(st.booleans()):
        policy["expiry"] = draw(expiries(pending_days=pending_days))
    redeem = draw(redeem_rates(bare, PointsPolicy.model_validate(policy)))
    return policy | ({"redeem": redeem} if redeem else {})


def _numbered(kind: str, things: list[Json]) -> list[Json]:
    return [{"id": f"{kind}{number}", **thing} for number, thing in enumerate(things)]


@cache
def earn_rules(
    exponent: int, decimals: int, levels: tuple[str, ...], expiry: st.SearchStrategy[Json] | None
) -> st.SearchStrategy[Json]:
    """A rule of either kind that gives at most a few points for a coin."""
    fields = {
        "of": selectors(),
        "when": whens(exponent, levels, bases=False),
        "basis": st.sampled_from(("net", "list")),
        "include_shipping": st.booleans(),
        "tax": st.sampled_from(("as_priced", "without", "with")),
        "priority": st.integers(-1, 1),
        **names(),
    }
    if expiry is not None:
        fields["expiry"] = expiry
    each = point_counts(decimals, low=1, high=20)
    finest = max(exponent - decimals - 2, -6)
    rate = st.integers(1, 30).map(lambda number: Decimal(number).scaleb(finest))
    whole = {"kind": st.just("per_amount"), "points": each, "per": above_zero(exponent)}
    share = {"kind": st.just("proportional"), "rate": rate}
    return st.one_of(maybe(whole, **fields), maybe(share, rounding=ROUNDINGS, **fields))


@cache
def multipliers(exponent: int, levels: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """A multiplier on some goods at some times."""
    when = whens(exponent, levels, bases=False)
    return maybe({"factor": factors()}, of=selectors(), when=when, **names())


@cache
def earn_caps(decimals: int) -> st.SearchStrategy[Json]:
    """A cap of any span."""
    per = st.sampled_from(("order", "day", "week", "month", "year", "ever", "holdings"))
    over = st.sampled_from(("clip", "reject"))
    return maybe({"per": per, "points": point_counts(decimals)}, over=over)


@st.composite
def redeem_rates(draw: Draw, bare: Program, policy: PointsPolicy) -> Any:
    """What points are worth: below what they cost, in whole coins a step; None when that leaves nothing."""
    exponent = bare.unit.exponent
    size = Decimal(draw(st.sampled_from((1, 10, 100, 500)))).scaleb(-policy.decimals)
    most = give_back(bare, policy)
    cost = most.rate * most.factor
    worth_max = ceil(Fraction(size) * 10**exponent * (1 / cost)) - 1 if cost else 1_000
    if worth_max < 1 or draw(st.integers(0, 5)) == 0:
        return None
    worth = draw(st.integers(1, min(worth_max, 1_000)))
    step = size * draw(st.integers(1, 3))
    fields = {
        "minimum_points": point_counts(policy.decimals, high=200),
        "step_points": st.just(step),
        "max_percent": percents(),
        "max_amount": amounts(exponent, high=80),
        "of": selectors(),
        "points_are": st.sampled_from(("discount", "tender")),
        "cover_shipping": st.booleans(),
    }
    return draw(
        maybe({"points": st.just(size), "worth": st.just(Decimal(worth).scaleb(-exponent))}, **fields)
    )
