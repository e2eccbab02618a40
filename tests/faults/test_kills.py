"""Workers killed in the middle of a transaction lose nothing that was acknowledged, and double nothing."""

import json
import random
import signal
import subprocess
import sys
import time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store.tables import ACCOUNT, OPERATION, PLACED_ORDER
from tests.conftest import ROOT
from tests.faults.share import SIGKILLS, tell
from tests.live.shops import START, open_shop


def started(engine, shop, name, told):
    """A worker that has begun to place orders."""
    options = {}
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            own = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        options = {"connect_args": {"options": f"-csearch_path={own}"}}
    url = engine.url.render_as_string(hide_password=False)
    given = [url, json.dumps(options), shop.program_key, name, str(told)]
    return subprocess.Popen([sys.executable, "-m", "tests.faults.worker", *given], cwd=ROOT)


def test_what_was_acknowledged_is_there_once_after_kills(engine, tmp_path):
    shop, chance, told = open_shop(engine, "ann"), random.Random(3), tmp_path / "told"  # noqa: S311 - repeatable
    kills = SIGKILLS[engine.dialect.name.replace("mariadb", "mysql")]
    for number in range(kills):
        before = told.read_text().count("\n") if told.exists() else 0
        worker = started(engine, shop, f"w{number}", told)
        until = time.monotonic() + 60
        while (told.read_text().count("\n") if told.exists() else 0) <= before:
            assert worker.poll() is None
            assert time.monotonic() < until
            time.sleep(0.01)
        time.sleep(chance.random() / 10)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    acknowledged = told.read_text().split()
    assert len(set(acknowledged)) == len(acknowledged) >= kills
    with Session(engine) as session, session.begin():
        # whoever was killed may hold the account until the server hears of it
        mine = ACCOUNT.c.program_key == shop.program_key
        session.execute(sa.select(ACCOUNT).where(mine).with_for_update())
        placed = session.scalars(
            sa.select(PLACED_ORDER.c.order_id).where(PLACED_ORDER.c.program_key == shop.program_key)
        ).all()
        assert set(acknowledged) <= set(placed)
        assert len(placed) <= len(acknowledged) + kills
        done = sa.select(sa.func.count()).where(
            OPERATION.c.program_key == shop.program_key, OPERATION.c.verb == "place"
        )
        assert session.scalar(done) == len(placed)
        assert shop.figures(session, "ann", at=START).booked == len(placed) - 1  # the first was free
        assert shop.verify(session) == ()
    tell("killed workers", engine, kills=kills, acknowledged=len(acknowledged), lost=0, doubled=0)
