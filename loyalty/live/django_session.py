"""A SQLAlchemy session on the connection that Django has open: one transaction, one rollback, Django's.

```python
with transaction.atomic(), django_session() as session:
    order.save()
    shop.place(session, cart, order_id=str(order.pk), member=str(order.member_id))
```
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from django.db import connections
from sqlalchemy.orm import Session

from loyalty.errors import AutocommitRefused, BadOption
from loyalty.store.connecting import fit_for_writing

DRIVERS: Final = {
    "psycopg": "postgresql+psycopg",
    "pymysql": "mysql+pymysql",
    "MySQLdb": "mysql+mysqldb",
    "sqlite3.dbapi2": "sqlite",
}
"""SQLAlchemy's dialect for the driver that Django uses."""


@contextmanager
def django_session(using: str = "default") -> Iterator[Session]:
    """A session inside the `transaction.atomic()` that is open on a database of Django's.

    It never commits or rolls back: Django does, for your models and the library alike. What was added to the
    session itself is flushed at the end of the block. Raises AutocommitRefused outside of `atomic()`, and
    BadOption on SQLite unless the database's `transaction_mode` is IMMEDIATE, or for another driver.
    """
    host = connections[using]
    if not host.in_atomic_block:
        raise AutocommitRefused
    _check(host)
    with _engine(using, host.Database.__name__).connect() as connection:
        if connection.dialect.name == "sqlite":
            fit_for_writing(connection)
        with Session(connection) as session:
            yield session
            session.flush()


def _check(host: Any) -> None:  # noqa: ANN401 - Django's connection
    driver = host.Database.__name__
    if driver not in DRIVERS:
        known = ", ".join(DRIVERS)
        mend, mend_zh = f"Use one of {known}.", f"请使用 {known} 之一。"
        raise BadOption(option="ENGINE", value=driver, mend=mend, mend_zh=mend_zh)
    mode = host.settings_dict["OPTIONS"].get("transaction_mode")
    if driver == "sqlite3.dbapi2" and str(mode).upper() not in {"IMMEDIATE", "EXCLUSIVE"}:
        mend = "Set OPTIONS = {'transaction_mode': 'IMMEDIATE'} for this database (Django 5.1)."
        mend_zh = "请为该数据库设置 OPTIONS = {'transaction_mode': 'IMMEDIATE'}（Django 5.1）。"
        raise BadOption(option="transaction_mode", value=mode, mend=mend, mend_zh=mend_zh)


class _Borrowed:
    """Django's driver connection, which SQLAlchemy may use but not end or fit out in its own way."""

    def __init__(self, driver: Any) -> None:  # noqa: ANN401 - the driver's connection
        self._driver = driver

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the driver has
        return getattr(self._driver, name)

    def cursor(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - the driver's
        """A cursor as SQLAlchemy expects it; Django's own fills parameters in by itself on psycopg."""
        if hasattr(self._driver, "pgconn"):
            from psycopg import Cursor

            return Cursor(self._driver)
        return self._driver.cursor(*given, **named)

    def commit(self) -> None:
        """Django commits."""

    def rollback(self) -> None:
        """Django rolls back."""

    def close(self) -> None:
        """Django closes."""

    def add_notice_handler(self, handler: Any) -> None:  # noqa: ANN401 - psycopg's
        """Once for each session would be too often."""

    def create_function(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - sqlite3's
        """Django has its own REGEXP."""


@cache
def _engine(using: str, driver: str) -> sa.Engine:
    """An engine whose every connection is the one that Django has open here and now."""
    native = {"use_native_hstore": False} if driver == "psycopg" else {}
    return sa.create_engine(
        f"{DRIVERS[driver]}://",
        creator=lambda: _Borrowed(connections[using].connection),
        poolclass=sa.NullPool,
        **native,
    )
