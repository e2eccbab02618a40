"""A member's account is found by reference, and only an active member's is."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import MemberInactive, UnknownMember
from loyalty.facts.member import FOREVER
from loyalty.store.accounts import ends, find_account, lock_account, lock_many, starts, stored
from loyalty.store.tables import MEMBER
from tests.live.shops import START, open_shop


def test_an_account_says_who_it_belongs_to(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.enrol(
            session, "ann", joined_at=START, birthday=(2, 29), attributes={"城市": "上海", "vip": None}
        )
    with engine.begin() as connection:
        account = lock_account(connection, shop.program_key, "ann")
    assert (account.who.id, account.who.joined_at, account.who.birthday) == ("ann", START, (2, 29))
    assert account.who.attributes == {"城市": "上海", "vip": None}
    assert (account.booked, account.active_until, account.last_order) == (0, FOREVER, -FOREVER)


def test_references_are_told_apart_byte_by_byte(engine):
    shop = open_shop(engine, "ann")
    with engine.begin() as connection:
        for other in ("Ann", "ann ", "änn", "ANN"):
            with pytest.raises(UnknownMember):
                find_account(connection, shop.program_key, other)


def test_nothing_is_booked_for_a_member_who_is_not_active(engine):
    shop = open_shop(engine, "ann")
    with engine.begin() as connection:
        connection.execute(
            sa.update(MEMBER).where(MEMBER.c.program_key == shop.program_key).values(state="blocked")
        )
    with engine.begin() as connection, pytest.raises(MemberInactive) as refused:
        lock_account(connection, shop.program_key, "ann")
    assert refused.value.fields["state"] == "blocked"


def test_many_members_are_locked_in_one_order_whatever_they_are_asked_in(engine):
    shop = open_shop(engine, "ann", "bob", "cem")
    with engine.begin() as connection:
        found = lock_many(connection, shop.program_key, ["cem", "ann"])
        assert {name: one.who.id for name, one in found.items()} == {"cem": "cem", "ann": "ann"}
        with pytest.raises(UnknownMember):
            lock_many(connection, shop.program_key, ["ann", "nobody"])


def test_what_never_comes_is_stored_as_null():
    assert (stored(FOREVER), stored(-FOREVER), stored(5)) == (None, None, 5)
    assert (ends(None), starts(None), ends(5), starts(5)) == (FOREVER, -FOREVER, 5, 5)
