"""A ledger whose guards are down for a while: for tests that break it on purpose."""

from contextlib import contextmanager

from loyalty.store.tables import LEDGER_ENTRY
from loyalty.store.tables.keeping import guards, guards_off


@contextmanager
def guards_down(engine):
    """While the block runs, entries of the ledger may be changed and deleted."""
    with engine.begin() as connection:
        for statement in guards_off(LEDGER_ENTRY, engine.dialect.name):
            connection.execute(statement)
    try:
        yield
    finally:
        with engine.begin() as connection:
            for statement in guards(LEDGER_ENTRY, engine.dialect.name):
                connection.execute(statement)
