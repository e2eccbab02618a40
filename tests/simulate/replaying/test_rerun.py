"""A second replay meets each order in the very state the first one met it."""

from random import Random
from typing import Any

import numpy as np
import pytest

from loyalty.errors import SimulationCancelled
from loyalty.simulate.replaying.compiled import kernels
from loyalty.simulate.replaying.rerun import visits
from loyalty.simulate.replaying.state import shared_of, standing_of
from tests.differential.logs import history
from tests.simulate.busy import alone, busy
from tests.simulate.replays import Told, laid_out, told

LOG = history(Random(7), 60, large=False)  # noqa: S311 - test data
EVERY = np.arange(len(LOG.doc_at))


@pytest.fixture(scope="module", params=[busy, alone], ids=["shared", "alone"])
def finished(request: pytest.FixtureRequest) -> Told:
    return told(LOG, request.param())


def states(replay: Any, documents: Any) -> dict[int, Any]:
    """The standing and the shared counters that each document met."""
    found = {}
    for visit in visits(replay, documents):
        if not visit.after:
            member = int(visit.replay.feed.member[visit.document])
            standing = standing_of(visit.replay.tables, visit.replay.plan, member) if member >= 0 else None
            found[visit.document] = (standing, shared_of(visit.replay.tables, visit.replay.plan))
    return found


def test_each_document_is_met_in_the_same_state_whatever_else_is_asked_for(finished):
    every = states(finished.replay, EVERY)
    assert sorted(every) == sorted(finished.replay.feed.order.tolist())
    for document in (3, 17, len(EVERY) - 1):
        assert states(finished.replay, [document]) == {document: every[document]}


def test_a_document_is_seen_before_and_after_with_its_outcome(finished):
    sales = np.flatnonzero(LOG.doc_kind == 0)[5:9]
    seen = [(visit.document, visit.after) for visit in visits(finished.replay, sales)]
    assert seen == [(one, after) for one in sorted(sales, key=place(finished)) for after in (False, True)]
    for visit in visits(finished.replay, sales):
        if visit.after:
            quoted = int(visit.replay.tables["quote"][0]["off"])
            assert quoted == int(finished.replay.tables["outcomes"][visit.document]["off"])


def place(finished: Told) -> Any:
    order = finished.replay.feed.order.tolist()
    return order.index


def test_the_finished_replay_is_left_alone(finished):
    before = finished.replay.tables["outcomes"].copy()
    assert states(finished.replay, EVERY)
    assert np.array_equal(before, finished.replay.tables["outcomes"])


def test_no_more_is_run_than_the_states_depend_on():
    replay = told(LOG, alone()).replay
    known = np.flatnonzero((LOG.doc_kind == 0) & (LOG.doc_member >= 0))
    first, _after = visits(replay, known[:1])
    touched = first.replay.feed.order
    assert set(LOG.doc_member[touched].tolist()) == {int(LOG.doc_member[known[0]])}
    assert touched.max() == known[0]


def test_where_members_share_limits_all_events_before_are_run():
    replay = told(LOG, busy()).replay
    last = int(np.flatnonzero(LOG.doc_kind == 0)[-3])
    first, _after = visits(replay, [last])
    assert first.replay.feed.order.tolist() == list(range(last + 1))


def test_documents_that_the_replay_leaves_out_are_not_visited():
    replay = told(LOG, alone(), returns="ignored").replay
    returns = np.flatnonzero(LOG.doc_kind == 1)
    assert returns.size
    assert list(visits(replay, returns)) == []
    assert list(visits(replay, [])) == []


def test_it_can_be_stopped(finished):
    with pytest.raises(SimulationCancelled):
        list(visits(finished.replay, EVERY, cancelled=lambda: True))


def test_a_prepared_replay_is_enough():
    prepared = laid_out(LOG, alone())
    prepared.kernels = kernels()
    assert states(prepared, [4]) == states(told(LOG, alone()).replay, [4])
