"""Members are looked up and added by the hundred."""

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy.orm import Session

from loyalty import load_program, lower
from loyalty.facts.member import FOREVER, Member
from loyalty.store import arriving
from loyalty.store.arriving import (
    account_ids,
    coupons_known,
    levels_of,
    loaded_new,
    offers_void,
    states_of,
    write_identities,
)
from loyalty.store.operations import working
from loyalty.store.portions import portions
from loyalty.store.tables import CLAIM, IDENTITY
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

GIFT = (
    PROGRAM
    + """  - {{id: gift, coupon: {{}}, benefit: {{kind: amount, amount: "5"}}}}
"""
)


@pytest.fixture
def shop(engine):
    return open_shop(engine, "ann", "bob", "cem", document=GIFT)


def test_what_is_there_is_found_whatever_number_is_asked_for(engine, shop, monkeypatch):
    monkeypatch.setattr(arriving, "portions", partial(portions, most=2))
    with Session(engine) as session, session.begin():
        (coupon,) = shop.coupons.grant(session, "gift", members=["ann"], key="g", at=START)
        connection = session.connection()
        asked = ["ann", "bob", "cem", "dan"]
        assert states_of(connection, shop.program_key, asked) == dict.fromkeys(
            ("ann", "bob", "cem"), "active"
        )
        assert set(account_ids(connection, shop.program_key, asked)) == {"ann", "bob", "cem"}
        assert coupons_known(connection, shop.program_key, [coupon, "x"]) == {coupon}
        shop.place(session, cart("150"), order_id="o1", member="bob", at=START)
        stand = levels_of(connection, shop.program_key, asked)
        assert {member: tracks["growth"][0] for member, tracks in stand.items()} == {"bob": "silver"}
        assert offers_void(connection, shop.program_key) == set()
        shop.coupons.void_offer(session, "gift", actor="kim", reason="wrong", key="v")
        assert offers_void(connection, shop.program_key) == {"gift"}


def test_identities_are_written_once_and_claimed_by_who_has_ordered(engine, shop):
    hashes = [("card", "a" * 64), ("phone", "b" * 64)]
    with Session(engine) as session, session.begin():
        ids = account_ids(session.connection(), shop.program_key, ["ann", "bob"])
        for member, ordered in (("ann", False), ("bob", True), ("bob", True)):
            with working(session, shop.program_key, op_key="x", at_us=0, recorded_us=0) as work:
                write_identities(work, member, hashes, account_id=ids[member], ordered=ordered)
                write_identities(work, member, [], account_id=ids[member], ordered=ordered)
    assert len(rows(engine, IDENTITY, shop)) == 4
    assert {row["account_id"] for row in rows(engine, CLAIM, shop)} == {ids["bob"]}


def test_a_new_account_is_empty_and_nothing_of_it_is_due():
    plan = lower(load_program(PROGRAM.format(key="k")))
    who = Member(id="ann", joined_at=datetime(2024, 1, 1, tzinfo=UTC))
    loaded = loaded_new(plan, 7, who)
    assert (loaded.account.id, loaded.account.booked, loaded.account.active_until) == (7, 0, FOREVER)
    assert (loaded.account.last_order, loaded.standing.booked, loaded.standing.tiers) == (-FOREVER, 0, ())
