"""A programme and a history that meet: as drawn, or opened so that points and offers move on most orders."""

from decimal import Decimal
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st

from loyalty.errors import ProgramInvalid
from loyalty.plan import lower
from loyalty.rules.earning import PerAmount
from loyalty.rules.points import PointsPolicy, RedeemRate
from loyalty.rules.program import Program
from loyalty.rules.selectors import EVERYTHING
from loyalty.simulate.orders.log import OrderLog
from tests.differential.giving import issuances, with_coupons
from tests.differential.logs import logs
from tests.rules.strategies import programs

OFTEN: Final = settings(max_examples=3 * settings().max_examples)
"""These properties are what a simulation's figures rest on: three times the profile's examples."""


def cases(**options: Any) -> st.SearchStrategy[tuple[Program, OrderLog]]:
    """A programme and a history in its currency."""
    ways = st.sampled_from((opened, as_drawn))
    drawn = st.builds(lambda program, way: way(program), programs(), ways).filter(stays_exact)
    chosen = st.one_of(drawn, drawn.flatmap(giving))
    return chosen.flatmap(lambda program: st.tuples(st.just(program), logs(code=program.currency, **options)))


def giving(program: Program) -> st.SearchStrategy[Program]:
    """The programme with issuances, and most of its offers for those who hold a coupon."""
    ready = with_coupons(program)
    return issuances(ready).map(lambda found: changed(ready, issuances=found))


def alone(program: Program) -> Program:
    """The programme without anything that members share."""
    offers = tuple(
        offer.model_copy(
            update={"budget": None, "limits": tuple(one for one in offer.limits if one.for_members)}
        )
        for offer in program.offers
    )
    return changed(program, budgets=(), offers=offers)


def as_drawn(program: Program) -> Program:
    """The programme itself."""
    return program


def opened(program: Program) -> Program:
    """The programme without conditions, its points earned on everything and spent one by one."""
    offers = tuple(offer.model_copy(update={"when": ()}) for offer in program.offers)
    points = _generous(program, program.points or PointsPolicy())
    return changed(program, offers=offers, points=points)


def changed(program: Program, **fields: Any) -> Program:
    """The programme with other fields, and a hash of its own."""
    copy = program.model_copy(update=fields)
    copy.__dict__.pop("hash", None)
    return copy


def stays_exact(program: Program) -> bool:
    """Whether its factors have a common denominator that is small enough; lowering refuses the others."""
    try:
        lower(program)
    except ProgramInvalid:
        return False
    return True


def _generous(program: Program, policy: PointsPolicy) -> PointsPolicy:
    coin = Decimal(1).scaleb(-program.unit.exponent)
    point = Decimal(1).scaleb(-policy.decimals)
    worth = {
        "points": point,
        "step_points": point,
        "minimum_points": Decimal(0),
        "of": EVERYTHING,
        "max_percent": None,
        "max_amount": None,
    }
    rate = policy.redeem or RedeemRate(points=point, worth=coin)
    extra = PerAmount(id="every", kind="per_amount", points=point * 7, per=Decimal(1))
    return policy.model_copy(
        update={
            "redeem": rate.model_copy(update=worth),
            "rules": tuple(rule.model_copy(update={"when": ()}) for rule in (*policy.rules, extra)),
            "multipliers": tuple(one.model_copy(update={"when": ()}) for one in policy.multipliers),
            "caps": policy.caps[:1] if len(policy.caps) > 1 else (),
        }
    )
