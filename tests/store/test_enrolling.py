"""A member has one account, empty at first."""

from sqlalchemy.orm import Session

from loyalty.store.tables import ACCOUNT, MEMBER
from tests.live.shops import START, open_shop
from tests.store.rows import rows


def test_a_member_gets_an_empty_account(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(session, "ann", joined_at=START, birthday=(12, 31))
    assert [(row["ref"], row["birthday"], row["state"]) for row in rows(engine, MEMBER, shop)] == [
        ("ann", 1231, "active")
    ]
    account = rows(engine, ACCOUNT, shop)[0]
    assert (account["wallet"], account["booked"], account["held"], account["debt"]) == ("points", 0, 0, 0)
