"""Workers are killed in the middle of their transactions: what was acknowledged is there, once, and whole."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from loyalty.store.tables import METADATA, OPERATION
from tests.databases import SERVERS, empty_database
from tests.faults.books import faults_of, share
from tests.live.shops import open_shop

ROOT = Path(__file__).resolve().parents[2]
KILLS = {"SQLite": share(4, 200), "PostgreSQL": share(4, 300), "MariaDB": share(4, 200)}
WORKERS = 2


def started(url, options, key, name, first):
    command = [sys.executable, "-m", "tests.faults.worker", url, json.dumps(options), key, name, str(first)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("server", "sharded"), [*((one, False) for one in SERVERS), ("PostgreSQL", True)])
def test_what_was_acknowledged_survives_the_kill(server, sharded, tmp_path):
    chance = random.Random(7)  # noqa: S311 - when to strike is no secret
    with empty_database(server, tmp_path) as (url, options):
        engine = configure(sa.create_engine(url, **options))
        METADATA.create_all(engine)
        shop = open_shop(engine, *[f"m{n}" for n in range(5)])
        if sharded:
            with Session(engine) as session, session.begin():
                shop.limits.shard(session, "first", actor="eve", reason="kills", key="k")
        told = url if isinstance(url, str) else url.render_as_string(hide_password=False)
        acknowledged: list[str] = []
        for kill in range(KILLS[server] // WORKERS):
            workers = [
                started(told, options, shop.program_key, f"w{kill}-{n}", 1000 * kill) for n in range(WORKERS)
            ]
            ready = [worker.stdout.readline() for worker in workers]
            time.sleep(chance.uniform(0, 0.4))
            for worker in workers:
                worker.kill()
            for worker, first in zip(workers, ready, strict=True):
                rest = worker.stdout.read()
                worker.stdout.close()
                worker.wait()
                whole = (first + rest).splitlines(keepends=True)
                acknowledged += [line.strip() for line in whole if line.endswith("\n")]
        with engine.connect() as connection:
            done = connection.scalars(
                sa.select(OPERATION.c.op_key).where(OPERATION.c.program_key == shop.program_key)
            ).all()
        assert len(acknowledged) > KILLS[server]
        assert sorted(set(acknowledged) - set(done)) == []
        assert faults_of(engine, shop) == []
        engine.dispose()
        print(f"{server}: {KILLS[server]} kills, {len(acknowledged)} acknowledged, 0 lost, 0 doubled")  # noqa: T201 - seen with -s
