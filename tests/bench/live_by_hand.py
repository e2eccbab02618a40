"""The floors of the live shop: points earned by hand-written psycopg, and by hand-written SQLAlchemy."""

from __future__ import annotations

from typing import Any, Final

import psycopg
import sqlalchemy as sa
from sqlalchemy.orm import Session

MEMBERS = 1_000
"""Accounts in the floor's own tables."""
TABLES = """
CREATE TEMPORARY TABLE op (op_key text PRIMARY KEY, result text);
CREATE TEMPORARY TABLE account (id bigint PRIMARY KEY, booked bigint NOT NULL, seq bigint NOT NULL);
CREATE TEMPORARY TABLE lot (
    id bigserial PRIMARY KEY, account_id bigint, granted bigint, remaining bigint, expires_us bigint
);
INSERT INTO account SELECT n, 0, 0 FROM generate_series(1, 1000) n;
ANALYZE account;
"""


SHARED_TABLES: Final = TABLES.replace("TEMPORARY ", "")
"""The same tables where every connection sees them."""
_OP: Final = sa.text("INSERT INTO op VALUES (:key, 'done') ON CONFLICT DO NOTHING RETURNING op_key")
_LOT: Final = sa.text(
    "INSERT INTO lot (account_id, granted, remaining, expires_us) VALUES (:account, 5, 5, 9) RETURNING id"
)
_ACCOUNT: Final = sa.text(
    "UPDATE account SET booked = booked + 5, seq = seq + 1 WHERE id = :account RETURNING seq"
)


def opened(url: str) -> psycopg.Connection[Any]:
    """A connection with the floor's own tables."""
    made = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"))
    made.execute(TABLES)
    made.commit()
    return made


def earn(connection: psycopg.Connection[Any], number: int) -> None:
    """Claim, lot and booked points in three statements and a commit."""
    account = number % MEMBERS + 1
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO op VALUES (%s, 'done') ON CONFLICT DO NOTHING RETURNING op_key", (f"k{number}",)
        )
        cursor.fetchone()
        cursor.execute(
            "INSERT INTO lot (account_id, granted, remaining, expires_us) VALUES (%s, 5, 5, 9) RETURNING id",
            (account,),
        )
        cursor.fetchone()
        cursor.execute(
            "UPDATE account SET booked = booked + 5, seq = seq + 1 WHERE id = %s RETURNING seq", (account,)
        )
        cursor.fetchone()
    connection.commit()


def earn_through(session: Session, number: int) -> None:
    """The same through a host's session: three prebuilt statements on the shop's engine."""
    account = number % MEMBERS + 1
    session.execute(_OP, {"key": f"k{number}"}).all()
    session.execute(_LOT, {"account": account}).all()
    session.execute(_ACCOUNT, {"account": account}).all()


def earn_many(connection: psycopg.Connection[Any], number: int) -> None:
    """The same for every account: three statements and a commit for all of them."""
    accounts = list(range(1, MEMBERS + 1))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO op SELECT key, 'done' FROM unnest(%s::text[]) AS given(key) "
            "ON CONFLICT DO NOTHING RETURNING op_key",
            ([f"b{number}-{account}" for account in accounts],),
        )
        cursor.fetchall()
        cursor.execute(
            "INSERT INTO lot (account_id, granted, remaining, expires_us) "
            "SELECT account, 5, 5, 9 FROM unnest(%s::bigint[]) AS given(account) RETURNING id",
            (accounts,),
        )
        cursor.fetchall()
        cursor.execute(
            "UPDATE account SET booked = booked + 5, seq = seq + 1 WHERE id = ANY(%s) RETURNING seq",
            (accounts,),
        )
        cursor.fetchall()
    connection.commit()
