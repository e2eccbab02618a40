"""A coupon moves only from the state that was read."""

import pytest
from sqlalchemy.orm import Session

from loyalty.errors import RetryTransaction
from loyalty.store.coupons import lock_accounts, reopen_coupons, take_coupons
from tests.live.shops import START, open_shop
from tests.live.test_coupons import PROGRAM


def test_a_coupon_that_was_made_void_meanwhile_is_not_used(engine):
    shop = open_shop(engine, "ann", document=PROGRAM)
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "ten", members=["ann"], key="g1", at=START)
        shop.coupons.void(session, coupon, actor="eve", reason="no", key="v1")
        with pytest.raises(RetryTransaction), shop.desk.working(session, "a", START) as work:
            take_coupons(work, [coupon], "o1", state="used")
        with pytest.raises(RetryTransaction), shop.desk.working(session, "a", START) as work:
            reopen_coupons(work, {coupon: "ten"}, was="used")


def test_accounts_are_found_by_reference_however_many(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin(), shop.desk.working(session, "a", START) as work:
        names = ["bob", "ann", "ann", *(f"nobody-{n}" for n in range(600))]
        assert {name: state for name, (_, state) in lock_accounts(work, names).items()} == {
            "ann": "active",
            "bob": "active",
        }
