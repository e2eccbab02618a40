"""Two members made one in the host's transaction: nothing is lost, nothing counts twice."""

import runpy
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from loyalty.errors import MemberInactive, MergeRefused, RoleMissing
from loyalty.live import Actor
from loyalty.store.tables import ACCOUNT, CLAIM, LEDGER_ENTRY, POINT_LOT
from tests.house.tree import EXAMPLES
from tests.live.shops import PROGRAM, START, cart, open_shop

EVE = Actor("eve", frozenset({"editor"}))
LATER = START + timedelta(days=1)


def two(engine):
    """Two members, each with an order of its own; bob has an identity of each."""
    shop = open_shop(engine)
    with Session(engine) as session, session.begin():
        shop.members.enrol(session, "ann", joined_at=START, identities={"phone": "1"})
        shop.members.enrol(session, "bob", joined_at=START, identities={"phone": "1", "device": "2"})
        shop.place(session, cart("310"), order_id="a1", member="ann", at=START)
        shop.place(session, cart("300"), order_id="b1", member="bob", at=START)
    return shop


def merged(shop, session):
    return shop.members.merge(session, "bob", into="ann", actor=EVE, reason="one phone", at=LATER)


def sums(shop, session, member):
    """Booked as the account, its lots and its ledger say."""
    connection = session.connection()
    account = connection.execute(
        sa.select(ACCOUNT).where(ACCOUNT.c.program_key == shop.program_key, ACCOUNT.c.member_ref == member)
    ).one()
    lots = sa.select(sa.func.coalesce(sa.func.sum(POINT_LOT.c.remaining), 0))
    points = sa.select(sa.func.coalesce(sa.func.sum(LEDGER_ENTRY.c.delta_points), 0))
    return [
        account.booked,
        int(connection.execute(lots.where(POINT_LOT.c.account_id == account.id)).scalar_one()),
        int(connection.execute(points.where(LEDGER_ENTRY.c.account_id == account.id)).scalar_one()),
    ]


def test_the_one_member_has_what_both_had_and_rises_by_it(engine):  # edge 51
    shop = two(engine)
    with Session(engine) as session, session.begin():
        before = [shop.figures(session, name, at=LATER) for name in ("ann", "bob")]
        assert [one.tiers["growth"] for one in before] == ["silver", "silver"]
        told = merged(shop, session)
        assert (told.booked, told.tiers["growth"]) == (600, "gold")
        assert merged(shop, session) == told
        assert shop.figures(session, "ann", at=LATER) == told
        assert [sums(shop, session, name) for name in ("ann", "bob")] == [[600] * 3, [0] * 3]
        with pytest.raises(MemberInactive):
            shop.place(session, cart("9"), order_id="b2", member="bob", at=LATER)
        assert shop.members.find(session, "device", "2") == ["ann"]
        assert shop.members.find(session, "phone", "1") == ["ann"]


def test_orders_of_both_are_returned_to_the_one(engine):  # edge 51
    shop = two(engine)
    with Session(engine) as session, session.begin():
        merged(shop, session)
        shop.place(session, cart("10"), order_id="a2", member="ann", at=LATER)
        back = shop.return_items(session, "b1", {"1": 1}, return_id="r1", at=LATER)
        assert back.taken_base + back.taken_bonus == 300
        back = shop.return_items(session, "a1", {"1": 1}, return_id="r1", at=LATER)
        assert back.figures.tiers["growth"] is None
        assert sums(shop, session, "ann") == [back.figures.booked] * 3


def test_claims_unite(engine):  # edge 51
    shop = two(engine)
    with Session(engine) as session, session.begin():
        merged(shop, session)
        owners = session.connection().execute(
            sa.select(CLAIM.c.account_id).where(CLAIM.c.program_key == shop.program_key)
        )
        assert len(set(owners.scalars())) == 1
        assert shop.quote(session, cart("99"), member="ann", at=LATER).applied == ()


def test_the_audit_says_what_moved_and_what_was_there(engine):
    shop = two(engine)
    with Session(engine) as session, session.begin():
        merged(shop, session)
        (act,) = shop.programs.acts(session, subject="member bob")
        assert (act.actor, act.act, act.details["into"]) == ("eve", "merge", "ann")
        assert act.details["moved"]["order_ids"] == ["b1"]
        assert sum(act.details["moved"]["lots"].values()) == 300
        assert [one["figures"][0] for one in act.details["was"]] == [300, 300]


def test_a_merge_takes_two_members_and_somebody_who_may(engine):
    shop = two(engine)
    with Session(engine) as session, session.begin():
        with pytest.raises(MergeRefused):
            shop.members.merge(session, "ann", into="ann", actor=EVE, reason="x", at=LATER)
        with pytest.raises(RoleMissing):
            shop.members.merge(session, "bob", into="ann", actor=Actor("vic"), reason="x", at=LATER)
        merged(shop, session)
        with pytest.raises(MemberInactive):
            shop.members.merge(session, "ann", into="bob", actor=EVE, reason="back", at=LATER)


def parted(engine, shop):
    """The two of a merge, parted as the example does it."""
    part = runpy.run_path(str(EXAMPLES / "part_merged_members.py"))["part"]
    return part(
        shop,
        sessionmaker(engine),
        "bob",
        into="ann",
        anew="bob-2",
        joined_at=START,
        at=LATER + timedelta(days=1),
    )


def test_two_who_were_merged_by_mistake_are_parted_by_hand(engine):  # edge 51
    shop = two(engine)
    with Session(engine) as session, session.begin():
        merged(shop, session)
    assert parted(engine, shop) == {"points": 300, "coupons": 0}
    at = LATER + timedelta(days=2)
    with Session(engine) as session, session.begin():
        ann, bob = (shop.figures(session, one, at=at) for one in ("ann", "bob-2"))
        assert (ann.booked, bob.booked, bob.tiers["growth"]) == (300, 300, "silver")
        # the level that the other's credit lifted her to stays until its term ends, its credit is gone
        assert ann.tiers["growth"] == "gold"
        (level,) = shop.tiers.levels(session, "ann", at=at)
        assert level.credit == 30_000
        later = shop.figures(session, "ann", at=START + timedelta(days=380))
        assert later.tiers["growth"] is None
        # an order before, so that no first order is given again
        assert shop.quote(session, cart("99"), member="bob-2", at=at).applied == ()
        back = shop.return_items(session, "b1", {"1": 1}, return_id="r1", at=at)
        assert back.taken_base + back.taken_bonus == 300
        assert shop.verify(session) == ()
    again = parted(engine, shop)
    assert again["coupons"] == 0


GIVING = (
    PROGRAM
    + """
  - id: held
    benefit: {{kind: amount, amount: "5"}}
    coupon: {{}}
issuances:
  - id: birthday
    on: {{kind: birthday}}
    gives: [{{kind: points, points: 1000}}, {{kind: coupon, offer: held, valid_days: 30}}]
"""
)


@pytest.mark.parametrize("gone", ["ann", "bob"])
def test_gifts_that_are_due_come_along(engine, gone):
    shop = open_shop(engine, document=GIVING)
    kept = "bob" if gone == "ann" else "ann"
    with Session(engine) as session, session.begin():
        for member in ("ann", "bob"):
            shop.members.enrol(session, member, joined_at=START, birthday=(2, 5))
    at = START + timedelta(days=8)
    with Session(engine) as session, session.begin():
        assert shop.figures(session, gone, at=at).available == 1000
        told = shop.members.merge(session, gone, into=kept, actor=EVE, reason="one phone", at=at)
        assert (told.booked, told.available) == (2000, 2000)
        assert [one.offer_id for one in shop.coupons.held(session, kept, at=at)] == ["held", "held"]
        assert shop.verify(session) == ()


def test_a_checkout_that_ran_out_is_in_nobodys_way(engine):
    shop = two(engine)
    with Session(engine) as session, session.begin():
        assert shop.hold(session, cart("90"), order_id="h1", member="bob", at=START).figures.held > 0
        with pytest.raises(MergeRefused):
            shop.members.merge(session, "bob", into="ann", actor=EVE, reason="one phone", at=START)
        assert (merged(shop, session).held, shop.verify(session)) == (0, ())
