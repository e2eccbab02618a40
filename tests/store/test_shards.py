"""A limit cut into shards is one limit: shares add up, uses are summed, and it can be joined again."""

import threading
import time
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from loyalty.errors import Drained
from loyalty.store.operations import working
from loyalty.store.shards import SHARDS, cut_counter, join_counter, lock_counter, shares
from loyalty.store.switches import turn_switch
from loyalty.store.tables import OFFER_SWITCH, QUOTA
from loyalty.store.uses import capture_uses, count_uses, free_uses
from loyalty.when import to_us
from tests.databases import shop_database
from tests.live.shops import START, new_key

COUNTER = ("offer/program/ever", 0)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Shards are PostgreSQL's."""
    with shop_database("PostgreSQL", tmp_path_factory.mktemp("database"), pool_size=20) as made:
        yield made


class Counting:
    """A shop's counter, and an operation on it in a transaction of its own."""

    def __init__(self, engine):
        self.engine, self.key, self.number = engine, new_key(), 0

    @contextmanager
    def working(self, *, roll_back=False):
        self.number += 1
        with Session(self.engine) as session, session.begin() as transaction:
            at = to_us(START)
            with working(session, self.key, op_key=f"op-{self.number}", at_us=at, recorded_us=at) as work:
                work.cut = self.cut()
                yield work
            if roll_back:
                transaction.rollback()

    def cut(self):
        return frozenset({COUNTER}) if any(row.cut_of for row in self.rows()) else frozenset()

    def rows(self):
        with self.engine.connect() as connection:
            chosen = sa.select(QUOTA).where(QUOTA.c.program_key == self.key).order_by(QUOTA.c.shard)
            return connection.execute(chosen).all()

    def sums(self):
        rows = self.rows()
        return tuple(sum(getattr(row, name) for row in rows) for name in ("used", "held", "uses_max"))

    def switch(self, *, to=True):
        with self.working() as work:
            turn_switch(work, "offer", {"sharded": int(to)}, actor="eve", reason="sale")

    def use(self, more=1, *, most=100, held=False):
        with self.working() as work:
            count_uses(work, COUNTER, more=more, most=most, held=held)


@pytest.fixture
def counter(engine):
    """A counter that will be made in shards."""
    made = Counting(engine)
    made.switch()
    return made


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20), st.integers(0, 10_000))
def test_shares_are_the_limit_and_nobody_has_less_than_is_counted(counts, rest):
    dealt = shares(counts, sum(counts) + rest)
    assert sum(dealt) == sum(counts) + rest
    room = [share - count for share, count in zip(dealt, counts, strict=True)]
    assert min(room) >= 0
    assert max(room) - min(room) <= 1


def test_the_shards_of_a_counter_share_its_limit(counter):
    counter.use(most=100)
    rows = counter.rows()
    assert len(rows) == SHARDS
    assert (sum(row.uses_max for row in rows), {row.cut_of for row in rows}) == (100, {100})
    assert max(row.uses_max for row in rows) - min(row.uses_max for row in rows) == 1
    assert counter.sums() == (1, 0, 100)


def test_a_limit_smaller_than_the_shards_has_no_empty_ones(counter):
    counter.use(most=3)
    assert [row.uses_max for row in counter.rows()] == [1, 1, 1]


def test_a_limit_of_one_is_one_row(counter):
    counter.use(most=1)
    assert [(row.used, row.cut_of) for row in counter.rows()] == [(1, 0)]
    with pytest.raises(Drained):
        counter.use(most=1)


def test_the_last_use_is_given_and_no_further_one(counter):
    for _ in range(20):
        counter.use(most=20)
    with pytest.raises(Drained):
        counter.use(most=20)
    assert counter.sums() == (20, 0, 20)


def test_uses_that_no_shard_has_alone_are_taken_from_several(counter):
    counter.use(7, most=20)
    counter.use(12, most=20)
    with pytest.raises(Drained):
        counter.use(2, most=20)
    assert counter.sums() == (19, 0, 20)


def test_held_uses_become_used_or_free_whichever_shard_has_them(counter):
    counter.use(9, most=20, held=True)
    assert counter.sums() == (0, 9, 20)
    with counter.working() as work:
        capture_uses(work, COUNTER, 4)
    assert counter.sums() == (4, 5, 20)
    with counter.working() as work:
        free_uses(work, COUNTER, 5, held=True)
        free_uses(work, COUNTER, 3, held=False)
    assert counter.sums() == (1, 0, 20)
    counter.use(19, most=20)
    assert counter.sums() == (20, 0, 20)


def test_more_than_is_held_cannot_be_given_back(counter):
    counter.use(2, most=20, held=True)
    with pytest.raises(sa.exc.IntegrityError), counter.working() as work:
        free_uses(work, COUNTER, 3, held=True)


def test_a_higher_limit_is_cut_anew_and_a_lower_one_holds_what_is_counted(counter):
    for _ in range(5):
        counter.use(most=5)
    assert len(counter.rows()) == 5
    counter.use(most=40)
    assert (len(counter.rows()), counter.sums()) == (SHARDS, (6, 0, 40))
    for lower in (6, 3):
        with pytest.raises(Drained):
            counter.use(most=lower)
    counter.use(most=7)
    assert counter.sums() == (7, 0, 7)
    with counter.working() as work:
        free_uses(work, COUNTER, 1, held=False)
    with pytest.raises(Drained):
        counter.use(most=6)
    counter.use(most=8)
    assert counter.sums() == (7, 0, 8)


def test_a_counter_is_cut_and_joined_while_it_counts(engine):
    counter = Counting(engine)
    counter.use(3, most=50)
    counter.use(2, most=50, held=True)
    with counter.working() as work:
        assert cut_counter(work, *COUNTER)
        assert not cut_counter(work, *COUNTER)
    assert (len(counter.rows()), counter.sums()) == (SHARDS, (3, 2, 50))
    counter.use(40, most=50)
    with counter.working() as work:
        assert join_counter(work, *COUNTER)
    assert [(row.used, row.held, row.uses_max, row.cut_of) for row in counter.rows()] == [(43, 2, 50, 0)]
    with counter.working() as work:
        assert not join_counter(work, *COUNTER)
    counter.use(5, most=50)
    with pytest.raises(Drained):
        counter.use(most=50)


def test_whoever_read_the_counter_otherwise_than_it_is_cut_counts_all_the_same(engine):
    counter = Counting(engine)
    counter.use(most=20)
    with counter.working() as work:
        cut_counter(work, *COUNTER)
    with counter.working() as work:
        work.cut = frozenset()
        count_uses(work, COUNTER, more=1, most=20, held=True)
        capture_uses(work, COUNTER, 1)
    with counter.working() as work:
        join_counter(work, *COUNTER)
    with counter.working() as work:
        work.cut = frozenset({COUNTER})
        count_uses(work, COUNTER, more=1, most=20, held=False)
        free_uses(work, COUNTER, 1, held=False)
    assert counter.sums() == (2, 0, 20)


def test_a_use_that_somebody_may_yet_give_back_is_waited_for_before_a_limit_is_called_used_up(counter):
    for _ in range(15):
        counter.use(most=16)
    told = []

    def come():
        counter.use(most=16)
        told.append("got it")

    with counter.working(roll_back=True) as work:
        count_uses(work, COUNTER, more=1, most=16, held=False)
        other = threading.Thread(target=come)
        other.start()
        time.sleep(0.3)
        assert told == []
    other.join()
    assert (told, counter.sums()) == (["got it"], (16, 0, 16))


def test_many_take_at_once_without_waiting_for_each_other(counter):
    counter.use(most=1_000)
    with counter.working() as first, counter.working() as second, counter.working() as third:
        for work in (first, second, third):
            count_uses(work, COUNTER, more=1, most=1_000, held=False)
    assert counter.sums() == (4, 0, 1_000)


def test_the_switch_says_how_a_counter_is_made_and_leaves_the_rest_of_itself(engine):
    counter = Counting(engine)
    counter.switch()
    counter.switch(to=False)
    counter.use(most=50)
    assert [(row.used, row.cut_of) for row in counter.rows()] == [(1, 0)]
    with engine.connect() as connection:
        chosen = sa.select(OFFER_SWITCH).where(OFFER_SWITCH.c.program_key == counter.key)
        row = connection.execute(chosen).one()
    assert (row.state, row.paused, row.sharded) == ("live", 0, 0)


def test_a_counter_that_is_not_there_is_not_cut(engine):
    counter = Counting(engine)
    with counter.working() as work:
        assert lock_counter(work, *COUNTER) == []
        assert not cut_counter(work, *COUNTER)
        capture_uses(work, COUNTER, 1)
    assert counter.rows() == []
