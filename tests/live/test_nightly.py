"""The nightly run only books: being late, stopped or set-wise changes nothing."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.live.nightly import book_due
from loyalty.store.tables import ACCOUNT, LEDGER_ENTRY, POINT_LOT
from tests.live.shops import PROGRAM, START, cart, open_shop

MEMBERS = tuple(f"m{n}" for n in range(6))
DUE = 5
"""Of one nothing is left when the night comes."""
PLAIN = """
key: {key}
currency: CNY
time_zone: Asia/Shanghai
points:
  rules: [{{kind: per_amount, id: base, points: "1", per: "1"}}]
  expiry: {{kind: rolling, months: 3}}
  redeem: {{points: "100", worth: "1", max_percent: "20"}}
"""


def worked_shop(engine, document):
    """A shop whose members bought and brought back over half a year: each time the same."""
    shop, chance, at = open_shop(engine, *MEMBERS, document=document), random.Random(7), START  # noqa: S311
    for n in range(24):
        at += timedelta(days=chance.randrange(15), microseconds=n)
        with Session(engine) as session, session.begin():
            amount = str(chance.randrange(50, 300))
            shop.place(session, cart(amount), order_id=f"o{n}", member=chance.choice(MEMBERS), at=at)
            if n % 4 == 3:
                shop.return_items(session, f"o{n - 2}", {"1": 1}, return_id="r", at=at)
    return shop, at


def rows_of(engine, shop):
    """Accounts, lots and entries of a shop, without what names them."""
    with engine.connect() as connection:
        order = (ACCOUNT.c.member_ref,)
        mine = ACCOUNT.c.program_key == shop.program_key
        names = ("op_key", "program_hash", "id", "account_id", "program_key")

        def asked(table, *by):
            kept = [ACCOUNT.c.member_ref, *(one for one in table.c if one.name not in names)]
            chosen = sa.select(*kept).where(mine).order_by(*order, *by)
            return chosen if table is ACCOUNT else chosen.where(table.c.account_id == ACCOUNT.c.id)

        return [
            [tuple(row) for row in connection.execute(asked(table, *by))]
            for table, by in (
                (ACCOUNT, ()),
                (POINT_LOT, (POINT_LOT.c.lot_key,)),
                (LEDGER_ENTRY, (LEDGER_ENTRY.c.seq,)),
            )
        ]


@pytest.mark.parametrize(("document", "days"), [(PLAIN, 45), (PROGRAM, 300)], ids=["plain", "tiers"])
def test_points_past_their_day_are_booked_set_wise_as_the_engine_books_them(
    engine, document, days
):  # edge 24
    found = []
    for set_wise in (True, False):
        shop, at = worked_shop(engine, document)
        night = book_due(
            shop.desk, lambda: Session(engine), at + timedelta(days=days), batch=4, set_wise=set_wise
        )
        book_due(shop.desk, lambda: Session(engine), at + timedelta(days=800), batch=4, set_wise=set_wise)
        with Session(engine) as session, session.begin():
            assert shop.verify(session) == ()
        found.append((night.accounts, night.expired, rows_of(engine, shop)))
    assert found[0] == found[1]
    assert found[0][0] > 0


def test_being_late_changes_nothing(engine):  # edge 24
    shop, at = worked_shop(engine, PROGRAM)
    later = at + timedelta(days=500)
    with Session(engine) as session, session.begin():
        before = [shop.figures(session, member, at=later) for member in MEMBERS]
    shop.nightly(lambda: Session(engine), at=later)
    with Session(engine) as session, session.begin():
        assert [shop.figures(session, member, at=later) for member in MEMBERS] == before


def test_a_run_that_was_stopped_goes_on_where_it_was(engine):
    shop, at = worked_shop(engine, PLAIN)
    later = at + timedelta(days=500)
    first = shop.nightly(lambda: Session(engine), at=later, batch=2, progress=lambda _: False)
    rest = shop.nightly(lambda: Session(engine), at=later, batch=2)
    assert (first.stopped, first.accounts) == (True, 2)
    assert rest.accounts == DUE - 2
    assert shop.nightly(lambda: Session(engine), at=later).accounts == 0


def test_an_account_that_somebody_holds_is_passed_by(engine):
    if engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    shop, at = worked_shop(engine, PLAIN)
    later = at + timedelta(days=500)
    with Session(engine) as session, session.begin():
        shop.place(session, cart("1"), order_id="held", member=MEMBERS[0], at=at)
        assert shop.nightly(lambda: Session(engine), at=later).accounts == DUE - 1
    assert shop.nightly(lambda: Session(engine), at=later).accounts == 1
