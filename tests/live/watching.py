"""A watch over an engine: a COMMIT or ROLLBACK that comes from inside the library is an error."""

import re
import sys
from contextlib import contextmanager

import sqlalchemy as sa

from tests.house.tree import PACKAGE

ROOMS = (str(PACKAGE / "live"), str(PACKAGE / "store"))
THE_HOSTS = {("running.py", "run"), ("loyalty.py", "create_tables"), ("connecting.py", "_begin_as_writer")}
"""Who may begin or end a transaction: what the host asks for as such, and tables have one of their own."""


def inside():
    """The innermost function of the library that is running, or None."""
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(ROOMS):
            place = (path.rpartition("/")[2], frame.f_code.co_name)
            return None if place in THE_HOSTS else place
        frame = frame.f_back
    return None


@contextmanager
def watched(engine):
    """The engine, watched while the block runs."""

    def ended(_connection):
        assert inside() is None, f"{inside()} ended the host's transaction"

    def said(_connection, _cursor, statement, *_):
        # a ROLLBACK TO a savepoint is the library's own
        if re.match(r"(?i)\s*(COMMIT|BEGIN|START|ROLLBACK(?!\s+TO))\b", statement):
            assert inside() is None, f"{inside()} said {statement}"

    told = [("commit", ended), ("rollback", ended), ("before_cursor_execute", said)]
    for event, listener in told:
        sa.event.listen(engine, event, listener)
    try:
        yield
    finally:
        for event, listener in told:
            sa.event.remove(engine, event, listener)
