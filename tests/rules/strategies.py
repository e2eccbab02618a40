"""Random valid programmes for property tests, drawn from a small world that random carts can meet.

Every field of every rule is drawn at some time, amounts stay in the range of a shop's orders, and nothing is
filtered away: what would not hold together is not drawn.
"""

from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from loyalty.rules.gift_points import check_gift_points
from loyalty.rules.points import PointsPolicy
from loyalty.rules.program import Program
from tests.rules.strategies_offers import offers
from tests.rules.strategies_parts import (
    CURRENCIES,
    WEEKDAYS,
    ZONES,
    Draw,
    Json,
    amounts,
    expiries,
    maybe,
    names,
    percents,
    selectors,
)
from tests.rules.strategies_points import factors, points

LEVELS = (("bronze", "silver", "gold"), ("vip", "svip"))
"""The ids of levels, by track; a programme has the first ones of each."""
TERM_END = maybe({}, grace_days=st.integers(0, 40), drop=st.sampled_from(("one", "to_qualified", "never")))
TRACK_FIELDS = maybe({}, at_term_end=TERM_END, on_return=st.sampled_from(("recheck", "keep")), **names())


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
