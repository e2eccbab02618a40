"""The database itself refuses to change the ledger, whoever asks."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live import configure
from loyalty.store.tables import LEDGER_ENTRY, METADATA
from loyalty.store.tables.keeping import SAID
from tests.databases import SERVERS, empty_database
from tests.live.shops import START, cart, open_shop
from tests.store.tampering import guards_down

RUINS = {
    "update": sa.update(LEDGER_ENTRY).values(delta_points=1_000_000),
    "update of what is no figure": sa.update(LEDGER_ENTRY).values(op_key="other"),
    "delete": sa.delete(LEDGER_ENTRY),
}


@pytest.mark.parametrize("ruin", RUINS)
def test_entries_of_the_ledger_are_never_changed_or_deleted(engine, ruin):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
    with engine.connect() as connection:
        before = connection.execute(sa.select(LEDGER_ENTRY)).all()
        assert before
        with pytest.raises(sa.exc.DBAPIError, match=SAID), connection.begin_nested():
            connection.execute(RUINS[ruin])
        assert connection.execute(sa.select(LEDGER_ENTRY)).all() == before


def test_a_repair_by_hand_takes_the_guards_away_first(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.place(session, cart("110"), order_id="o1", member="ann", at=START)
    with guards_down(engine), engine.begin() as connection:
        connection.execute(RUINS["delete"])
    with engine.connect() as connection:
        assert connection.execute(sa.select(LEDGER_ENTRY)).all() == []


@pytest.mark.parametrize("server", SERVERS)
def test_tables_are_dropped_and_created_again_with_their_guards(server, tmp_path):
    with empty_database(server, tmp_path) as (url, options):
        engine = configure(sa.create_engine(url, **options))
        for _ in range(2):
            METADATA.create_all(engine)
            METADATA.create_all(engine)  # tables that are there stay as they are
            METADATA.drop_all(engine)
        assert sa.inspect(engine).get_table_names() == []
        if server == "PostgreSQL":
            left = "SELECT count(*) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            with engine.connect() as connection:
                assert connection.exec_driver_sql(left).scalar() == 0
        engine.dispose()
