"""Members enrolled, found, changed, blocked, closed and erased in the host's transaction."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from loyalty.errors import (
    BadReference,
    MemberInactive,
    MemberStateWrong,
    RoleMissing,
    SecretMissing,
    UnknownMember,
)
from loyalty.live import Actor
from loyalty.store.tables import CLAIM, IDENTITY, MEMBER, OPERATION
from tests.live.shops import PROGRAM, START, cart, open_shop
from tests.store.rows import rows

EVE = Actor("eve", frozenset({"editor"}))
ADA = Actor("ada", frozenset({"admin"}))
BIRTHDAY = PROGRAM.split("offers:", maxsplit=1)[0] + (
    "offers:\n  - id: cake\n    when: [{{kind: birthday, span: day}}]\n"
    "    benefit: {{kind: amount, amount: '10'}}\n"
)


def china(year, month, day):
    return datetime(year, month, day, 4, tzinfo=UTC)


def test_a_member_is_found_by_an_identity_that_nobody_can_read(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        for name in ("ann", "ann"):
            shop.members.enrol(
                session, name, joined_at=START, identities={"phone": "+86138"}, consent_at=START
            )
        shop.members.enrol(session, "bob", joined_at=START)
        assert shop.members.find(session, "phone", "+86138") == ["ann"]
        assert shop.members.find(session, "device", "+86138") == []
        shop.members.update(session, "bob", update_id="u1", identities={"phone": "+86138"}, at=START)
        assert shop.members.find(session, "phone", "+86138") == ["ann", "bob"]
        mine = sa.select(IDENTITY).where(IDENTITY.c.program_key == shop.program_key)
        assert "86138" not in str(session.connection().execute(mine).all())


def test_what_an_update_does_not_give_stays(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.members.enrol(session, "ann", joined_at=START, birthday=(5, 6), attributes={"a": "1", "b": "2"})
        for _ in range(2):
            shop.members.update(
                session, "ann", update_id="u1", attributes={"b": "3"}, at=START, consent_at=START
            )
        row = (
            session.connection()
            .execute(sa.select(MEMBER).where(MEMBER.c.program_key == shop.program_key, MEMBER.c.ref == "ann"))
            .one()
        )
        assert (row.attributes, row.birthday) == ('{"a": "1", "b": "3"}', 506)
        with pytest.raises(UnknownMember):
            shop.members.update(session, "bob", update_id="u1", at=START)


def test_a_birthday_is_once_a_year_and_a_changed_one_counts_from_the_next(
    engine,
):  # edge 85
    shop = open_shop(engine, document=BIRTHDAY)

    def buys(session, order_id, at):
        return shop.place(session, cart("99"), order_id=order_id, member="ann", at=at).quote.applied

    with Session(engine) as session, session.begin():
        shop.members.enrol(session, "ann", joined_at=START, birthday=(2, 29))
        assert buys(session, "o1", china(2024, 2, 29)) == ("cake",)
        assert buys(session, "o2", china(2024, 2, 29)) == ()
        shop.members.update(session, "ann", update_id="u1", birthday=(3, 5), at=china(2025, 1, 2))
        assert buys(session, "o3", china(2025, 3, 5)) == ()
        assert shop.quote(session, cart("99"), member="ann", at=china(2025, 2, 28)).applied == ("cake",)
        shop.members.update(session, "ann", update_id="u2", birthday=(4, 7), at=china(2025, 3, 6))
        assert shop.quote(session, cart("99"), member="ann", at=china(2025, 2, 28)).applied == ("cake",)
        assert buys(session, "o4", china(2026, 2, 28)) == ()
        assert buys(session, "o5", china(2026, 4, 7)) == ("cake",)


def test_a_blocked_member_gets_nothing_until_let_go_on(engine):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        shop.members.block(session, "ann", actor=EVE, reason="returns all")
        with pytest.raises(MemberInactive):
            shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        with pytest.raises(MemberInactive):
            shop.members.update(session, "ann", update_id="u1", at=START)
        with pytest.raises(MemberStateWrong):
            shop.members.block(session, "ann", actor=EVE, reason="again")
        shop.members.unblock(session, "ann", actor=EVE, reason="cleared")
        assert (
            shop.place(session, cart("99"), order_id="o1", member="ann", at=START).quote.points_earned == 89
        )
        shop.members.close(session, "ann", actor=EVE, reason="asked for")
        with pytest.raises(MemberInactive):
            shop.figures(session, "ann", at=START)
        acts = shop.programs.acts(session, subject="member ann")
        assert [one.act for one in acts] == ["block", "unblock", "close"]


def test_erasure_leaves_the_ledger_and_the_claims_and_nothing_of_the_person(engine):
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.members.enrol(
            session, "ann", joined_at=START, birthday=(5, 6), attributes={"city": "Suzhou"},
            identities={"phone": "1"},
        )  # fmt: skip
        shop.members.update(session, "ann", update_id="u1", attributes={"city": "Wuxi"}, at=START)
        shop.place(session, cart("99"), order_id="o1", member="ann", at=START)
        with pytest.raises(RoleMissing):
            shop.members.erase(session, "ann", actor=EVE, reason="asked for")
        shop.members.erase(session, "ann", actor=ADA, reason="asked for")
        with pytest.raises(MemberStateWrong):
            shop.members.erase(session, "ann", actor=ADA, reason="again")
        assert shop.members.find(session, "phone", "1") == []
        connection, key = session.connection(), shop.program_key
        for table in (MEMBER, OPERATION):
            told = str(connection.execute(sa.select(table).where(table.c.program_key == key)).all())
            assert "Suzhou" not in told
            assert "Wuxi" not in told
        assert len(connection.execute(sa.select(CLAIM).where(CLAIM.c.program_key == key)).all()) == 1
        shop.members.enrol(session, "new", joined_at=START, identities={"phone": "1"})
        later = START + timedelta(days=1)
        assert shop.quote(session, cart("99"), member="new", at=later).applied == ()


def test_two_who_are_known_by_long_references_are_told_apart(engine):
    shop = open_shop(engine)
    long = ["x" * 127 + last for last in "ab"]
    with Session(engine) as session, session.begin():
        for one in long:
            shop.enrol(session, one)
            shop.members.block(session, one, actor=ADA, reason="r")
        subjects = [one.subject for one in shop.programs.acts(session)]
    assert subjects == [f"member {one}" for one in long]


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_without_a_secret_nobody_is_known_by_what_a_hash_would_give_away(engine, secret):
    shop = open_shop(engine, "ann", secret=secret)
    phone = {"phone": "+8613800000001"}
    with Session(engine) as session, session.begin():
        for told in (
            lambda: shop.members.enrol(session, "bob", identities=phone),
            lambda: shop.members.update(session, "ann", update_id="1", identities=phone),
            lambda: shop.members.find(session, "phone", phone["phone"]),
        ):
            with pytest.raises(SecretMissing, match="identities"):
                told()
        shop.members.enrol(session, "bob", joined_at=START, identities={})
    assert rows(engine, IDENTITY, shop) == []


@pytest.mark.parametrize("attributes", [{"a\0": "b"}, {"a": "\ud800"}])
def test_attributes_are_texts_that_every_database_keeps(engine, attributes):
    shop = open_shop(engine, "ann")
    with Session(engine) as session, session.begin():
        with pytest.raises(BadReference):
            shop.enrol(session, "bob", attributes=attributes)
        with pytest.raises(BadReference):
            shop.members.update(session, "ann", update_id="1", attributes=attributes)
        shop.members.update(session, "ann", update_id="1", attributes={"城市": None})
