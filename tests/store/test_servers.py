"""The databases the library is meant for answer here, and keep what they are given to the last digit."""

import os
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from loyalty.money import MINOR_MAX
from loyalty.when import from_us, load_zone, to_us

SERVERS = {
    "SQLite": "sqlite://",
    "PostgreSQL": os.environ.get(
        "LOYALTY_POSTGRESQL_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
    ),
    "MariaDB": os.environ.get("LOYALTY_MARIADB_URL", "mysql+pymysql://root@127.0.0.1:3306/"),
}
INSTANT = sa.DateTime(timezone=True).with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")


@pytest.fixture(params=SERVERS)
def connection(request):
    """A connection that leaves nothing behind: temporary tables, and on MariaDB a schema that goes again."""
    engine = sa.create_engine(SERVERS[request.param])
    try:
        opened = engine.connect()
    except sa.exc.DBAPIError as error:
        reason = f"{request.param} does not answer: {str(error.orig).splitlines()[0]}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    own = f"loyalty_test_{os.getpid()}" if request.param == "MariaDB" else None
    with opened:
        if own:
            opened.execute(sa.text(f"CREATE DATABASE {own}"))
            opened.execute(sa.text(f"USE {own}"))
        yield opened
        opened.rollback()
        if own:
            opened.execute(sa.text(f"DROP DATABASE {own}"))
    engine.dispose()


def test_a_server_answers_a_query(connection):
    assert connection.scalar(sa.select(sa.literal(6) * sa.literal(7))) == 42


def test_amounts_and_instants_come_back_as_they_went_in(connection):
    table = sa.Table(
        "roundtrip",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        prefixes=["TEMPORARY"],
    )
    at = datetime(2024, 11, 11, 0, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))
    table.create(connection)
    for amount in (MINOR_MAX, -MINOR_MAX, 2**63 - 1):
        connection.execute(table.insert().values(amount_minor=amount, at_us=to_us(at), at=at.astimezone(UTC)))
    rows = connection.execute(sa.select(table).order_by(table.c.id)).all()
    assert [row.amount_minor for row in rows] == [MINOR_MAX, -MINOR_MAX, 2**63 - 1]
    for row in rows:
        assert from_us(row.at_us, load_zone("Asia/Shanghai")) == at
        stored = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
        assert stored == at
