"""Hosts choose their driver: every door answers the same on each of them, awaited or not."""

import asyncio
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from loyalty import load_program
from loyalty.live import Loyalty, configure
from loyalty.store.tables import METADATA
from loyalty.when import FixedClock
from tests.databases import empty_database
from tests.live.busy_shop import DOCUMENT, MEMBERS, SECRET, story
from tests.live.shops import START, new_key

AWAITED = ("postgresql+asyncpg", "postgresql+psycopg", "mysql+asyncmy", "sqlite+aiosqlite")
OTHERS = ("postgresql+psycopg2",)
SERVERS = {"postgresql": "PostgreSQL", "mysql": "MariaDB", "sqlite": "SQLite"}


@contextmanager
def database(driver, folder):
    """The URL of a database with the library's tables, and the options this driver needs."""
    with empty_database(SERVERS[driver.partition("+")[0]], folder) as (given, options):
        made = configure(sa.create_engine(given, **options))
        METADATA.create_all(made)
        made.dispose()
        own = options
        if driver == "postgresql+asyncpg":
            schema = options["connect_args"]["options"].partition("=")[2]
            own = {"connect_args": {"server_settings": {"search_path": schema}}}
        yield sa.make_url(given).set(drivername=driver), own


def shop_of():
    return Loyalty(new_key(), clock=FixedClock(START), secret=SECRET)


def opening(shop):
    """What a shop begins with, and then its story."""
    program = load_program(DOCUMENT.format(key=shop.program_key))
    return [
        lambda s: shop.publish(s, program, author="ann", at=START),
        *(lambda s, name=name: shop.enrol(s, name, joined_at=START) for name in MEMBERS),
    ]


@pytest.mark.parametrize("driver", AWAITED)
def test_every_door_is_open_to_an_awaited_driver(driver, tmp_path):
    shop = shop_of()

    async def told(url, options):
        engine = create_async_engine(url, **options)
        configure(engine.sync_engine)
        for number, step in enumerate([*opening(shop), *story(shop, tmp_path)]):
            async with AsyncSession(engine) as session, session.begin():
                await session.run_sync(step)
                assert await session.run_sync(shop.verify) == (), number
        async with AsyncSession(engine) as session:
            figures = [await session.run_sync(shop.figures, name) for name in ("bob",)]
        await engine.dispose()
        return figures

    with database(driver, tmp_path) as (url, options):
        assert asyncio.run(told(url, options)) == told_by_sqlite(tmp_path)


@pytest.mark.parametrize("driver", OTHERS)
def test_every_door_is_open_to_another_driver(driver, tmp_path):
    with database(driver, tmp_path) as (url, options):
        assert told_by(url, options, tmp_path) == told_by_sqlite(tmp_path)


def told_by(url, options, folder):
    """What two members have when the story is over."""
    shop = shop_of()
    engine = configure(sa.create_engine(url, **options))
    for number, step in enumerate([*opening(shop), *story(shop, folder)]):
        with Session(engine) as session, session.begin():
            step(session)
            assert shop.verify(session) == (), number
    with Session(engine) as session:
        figures = [shop.figures(session, name) for name in ("bob",)]
    engine.dispose()
    return figures


def told_by_sqlite(folder):
    """The same story on the driver that comes with Python."""
    with database("sqlite+pysqlite", folder) as (url, options):
        return told_by(url, options, folder)
