"""Errors by which a database asks for a transaction to be run again, in the place of the n-th statement."""

import sqlite3
from contextlib import contextmanager

import psycopg
import sqlalchemy as sa

from loyalty.store import together
from loyalty.store.pipeline import plain

RAISE = "DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{}'; END $$"
SIGNAL = "SIGNAL SQLSTATE '{}' SET MYSQL_ERRNO = {}, MESSAGE_TEXT = 'injected'"
ERRORS = {
    "postgresql": ("40001", "40P01", "55P03"),
    "mysql": ("1213", "1205", "1020"),
    "sqlite": ("busy",),
}
"""Serialization failures, deadlocks, waits for a lock that took too long."""


class Injected:
    """Counts statements; the n-th fails as the database would let it fail. Once."""

    def __init__(self, error, at):
        self.error, self.left, self.struck = error, at, False

    def due(self):
        """Whether it is this statement's turn."""
        self.left -= 1
        self.struck = self.struck or self.left == 0
        return self.left == 0

    def psycopg_cursor(self):
        """A cursor whose n-th statement is one that the server itself lets fail, sent together or not."""
        injected = self

        class Cursor(psycopg.Cursor):
            def execute(self, *given, **named):
                if injected.due():
                    return super().execute(RAISE.format(injected.error))
                return super().execute(*given, **named)

            def executemany(self, *given, **named):
                if injected.due():
                    super().execute(RAISE.format(injected.error))
                else:
                    super().executemany(*given, **named)

        return Cursor

    def before(self, cursor, *_):
        """The same where statements go one by one."""
        if not self.due():
            return None
        if self.error == "busy":
            raise sqlite3.OperationalError("database is locked")
        if self.error == "1213":
            cursor.execute("ROLLBACK")  # a deadlock undoes the whole transaction, savepoints and all
        cursor.execute(SIGNAL.format("40001" if self.error == "1213" else "HY000", self.error))
        return True


@contextmanager
def injected(engine, error, at):
    """Everything that the engine's connections send is counted, and the n-th statement fails."""
    one, real = Injected(error, at), together.exchange
    if engine.dialect.name == "postgresql":
        cursor = one.psycopg_cursor()

        def out(driver, *_):
            driver.cursor_factory = cursor

        def back(driver, *_):
            if driver is not None:
                driver.cursor_factory = psycopg.Cursor

        heard = [(engine, "checkout", out), (engine, "checkin", back)]

        def exchange(driver, calls):
            fails = plain(RAISE.format(error))
            return real(driver, [fails if one.due() else call for call in calls])

        together.exchange = exchange
    else:
        heard = [
            (engine, name, one.before) for name in ("do_execute", "do_executemany", "do_execute_no_params")
        ]
    for told in heard:
        sa.event.listen(*told)
    try:
        yield one
    finally:
        together.exchange = real
        for told in heard:
            sa.event.remove(*told)
