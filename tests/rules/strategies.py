"""Random valid programmes for property tests, drawn from a small world that random carts can meet.

Every field of every rule is drawn at some time, amounts stay in the range of a shop's orders, and nothing is
filtered away: what would not hold together is not drawn.
"""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Any

from hypothesis import strategies as st

from loyalty.rules.checks_points import PRODUCTS_MAX
from loyalty.rules.gift_points import check_gift_points
from loyalty.rules.giveback import give_back, other_factors
from loyalty.rules.points import PointsPolicy
from loyalty.rules.program import Program
from tests.rules.strategies_offers import offers
from tests.rules.strategies_parts import (
    CURRENCIES,
    ROUNDINGS,
    WEEKDAYS,
    ZONES,
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

LEVELS = (("bronze", "silver", "gold"), ("vip", "svip"))
"""The ids of levels, by track; a programme has the first ones of each."""
TERM_END = maybe({}, grace_days=st.integers(0, 40), drop=st.sampled_from(("one", "to_qualified", "never")))
TRACK_FIELDS = maybe({}, at_term_end=TERM_END, on_return=st.sampled_from(("recheck", "keep")), **names())
ON_RETURN = maybe(
    {},
    shortfall=st.sampled_from(("allow_debt", "to_zero", "pending_only")),
    grace_days=st.integers(0, 10),
    reversible_days=st.sampled_from((0, 3, 30, 400)),
)


@st.composite
def programs(draw: Draw, *, currency: str | None = None, offers_max: int = 4, tracks_max: int = 2) -> Program:
    """A valid programme; `currency` fixes its currency."""
    code = currency or draw(st.sampled_from(sorted(CURRENCIES)))
    exponent = CURRENCIES[code]
    pending_days = draw(st.sampled_from((0, 0, 1, 7, 20)))
    idle = draw(st.integers(0, 5)) == 0
    tiers = [
        draw(tracks(exponent, number, pending_days=None if idle else pending_days))
        for number in range(draw(st.integers(0, tracks_max)))
    ]
    levels = tuple(level["id"] for track in tiers for level in track["levels"])
    stages = draw(lanes())
    _without_lane(tiers, {stage["id"] for stage in stages})
    funds = draw(st.lists(budgets(exponent), max_size=2, unique_by=lambda budget: budget["id"]))
    fund_ids = tuple(sorted(fund["id"] for fund in funds))
    where = tuple((stage["id"], stage["scope"] == "line") for stage in stages)
    groups = draw(st.lists(GROUPS, max_size=2, unique_by=lambda group: group["id"]))
    group_ids = tuple(group["id"] for group in groups)
    classes = draw(st.lists(CLASSES, max_size=2, unique_by=lambda one: one["id"]))
    class_ids = tuple(one["id"] for one in classes)
    for one in classes:
        one["combines_with"] = [other for other in one["combines_with"] if other in class_ids]
    company = (group_ids, class_ids)
    drawn = draw(st.lists(offers(exponent, where, fund_ids, levels, company), max_size=offers_max))
    document = {
        "key": "corner-shop",
        "currency": code,
        "time_zone": draw(st.sampled_from(ZONES)),
        "week_starts": draw(st.sampled_from(WEEKDAYS)),
        "membership_from": draw(st.sampled_from(("joined", "first_earned", "activated"))),
        "tiers": tiers,
        "lanes": stages,
        "groups": groups,
        "classes": classes,
        "budgets": funds,
        "offers": [{"id": f"offer{number}", **offer} for number, offer in enumerate(drawn)],
        **draw(maybe({}, **names())),
    }
    if draw(st.integers(0, 4)) == 0:
        kept = [one for one in document["offers"] if one["benefit"]["kind"] != "points"]
        return Program.model_validate(document | {"offers": kept})
    bare = Program.model_validate(document | {"points": {}})
    policy = draw(points(bare, levels, pending_days=pending_days, idle=idle))
    return Program.model_validate(_paying(draw, document | {"points": policy}))


def _paying(draw: Draw, document: Json) -> Json:
    """Without offers whose points buy the smallest order that gets them, or with points that buy nothing."""
    if "redeem" not in document["points"]:
        return document
    unspent = Program.model_validate(_without_redeem(document))
    policy = PointsPolicy.model_validate(document["points"])
    wrong = {problem.path for problem in check_gift_points(unspent.model_copy(update={"points": policy}))}
    if not wrong:
        return document
    if draw(st.booleans()):
        return _without_redeem(document)
    kept = [one for i, one in enumerate(document["offers"]) if f"offers[{i}].benefit.points" not in wrong]
    return document | {"offers": kept}


def _without_redeem(document: Json) -> Json:
    points = {name: value for name, value in document["points"].items() if name != "redeem"}
    return document | {"points": points}


def _without_lane(tiers: Any, lanes: set[str]) -> None:
    """Levels lose what the lanes that were drawn cannot give."""
    for level in (level for track in tiers for level in track["levels"]):
        if "item" not in lanes:
            level.pop("member_price", None)
        if "shipping" not in lanes:
            level.pop("free_shipping_from", None)


GROUPS = st.fixed_dictionaries(
    {"id": st.sampled_from(("one", "other")), "rule": st.sampled_from(("first", "best"))}
)

CLASSES = st.fixed_dictionaries(
    {
        "id": st.sampled_from(("sale", "card")),
        "combines_with": st.lists(st.sampled_from(("sale", "card")), max_size=2, unique=True),
    }
)


@cache
@st.composite
def tracks(draw: Draw, exponent: int, number: int, *, pending_days: int | None) -> Any:
    """A track of one to three levels; without `pending_days` no level has an expiry of its own."""
    window = draw(windows())
    yearly = window["kind"] in {"calendar_year", "membership_year"}
    terms = ["months", "forever", "follows_credit", *(["period_end", "next_period_end"] if yearly else [])]
    term = {"kind": draw(st.sampled_from(terms))}
    if term["kind"] == "months":
        term["months"] = draw(st.integers(1, 13))
    late = yearly and term["kind"] != "follows_credit"
    of = draw(st.sampled_from(("spend", "orders", "base_points")))
    ids = LEVELS[number][: draw(st.integers(1, 3))]
    high = {"spend": 400, "orders": 6, "base_points": 300}[of]
    figure = amounts(exponent, high=high) if of == "spend" else st.integers(0, high).map(Decimal)
    minimums = draw(st.lists(figure, min_size=len(ids), max_size=len(ids), unique=True))
    levels = []
    for own, minimum in zip(ids, sorted(minimums), strict=True):
        level = {"id": own, "minimum": minimum, **draw(level_fields(exponent, pending_days))}
        if draw(st.booleans()):
            level["retain"] = Decimal(int(minimum) // 2)
        levels.append(level)
    return {
        "id": f"track{number}",
        "credit": {"of": of, "counts_at": draw(st.sampled_from(("paid", "matured"))), "window": window},
        "term": term,
        "upgrade": draw(st.sampled_from(("at_once", "at_period_end") if late else ("at_once",))),
        "levels": levels,
        **draw(TRACK_FIELDS),
    }


@cache
def windows() -> st.SearchStrategy[Json]:
    """How long credit counts."""
    fixed = st.sampled_from(("calendar_year", "membership_year", "lifetime")).map(lambda kind: {"kind": kind})
    return st.one_of(st.integers(1, 14).map(lambda months: {"kind": "rolling", "months": months}), fixed)


@cache
def level_fields(exponent: int, pending_days: int | None) -> st.SearchStrategy[Json]:
    """What a level may bring."""
    price = maybe({"percent": percents(high=40)}, of=selectors())
    fields = {
        "multiplier": factors(),
        "member_price": price,
        "free_shipping_from": amounts(exponent),
        **names(),
    }
    if pending_days is not None:
        fields["expiry"] = expiries(pending_days=pending_days)
    return maybe({}, **fields)


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


@cache
def budgets(exponent: int) -> st.SearchStrategy[Json]:
    """A budget that a few orders exhaust."""
    own = {"id": st.sampled_from(("launch", "spring")), "amount": amounts(exponent)}
    return maybe(own, over=st.sampled_from(("clip", "reject")))


@cache
@st.composite
def lanes(draw: Draw) -> Any:
    """The default lanes, or some of them under other rules; shipping last."""
    rules = st.sampled_from(("all", "best_of", "exclusive"))
    stages = []
    for own in ("item", "order", "coupon"):
        rule = draw(rules)
        scope = draw(st.sampled_from(("line", "order"))) if rule == "best_of" else "order"
        stages.append({"id": own, "rule": rule, "scope": scope})
    return [*stages, {"id": "shipping", "rule": draw(rules), "scope": "order"}]
