"""The books proved from the command line."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.cli.entry import main
from loyalty.live import configure
from loyalty.store.tables import ACCOUNT
from tests.cli.tables import make_tables
from tests.databases import SERVERS, empty_database
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


@pytest.mark.parametrize("server", SERVERS)
def test_the_shop_goes_on_meanwhile_and_its_books_add_up_all_the_same(server, tmp_path, capsys):
    """Some of it compares the answers of two questions: an order between them is seen by both, or by none."""
    with empty_database(server, tmp_path) as (url, given):
        engine = configure(sa.create_engine(url, **given))
        make_tables(engine)
        shop, placed = open_shop(engine, "ann", "bob"), []

        def between(connection, cursor, statement, *_):
            """An order of somebody else right after each question for limits and budgets."""
            if connection.engine.pool is not engine.pool and "FROM loyalty_quota" in statement and not placed:
                placed.append("o1")
                with Session(engine) as session, session.begin():
                    shop.place(session, cart("100"), order_id="o1", member="ann", at=START)
                    shop.hold(session, cart("100"), order_id="h1", member="bob", at=START)

        asked = url if server == "SQLite" else _with_schema(url, given)
        sa.event.listen(sa.Engine, "after_cursor_execute", between)
        try:
            assert main(["verify", str(asked), shop.program_key]) == 0
        finally:
            sa.event.remove(sa.Engine, "after_cursor_execute", between)
        assert capsys.readouterr().out == f"The books of {shop.program_key} add up.\n"
        assert placed == ["o1"]
        engine.dispose()


def _with_schema(url, given):
    """The URL as a command takes it; a schema of PostgreSQL stands in it."""
    schema = given.get("connect_args", {})
    return url.update_query_dict(schema).render_as_string(hide_password=False)
