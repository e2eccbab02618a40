"""Workers are killed in the middle of their transactions: what was acknowledged is there, once, and whole."""

import random
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from loyalty.store.tables import METADATA
from tests.databases import SERVERS, empty_database
from tests.faults.books import faults_of
from tests.faults.oracle import WORKERS_MEMBERS, Judged, judge
from tests.faults.plain_prices import PROGRAM
from tests.faults.share import share, tell
from tests.faults.workers import Workers
from tests.live.shops import open_shop

KILLS = {"SQLite": share(4, 200), "PostgreSQL": share(4, 300), "MariaDB": share(4, 200)}
WORKERS = 2


@pytest.mark.parametrize(("server", "sharded"), [*((one, False) for one in SERVERS), ("PostgreSQL", True)])
def test_what_was_acknowledged_survives_the_kill(server, sharded, tmp_path):
    chance = random.Random(7)  # noqa: S311 - when to strike is no secret
    with empty_database(server, tmp_path) as (url, options):
        engine = configure(sa.create_engine(url, **options))
        METADATA.create_all(engine)
        shop = open_shop(engine, *WORKERS_MEMBERS, document=PROGRAM)
        if sharded:
            with Session(engine) as session, session.begin():
                shop.limits.shard(session, "first", actor="eve", reason="kills", key="k")
        acknowledged = []
        for kill in range(KILLS[server] // WORKERS):
            names = [f"w{kill}-{number}" for number in range(WORKERS)]
            workers = Workers(url, options, shop.program_key, names=names, first=600 * kill)
            workers.until(chance.randint(2, 20))
            time.sleep(chance.uniform(0, 0.1))
            acknowledged += workers.kill()
        judged = judge(engine, shop, acknowledged)
        tell("workers killed", server, runs=KILLS[server], acknowledged=len(acknowledged), **judged.counts)
        assert judged == Judged()
        assert faults_of(engine, shop) == []
        with Session(engine) as session, session.begin():
            assert shop.verify(session) == ()
        engine.dispose()
