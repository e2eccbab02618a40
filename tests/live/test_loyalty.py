"""The door: tables in the host's own database, verbs on the host's own session."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from loyalty import load_program
from loyalty.errors import OutOfBounds, UnknownMember
from loyalty.live import Loyalty
from tests.databases import empty_database
from tests.live.shops import START, cart, open_shop


class Base(DeclarativeBase):
    """A host's own tables."""


class Checkout(Base):
    """A host's own row beside ours."""

    __tablename__ = "checkout"
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(sa.String(20))


def test_tables_are_created_with_one_call_and_named(tmp_path):
    with empty_database("SQLite", tmp_path) as (url, _):
        names = Loyalty("shop").create_tables(sa.create_engine(url))
    assert all(name.startswith("loyalty_") for name in names)
    assert "loyalty_ledger_entry" in names


def test_the_hosts_own_objects_stay_as_they_are_when_an_operation_fails(engine):
    Base.metadata.create_all(engine)
    shop = open_shop(engine, "ann")
    with Session(engine) as session:
        session.begin()
        row = Checkout(note="mine")
        session.add(row)
        session.flush()
        seen = []
        sa.event.listen(session, "after_flush", lambda *_: seen.append("flush"))
        with pytest.raises(UnknownMember):
            shop.place(session, cart("50"), order_id="o1", member="nobody", at=START)
        assert (row.note, seen, sa.inspect(row).expired) == ("mine", [], False)
        session.commit()
    with Session(engine) as session:
        assert session.scalars(sa.select(Checkout.note).where(Checkout.note == "mine")).first() == "mine"
        session.query(Checkout).delete()
        session.commit()


def test_a_version_that_would_begin_before_the_live_one_is_refused(engine):
    """It would be live never, and say nothing."""
    shop = open_shop(engine)
    other = load_program({"key": shop.program_key, "currency": "CNY", "time_zone": "UTC"})
    with Session(engine) as session, session.begin():
        with pytest.raises(OutOfBounds, match=r"at is 2024-01-30.*; it must be from 2024-01-31T04"):
            shop.publish(session, other, author="ann", at=START - timedelta(days=1))
        assert shop.publish(session, other, author="ann", at=START) == 2
        assert shop.programs.as_of(session, START) == other
