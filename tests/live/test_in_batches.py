"""Every verb that writes is there for many at once: an answer or an error for each, in one transaction."""

import inspect
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from loyalty.errors import LoyaltyError, MemberInactive, NoHold, UnknownMember
from loyalty.live import (
    Actor,
    ClaimItem,
    ExtendItem,
    HoldItem,
    LevelItem,
    Loyalty,
    MergeItem,
    ReleaseItem,
    TransferItem,
    UnlinkedItem,
    UpdateItem,
)
from loyalty.when import FixedClock
from tests.live.shops import PROGRAM, START, cart, open_shop

ADA = Actor("ada", frozenset({"admin"}))
MINUTE = timedelta(minutes=1)
CODES = (
    PROGRAM
    + """  - {{id: gift, coupon: {{}}, benefit: {{kind: amount, amount: "5"}}}}
"""
)
BY = {"reason": "r", "actor": ADA}

READ: Final = {
    "quote", "quote_shipping", "near_misses", "refusals", "tier_progress",
    "figures", "history", "past_figures", "verify", "export", "order_lines", "members.find",
    "members.profile",
    "points.redate_preview", "tiers.levels", "coupons.held", "coupons.usable", "coupons.history",
}  # fmt: skip
OF_MANY_BY_ITSELF: Final = {
    "create_tables", "publish", "nightly", "points.redate", "coupons.grant", "coupons.void",
    "coupons.void_cause", "coupons.void_offer", "coupons.stop_issuing", "coupons.issue_again", "codes.make",
    "codes.publish_word", "codes.stop", "codes.void",
}  # fmt: skip
"""What takes many members, or is of a whole offer, batch or programme; one coupon is voided by its cause."""
CALLED: Final = {
    "return_items": "return_many", "refund_amount": "refund_many", "enrol": "members.enrol_many",
}  # fmt: skip


def test_every_verb_that_writes_for_a_member_or_an_order_has_a_batch():
    shop = Loyalty("corner-shop")
    doors = {"": shop} | {
        f"{one}.": getattr(shop, one) for one in ("members", "points", "tiers", "coupons", "codes")
    }
    verbs = {
        f"{prefix}{name}"
        for prefix, door in doors.items()
        for name in dir(door)
        if name[0] != "_" and inspect.ismethod(getattr(door, name))
    }
    alone = {one for one in verbs if not one.endswith("_many")} - READ - OF_MANY_BY_ITSELF
    assert {one for one in alone if CALLED.get(one, f"{one}_many") not in verbs} == set()


def kinds(answers):
    return [type(one).__name__ if isinstance(one, LoyaltyError) else "answer" for one in answers]


def test_holds_are_put_off_and_let_go_in_batches(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.hold_many(
            session,
            [HoldItem(cart=cart("50"), order_id=f"o-{one}", member=one, at=START) for one in ("ann", "bob")],
        )
        until = START + 60 * MINUTE
        put_off = shop.extend_hold_many(
            session, [ExtendItem(order_id=one, ends_at=until, at=START) for one in ("o-ann", "none", "o-bob")]
        )
        assert kinds(put_off) == ["answer", "NoHold", "answer"]
        assert put_off[0] == until
        gone = shop.release_many(session, [ReleaseItem(order_id=one, at=START) for one in ("none", "o-ann")])
        assert isinstance(gone[0], NoHold)
        assert gone[1].figures.held == 0
        assert shop.quote(session, cart("50"), member="ann", at=START).applied == ("first",)
        assert shop.verify(session) == ()


def test_goods_without_an_order_and_points_move_in_batches(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        shop.points.adjust(session, "ann", 500, key="a", reason="r", actor="kim", at=START)
        back = shop.return_unlinked_many(
            session,
            [UnlinkedItem(cart=cart("20"), return_id=one, member=one, at=START) for one in ("ann", "nobody")],
        )
        assert (back[0].taken_unlinked, kinds(back)) == (20, ["answer", "UnknownMember"])
        moved = shop.points.transfer_many(
            session,
            [
                TransferItem(giver="ann", taker="bob", points=points, key=str(points), reason="r", at=START)
                for points in (100, 1_000, 80)
            ],
            actor="kim",
        )
        assert kinds(moved) == ["answer", "NotEnoughPoints", "answer"]
        assert shop.figures(session, "bob", at=START).booked == 180
        assert shop.verify(session) == ()


def test_levels_are_bought_granted_and_ended_in_batches(engine):
    shop = open_shop(engine, "ann", "bob")
    with Session(engine) as session, session.begin():
        wanted = [
            LevelItem(member=one, level="gold", key=one, months=1, at=START) for one in ("ann", "nobody")
        ]
        assert kinds(shop.tiers.buy_many(session, wanted)) == ["answer", "UnknownMember"]
        granted = [LevelItem(member="bob", level=one, key=one, at=START) for one in ("gold", "other")]
        assert kinds(shop.tiers.grant_many(session, granted, **BY)) == ["answer", "UnknownLevel"]
        assert shop.figures(session, "bob", at=START + MINUTE).tiers["growth"] == "gold"
        ended = [
            LevelItem(member=one, level="gold", key=f"r{one}", at=START + MINUTE) for one in ("bob", "ann")
        ]
        assert kinds(shop.tiers.revoke_many(session, ended, **BY)) == ["answer", "LevelNotHeld"]
        bought = [LevelItem(member="ann", level="gold", key="b", at=START + MINUTE)]
        assert kinds(shop.tiers.revoke_many(session, bought, bought=True, **BY)) == ["answer"]
        assert shop.figures(session, "ann", at=START + 2 * MINUTE).tiers["growth"] is None


def test_members_change_and_are_acted_on_in_batches(engine):
    shop = open_shop(engine, "ann", "bob", "cem", "dan")
    with Session(engine) as session, session.begin():
        changed = shop.members.update_many(
            session,
            [
                UpdateItem(member=one, update_id="1", attributes={"city": "Wuxi"}, at=START)
                for one in ("ann", "no")
            ],
        )
        assert kinds(changed) == ["answer", "UnknownMember"]
        blocked = shop.members.block_many(session, ["ann", "no", "bob"], **BY)
        assert kinds(blocked) == ["answer", "UnknownMember", "answer"]
        assert isinstance(shop.remind_many(session, ["ann", "cem"], at=START)[0], MemberInactive)
        assert kinds(shop.members.unblock_many(session, ["ann", "cem"], **BY)) == [
            "answer",
            "MemberStateWrong",
        ]
        pairs = [MergeItem(member="cem", into="ann", at=START), MergeItem(member="cem", into="dan", at=START)]
        assert kinds(shop.members.merge_many(session, pairs, **BY)) == ["answer", "MemberInactive"]
        assert kinds(shop.members.close_many(session, ["bob", "cem"], **BY)) == ["answer", "MemberStateWrong"]
        assert kinds(shop.members.erase_many(session, ["bob", "cem"], **BY)) == ["answer", "MemberStateWrong"]


def test_codes_are_claimed_in_batches(engine):
    key = open_shop(engine, "ann", "bob", document=CODES).program_key
    shop = Loyalty(key, clock=FixedClock(START), secret=b"sixteen bytes or more")
    with Session(engine) as session, session.begin():
        shop.codes.publish_word(session, "w", word="WELCOME", offer_id="gift", uses_max=1, actor="kim")
        claimed = shop.codes.claim_many(
            session,
            [ClaimItem(text="welcome", member=one, key=one, at=START) for one in ("ann", "bob", "nobody")],
        )
        assert isinstance(claimed[2], UnknownMember)
        assert [bool(one.coupon_id) for one in claimed[:2]] == [True, False]
