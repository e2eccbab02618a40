"""Single orders explained by the live engine say what the replay made of them."""

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given

from loyalty.simulate.behind.drill import (
    LINES_KEPT,
    SAMPLES_MAX,
    arithmetic,
    sales_named,
    sample_orders,
    with_steps,
)
from loyalty.simulate.behind.order_outcomes import took
from loyalty.simulate.behind.steps import PAID_BY
from loyalty.simulate.replaying.replay import Replay
from loyalty.simulate.replaying.runs import run
from loyalty.simulate.replaying.settings import Settings
from tests.differential.cases import cases
from tests.differential.logs import history
from tests.simulate import story
from tests.simulate.busy import alone, busy
from tests.simulate.replays import Told, told

LOG = history(Random(23), 60, large=False)  # noqa: S311 - test data


@pytest.fixture(scope="module", params=[busy, alone], ids=["shared", "alone"])
def finished(request: pytest.FixtureRequest) -> Told:
    return told(LOG, request.param())


def agree(replay: Replay) -> int:
    """Every document's steps say what its outcome says; how many documents there were."""
    steps = arithmetic(replay, range(len(replay.log.doc_at)))
    assert sorted(steps) == sorted(replay.feed.order.tolist())
    for document, one in steps.items():
        row = replay.tables["outcomes"][document]
        by = {kind: [step for step in one if step.step == kind] for kind in {step.step for step in one}}
        moved = {kind: sum(step.amount_minor or 0 for step in found) for kind, found in by.items()}
        if replay.log.doc_kind[document] == 0:
            (paid,) = by["paid"]
            assert sum(moved.get(kind, 0) for kind in PAID_BY) == paid.amount_minor == paid.left_minor
            given_off = int(row["off"] + row["shipping"] + row["points_minor"])
            assert moved.get("offer", 0) + moved.get("points", 0) == -given_off
            assert moved["goods"] == int(row["revenue"])
            assert sum(step.points or 0 for step in by.get("earned", [])) == int(row["earned"])
            judged = [step.subject for step in one if step.step in {"offer", "refused"}]
            assert sorted(judged) == sorted(offer.id for offer in replay.plan.offers)
        else:
            assert moved["returned"] == -int(row["revenue"])
            assert moved.get("given_back", 0) + moved.get("points_back", 0) == int(row["back"])
        for step in one:
            split = sum(line.amount_minor for line in step.lines)
            if step.step == "goods" or (step.lines and step.step in {"offer", "returned"}):
                assert split == step.amount_minor
    return len(steps)


def test_every_document_of_a_history_is_explained_as_it_was_replayed(finished):
    assert agree(finished.replay) == len(LOG.doc_at)


@given(cases(documents_max=12))
def test_any_programme_on_any_history_is_explained_as_it_was_replayed(case: Any) -> None:
    program, log = case
    replay, _parity = run(log, program, Settings(parity_orders=0, parity_members=0))
    agree(replay)


def test_documents_that_the_run_leaves_out_have_no_steps() -> None:
    replay = told(LOG, alone(), returns="ignored").replay
    returns = [one for one in range(len(LOG.doc_at)) if LOG.doc_kind[one] == 1]
    assert arithmetic(replay, returns) == {}


def test_a_guests_return_is_explained_from_its_own_order(tmp_path: Path) -> None:
    rows = [
        story.bought("A", story.utc(1, 1), 9_000, customer_id=None),
        story.bought("B", story.utc(1, 2), 9_000, customer_id=None),
        story.back("R1", of="A", customer_id=None, ordered_at=story.utc(1, 3), line_gross=9_000),
        story.back("R2", of=None, customer_id=None, ordered_at=story.utc(1, 4), line_gross=9_000),
    ]
    replay = told(story.log_of(tmp_path, *rows), story.tea_club()).replay
    kinds = {
        replay.log.doc_ids[one]: [step.step for step in steps]
        for one, steps in arithmetic(replay, range(4)).items()
    }
    assert kinds["R1"] == ["returned", "given_back"]
    assert kinds["R2"] == ["returned"]


def test_the_dearest_orders_carry_their_steps(finished):
    draft = with_steps(finished.replay, finished.draft)
    assert [replace(one, steps=()) for one in draft.top_orders] == [
        replace(one, steps=()) for one in finished.draft.top_orders
    ]
    for one in draft.top_orders:
        spared = sum(step.amount_minor or 0 for step in one.steps if step.step in {"offer", "points"})
        assert spared == -one.cost_minor


def test_a_result_keeps_the_first_lines_of_a_long_order(tmp_path: Path) -> None:
    rows = [
        story.bought("A", story.utc(1, 1), 1_000 + number, line_no=number) for number in range(LINES_KEPT + 5)
    ]
    one = told(story.log_of(tmp_path, *rows), story.tea_club())
    (order,) = with_steps(one.replay, one.draft).top_orders
    goods = order.steps[0]
    assert [line.line for line in goods.lines] == list(range(1, LINES_KEPT + 1))
    assert len(arithmetic(one.replay, [0])[0][0].lines) == LINES_KEPT + 5


def test_every_offer_that_applied_has_a_sample_order_on_which_it_did(finished):
    draft = with_steps(finished.replay, finished.draft)
    assert {one.offer for one in draft.samples} == {
        one.id for one in finished.draft.by_offer if one.redemptions
    }
    for one in draft.samples:
        assert one.offer in {step.subject for step in one.steps if step.step == "offer"}


def test_a_sample_has_as_few_other_benefits_as_possible(finished):
    replay = finished.replay
    for offer, document in sample_orders(replay).items():
        assert took(replay, offer, replay.feed.order[replay.feed.order == document]).all()
    assert len(sample_orders(replay)) <= SAMPLES_MAX


def test_sales_are_found_by_their_ids_and_returns_are_not(tmp_path: Path) -> None:
    log = story.history(tmp_path)
    assert sales_named(log, ["A2", "R1", "nobody"]) == {"A2": 1}
