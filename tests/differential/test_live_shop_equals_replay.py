"""What happened live equals what a simulation of the same orders says: posted, replayed, compared."""

import pytest
from hypothesis import given, settings

from loyalty.simulate.replaying.settings import Settings
from tests.databases import shop_database
from tests.differential.cases import alone, cases
from tests.differential.live_posting import post
from tests.differential.replays import finished
from tests.live.shops import new_key

FEW = settings(max_examples=40)


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
