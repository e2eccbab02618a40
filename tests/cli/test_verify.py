"""The books proved from the command line."""

import json

import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.cli.entry import main
from loyalty.live import configure
from loyalty.store.tables import ACCOUNT
from tests.cli.tables import make_tables
from tests.live.shops import START, cart, open_shop


def a_shop(folder):
    """A shop in a file, with one order."""
    url = f"sqlite:///{folder / 'shop.db'}"
    engine = configure(sa.create_engine(url))
    make_tables(engine)
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
    return url, engine, shop.program_key


def test_books_that_add_up_end_with_0_and_others_with_1(tmp_path, capsys):
    url, engine, key = a_shop(tmp_path)
    assert main(["verify", url, key]) == 0
    assert capsys.readouterr().out == f"The books of {key} add up.\n"
    with engine.begin() as connection:
        connection.execute(sa.update(ACCOUNT).values(booked=ACCOUNT.c.booked + 7))
    engine.dispose()
    assert main(["verify", url, key, "--language", "zh"]) == 1
    assert "处不符" in capsys.readouterr().out
    assert main(["verify", url, key, "--json"]) == 1
    first = json.loads(capsys.readouterr().out)[0]
    assert abs(first["expected"] - first["found"]) == 7


def test_a_programme_that_is_not_there_is_not_said_to_add_up(tmp_path, capsys):
    url, engine, key = a_shop(tmp_path)
    engine.dispose()
    assert main(["verify", url, "mistyped"]) == 2
    assert f"The database has: {key}." in capsys.readouterr().err


def test_an_empty_database_has_no_programme(tmp_path, capsys):
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    make_tables(engine)
    engine.dispose()
    assert main(["verify", f"sqlite:///{tmp_path / 'new.db'}", "any"]) == 2
    assert "publish one" in capsys.readouterr().err
