"""The database itself is killed under load: what it had acknowledged is there when it is up again."""

import random

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import METADATA, OPERATION
from tests.faults.books import faults_of
from tests.faults.oracle import WORKERS_MEMBERS, Judged, judge
from tests.faults.plain_prices import PROGRAM
from tests.faults.private_servers import private_server
from tests.faults.share import share, tell
from tests.faults.workers import Workers
from tests.live.shops import open_shop

CRASHES = share(2, 50)
LEAST, MOST = share(4, 400), share(40, 500)
"""Operations that are acknowledged before the server is struck."""
WORKERS = share(2, 4)


@pytest.mark.parametrize("name", ["PostgreSQL", "MariaDB"])
def test_what_was_acknowledged_survives_the_crash_of_the_database(name):
    chance = random.Random(11)  # noqa: S311 - when to strike is no secret
    with private_server(name) as server:
        engine = sa.create_engine(server.url)
        METADATA.create_all(engine)
        shop = open_shop(engine, *WORKERS_MEMBERS, document=PROGRAM)
        acknowledged = []
        for crash in range(CRASHES):
            names = [f"c{crash}-{number}" for number in range(WORKERS)]
            workers = Workers(server.url, {}, shop.program_key, names=names, first=1000 * crash)
            workers.until(chance.randint(LEAST, MOST))
            server.kill()
            acknowledged += workers.kill()
            engine.dispose()
            server.start()
            with Session(engine) as session, session.begin():
                assert shop.verify(session) == ()
                done = set(session.scalars(sa.select(OPERATION.c.op_key)))
            assert set(acknowledged) <= done
        judged = judge(engine, shop, acknowledged)
        tell("databases killed", name, runs=CRASHES, acknowledged=len(acknowledged), **judged.counts)
        assert judged == Judged()
        assert faults_of(engine, shop) == []
        engine.dispose()
