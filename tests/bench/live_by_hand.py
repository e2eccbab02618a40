"""The floor of the live shop: points earned by hand-written psycopg, one commit each."""

from __future__ import annotations

from typing import Any

import psycopg

MEMBERS = 1_000
"""Accounts in the floor's own tables."""
TABLES = """
CREATE TEMPORARY TABLE op (op_key text PRIMARY KEY, result text);
CREATE TEMPORARY TABLE account (id bigint PRIMARY KEY, booked bigint NOT NULL, seq bigint NOT NULL);
CREATE TEMPORARY TABLE lot (
    id bigserial PRIMARY KEY, account_id bigint, granted bigint, remaining bigint, expires_us bigint
);
INSERT INTO account SELECT n, 0, 0 FROM generate_series(1, 1000) n;
"""


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
