"""What replays share is worked out once for equal questions, and again where the questions differ."""

from pathlib import Path

import pytest

from loyalty.plan import lower
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.groundwork import Groundwork
from loyalty.simulate.replaying.replay import prepare
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.varying.variants import Axis, variants
from tests.simulate.story import FIVE, history, tea_club


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    return history(Path(tmp_path_factory.mktemp("ground")))


@pytest.fixture
def ground(log: OrderLog) -> Groundwork:
    return Groundwork(log, Settings())


def other(axis: str):
    return lower(variants(tea_club(), [Axis.parse(axis)]).variants[0].program)


def test_plans_that_ask_the_same_share_everything(ground):
    here, there = lower(tea_club()), other("offers.five.amount=6")
    assert ground.feed(here) is ground.feed(there)
    assert ground.items(here) is ground.items(there)
    assert ground.prices(here) is ground.prices(there)


def test_a_plan_that_couples_members_takes_its_own_order_of_events(ground):
    capped = lower(tea_club(offers=[FIVE | {"limits": [{"per": "program", "uses": 1}]}]))
    assert ground.feed(lower(tea_club())) is not ground.feed(capped)


def test_a_plan_with_other_questions_of_an_order_has_its_own_answers(ground):
    by_day = lower(tea_club(offers=[FIVE | {"when": {"kind": "weekday", "any": ["friday"]}}]))
    assert ground.feed(by_day) is not ground.feed(lower(tea_club()))


def test_a_plan_with_another_calendar_has_its_own_feed(ground):
    assert ground.feed(lower(tea_club(time_zone="UTC"))) is not ground.feed(lower(tea_club()))


def test_a_plan_that_selects_other_goods_has_its_own_bits(ground):
    cups = {"kind": "percent", "percent": 5, "of": {"categories": ["cups"]}}
    assert ground.items(lower(tea_club(offers=[FIVE | {"benefit": cups}]))) is not ground.items(
        lower(tea_club())
    )


def test_a_plan_with_other_listed_prices_has_its_own(ground):
    price = {"id": "p", "benefit": {"kind": "member_price", "prices": {"cup": 3}}}
    here = lower(tea_club(offers=[price]))
    there = lower(tea_club(offers=[price | {"benefit": {"kind": "member_price", "prices": {"cup": 4}}}]))
    assert ground.prices(here) is not ground.prices(there)


def test_a_replay_on_shared_ground_is_the_replay_without(log, ground):
    plan = other("tiers.gold.minimum=50")
    ground.feed(lower(tea_club()))
    tables = []
    for replay in (prepare(plan, log, Settings()), prepare(plan, log, Settings(), ground=ground)):
        list(replay.run(replay.feed.order[:0], lambda *_: None, lambda: False))
        tables.append(replay.tables)
    assert tables[0].keys() == tables[1].keys()
    for name, table in tables[0].items():
        assert table.tobytes() == tables[1][name].tobytes(), name
