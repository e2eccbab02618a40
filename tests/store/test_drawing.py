"""Uses and money are drawn under a guard: never more than there is, whoever was quicker."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.errors import Drained
from loyalty.facts.member import Uses
from loyalty.facts.quote import Decision, Reason
from loyalty.facts.standing import Fund, Shared
from loyalty.store.drawing import draw
from loyalty.store.operations import working
from loyalty.store.shared import read_shared
from loyalty.store.tables import BUDGET, QUOTA
from loyalty.when import to_us
from tests.live.shops import PROGRAM, START, open_shop
from tests.store.rows import rows

AT = to_us(START)


def all_applied(plan):
    return [Decision(one.id, True, Reason.NONE, 0, 0) for one in plan.offers]


def drawing(engine, shop, plan, before, after):
    with (
        Session(engine) as session,
        session.begin(),
        working(session, shop.program_key, op_key="test", at_us=AT, recorded_us=AT) as work,
    ):
        draw(work, plan, all_applied(plan), before, after)


def test_a_limit_that_others_used_up_meanwhile_is_not_overrun(engine):  # edge 67
    shop = open_shop(engine)
    plan = lower(load_program(PROGRAM.format(key=shop.program_key)))
    before = Shared((Uses(0, 2),), (Fund(0, 0, 5000, 0),))
    after = Shared((Uses(0, 3),), (Fund(0, 0, 5000, 0),))
    drawing(engine, shop, plan, before, after)
    drawing(engine, shop, plan, before, after)
    drawing(engine, shop, plan, before, after)
    with pytest.raises(Drained):
        drawing(engine, shop, plan, before, after)
    assert [(row["used"], row["uses_max"]) for row in rows(engine, QUOTA, shop)] == [(3, 3)]


def test_the_rest_of_a_budget_is_given_once(engine):  # edge 70
    shop = open_shop(engine)
    plan = lower(load_program(PROGRAM.format(key=shop.program_key)))
    uses = (Uses(0, 0),)
    drawing(engine, shop, plan, Shared(uses, (Fund(0, 0, 5000, 0),)), Shared(uses, (Fund(0, 0, 5000, 4500),)))
    rest = Shared(uses, (Fund(0, 0, 5000, 4500),)), Shared(uses, (Fund(0, 1, 5000, 5000),))
    drawing(engine, shop, plan, *rest)
    with pytest.raises(Drained):
        drawing(engine, shop, plan, *rest)
    assert [(row["spent_minor"], row["closed"]) for row in rows(engine, BUDGET, shop)] == [(5000, 1)]


def test_what_is_held_counts_beside_what_is_used(engine):  # edge 71
    shop = open_shop(engine)
    plan = lower(load_program(PROGRAM.format(key=shop.program_key)))
    with engine.begin() as connection:
        connection.execute(
            sa.insert(QUOTA).values(
                program_key=shop.program_key, name=plan.shared[0], window_key=0, uses_max=3, used=1, held=2
            )
        )
    with (
        Session(engine) as session,
        session.begin(),
        working(session, shop.program_key, op_key="read", at_us=AT, recorded_us=AT) as work,
    ):
        shared = read_shared(work, plan, at_us=AT, locking=True)
    assert shared.uses == (Uses(0, 3),)
    with pytest.raises(Drained):
        drawing(engine, shop, plan, shared, Shared((Uses(0, 4),), shared.funds))
