"""Whoever reads one view of the database in the midst of the load finds that all adds up."""

import threading

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.live import run
from loyalty.store import standing_writing
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, POINT_LOT, QUOTA, REDEMPTION
from tests.faults.oracle import WORKERS_MEMBERS, do, does
from tests.faults.plain_prices import PROGRAM
from tests.faults.share import share, tell
from tests.live.shops import open_shop

ORDERS, WRITERS = share(12, 400), share(2, 4)


def reader_of(engine):
    """An engine whose transactions see the database as it was at their first statement."""
    if engine.dialect.name != "sqlite":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    reading = sa.create_engine(engine.url)

    @sa.event.listens_for(reading, "connect")
    def _plain(driver, _record):
        driver.isolation_level = None

    @sa.event.listens_for(reading, "begin")
    def _begin(connection):
        connection.exec_driver_sql("BEGIN")

    return reading


def sums(connection, shop):
    """Booked, debt and uses, each summed up in every way there is."""
    mine = ACCOUNT.c.program_key == shop.program_key
    ours = sa.select(ACCOUNT.c.id).where(mine)

    def total(column, *where):
        return int(connection.scalar(sa.select(sa.func.coalesce(sa.func.sum(column), 0)).where(*where)))

    uses = connection.scalar(
        sa.select(sa.func.count()).where(
            REDEMPTION.c.program_key == shop.program_key,
            REDEMPTION.c.state == "live",
            REDEMPTION.c.offer_id == "first",
        )
    )
    return {
        "booked": {
            total(ACCOUNT.c.booked, mine),
            total(LEDGER_ENTRY.c.delta_points, LEDGER_ENTRY.c.account_id.in_(ours)),
            total(POINT_LOT.c.remaining, POINT_LOT.c.account_id.in_(ours)),
        },
        "debt": {
            total(ACCOUNT.c.debt, mine),
            total(LEDGER_ENTRY.c.delta_debt, LEDGER_ENTRY.c.account_id.in_(ours)),
        },
        "entries": {
            total(ACCOUNT.c.seq, mine),
            connection.scalar(
                sa.select(sa.func.count())
                .select_from(LEDGER_ENTRY)
                .where(LEDGER_ENTRY.c.account_id.in_(ours))
            ),
        },
        "used": {total(QUOTA.c.used, QUOTA.c.program_key == shop.program_key), uses},
    }


def load(engine, shop):
    """Writers at work, and one who reads until they are done; what did not add up, and how often it read."""
    factory, reading = sessionmaker(engine), reader_of(engine)
    wrong, failed, reads = [], [], 0

    def write(writer):
        try:
            for number in range(1, ORDERS + 1):
                order = f"w{writer}/{number}"
                for verb in does(order):
                    run(
                        factory,
                        lambda session, verb=verb, order=order: do(verb, order, shop=shop, session=session),
                        attempts=60,
                    )
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    for one in writers:
        one.start()
    while any(one.is_alive() for one in writers):
        with reading.connect() as connection, connection.begin():
            found = sums(connection, shop)
        wrong += [(name, pair) for name, pair in found.items() if len(pair) > 1]
        reads += 1
    for one in writers:
        one.join()
    assert failed == []
    return wrong, reads


def test_every_view_adds_up(engine):
    shop = open_shop(engine, *WORKERS_MEMBERS, document=PROGRAM)
    wrong, reads = load(engine, shop)
    assert wrong == []
    assert reads > 0
    tell("readers during load", engine, runs=reads, acknowledged=WRITERS * ORDERS, differences=len(wrong))


def test_a_build_that_books_no_entry_is_seen_by_a_reader(engine, monkeypatch):
    shop = open_shop(engine, *WORKERS_MEMBERS, document=PROGRAM)
    monkeypatch.setattr(standing_writing, "_INSERT_ENTRY", sa.text("DELETE FROM loyalty_claim WHERE 1 = 0"))
    with Session(engine) as session, session.begin():
        do("place", "w/1", shop=shop, session=session)
        found = sums(session.connection(), shop)
    assert len(found["booked"]) == 2
    assert len(found["entries"]) == 2
