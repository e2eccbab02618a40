"""A database of its own for each module of tests, on each server: made empty, gone afterwards."""

import os
from contextlib import contextmanager
from itertools import count

import pytest
import sqlalchemy as sa

from loyalty.live import configure
from loyalty.store.tables import METADATA

POSTGRESQL = os.environ.get("LOYALTY_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
MARIADB = os.environ.get("LOYALTY_MARIADB_URL", "mysql+pymysql://root@127.0.0.1:3306/")
SERVERS = ("SQLite", "PostgreSQL", "MariaDB")
_made = count()


def _reached(name, url):
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        engine.connect().close()
    except sa.exc.DBAPIError as error:
        reason = f"{name} does not answer: {str(error.orig).splitlines()[0]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return engine


@contextmanager
def empty_database(name, folder, **options):
    """The URL of an empty database and the options an engine needs for it."""
    own = f"loyalty_{os.getpid()}_{next(_made)}"
    if name == "SQLite":
        yield f"sqlite:///{folder / own}.db", options
        return
    server = _reached(name, POSTGRESQL if name == "PostgreSQL" else MARIADB)
    kind = "SCHEMA" if name == "PostgreSQL" else "DATABASE"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE {kind} {own}")
    try:
        if name == "PostgreSQL":
            yield server.url, options | {"connect_args": {"options": f"-csearch_path={own}"}}
        else:
            yield server.url.set(database=own), options
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP {kind} {own}" + (" CASCADE" if name == "PostgreSQL" else ""))
        server.dispose()


@contextmanager
def shop_database(name, folder, **options):
    """An engine on a database that holds the library's tables."""
    with empty_database(name, folder, **options) as (url, given):
        engine = configure(sa.create_engine(url, **given))
        METADATA.create_all(engine)
        try:
            yield engine
        finally:
            engine.dispose()
