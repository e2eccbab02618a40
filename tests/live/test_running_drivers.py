"""What is another attempt is so on each driver, whatever it calls a deadlock or a connection that was cut."""

import asyncio
from contextlib import contextmanager
from itertools import count
from unittest import mock

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from loyalty.live import configure, run
from loyalty.live.aio import run_async
from loyalty.store import together
from tests.databases import shop_database
from tests.live.shops import START, cart, open_shop
from tests.live.test_awaiting_drivers import database, opening, shop_of
from tests.live.test_running import ASKS, NAMES_ITSELF, kill

AWAITED = ("postgresql+asyncpg", "postgresql+psycopg", "mysql+asyncmy")
OTHERS = ("postgresql+psycopg", "postgresql+psycopg2", "mysql+pymysql")
SYNC = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql"}


class Failed:
    """Two verbs in one transaction, between which something fails the first time."""

    def __init__(self, shop, fails):
        self.shop, self.fails, self.attempts = shop, fails, 0

    def transaction(self, session):
        self.attempts += 1
        self.shop.points.adjust(session, "ann", 5, key="k", reason="r", actor="a", at=START)
        if self.attempts == 1:
            self.fails(session)
        self.shop.points.adjust(session, "ann", 2, key="l", reason="r", actor="a", at=START)
        return self.shop.figures(session, "ann").booked


def cut_by(engine):
    """The session's connection is cut from another one."""
    name = engine.dialect.name
    return lambda session: kill(engine, session.scalar(sa.text(NAMES_ITSELF[name])))


def given_up(_):
    """The database gives the transaction up."""
    return lambda session: session.execute(sa.text(ASKS[session.get_bind().dialect.name]))


@contextmanager
def opened(driver, folder):
    """A shop, the URL and options of its database for a driver, and an engine of another driver on it."""
    shop = shop_of()
    with database(driver, folder) as (url, options):
        settings = options.get("connect_args", {}).get("server_settings")
        plain = (
            options
            if settings is None
            else {"connect_args": {"options": f"-csearch_path={settings['search_path']}"}}
        )
        other = configure(sa.create_engine(url.set(drivername=SYNC[url.get_backend_name()]), **plain))
        with closing_all_of(other):
            for step in opening(shop):
                run(lambda: Session(other), step)
            with Session(other) as session:
                before = shop.figures(session, "ann").booked
            yield shop, url, options, other, before


@contextmanager
def closing_all_of(engine):
    """Its connections are closed at the end, also where a test fails."""
    try:
        yield
    finally:
        engine.dispose()


@pytest.mark.parametrize("fails", [cut_by, given_up])
@pytest.mark.parametrize("driver", OTHERS)
def test_a_transaction_runs_again(driver, fails, tmp_path):
    with opened(driver, tmp_path) as (shop, url, options, other, before):
        engine, failed = configure(sa.create_engine(url, **options)), Failed(shop, fails(other))
        with closing_all_of(engine):
            assert run(lambda: Session(engine), failed.transaction, pause_s=0) == before + 7
        assert failed.attempts == 2


@pytest.mark.parametrize("fails", [cut_by, given_up])
@pytest.mark.parametrize("driver", AWAITED)
def test_an_awaited_transaction_runs_again(driver, fails, tmp_path):
    async def told(url, options, failed):
        engine = create_async_engine(url, **options)
        configure(engine.sync_engine)
        try:
            return await run_async(
                lambda: AsyncSession(engine), lambda session: session.run_sync(failed.transaction), pause_s=0
            )
        finally:
            await engine.dispose()

    with opened(driver, tmp_path) as (shop, url, options, other, before):
        failed = Failed(shop, fails(other))
        assert asyncio.run(told(url, options, failed)) == before + 7
        assert failed.attempts == 2


def test_wherever_psycopg_loses_it_an_order_is_placed_once(tmp_path):
    with shop_database("PostgreSQL", tmp_path) as engine:
        shop = open_shop(engine, "ann")
        for number in count():
            attempts = attempts_of_an_order(engine, shop, f"o{number}", lost_at=number)
            with Session(engine) as session:
                assert len(shop.events.take(session, most=9, topics=["order.placed"])) == 1
                session.commit()
            if attempts == 1:
                break  # no attempt waits so often
        assert number >= 2  # it reads, and it writes


def attempts_of_an_order(engine, shop, name, *, lost_at):
    """How often a host's transaction ran that was cut before an exchange of its first attempt."""
    waits, attempts, real = count(), [], together.exchange

    def cut(driver, calls):
        if next(waits) == lost_at:
            kill(engine, driver.info.backend_pid)
        return real(driver, calls)

    def transaction(session):
        attempts.append(session)
        with session.begin_nested():
            shop.place(session, cart("10"), order_id=name, member="ann", at=START)

    with mock.patch.object(together, "exchange", cut):
        run(lambda: Session(engine), transaction, pause_s=0)
    return len(attempts)


def test_a_connection_that_psycopg_lost_empties_the_pool(tmp_path):
    with shop_database("PostgreSQL", tmp_path) as engine:
        shop = open_shop(engine, "ann")
        with engine.connect() as one, engine.connect() as other:
            old = {backend_of(one), backend_of(other)}
        with Session(engine) as session:
            kill(engine, backend_of(session.connection()))
            with pytest.raises(sa.exc.OperationalError, match="terminating connection") as told:
                shop.figures(session, "ann")
        assert told.value.connection_invalidated
        with engine.connect() as one, engine.connect() as other:
            assert not old & {backend_of(one), backend_of(other)}


def backend_of(connection):
    """The number of the server's process."""
    return connection.connection.dbapi_connection.info.backend_pid
