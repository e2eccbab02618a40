"""The nightly run from the command line."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.cli.entry import main
from loyalty.live import configure
from tests.cli.tables import make_tables
from tests.live.shops import START, cart, open_shop


def test_what_fell_due_is_booked_and_told(tmp_path, capsys):
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    engine = configure(sa.create_engine(url))
    make_tables(engine)
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
    engine.dispose()
    assert main(["nightly", url, shop.program_key]) == 0
    assert capsys.readouterr().out == "Booked 1 accounts: 0 points matured, 90 expired.\n"
    assert main(["nightly", url, shop.program_key, "--language", "zh"]) == 0
    assert "已入账 0 个账户" in capsys.readouterr().out


def test_a_database_that_does_not_answer_is_told(capsys):
    assert main(["nightly", "postgresql://ann:secret@127.0.0.1:1/db", "shop"]) == 2
    told = capsys.readouterr().err
    assert "does not answer" in told
    assert "secret" not in told
