"""What happened live equals what a simulation of the same orders says: posted, replayed, compared."""

import pytest
from hypothesis import given, settings

from loyalty.simulate.replaying.settings import Settings
from tests.databases import shop_database
from tests.differential.cases import alone, cases
from tests.differential.live_histories import program_for, some_of
from tests.differential.live_posting import post
from tests.differential.replays import finished
from tests.live.shops import new_key

FEW = settings(max_examples=100)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory):
    """A SQLite database for many generated shops."""
    with shop_database("SQLite", tmp_path_factory.mktemp("posted")) as made:
        yield made


def keyed(program):
    """The programme under a key of its own, so that shops share a database."""
    return program.model_copy(update={"key": new_key()})


@FEW
@given(case=cases())
def test_generated_histories_end_in_the_shop_as_in_the_replay(sqlite, case):
    program, log = case
    program = keyed(program)
    replay = finished(program, log, Settings(use_coupons="never"))
    assert post(sqlite, replay, key=program.key).differences == []


@FEW
@given(case=cases())
def test_members_who_share_nothing_end_alike_too(sqlite, case):
    program, log = case
    program = keyed(alone(program))
    replay = finished(program, log, Settings(use_coupons="never"))
    assert post(sqlite, replay, key=program.key).differences == []


@pytest.mark.parametrize("name", ["uci_online_retail_ii", "analytix_retail"])
def test_a_real_history_ends_in_the_shop_as_in_the_replay(engine, shared_data, tmp_path, name):
    log = some_of(shared_data / "lines" / f"{name}.parquet", tmp_path, members=30)
    program = program_for(log, key=new_key())
    replay = finished(program, log, Settings())
    posted = post(engine, replay, key=program.key)
    assert posted.differences == []
    assert posted.orders > 100
    assert posted.returns > 10
    print(f"{engine.dialect.name}, {name}: {posted}")  # noqa: T201 - seen with -s
