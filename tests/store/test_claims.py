"""Claims of first orders as rows: one a person, freed with their order."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import Drained
from loyalty.store.claims import FIRST_ORDER, claim_first_order, claimed_elsewhere, release_claims
from loyalty.store.tables import CLAIM
from tests.live.shops import START, open_shop


def twins(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        for name in ("ann", "bob"):
            known = {"phone": "1", "device": name}
            shop.members.enrol(session, name, joined_at=START, identities=known)
    return shop


def claims(shop, session):
    mine = sa.select(CLAIM.c.order_id).where(
        CLAIM.c.program_key == shop.program_key, CLAIM.c.kind == FIRST_ORDER
    )
    return sorted(session.connection().execute(mine).scalars())


def claimed(shop, session, member):
    return claimed_elsewhere(session.connection(), shop.program_key, member)


def test_a_claim_taken_meanwhile_drains_and_leaves_nothing(engine):  # edge 84
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            claim_first_order(work, order_id="o1", account_id=1, member_ref="ann", alone=True)
            with pytest.raises(Drained):
                claim_first_order(work, order_id="o2", account_id=2, member_ref="bob", alone=True)
        assert claims(shop, session) == ["o1", "o1"]
        assert claimed(shop, session, "bob")


def test_what_others_claimed_stays_theirs(engine):
    shop = twins(engine)
    with Session(engine) as session, session.begin():
        with shop.desk.working(session, "x", START) as work:
            claim_first_order(work, order_id="o1", account_id=1, member_ref="ann", alone=True)
            claim_first_order(work, order_id="o2", account_id=2, member_ref="bob", alone=False)
            assert claims(shop, session) == ["o1", "o1", "o2"]
            release_claims(work, 1)
            assert claims(shop, session) == ["o1", "o2"]  # the phone's is bob's now
            assert claimed(shop, session, "ann")
            release_claims(work, 2)
        assert claims(shop, session) == []
        assert not claimed(shop, session, "ann")
