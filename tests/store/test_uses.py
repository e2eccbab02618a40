"""Uses of a counter in one row: counted while some are left, held, captured, given back, everywhere."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import Drained
from loyalty.store.operations import working
from loyalty.store.tables import QUOTA
from loyalty.store.uses import capture_uses, count_uses, free_uses
from loyalty.when import to_us
from tests.live.shops import START, new_key

COUNTER = ("offer/program/ever", 0)


@pytest.fixture
def counting(engine):
    """Run something on a counter in a transaction of its own; its used and held uses and limit after it."""
    key, at = new_key(), to_us(START)

    def run(do, *given, **told):
        with (
            Session(engine) as session,
            session.begin(),
            working(session, key, op_key="op", at_us=at, recorded_us=at) as work,
        ):
            do(work, COUNTER, *given, **told)
        with engine.connect() as connection:
            (row,) = connection.execute(sa.select(QUOTA).where(QUOTA.c.program_key == key))
        return row.used, row.held, row.uses_max

    return run


def test_uses_are_counted_while_some_are_left(counting):  # edge 67
    assert counting(count_uses, more=1, most=3, held=False) == (1, 0, 3)
    assert counting(count_uses, more=2, most=3, held=True) == (1, 2, 3)
    with pytest.raises(Drained):
        counting(count_uses, more=1, most=3, held=False)


def test_what_is_held_is_captured_or_let_go(counting):  # edge 71
    counting(count_uses, more=3, most=3, held=True)
    assert counting(capture_uses, 1) == (1, 2, 3)
    assert counting(free_uses, 2, held=True) == (1, 0, 3)
    assert counting(free_uses, 1, held=False) == (0, 0, 3)


def test_a_limit_of_another_version_counts_for_the_orders_of_that_version(counting):
    counting(count_uses, more=3, most=3, held=False)
    assert counting(count_uses, more=1, most=5, held=False) == (4, 0, 5)
    with pytest.raises(Drained):
        counting(count_uses, more=1, most=3, held=False)
    assert counting(count_uses, more=1, most=5, held=False) == (5, 0, 5)


def test_more_than_is_there_cannot_be_given_back(counting):
    counting(count_uses, more=1, most=3, held=True)
    with pytest.raises(sa.exc.DBAPIError):
        counting(free_uses, 2, held=True)
