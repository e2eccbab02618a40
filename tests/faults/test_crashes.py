"""A crash between any two statements of an operation leaves nothing half-written; a retry does it all."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.store import working
from tests.faults.books import everything, faults_of
from tests.faults.stories import VERBS, ready


class Crash(Exception):
    """The process is gone."""


class Striking:
    """Counts statements, and crashes before the n-th."""

    def __init__(self, monkeypatch, connection, at):
        self.left, self.seen = at, 0
        sa.event.listen(connection, "before_cursor_execute", self.heard)
        real = working.send

        def send(*told):
            self.heard()
            real(*told)

        monkeypatch.setattr(working, "send", send)

    def heard(self, *_):
        self.seen += 1
        self.left -= 1
        if self.left == 0:
            raise Crash


def strike(engine, shop, verb, at, monkeypatch):
    """Run a verb in a transaction that crashes before its n-th statement; whether it did."""
    with Session(engine) as session:
        session.begin()
        with monkeypatch.context() as patch:
            striking = Striking(patch, session.connection(), at)
            try:
                VERBS[verb](shop, session)
            except Crash:
                striking.left = -1
                session.rollback()
                return True
        session.rollback()
        return False


@pytest.mark.parametrize("verb", VERBS)
def test_a_crash_before_any_statement_leaves_nothing(engine, verb, monkeypatch):
    shop = ready(engine)
    before = everything(engine, shop)
    at = 1
    while strike(engine, shop, verb, at, monkeypatch):
        assert everything(engine, shop) == before
        at += 1
    assert at > 3  # the verb has statements to be struck
    with Session(engine) as session, session.begin():
        VERBS[verb](shop, session)
    assert everything(engine, shop) != before
    assert faults_of(engine, shop) == []


@pytest.mark.parametrize("verb", VERBS)
def test_a_host_that_catches_the_error_and_commits_keeps_nothing_half(engine, verb, monkeypatch):
    shop = ready(engine)
    before = everything(engine, shop)
    at = 1
    while True:
        with Session(engine) as session, session.begin(), monkeypatch.context() as patch:
            striking = Striking(patch, session.connection(), at)
            try:
                VERBS[verb](shop, session)
            except Crash:
                striking.left = -1
            else:
                session.rollback()
                break
        assert everything(engine, shop) == before
        at += 1
    assert at > 3


@pytest.mark.parametrize("verb", VERBS)
def test_the_library_proves_its_own_books_after_every_verb(engine, verb):
    shop = ready(engine)
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
        VERBS[verb](shop, session)
    with Session(engine) as session, session.begin():
        assert shop.verify(session) == ()
