"""Generated programmes and histories: what the live shop books in a database is what the replay says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from tests.databases import shop_database
from tests.differential.cases import cases
from tests.differential.live_replay.comparing import live_and_replayed
from tests.differential.settings_drawn import settings_of


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.Engine]:
    """One SQLite file for all cases, each with a programme key of its own."""
    folder: Path = tmp_path_factory.mktemp("live-replay")
    with shop_database("SQLite", folder) as engine:
        yield engine


@given(
    case=cases(),
    coupons=st.sampled_from(("always_best", "as_logged", "never", "share")),
    points=st.sampled_from(("always_max", "always_max", "share")),
)
def test_what_is_booked_live_is_what_the_replay_says(
    sqlite: sa.Engine, case: tuple[Program, OrderLog], coupons: str, points: str
) -> None:
    program, log = case
    with Session(sqlite) as session:
        chosen = settings_of(use_coupons=coupons, coupons_share="0.5", use_points=points, points_share="0.5")
        parity = live_and_replayed(session, log, program, chosen)
        session.rollback()
    assert parity.differences == []
